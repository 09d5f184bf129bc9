/** Invoices in default, the largest first: whom to remind, and what the next day of interest is (nl-pob 2.5). */
import { accountOf } from '#ledger/employer/invoices/account.js';
import { amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { EMPLOYER, type AffiliatedState } from '#portfolio/employer.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { dateColumn, exactColumn, moneyColumn, textColumn, wholeColumn } from '../columns.js';
import { amount, date, exact, flag, list, record, text, whole, type SchemaFields } from '../schema-parts.js';
import type { NoQuestion, View } from '../view.js';

interface OverdueInvoice {
  readonly invoice: string;
  readonly dueOn: CivilDate;
  readonly defaultFrom: CivilDate;
  readonly days: number;
  readonly base: string;
  /** Since the last charge, unrounded. */
  readonly accrued: string;
  readonly totalDue: string;
  readonly nextChargeOn: CivilDate;
  /** A writ names it. */
  readonly writ: boolean;
}

export interface OverdueAnswer {
  readonly employerId: string;
  readonly totalDue: string;
  readonly invoices: readonly OverdueInvoice[];
}

const INVOICE: SchemaFields = {
  invoice: text,
  dueOn: date,
  defaultFrom: date,
  days: whole,
  base: amount,
  accrued: exact,
  totalDue: amount,
  nextChargeOn: date,
  writ: flag,
};

/** Descending amounts as ascending text. */
function largestFirst(minor: number): string {
  return String(Number.MAX_SAFE_INTEGER - minor).padStart(16, '0');
}

export const overdueProjection: View<NoQuestion, OverdueAnswer, AffiliatedState> = {
  name: 'overdue',
  version: 2,
  summary: 'Invoices in default, with days, interest since the last charge and what is due; over all employers the largest first.',
  subject: EMPLOYER,
  capability: 'invoicing',
  question: {},
  refuses: ['MISSING_PARAMETER'],
  schema: record({ employerId: text, totalDue: amount, invoices: list(record(INVOICE)) }),
  flat: {
    columns: [
      textColumn('employerId'),
      textColumn('invoice'),
      dateColumn('dueOn'),
      dateColumn('defaultFrom'),
      wholeColumn('days', 'days'),
      moneyColumn('base'),
      exactColumn('accrued', 'money'),
      moneyColumn('totalDue'),
      dateColumn('nextChargeOn'),
      textColumn('writ', 'yes or no'),
    ],
    rows: ({ employerId, invoices }) =>
      invoices.map(({ invoice, dueOn, defaultFrom, days, base, accrued, totalDue, nextChargeOn, writ }) => [
        employerId,
        invoice,
        dueOn,
        defaultFrom,
        days,
        base,
        accrued,
        totalDue,
        nextChargeOn,
        writ ? 'yes' : 'no',
      ]),
  },
  standing: {
    entries: {
      fields: INVOICE,
      of: ({ invoices }) =>
        invoices.map((invoice, ordinal) => ({ sortedBy: largestFirst(amountMinor(invoice.totalDue)), ordinal, entry: { ...invoice } })),
    },
  },
  view: ({ id, state, coordinates: { asOf }, rules }) => {
    const law = employerLaw(rules.rulebook, rules.parameters).receivables;
    const onWrits = new Set(state.writs.flatMap(({ data }) => data.invoices));
    const overdue = accountOf(state, asOf, law)
      .receivables.map((receivable) => ({ dueOn: receivable.dueOn, ...law.balance(receivable, asOf) }))
      .filter(({ overdueDays }) => overdueDays > 0)
      .sort((a, b) => b.totalDueMinor - a.totalDueMinor || (a.invoice < b.invoice ? -1 : 1));
    return {
      employerId: id,
      totalDue: formatMinor(sumMinor(overdue, ({ totalDueMinor }) => totalDueMinor)),
      invoices: overdue.map(({ invoice, dueOn, defaultFrom, overdueDays, baseMinor, accrued, totalDueMinor, nextChargeOn }) => ({
        invoice,
        dueOn,
        defaultFrom,
        days: overdueDays,
        base: formatMinor(baseMinor),
        accrued,
        totalDue: formatMinor(totalDueMinor),
        nextChargeOn,
        writ: onWrits.has(invoice),
      })),
    };
  },
};
