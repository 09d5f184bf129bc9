/** JSON Schemas of runs over employers, and of the premium lines of an invoice. */
import { amount, choice, count, date, list, record, text, uuid, type AnswerSchema } from '#projections/schema-parts.js';

const RUNNING = record(
  { status: choice('running'), fundId: text, employers: { ...count, description: 'Employers that are done.' } },
  {},
  'It goes on in the background; ask again, or look at /v1/batches?kind=invoicing.',
);
const failed = list(record({ employerId: text, code: text, message: text }, {}, 'Left out, with the reason; nothing was written for it.'));

export const INVOICING_SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  InvoiceRun: {
    anyOf: [
      RUNNING,
      record({
        status: choice('completed'),
        batch: text,
        fundId: text,
        employers: { ...count, description: 'Looked at.' },
        written: { ...count, description: 'Invoices or decisions written.' },
        unchanged: { ...count, description: 'Sent before, or with nothing to send.' },
        lines: count,
        total: amount,
        failed,
        resumed: { type: 'boolean', description: 'It went on from where an earlier run had stopped.' },
        seconds: { type: 'number' },
      }),
    ],
  },
  InterestRun: {
    anyOf: [
      RUNNING,
      record({
        status: choice('completed'),
        batch: text,
        fundId: text,
        to: date,
        employers: { ...count, description: 'Looked at.' },
        charges: count,
        adjustments: { ...count, description: 'Of charges booked before, derived again.' },
        interest: amount,
        creditApplied: amount,
        corrected: { ...count, description: 'Allocations of payments and credit that were put right.' },
        failed,
      }),
    ],
  },
  PremiumLine: record({
    participantId: text,
    month: text,
    reason: choice('current', 'adjustment', 'estimate', 'final'),
    as: choice('premium', 'savings'),
    debtor: choice('employer', 'participant'),
    premium: amount,
    aoPremium: amount,
    recoverable: amount,
    currency: text,
    afterFinal: { type: 'boolean', description: 'Of a year whose final invoice had been sent: released by a decision (4.9).' },
    eventId: uuid,
  }),
};
