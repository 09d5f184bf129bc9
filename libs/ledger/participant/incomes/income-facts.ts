/** Incomes and their corrections, as files and HTTP bring them. */
import type { FactOnStream } from '../../facts/declaration.js';
import type { FactOnKeys } from '../deciding/fact-kinds.js';
import { correctIncome, type CorrectionContext, type Incomes } from './correct-income.js';
import { reportIncome } from './report-income.js';
import * as is from '../../facts/field.js';
import type { ValuesOf } from '../../facts/field.js';
import { SCHEME_COLUMNS } from '../../schemes/incomes.js';

const income = {
  incomeYear: is.year({ description: 'Income year.', example: 2005 }),
  amountMinor: is.amount({ description: 'The employer’s income of that year.', example: '31000.00' }),
  currency: is.currency(),
  employerId: is.identifier({ description: 'Employer.', example: 'E01' }),
  ...SCHEME_COLUMNS,
};

export const INCOME_FACT = {
  name: 'income',
  subject: 'participant',
  fields: income,
  file: 'incomes',
  path: 'incomes',
  operation: 'reportIncome',
  summary: 'Report an employer’s income of a year',
  takesEffect: '31 December of its year',
  refuses: [
    'INCOME_ALREADY_REPORTED',
    'NOT_ACCEPTED_BY_SCHEME',
    'WRONG_CURRENCY',
    'MORE_THAN_INCOME',
    'INCOME_YEAR_IN_FUTURE',
    'BEFORE_BIRTH',
    'AFTER_DEATH',
  ],
  looksAt: 'keys',
  decide: reportIncome,
} as const satisfies FactOnKeys<'income', typeof income>;

const correction = {
  incomeYear: is.year({ description: 'Income year to correct.', example: 2003 }),
  employerId: is.identifier({ description: 'Employer whose report is corrected.', example: 'E01' }),
  amountMinor: is.amount({ description: 'The new total for that employer and year.', example: '32500.00' }),
  currency: is.currency(),
  reason: is.text({ description: 'Why it is corrected.', example: 'late payroll report' }),
  correctedOn: is.date({ description: 'Corrected on; its calendar year is the correction year.', example: '2010-03-31' }),
  ...SCHEME_COLUMNS,
};

export const CORRECTION_FACT = {
  name: 'correction',
  subject: 'participant',
  fields: correction,
  file: 'corrections',
  path: 'corrections',
  operation: 'correctIncome',
  summary: 'Correct an income; what follows from it is settled at once',
  secondPerson: 'approves-a-plan',
  takesEffect: '`correctedOn`, with what settles or bars it',
  day: ({ correctedOn }) => correctedOn,
  refuses: [
    ...['INCOME_NOT_REPORTED', 'INCOME_YEAR_AFTER_CORRECTION', 'LATER_CORRECTION_STANDS', 'NOT_ACCEPTED_BY_SCHEME', 'WRONG_CURRENCY'],
    ...['MORE_THAN_INCOME', 'CORRECTED_IN_FUTURE', 'MISSING_PARAMETER', 'PARTICIPANT_NOT_READABLE', 'EVENT_NOT_FOLDABLE'],
  ],
  looksAt: 'stream',
  decide: <State extends Incomes>(
    values: ValuesOf<typeof correction>,
    context: CorrectionContext<State> & { readonly occurrence: number },
  ) => correctIncome({ ...values, occurrence: context.occurrence }, context),
} as const satisfies FactOnStream<'correction', typeof correction>;
