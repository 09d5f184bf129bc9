/** Payments of participants who continue voluntarily, as files and HTTP bring them. */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { payOwnPremium, type OwnPremiumContext } from './pay-own-premium.js';

const fields = {
  employerId: is.identifier({ description: 'The employer at which the participant goes on.', example: 'E001' }),
  amountMinor: is.amount({ description: 'What was paid.', example: '200.00' }),
  currency: is.currency(),
  receivedOn: is.date({ description: 'Received on.', example: '2018-08-20' }),
  reference: is.text({ description: 'Of the payment: a line of a bank statement.', example: 'statement 43, line 2' }, 100),
  invoice: is.optional(
    is.text({ description: 'The invoice of the employer that charged it. Default: the oldest charge first.', example: '2018-07' }, 200),
  ),
};

export const OWN_PAYMENT_FACT = {
  name: 'voluntary-payment',
  subject: 'participant',
  fields,
  file: 'voluntary-payments',
  path: 'voluntary-payments',
  operation: 'recordVoluntaryPayment',
  summary: 'Record what a participant who continues voluntarily has paid',
  takesEffect: 'the day on which it was received',
  day: ({ receivedOn }) => receivedOn,
  refuses: [
    ...['PAYMENT_ALREADY_RECORDED', 'NO_VOLUNTARY_CONTINUATION', 'UNKNOWN_INVOICE', 'NOT_ACCEPTED_BY_SCHEME', 'WRONG_CURRENCY'],
    ...['NEGATIVE_AMOUNT', 'INVALID_AMOUNT', 'EVENT_IN_FUTURE'],
  ],
  isOwedHere: true,
  looksAt: 'stream',
  decide: payOwnPremium,
} as const satisfies FactOnStream<'voluntary-payment', typeof fields, OwnPremiumContext>;
