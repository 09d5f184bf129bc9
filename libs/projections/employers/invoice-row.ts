/** An invoice as an employer's books show it on a day: what it asked for, what was paid, what is left, and since when it is late. */
import type { SentInvoice } from '#ledger/employer/invoices/events.js';
import type { EmployerAccount } from '#ledger/employer/invoices/account.js';
import type { Receivable } from '#ledger/employer/law/receivable.js';
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { AffiliatedState } from '#portfolio/employer.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { amount, choice, date, exact, flag, list, orNull, record, text, whole } from '../schema-parts.js';

export const INVOICE_STATUS = ['open', 'paid', 'overdue', 'replaced'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUS)[number];

export interface InvoiceRow {
  readonly invoice: string;
  readonly kind: 'monthly' | 'final' | 'replacement';
  readonly month: string | null;
  readonly year: number | null;
  readonly sentOn: CivilDate;
  readonly sentOnTime: boolean;
  readonly dueOn: CivilDate;
  readonly premium: string;
  readonly aoPremium: string;
  readonly savings: string;
  readonly recoverable: string;
  readonly total: string;
  readonly participants: number;
  readonly adjustments: readonly { readonly month: string; readonly amount: string }[];
  /** Payments, credit and what a replacement takes back. */
  readonly paid: string;
  readonly interestCharged: string;
  readonly base: string;
  /** Since the last charge, unrounded. */
  readonly accrued: string;
  readonly totalDue: string;
  readonly status: InvoiceStatus;
  readonly eventId: string;
  /** Of a replacement alone: `total` is what it asks for, less what it takes back of the invoices that charged the estimate. */
  readonly asked?: string;
  readonly replaces?: readonly { readonly invoice: string; readonly amount: string }[];
  /** Of an invoice that was replaced: what of `paid` a replacement took back. */
  readonly takenBack?: readonly TakenBack[];
}

interface TakenBack {
  readonly by: string;
  readonly on: CivilDate;
  readonly amount: string;
}

const partOf = record({ invoice: text, amount });

export const invoiceSchema = record(
  {
    invoice: text,
    kind: choice('monthly', 'final', 'replacement'),
    month: orNull(text),
    year: orNull(whole),
    sentOn: date,
    sentOnTime: flag,
    dueOn: date,
    premium: amount,
    aoPremium: amount,
    savings: amount,
    recoverable: amount,
    total: amount,
    participants: whole,
    adjustments: list(record({ month: text, amount })),
    paid: amount,
    interestCharged: amount,
    base: amount,
    accrued: exact,
    totalDue: amount,
    status: choice(...INVOICE_STATUS),
    eventId: text,
  },
  {
    asked: { ...amount, description: 'Of a replacement: asked − Σ replaces = total.' },
    replaces: list(partOf),
    takenBack: list(record({ by: text, on: date, amount })),
  },
);

/** Invoices sent by the day of an account, as they stand on it, in the order in which they were sent. */
export function invoiceRows(state: AffiliatedState, rules: RulesInForce, account: EmployerAccount): readonly InvoiceRow[] {
  const on = account.asOf;
  const receivables = new Map(account.receivables.map((one) => [one.invoice, one]));
  const sentBy = state.invoices.filter(({ data }) => data.sentOn <= on);
  return sentBy.map((sent) => {
    const showing = { state, rules, on, takenBack: takenBackOf(sent.data.invoice, sentBy) };
    return rowOf(sent, receivables.get(sent.data.invoice) as Receivable, showing);
  });
}

function takenBackOf(invoice: string, sent: readonly SentInvoice[]): readonly TakenBack[] {
  return sent.flatMap(({ data: { invoice: by, sentOn: on, replaces = [] } }) =>
    replaces.filter((one) => one.invoice === invoice).map((one) => ({ by, on, amount: one.amount })),
  );
}

interface Showing {
  readonly state: AffiliatedState;
  readonly rules: RulesInForce;
  readonly on: CivilDate;
  readonly takenBack: readonly TakenBack[];
}

function rowOf({ eventId, data }: SentInvoice, receivable: Receivable, { state, rules, on, takenBack }: Showing): InvoiceRow {
  const law = capabilityOf(rules.rulebook, 'invoicing');
  const balance = law.balance(receivable, on, rules.parameters);
  const charged = state.interest.filter(({ invoice, to }) => invoice === data.invoice && to <= on);
  const {
    invoice,
    kind,
    month = null,
    year = null,
    sentOn,
    dueOn,
    premium,
    aoPremium,
    savings,
    recoverable,
    total,
    participants,
    adjustments,
    replaces,
  } = data;
  const settled: InvoiceStatus = takenBack.length > 0 && balance.baseMinor === 0 ? 'replaced' : 'paid';
  return {
    invoice,
    kind,
    month,
    year,
    sentOn,
    sentOnTime: law.sentOnTime(kind, sentOn),
    dueOn,
    premium,
    aoPremium,
    savings,
    recoverable,
    total,
    participants,
    adjustments,
    paid: sumOf(receivable.credits.filter(({ date: paidOn }) => paidOn <= on)),
    interestCharged: sumOf(charged),
    base: formatMinor(balance.baseMinor),
    accrued: balance.accrued,
    totalDue: formatMinor(balance.totalDueMinor),
    status: balance.baseMinor === 0 ? settled : balance.overdueDays > 0 ? 'overdue' : 'open',
    eventId,
    ...(replaces === undefined ? {} : { asked: formatMinor(receivable.amountMinor), replaces }),
    ...(takenBack.length === 0 ? {} : { takenBack }),
  };
}

function sumOf(amounts: readonly { readonly amountMinor: number }[]): string {
  return formatMinor(sumMinor(amounts, (one) => one.amountMinor));
}

/** Sum of texts, minor units. */
export function minorSum(amounts: readonly string[]): number {
  return sumMinor(amounts, amountMinor);
}
