/**
 * The capability of employers' invoices: what is due by month, what goes on which invoice, what is held back and by which article,
 * how payments are allocated, and late interest derived again. Plain data in and out: folds and decisions call it.
 */
import type {
  Allocated,
  BookedInterest,
  InterestDifference,
  OpenInvoice,
  Receivable,
  ReceivableBalance,
} from '#ledger/employer/law/receivable.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** `2018-03` */
export type Month = string;

/** Months from one to another, both included; open-ended without the last. */
export interface MonthSpan {
  readonly from: Month;
  readonly to?: Month | undefined;
}

/** A salary as reported: it holds from its month until the next entry of the series; a full-time salary of 0 ends it. */
export interface DatedSalary {
  readonly from: Month;
  /** EUR a year, decimal text, as are the shares. */
  readonly fullTimeSalary: string;
  readonly partTimeFactor: string;
  readonly premiumFreeShare: string;
  /** The day on which it was reported, or corrected last. */
  readonly toldOn?: CivilDate | undefined;
}

/** A salary that the fund set for some months, and that stands: it has not been replaced. */
export interface EstimatedSalary extends DatedSalary {
  readonly estimate: string;
  readonly to: Month;
  /** The data it stands for have been delivered. */
  readonly delivered: boolean;
}

/** The months of one participant that an estimate set. */
export interface EstimatedMonths {
  readonly participantId: string;
  readonly from: Month;
  readonly to: Month;
}

export interface PremiumParts {
  readonly premiumMinor: number;
  readonly aoPremiumMinor: number;
  readonly recoverableMinor: number;
}

/** What one line of an invoice is for: premium, or savings in its place. */
export interface PremiumSlot {
  readonly month: Month;
  readonly as: 'premium' | 'savings';
  readonly debtor: 'employer' | 'participant';
}

export interface PremiumCharge extends PremiumSlot, PremiumParts {}

/** A charge as booked. */
export interface BookedCharge extends PremiumCharge {
  /** Booked by a monthly invoice after the final one of the charge's year: what a decision released (4.9). */
  readonly afterFinal: boolean;
}

/** One line of a decision on the final settlement of a year, in the order of the decisions. */
export interface SettledCharge extends PremiumCharge {
  readonly choice: 'change' | 'keep';
}

/** What the ledger knows of one participant at one employer. */
export interface Employment {
  readonly participantId: string;
  readonly employerId: string;
  /** Its last month in this fund, where it has died or gone over to another provider: nothing is due and nothing accrues after it. */
  readonly until?: Month | undefined;
  readonly salaries: readonly DatedSalary[];
  readonly estimates: readonly EstimatedSalary[];
  /** Months in which the employer is exempt for the participant. */
  readonly exempt: readonly MonthSpan[];
  readonly voluntary: readonly MonthSpan[];
  /** Months in which the participant is exempt for conscientious objections; `endedOn`: the exemption has ended, on that day. */
  readonly objector: readonly (MonthSpan & { readonly endedOn?: CivilDate | undefined })[];
  /** Of the participant: what an end of an exemption comes to depends on the age. */
  readonly birthDate?: CivilDate | undefined;
  readonly charged: readonly BookedCharge[];
  /** Refunds that have lapsed, negative. */
  readonly lapsed: readonly PremiumCharge[];
  readonly settled: readonly SettledCharge[];
}

/** When the difference is looked for, and what is known of the years. */
export interface InvoicingMoment {
  readonly on: CivilDate;
  /** Last month that is charged. */
  readonly through: Month;
  /** Whose monthly invoice is made up. */
  readonly own?: Month | undefined;
  /** Years whose final invoice has been sent. */
  readonly finals: ReadonlySet<number>;
}

/**
 * next-invoice: goes on an invoice now; of the year before, where its final invoice is still to come, on that one. awaits-4.9: a
 * decision on the final settlement. lapsed-2.11: not given back. estimate: what an estimate holds back. kept: decided to stay.
 */
export const CORRECTION_STATUSES = ['next-invoice', 'awaits-4.9', 'lapsed-2.11', 'estimate', 'kept'] as const;
export type CorrectionStatus = (typeof CORRECTION_STATUSES)[number];
export type ChargeReason = 'current' | 'adjustment' | 'estimate' | 'final';

export interface PremiumDifference extends PremiumSlot {
  readonly participantId: string;
  readonly employerId: string;
  readonly status: CorrectionStatus;
  readonly reason: ChargeReason;
  /** Goes on the final invoice of its year, not on a monthly one. */
  readonly onFinal: boolean;
  /** Newly lapsed: to be recorded. */
  readonly toRecord: boolean;
  /** Of one to record: the last day on which it was given back. */
  readonly lastDate: CivilDate | undefined;
  /** The day on which the salary that it rests on was told, where it rests on one. */
  readonly toldOn: CivilDate | undefined;
  readonly before: PremiumParts;
  readonly after: PremiumParts;
  readonly difference: PremiumParts;
}

export interface InvoiceLine extends PremiumCharge {
  readonly participantId: string;
  readonly reason: ChargeReason;
}

export interface ComposedInvoice {
  readonly kind: 'monthly' | 'final' | 'replacement';
  readonly sentOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly premiumMinor: number;
  readonly aoPremiumMinor: number;
  readonly savingsMinor: number;
  readonly recoverableMinor: number;
  readonly totalMinor: number;
  readonly lines: readonly InvoiceLine[];
  /** Owed by participants who continue voluntarily: beside the invoice. */
  readonly participantLines: readonly InvoiceLine[];
  /** Of a replacement: what it takes back of the invoices that charged the estimate. */
  readonly reversedMinor: number;
}

export interface InvoicingRules {
  /** What is due less what was charged, by month, with its status. */
  readonly differences: (employment: Employment, moment: InvoicingMoment, parameters: ParameterSet) => readonly PremiumDifference[];
  readonly monthly: (differences: readonly PremiumDifference[], sentOn: CivilDate) => ComposedInvoice;
  readonly final: (differences: readonly PremiumDifference[], year: number, sentOn: CivilDate) => ComposedInvoice;
  /** Of the months of an estimate that no longer stands; `employments` without it. */
  readonly replacement: (
    employments: readonly Employment[],
    estimate: readonly EstimatedMonths[],
    sentOn: CivilDate,
    parameters: ParameterSet,
  ) => ComposedInvoice;
  /** Whether an invoice of that kind may go out on a day. */
  readonly sentOnTime: (kind: ComposedInvoice['kind'], sentOn: CivilDate) => boolean;
  readonly balance: (receivable: Receivable, asOf: CivilDate, parameters: ParameterSet) => ReceivableBalance;
  /** The named invoice first, then the oldest due date, then the id. Refuses UNKNOWN_INVOICE. */
  readonly allocate: (amountMinor: number, open: readonly OpenInvoice[], named: string | undefined) => Allocated;
  /** Credit on a due date: to what is due by then. */
  readonly applyCredit: (creditMinor: number, open: readonly OpenInvoice[], on: CivilDate) => Allocated;
  /** Charges to book up to a day, and adjustments of those booked, at their original dates. */
  readonly interestDifferences: (
    receivable: Receivable,
    booked: BookedInterest,
    to: CivilDate,
    parameters: ParameterSet,
  ) => readonly InterestDifference[];
}
