/** Requests for exemption, decisions on them, and what becomes of what was granted, as files and HTTP bring them (nl-pob section 9). */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { EXEMPTION_KINDS, RESTRUCTURING_TYPES, WITHDRAWAL_CAUSES } from '../law/exemption.js';
import { continueExemption, meetCondition, withdrawExemption } from './change-exemption.js';
import type { ExemptionContext } from './known-exemption.js';
import { decideOnRequest, requestExemption } from './request-exemption.js';
import { REQUEST_FACTS, requestFacts, RESTRUCTURING_FACTS, restructuringFacts } from './stated-facts.js';

const reference = is.text({ description: 'Of the letter or the decision; tells it from others.', example: 'letter 20' }, 100);
const exemption = is.text({ description: 'The exemption: the reference of its request.', example: 'letter 20' }, 100);
const decidedOn = is.date({ description: 'Decided on.', example: '2018-06-20' });
const participants = is.optional(is.identifiers({ description: 'Only for these, their ids apart by blanks. Default: all employees.' }));
const compensation = {
  compensationMinor: is.optional(is.amount({ column: 'compensation', description: 'V.6.4, V.8.3: what the employer pays for the ' +
    'disadvantage (Annex 2 of the exemption decree).' })),
  currency: is.optional(is.currency()),
};
const OF_A_DAY = ['EVENT_IN_FUTURE', 'BEFORE_AFFILIATION', 'NOT_APPLICABLE'] as const;
const OF_AN_EXEMPTION = ['UNKNOWN_EXEMPTION', 'EXEMPTION_NOT_IN_FORCE'] as const;

const request = {
  kind: is.choice('UNKNOWN_KIND', EXEMPTION_KINDS, {
    description: 'V.1 existing, V.2 group, V.3 ownCao, V.4 investmentReturn, V.5 other.',
  }),
  requestedOn: is.date({ description: 'Requested on.', example: '2018-05-02' }),
  from: is.date({ description: 'From when it is to hold.', example: '2018-07-01' }),
  reference,
  participants,
  ...REQUEST_FACTS,
};

export const EXEMPTION_REQUEST_FACT = {
  name: 'exemption-request',
  subject: 'employer',
  fields: request,
  file: 'exemption-requests',
  path: 'exemption-requests',
  operation: 'requestExemption',
  summary: 'Record a request for exemption from participation',
  takesEffect: 'the day on which it was made',
  day: ({ requestedOn }) => requestedOn,
  refuses: ['EXEMPTION_ALREADY_REQUESTED', 'UNKNOWN_KIND', 'INVALID_IDENTIFIER', ...OF_A_DAY],
  looksAt: 'stream',
  decide: (values, context: ExemptionContext) => requestExemption({ ...values, facts: requestFacts(values) }, context),
} as const satisfies FactOnStream<'exemption-request', typeof request, ExemptionContext>;

const decision = {
  request: is.text({ description: 'Reference of the request.', example: 'letter 20' }, 100),
  decidedOn,
  reference: is.text({ description: 'Of the decision.', example: 'board 6' }, 100),
  choice: is.optional(is.choice('INVALID_VALUE', ['grant', 'refuse'] as const, { description: 'The board’s own, where the articles leave ' +
    'it free (V.5).' })),
  otherProvider: is.withFallback(is.choice('INVALID_VALUE', ['yes', 'no'] as const, { description: 'V.6.3: whether another provider is ' +
    'there already; else within twelve months. Default: no.' }), 'no'),
  informationDue: is.optional(is.date({ description: 'V.6.2: until when the information asked for is due.' })),
  generalCondition: is.optional(is.text({ description: 'V.6.1: what is attached beside.' })),
  ...compensation,
};

export const EXEMPTION_DECISION_FACT = {
  name: 'exemption-decision',
  subject: 'employer',
  fields: decision,
  file: 'exemption-decisions',
  path: 'exemption-decisions',
  operation: 'decideExemption',
  summary: 'Decide on a request for exemption',
  takesEffect: 'the day on which it was decided',
  day: ({ decidedOn: day }) => day,
  refuses: [
    ...['UNKNOWN_EXEMPTION', 'DECISION_BEFORE_REQUEST', 'EXEMPTION_ALREADY_DECIDED', 'DECISION_REQUIRED', 'CHOICE_NOT_FREE'],
    ...['COMPENSATION_NOT_ALLOWED', 'WRONG_CURRENCY', 'INVALID_AMOUNT', ...OF_A_DAY],
  ],
  looksAt: 'stream',
  decide: decideOnRequest,
} as const satisfies FactOnStream<'exemption-decision', typeof decision, ExemptionContext>;

const condition = {
  exemption,
  condition: is.text({ description: 'Code of the condition.', example: 'MUST:OTHER_PROVISION_6.3' }, 100),
  metOn: is.date({ description: 'Met on.', example: '2019-03-01' }),
  reference,
};

export const EXEMPTION_CONDITION_FACT = {
  name: 'exemption-condition',
  subject: 'employer',
  fields: condition,
  file: 'exemption-conditions',
  path: 'exemption-conditions',
  operation: 'meetExemptionCondition',
  summary: 'Record that a condition of an exemption is met',
  takesEffect: 'the day on which it was met',
  day: ({ metOn }) => metOn,
  refuses: [...OF_AN_EXEMPTION, 'CONDITION_NOT_ATTACHED', 'CONDITION_ALREADY_MET', ...OF_A_DAY],
  looksAt: 'stream',
  decide: meetCondition,
} as const satisfies FactOnStream<'exemption-condition', typeof condition, ExemptionContext>;

const continuation = {
  exemption,
  type: is.choice('UNKNOWN_TYPE', RESTRUCTURING_TYPES, { description: 'V.7 mergerExempt, V.8 mergerMixed, V.9 mergerFunds, V.10 split, ' +
    'spinOffOld, spinOffNew, V.11 restart.' }),
  on: is.date({ description: 'Day of the merger, the split or the restart.', example: '2020-01-01' }),
  reference,
  former: is.optional(is.identifier({ description: 'Whose exemption it was. Default: the employer’s own.' })),
  participants,
  ...RESTRUCTURING_FACTS,
  ...compensation,
};

export const EXEMPTION_CONTINUATION_FACT = {
  name: 'exemption-continuation',
  subject: 'employer',
  fields: continuation,
  file: 'exemption-continuations',
  path: 'exemption-continuations',
  operation: 'continueExemption',
  summary: 'Decide what a merger, a split or a restart makes of an exemption',
  takesEffect: 'the day of the merger, the split or the restart',
  day: ({ on }) => on,
  refuses: [
    ...OF_AN_EXEMPTION,
    ...['NOT_MANDATORY_EXEMPTION', 'EXEMPTION_ALREADY_CONTINUED', 'UNKNOWN_TYPE', 'MISSING_FIELD', 'INVALID_IDENTIFIER'],
    ...['COMPENSATION_NOT_ALLOWED', 'WRONG_CURRENCY', 'INVALID_AMOUNT', ...OF_A_DAY],
  ],
  looksAt: 'stream',
  namesEmployer: 'former',
  decide: (values, context: ExemptionContext) => continueExemption({ ...values, facts: restructuringFacts(values) }, context),
} as const satisfies FactOnStream<'exemption-continuation', typeof continuation, ExemptionContext>;

const withdrawal = {
  exemption,
  cause: is.choice('INVALID_VALUE', WITHDRAWAL_CAUSES, {
    description: 'The employer’s request, grounds that are gone, or a condition that was breached (V.12).',
  }),
  from: is.date({ description: 'First day on which it does not hold any more.', example: '2020-07-01' }),
  decidedOn,
  reference,
  condition: is.optional(is.text({ description: 'Code of the condition that was breached.' }, 100)),
};

export const EXEMPTION_WITHDRAWAL_FACT = {
  name: 'exemption-withdrawal',
  subject: 'employer',
  fields: withdrawal,
  file: 'exemption-withdrawals',
  path: 'exemption-withdrawals',
  operation: 'withdrawExemption',
  summary: 'Withdraw an exemption',
  takesEffect: 'the day on which it was decided',
  day: ({ decidedOn: day }) => day,
  refuses: [
    ...[...OF_AN_EXEMPTION, 'NO_GROUND', 'CONDITION_NOT_ATTACHED', 'WITHDRAWN_BEFORE_IT_BEGAN', 'EXEMPTION_ALREADY_WITHDRAWN'],
    ...OF_A_DAY,
  ],
  looksAt: 'stream',
  decide: withdrawExemption,
} as const satisfies FactOnStream<'exemption-withdrawal', typeof withdrawal, ExemptionContext>;
