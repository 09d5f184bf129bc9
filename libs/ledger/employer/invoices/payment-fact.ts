/** A payment of an employer, as files and HTTP bring it (nl-pob section 9). */
import type { FactOnStream } from '../../facts/declaration.js';
import * as is from '../../facts/field.js';
import { recordPayment, type PaymentContext } from './record-payment.js';

const payment = {
  amountMinor: is.amount({ description: 'What was paid.', example: '800.80' }),
  currency: is.currency(),
  receivedOn: is.date({ description: 'Received on.', example: '2018-05-15' }),
  reference: is.text({ description: 'Of the payment: a line of a bank statement.', example: 'statement 41, line 7' }, 100),
  invoice: is.optional(
    is.text({ description: 'The invoice that the employer names. Default: the oldest due date first.', example: '2018-04' }, 200),
  ),
};

export const PREMIUM_PAYMENT_FACT = {
  name: 'premium-payment',
  subject: 'employer',
  fields: payment,
  file: 'premium-payments',
  path: 'payments',
  operation: 'recordPremiumPayment',
  summary: 'Record a payment of premium',
  takesEffect: 'the day on which it was received',
  day: ({ receivedOn }) => receivedOn,
  refuses: [
    'PAYMENT_ALREADY_RECORDED',
    'UNKNOWN_INVOICE',
    'EVENT_IN_FUTURE',
    'BEFORE_AFFILIATION',
    'WRONG_CURRENCY',
    'INVALID_AMOUNT',
    'MISSING_PARAMETER',
  ],
  looksAt: 'stream',
  decide: recordPayment,
} as const satisfies FactOnStream<'premium-payment', typeof payment, PaymentContext>;
