/** Pensions granted and paid, as files and HTTP bring them. */
import type { FactOnStream } from '../../facts/declaration.js';
import { payPension, startPension } from './grant-and-pay.js';
import * as is from '../../facts/field.js';
import { PENSION_BENEFITS } from './benefits.js';

const benefit = is.choice('INVALID_BENEFIT', PENSION_BENEFITS, { description: 'The pension, one that the scheme ' +
  'grants.', example: 'old-age-pension' });

const pension = {
  benefit,
  startsOn: is.date({ description: 'First day for which it is paid.', example: '2022-07-01' }),
  grantedOn: is.date({ description: 'Day of the decision.', example: '2022-06-15' }),
  amountMinor: is.amount({ description: 'What is paid each month or year.', example: '410.00' }),
  currency: is.currency(),
  frequency: is.choice('INVALID_FREQUENCY', ['monthly', 'yearly'] as const, { description: 'How often that amount is paid.' }),
  endsOn: is.optional(is.date({ description: 'Last day for which it is paid; may be told later, with the same other fields.' })),
};

export const PENSION_FACT = {
  name: 'pension',
  subject: 'participant',
  fields: pension,
  file: 'pensions',
  path: 'pensions',
  operation: 'startPension',
  summary: 'Record a pension that was granted, or its end',
  takesEffect: 'the earlier of grant and start; its end on its last day',
  day: ({ startsOn, grantedOn }) => (startsOn > grantedOn ? startsOn : grantedOn),
  refuses: [
    ...['NOT_ACCEPTED_BY_SCHEME', 'PENSION_ALREADY_STARTED', 'PENSION_OVERLAPS', 'WRONG_CURRENCY'],
    ...['ENDS_BEFORE_IT_BEGINS', 'EVENT_IN_FUTURE', 'BEFORE_BIRTH', 'BEFORE_DEATH', 'AFTER_DEATH'],
  ],
  looksAt: 'stream',
  decide: startPension,
} as const satisfies FactOnStream<'pension', typeof pension>;

const payment = {
  benefit,
  period: is.period({ description: 'The month it is for.', example: '2022-10' }),
  amountMinor: is.amount({ description: 'What was paid.', example: '410.00' }),
  currency: is.currency(),
  paidOn: is.date({ description: 'Paid on.', example: '2022-10-31' }),
  reference: is.reference(),
};

export const PAYMENT_FACT = {
  name: 'payment',
  subject: 'participant',
  fields: payment,
  file: 'payments',
  path: 'payments',
  operation: 'payPension',
  summary: 'Record what was paid of a pension',
  takesEffect: 'the day of payment; `period` is the month it is for',
  day: ({ paidOn }) => paidOn,
  refuses: [
    'NOT_ACCEPTED_BY_SCHEME',
    'PAYMENT_ALREADY_RECORDED',
    'NO_PENSION_IN_PAYMENT',
    'WRONG_CURRENCY',
    'EVENT_IN_FUTURE',
    'BEFORE_BIRTH',
    'AFTER_DEATH',
  ],
  looksAt: 'stream',
  decide: payPension,
} as const satisfies FactOnStream<'payment', typeof payment>;
