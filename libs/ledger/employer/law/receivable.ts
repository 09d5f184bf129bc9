/** An invoice as something to be paid, and what the law says of it: balances, allocation, late interest. Plain data. */
import type { CivilDate } from '#money/civil-date.js';

export interface Receivable {
  readonly invoice: string;
  readonly sentOn: CivilDate;
  readonly dueOn: CivilDate;
  /** What it asks for; a replacement without what it takes back. */
  readonly amountMinor: number;
  readonly credits: readonly ReceivableCredit[];
}

/** A payment, credit, or what a replacement takes back, by the day it counts from. */
export interface ReceivableCredit {
  readonly date: CivilDate;
  readonly amountMinor: number;
  readonly takesBack?: boolean;
}

export interface ReceivableBalance {
  readonly invoice: string;
  readonly charges: readonly { readonly from: CivilDate; readonly to: CivilDate; readonly amountMinor: number }[];
  readonly baseMinor: number;
  /** Unrounded decimal text. */
  readonly accrued: string;
  readonly totalDueMinor: number;
  readonly settledOn: CivilDate | undefined;
  /** Paid too much on this invoice: credit of the employer. */
  readonly surplusMinor: number;
  readonly defaultFrom: CivilDate;
  readonly overdueDays: number;
  readonly nextChargeOn: CivilDate;
}

export interface Allocation {
  readonly invoice: string;
  readonly amountMinor: number;
}

/** A payment or credit over invoices; what is left is credit. */
export interface Allocated {
  readonly allocations: readonly Allocation[];
  readonly unallocatedMinor: number;
}

/** As something that money may reach; what is left on it may be computed once it is asked. */
export interface OpenInvoice {
  readonly invoice: string;
  readonly dueOn: CivilDate;
  readonly baseMinor: number;
}

export interface InterestDifference {
  readonly invoice: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly amountMinor: number;
  readonly kind: 'charge' | 'adjustment';
}

export type BookedInterest = readonly { readonly to: CivilDate; readonly amountMinor: number }[];

/** The law of an employer's fund on what is owed, by the parameters now published. */
export interface ReceivableLaw {
  readonly balance: (receivable: Receivable, asOf: CivilDate) => ReceivableBalance;
  /** The named invoice first, then the oldest due date, then the id. Refuses UNKNOWN_INVOICE. */
  readonly allocate: (amountMinor: number, open: readonly OpenInvoice[], named: string | undefined) => Allocated;
  /** Credit on a due date: to what is due by then. */
  readonly applyCredit: (creditMinor: number, open: readonly OpenInvoice[], on: CivilDate) => Allocated;
  /** Charges to book up to a day, and adjustments of those booked, at their original dates. */
  readonly interestDifferences: (receivable: Receivable, booked: BookedInterest, to: CivilDate) => readonly InterestDifference[];
}
