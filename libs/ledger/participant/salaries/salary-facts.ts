/** Salaries, their corrections and voluntary continuation, as files and HTTP bring them (nl-pob section 9). */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { continueVoluntarily } from './continue-voluntarily.js';
import { correctSalary, type SalaryCorrectionContext } from './correct-salary.js';
import { estimateSalary } from './estimate-salary.js';
import { reportSalary } from './report-salary.js';
import type { FactOnEmployer } from './salary-problems.js';

const employerId = is.identifier({ description: 'Employer.', example: 'E001' });
const from = is.period({ description: 'The month from which it holds, until the next one reported.', example: '2018-03' });
const money = {
  fullTimeSalaryMinor: is.amount({
    column: 'fullTimeSalary',
    description: 'Full-time pensionable salary a year; 0 ends the series.',
    example: '36000.00',
  }),
  currency: is.currency(),
};
const shares = {
  partTimeFactor: is.withFallback(is.share({ description: 'Part-time factor, from 0 to 1. Default: 1.', example: '0.8' }), '1'),
  premiumFreeShare: is.withFallback(
    is.share({ description: 'Share continued without premium on disability, from 0 to 1. Default: 0.', example: '0.5' }),
    '0',
  ),
};

const salary = { employerId, from, ...money, reportedOn: is.date({ description: 'Reported on.', example: '2018-03-02' }), ...shares };

export const SALARY_FACT = {
  name: 'salary',
  subject: 'participant',
  fields: salary,
  file: 'salaries',
  path: 'salaries',
  operation: 'reportSalary',
  summary: 'Report a salary',
  takesEffect: 'the first of the month from which it holds',
  day: ({ reportedOn }) => reportedOn,
  refuses: [
    'SALARY_ALREADY_REPORTED',
    'EMPLOYER_NOT_AFFILIATED',
    'OUT_OF_RANGE',
    'NOT_ACCEPTED_BY_SCHEME',
    'WRONG_CURRENCY',
    'EVENT_IN_FUTURE',
    'BEFORE_BIRTH',
    'AFTER_DEATH',
  ],
  looksAt: 'keys',
  namesEmployer: 'employerId',
  decide: reportSalary,
} as const satisfies FactOnEmployer<'salary', typeof salary>;

const correction = {
  employerId,
  from,
  ...money,
  reason: is.text({ description: 'Why it is corrected.', example: 'collective agreement' }),
  correctedOn: is.date({ description: 'Corrected on.', example: '2018-05-20' }),
  ...shares,
};

export const SALARY_CORRECTION_FACT = {
  name: 'salary-correction',
  subject: 'participant',
  fields: correction,
  file: 'salary-corrections',
  path: 'salary-corrections',
  operation: 'correctSalary',
  summary: 'Correct a salary',
  secondPerson: 'approves-a-plan',
  takesEffect: 'the first of the month from which it holds',
  day: ({ correctedOn }) => correctedOn,
  refuses: [
    'SALARY_NOT_REPORTED',
    'LATER_CORRECTION_STANDS',
    'EMPLOYER_NOT_AFFILIATED',
    'OUT_OF_RANGE',
    'NOT_ACCEPTED_BY_SCHEME',
    'WRONG_CURRENCY',
    'EVENT_IN_FUTURE',
    'BEFORE_BIRTH',
    'AFTER_DEATH',
  ],
  looksAt: 'stream',
  namesEmployer: 'employerId',
  decide: correctSalary,
} as const satisfies FactOnStream<'salary-correction', typeof correction, SalaryCorrectionContext>;

const estimate = {
  employerId,
  from: is.period({ description: 'First month whose data are missing.', example: '2018-06' }),
  to: is.period({ description: 'Last month.', example: '2018-06' }),
  ...money,
  demand: is.text({ description: 'Reference of the demand that was not answered.', example: 'letter 12' }, 100),
  decidedOn: is.date({ description: 'Decided on.', example: '2018-07-20' }),
  ...shares,
};

export const ESTIMATE_FACT = {
  name: 'estimate',
  subject: 'participant',
  fields: estimate,
  file: 'estimates',
  path: 'estimates',
  operation: 'estimateSalary',
  summary: 'Set a salary that its employer does not deliver',
  takesEffect: 'the first of its first month',
  day: ({ decidedOn }) => decidedOn,
  refuses: [
    ...[
      'NO_DEMAND',
      'DEADLINE_NOT_PASSED',
      'ESTIMATE_AFTER_DELIVERY',
      'ESTIMATE_ALREADY_SET',
      'EMPLOYER_NOT_AFFILIATED',
      'NOT_ACCEPTED_BY_SCHEME',
    ],
    ...['WRONG_CURRENCY', 'ENDS_BEFORE_IT_BEGINS', 'MONTH_IN_FUTURE', 'EVENT_IN_FUTURE', 'BEFORE_BIRTH', 'AFTER_DEATH', 'OUT_OF_RANGE'],
  ],
  looksAt: 'keys',
  namesEmployer: 'employerId',
  decide: estimateSalary,
} as const satisfies FactOnEmployer<'estimate', typeof estimate>;

const continuation = {
  employerId,
  from: is.period({ description: 'First month.', example: '2018-07' }),
  to: is.optional(is.period({ description: 'Last month; may be told later, with the same other fields.' })),
};

export const VOLUNTARY_CONTINUATION_FACT = {
  name: 'voluntary-continuation',
  subject: 'participant',
  fields: continuation,
  file: 'voluntary-continuations',
  path: 'voluntary-continuations',
  operation: 'continueVoluntarily',
  summary: 'Report that a participant goes on voluntarily, or its end',
  takesEffect: 'the first of its month; its end on the last day of its last',
  refuses: [
    'VOLUNTARY_CONTINUATION_ALREADY_REPORTED',
    'EMPLOYER_NOT_AFFILIATED',
    'ENDS_BEFORE_IT_BEGINS',
    'NOT_ACCEPTED_BY_SCHEME',
    'EVENT_IN_FUTURE',
    'BEFORE_BIRTH',
    'AFTER_DEATH',
  ],
  looksAt: 'keys',
  namesEmployer: 'employerId',
  decide: continueVoluntarily,
} as const satisfies FactOnEmployer<'voluntary-continuation', typeof continuation>;
