/** What late data may cost an employer, and what late payment has, by invoice (nl-pob 4.8, 2.5). */
import type { EmployerAccount } from '#ledger/employer/invoices/account.js';
import { CLAIM_ARTICLES, premiumLeftMinor, type Claimable, type ClaimableAmount } from '#ledger/employer/data-duties/claimable.js';
import type { ReceivableLaw } from '#ledger/employer/law/receivable.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import { amount, choice, date, exact, list, orNull, record, text } from '../schema-parts.js';

interface ShownAmount {
  readonly article: string;
  /** What it comes to so far. */
  readonly amount: string;
  /** What claims have asked of it. */
  readonly claimed: string;
}

export interface ClaimableRow {
  readonly invoice: string;
  readonly dueOn: CivilDate;
  /** What is left to pay of the premium that the invoice asks for. */
  readonly premiumDue: string;
  /** Null where no day bears it: 2.5 does from the due date on. */
  readonly interest: ShownAmount & { readonly from: CivilDate | null; readonly until: CivilDate | null };
  readonly collectionCosts: ShownAmount;
}

/** 2.5: by mere passing of the due date, whoever owes data; costs of collection are none, save a bailiff's. */
export interface LatePaymentRow {
  readonly invoice: string;
  readonly article: '2.5';
  readonly premiumDue: string;
  readonly from: CivilDate;
  /** Null until the due date has passed. */
  readonly until: CivilDate | null;
  readonly charged: string;
  /** Since the last charge, unrounded. */
  readonly accrued: string;
  /** posted(charged + accrued) */
  readonly interest: string;
}

const shown = { article: text, amount, claimed: amount };

export const claimableSchema = list(
  record({
    invoice: text,
    dueOn: date,
    premiumDue: amount,
    interest: record({ ...shown, from: orNull(date), until: orNull(date) }),
    collectionCosts: record(shown),
  }),
);

export const latePaymentSchema = list(
  record({
    invoice: text,
    article: choice('2.5'),
    premiumDue: amount,
    from: date,
    until: orNull(date),
    charged: amount,
    accrued: exact,
    interest: amount,
  }),
);

export function claimableRow({ invoice, dueOn, premiumDueMinor, interest, collectionCosts }: Claimable): ClaimableRow {
  return {
    invoice,
    dueOn,
    premiumDue: formatMinor(premiumDueMinor),
    interest: { ...amountShown('data-interest', interest), from: interest.from ?? null, until: interest.until ?? null },
    collectionCosts: amountShown('collection-costs', collectionCosts),
  };
}

function amountShown(kind: 'data-interest' | 'collection-costs', { amountMinor, claimedMinor }: ClaimableAmount): ShownAmount {
  return { article: CLAIM_ARTICLES[kind], amount: formatMinor(amountMinor), claimed: formatMinor(claimedMinor) };
}

/** Of every invoice on which something is left to pay. */
export function latePayments({ receivables, asOf }: EmployerAccount, law: Pick<ReceivableLaw, 'balance'>): readonly LatePaymentRow[] {
  return receivables.flatMap((receivable) => {
    const balance = law.balance(receivable, asOf);
    const { charges, accrued, totalDueMinor } = balance;
    if (totalDueMinor === 0) return [];
    const chargedMinor = sumMinor(charges, ({ amountMinor }) => amountMinor);
    return {
      invoice: receivable.invoice,
      article: '2.5',
      premiumDue: formatMinor(premiumLeftMinor(receivable, asOf, balance)),
      from: receivable.dueOn,
      until: asOf > receivable.dueOn ? asOf : null,
      charged: formatMinor(chargedMinor),
      accrued,
      interest: formatMinor(addMinor(chargedMinor, roundPostedMinor(new Decimal(accrued)))),
    } satisfies LatePaymentRow;
  });
}
