/** An employer's statement of a year: opening balance, what was invoiced, charged and paid, closing balance; they reconcile to the cent. */
import { accountOf, type AllocatedPayment } from '#ledger/employer/invoices/account.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { formatMinor, sumMinor } from '#money/amount.js';
import { endOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { EMPLOYER, type AffiliatedState } from '#portfolio/employer.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { dateColumn, moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { namedYear } from '../questions.js';
import { amount, choice, date, list, record, text, whole } from '../schema-parts.js';
import type { View } from '../view.js';
import { imposedAmounts, imposedSchema, type ImposedAmount } from './imposed.js';
import { invoiceRows, invoiceSchema, minorSum, type InvoiceRow } from './invoice-row.js';

export interface StatementQuestion {
  readonly year: number;
}

export interface StatementPayment {
  readonly receivedOn: CivilDate;
  readonly amount: string;
  readonly reference: string;
  readonly allocations: readonly { readonly invoice: string; readonly amount: string }[];
  readonly unallocated: string;
  readonly eventId: string;
}

export interface StatementAnswer {
  readonly employerId: string;
  readonly year: number;
  /** What was owed in all at the end of the year before; below zero, the fund owes it. */
  readonly opening: string;
  /** Those sent in the year, and older ones on which something was left or moved. */
  readonly invoices: readonly InvoiceRow[];
  readonly interest: readonly {
    readonly invoice: string;
    readonly from: CivilDate;
    readonly to: CivilDate;
    readonly kind: string;
    readonly amount: string;
    readonly eventId: string;
  }[];
  readonly payments: readonly StatementPayment[];
  /** Fines and claims. */
  readonly charges: readonly ImposedAmount[];
  readonly invoiced: string;
  readonly interestCharged: string;
  readonly charged: string;
  readonly paid: string;
  /** Paid beyond what was due, and not applied yet. */
  readonly credit: string;
  /** opening + invoiced + interestCharged + charged − paid. */
  readonly closing: string;
}

const allocation = record({ invoice: text, amount });

/** Refuses YEAR_NOT_BEGUN for a year after the value date. */
export const statementProjection: View<StatementQuestion, StatementAnswer, AffiliatedState> = {
  name: 'statement',
  version: 2,
  summary: 'An employer’s statement of a year: invoices, interest, fines and claims, payments; they reconcile to the cent.',
  subject: EMPLOYER,
  capability: 'invoicing',
  question: { year: namedYear('the calendar year of the statement') },
  refuses: ['YEAR_NOT_BEGUN', 'MISSING_PARAMETER'],
  schema: record({
    employerId: text,
    year: whole,
    opening: amount,
    invoices: list(invoiceSchema),
    interest: list(record({ invoice: text, from: date, to: date, kind: choice('charge', 'adjustment'), amount, eventId: text })),
    payments: list(
      record({ receivedOn: date, amount, reference: text, allocations: list(allocation), unallocated: amount, eventId: text }),
    ),
    charges: imposedSchema,
    invoiced: amount,
    interestCharged: amount,
    charged: amount,
    paid: amount,
    credit: amount,
    closing: { ...amount, description: 'opening + invoiced + interestCharged + charged − paid' },
  }),
  flat: {
    columns: [
      textColumn('employerId'),
      wholeColumn('year', 'calendar year'),
      ...['opening', 'invoiced', 'interestCharged', 'charged', 'paid', 'credit', 'closing'].map(moneyColumn),
      wholeColumn('invoices', 'invoices shown'),
      wholeColumn('overdue', 'invoices overdue'),
      dateColumn('oldestDue'),
    ],
    rows: (shown) => {
      const overdue = shown.invoices.filter(({ status }) => status === 'overdue');
      const { employerId, year, opening, invoiced, interestCharged, charged, paid, credit, closing, invoices } = shown;
      const oldest = overdue.map(({ dueOn }) => dueOn).sort()[0] ?? null;
      return [
        [employerId, year, opening, invoiced, interestCharged, charged, paid, credit, closing, invoices.length, overdue.length, oldest],
      ];
    },
  },
  view: ({ id, state, coordinates: { asOf }, rules, question: { year } }) => {
    if (year > yearOf(asOf)) {
      refuse('YEAR_NOT_BEGUN', { of: 'statement', employerId: id, year, asOf });
    }
    const end = endOfYear(year) < asOf ? endOfYear(year) : asOf;
    const before = owedUpTo(state, endOfYear(year - 1));
    const all = owedUpTo(state, end);
    const law = employerLaw(rules.rulebook, rules.parameters).receivables;
    const account = accountOf(state, end, law);
    const shown = invoiceRows(state, rules, account);
    const lastYear = invoiceRows(state, rules, accountOf(state, endOfYear(year - 1), law));
    const settledBefore = new Set(lastYear.filter(({ base }) => base === '0.00').map(({ invoice }) => invoice));
    const isIn = (day: CivilDate): boolean => yearOf(day) === year && day <= end;
    const interest = state.interest.filter(({ to }) => isIn(to));
    const moved = new Set(interest.map(({ invoice }) => invoice));
    return {
      employerId: id,
      year,
      opening: formatMinor(totalOf(before)),
      invoices: shown.filter(({ invoice, sentOn }) => isIn(sentOn) || moved.has(invoice) || !settledBefore.has(invoice)),
      interest: interest.map(({ invoice, from, to, kind, amountMinor, eventId }) => ({
        invoice,
        from,
        to,
        kind,
        amount: formatMinor(amountMinor),
        eventId,
      })),
      payments: account.payments.filter(({ payment }) => isIn(payment.receivedOn)).map(paymentOf),
      charges: imposedAmounts(state.imposed.filter(({ on }) => isIn(on))),
      invoiced: formatMinor(all.invoicedMinor - before.invoicedMinor),
      interestCharged: formatMinor(all.interestMinor - before.interestMinor),
      charged: formatMinor(all.chargedMinor - before.chargedMinor),
      paid: formatMinor(all.paidMinor - before.paidMinor),
      credit: formatMinor(account.creditMinor),
      closing: formatMinor(totalOf(all)),
    };
  },
};

interface Owed {
  readonly invoicedMinor: number;
  readonly interestMinor: number;
  readonly chargedMinor: number;
  readonly paidMinor: number;
}

function owedUpTo({ invoices, interest, imposed, payments }: AffiliatedState, day: CivilDate): Owed {
  const sum = (amounts: readonly { readonly amountMinor: number }[]): number =>
    sumMinor(amounts, (one) => one.amountMinor);
  return {
    invoicedMinor: minorSum(invoices.filter(({ data }) => data.sentOn <= day).map(({ data }) => data.total)),
    interestMinor: sum(interest.filter(({ to }) => to <= day)),
    chargedMinor: sum(imposed.filter(({ on }) => on <= day)),
    paidMinor: sum(payments.filter(({ receivedOn }) => receivedOn <= day)),
  };
}

function totalOf({ invoicedMinor, interestMinor, chargedMinor, paidMinor }: Owed): number {
  return sumMinor([invoicedMinor, interestMinor, chargedMinor, -paidMinor], (minor) => minor);
}

function paymentOf({ payment, allocations, unallocatedMinor }: AllocatedPayment): StatementPayment {
  const { receivedOn, amountMinor, reference, eventId } = payment;
  return {
    receivedOn,
    amount: formatMinor(amountMinor),
    reference,
    allocations: allocations.map(({ invoice, amountMinor: minor }) => ({ invoice, amount: formatMinor(minor) })),
    unallocated: formatMinor(unallocatedMinor),
    eventId,
  };
}
