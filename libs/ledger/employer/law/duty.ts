/** An employer's duty to deliver data as it stands on a day, and what the law lets the fund do about it. Plain data. */
import type { CivilDate } from '#money/civil-date.js';

export type Ground = 'data' | 'inspection';
export type FineReason = 'NO_DEMAND' | 'DEADLINE_NOT_PASSED' | 'FINE_NOT_ANNOUNCED' | 'FINE';

export interface Demand {
  readonly sentOn: CivilDate;
  /** Final date of delivery. */
  readonly deadline: CivilDate;
  readonly fineAnnounced: boolean;
}

/** One obligation as it stands on `asOf`; later than that a demand or a delivery does not exist yet. */
export interface DataObligation {
  /** data, or inspection of the employer's records and copies of them. */
  readonly ground: Ground;
  readonly deadline: CivilDate;
  readonly demand: Demand | undefined;
  readonly deliveredOn: CivilDate | undefined;
  readonly asOf: CivilDate;
}

/** What the fund may do about an obligation on a day. */
export interface DutyStanding {
  readonly defaultFrom: CivilDate | undefined;
  readonly fineReason: FineReason;
  /** Of an employer of that size; 0 where no fine may be imposed. */
  readonly fineMinor: number;
  readonly estimateAllowed: boolean;
  readonly interestMinor: number;
  /** The day up to which it runs; undefined where no day bears it. */
  readonly interestUntil: CivilDate | undefined;
  readonly collectionCostsMinor: number;
}

/** Premium that the data are for, and the due date of the invoice that charges it where one does: a day bears interest once. */
export interface PremiumAtStake {
  readonly amountMinor: number;
  readonly invoiceDueOn: CivilDate | undefined;
  /** What was paid on it, by day: from then on it bears no interest. */
  readonly payments?: readonly { readonly date: CivilDate; readonly amountMinor: number }[];
  /** What is left of it, where that is not all: costs of collection are of that. */
  readonly unpaidMinor?: number;
}

/** The law of an employer's fund on its duties, by the parameters now published. */
export interface DutyLaw {
  readonly standing: (obligation: DataObligation, employees: number, atStake: PremiumAtStake | undefined) => DutyStanding;
}
