/** Invoices of premium, what is paid on them, credit, and interest on what is late (nl-pob 2.4, 2.5, 4.9). */
import { amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { isSameText } from '../../kernel/text.js';
import type { EmployerEventDefinitions } from '../definitions/moves-participants.js';
import type { Allocation } from '../law/receivable.js';

const OF_INVOICES = { ...FIRST_VERSION, movesRules: false };

const allocation = is.record({ invoice: is.text, amount: is.amountNotNegative });
/** `2018-03`, `final-2018`, `replacement-DEMAND`: each once for an employer. */
const invoice = is.text;
const kind = is.oneOf('monthly', 'final', 'replacement');

export const INVOICE_EVENTS = {
  PremiumInvoiced: {
    ...OF_INVOICES,
    movesParticipants: 'savings',
    kept: 'invoice-sent',
    schema: is.record(
      {
        invoice,
        kind,
        sentOn: is.date,
        dueOn: is.date,
        premium: is.amount,
        aoPremium: is.amount,
        savings: is.amount,
        recoverable: is.amount,
        total: is.amount,
        currency: is.currency,
        participants: is.count,
        lines: is.count,
        /** Of months other than the invoice's own. */
        adjustments: is.list(is.record({ month: is.period, amount: is.amount })),
      },
      {
        month: is.period,
        year: is.year,
        /** Of a replacement: what it takes back, by the invoice that charged it. */
        replaces: is.list(is.record({ invoice, amount: is.amount })),
        demand: is.text,
        reference: is.text,
      },
    ),
  },
  PremiumPaid: {
    ...OF_INVOICES,
    movesParticipants: 'savings',
    kept: undefined,
    schema: is.record(
      {
        amount: is.amountNotNegative,
        currency: is.currency,
        receivedOn: is.date,
        reference: is.text,
        allocations: is.list(allocation),
        unallocated: is.amountNotNegative,
      },
      { invoice, /** The how-manieth under its reference, where those before it were annulled. */ occurrence: is.count },
    ),
  },
  /** Credit of the employer, on the due date of what it pays. */
  CreditApplied: {
    ...OF_INVOICES,
    movesParticipants: 'none',
    kept: 'account-derived',
    schema: is.record({ on: is.date, amount: is.amountNotNegative, currency: is.currency, allocations: is.list(allocation) }),
  },
  /** What an invoice gives back beyond what is left to pay on it: credit of the employer. Below zero where it turns out to be less. */
  CreditArisen: {
    ...OF_INVOICES,
    movesParticipants: 'none',
    kept: 'account-derived',
    schema: is.record({ on: is.date, invoice, amount: is.amount, currency: is.currency }),
  },
  /**
   * Another fact came to be known, and a payment, or the credit of a day, pays other invoices than was booked: the old allocations are
   * taken back and the new ones made, on the day that they are of.
   */
  AllocationCorrected: {
    ...OF_INVOICES,
    movesParticipants: 'none',
    kept: 'account-derived',
    schema: is.record(
      { on: is.date, currency: is.currency, takenBack: is.list(allocation), allocations: is.list(allocation) },
      { /** The reference of a payment; without one it is the credit of the day. */ payment: is.text },
    ),
  },
  DefaultInterestCharged: {
    ...OF_INVOICES,
    movesParticipants: 'none',
    kept: 'interest-derived',
    schema: is.record({
      invoice,
      from: is.date,
      to: is.date,
      amount: is.amount,
      currency: is.currency,
      kind: is.oneOf('charge', 'adjustment'),
    }),
  },
  /** A writ of execution (dwangbevel). */
  WritIssued: {
    ...OF_INVOICES,
    movesParticipants: 'none',
    kept: undefined,
    schema: is.record({ invoices: is.list(invoice), amount: is.amount, currency: is.currency, issuedOn: is.date, reference: is.text }),
  },
  /** What becomes of the differences of a year that were found after its final invoice. */
  FinalSettlementDecided: {
    ...OF_INVOICES,
    movesParticipants: 'none',
    kept: 'settlement-decided',
    schema: is.record(
      {
        year: is.year,
        choice: is.oneOf('change', 'keep'),
        participants: is.count,
        differences: is.count,
        amount: is.amount,
        currency: is.currency,
        decidedOn: is.date,
        reference: is.text,
      },
      { conditions: is.text },
    ),
  },
} satisfies EmployerEventDefinitions;

export type InvoiceEventData = DataOf<typeof INVOICE_EVENTS>;

export interface SentInvoice {
  readonly eventId: string;
  readonly data: InvoiceEventData['PremiumInvoiced'];
}

export interface ReceivedPayment {
  readonly eventId: string;
  readonly reference: string;
  readonly receivedOn: CivilDate;
  readonly amountMinor: number;
  /** The invoice that the employer names. */
  readonly named: string | undefined;
  /** As booked; what it pays by all that is known is `accountOf`'s. */
  readonly booked: readonly Allocation[];
  /** How often that was corrected. */
  readonly corrections: number;
  /** The how-manieth under its reference; those before it were annulled. */
  readonly occurrence: number;
}

/** Credit as booked on a day; the allocations of one that takes back others are below zero. */
export interface AppliedCredit {
  readonly eventId: string;
  readonly on: CivilDate;
  readonly allocations: readonly Allocation[];
}

export interface ArisenCredit {
  readonly eventId: string;
  readonly on: CivilDate;
  readonly invoice: string;
  readonly amountMinor: number;
}

export interface ChargedInterest {
  readonly eventId: string;
  readonly invoice: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly amountMinor: number;
  readonly kind: 'charge' | 'adjustment';
}

export interface InvoicesSlice {
  /** By the day on which they were sent. */
  readonly invoices: readonly SentInvoice[];
  /** By the day on which they were received. */
  readonly payments: readonly ReceivedPayment[];
  readonly credits: readonly AppliedCredit[];
  readonly surpluses: readonly ArisenCredit[];
  readonly interest: readonly ChargedInterest[];
  readonly writs: readonly { readonly eventId: string; readonly data: InvoiceEventData['WritIssued'] }[];
  readonly settlements: readonly { readonly eventId: string; readonly data: InvoiceEventData['FinalSettlementDecided'] }[];
}

export function initialInvoices(): InvoicesSlice {
  return { invoices: [], payments: [], credits: [], surpluses: [], interest: [], writs: [], settlements: [] };
}

type StoredAllocations = InvoiceEventData['PremiumPaid']['allocations'];

function allocationsOf(allocations: StoredAllocations): readonly Allocation[] {
  return allocations.map(({ invoice: to, amount }) => ({ invoice: to, amountMinor: amountMinor(amount) }));
}

export const foldInvoices: FoldByCopy<InvoiceEventData, InvoicesSlice> = {
  PremiumInvoiced: ({ invoices }, { id, data }) => ({ invoices: [...invoices, { eventId: id, data }] }),
  PremiumPaid: ({ payments }, { id, data: { reference, receivedOn, amount, allocations, invoice: named, occurrence = 1 } }) => ({
    payments: [
      ...payments,
      {
        eventId: id,
        reference,
        receivedOn,
        amountMinor: amountMinor(amount),
        named,
        booked: allocationsOf(allocations),
        corrections: 0,
        occurrence,
      },
    ],
  }),
  CreditApplied: ({ credits }, { id, data: { on, allocations } }) => ({
    credits: [...credits, { eventId: id, on, allocations: allocationsOf(allocations) }],
  }),
  CreditArisen: ({ surpluses }, { id, data: { on, invoice: of, amount } }) => ({
    surpluses: [...surpluses, { eventId: id, on, invoice: of, amountMinor: amountMinor(amount) }],
  }),
  AllocationCorrected: ({ payments, credits }, { id, data: { on, payment, takenBack, allocations } }) => {
    if (payment === undefined) {
      const back = allocationsOf(takenBack).map((one) => ({ ...one, amountMinor: -one.amountMinor }));
      return { credits: [...credits, { eventId: id, on, allocations: [...back, ...allocationsOf(allocations)] }] };
    }
    return {
      payments: payments.map((one) =>
        isSameText(one.reference, payment) ? { ...one, booked: allocationsOf(allocations), corrections: one.corrections + 1 } : one,
      ),
    };
  },
  DefaultInterestCharged: ({ interest }, { id, data: { invoice: of, from, to, amount, kind: how } }) => ({
    interest: [...interest, { eventId: id, invoice: of, from, to, amountMinor: amountMinor(amount), kind: how }],
  }),
  WritIssued: ({ writs }, { id, data }) => ({ writs: [...writs, { eventId: id, data }] }),
  FinalSettlementDecided: ({ settlements }, { id, data }) => ({ settlements: [...settlements, { eventId: id, data }] }),
};
