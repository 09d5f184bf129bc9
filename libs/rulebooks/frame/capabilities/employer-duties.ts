/**
 * The capability of what a fund's board may decide towards its employers and participants: premium rates, fines, estimates and claims
 * for data that come late, requests of conscientious objectors, a reset of the investment policy. Answers and refusals alike are law.
 */
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '../parameters/parameters.js';

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
  readonly collectionCostsMinor: number;
}

/** Premium that the data are for, and the due date of the invoice that charges it where one does: a day bears interest once. */
export interface PremiumAtStake {
  readonly amountMinor: number;
  readonly invoiceDueOn: CivilDate | undefined;
}

/** Rates are decimal text. */
export interface PremiumRatesDecision {
  readonly from: CivilDate;
  readonly reportYear: number;
  readonly actuaryHeard: boolean;
  readonly caoApproval: boolean;
  readonly premiumRate: string;
  readonly aoPremiumRate: string;
  readonly participantRate: string;
  readonly costCoveringRate: string;
}

export interface ObjectorRequest {
  /** The board's model declaration, against every insurance. */
  readonly declaration: boolean;
  readonly legalEntity: boolean;
  /** Declaration of a majority of the competent body's members. */
  readonly bodyMajority: boolean;
  readonly statutes: boolean;
  readonly minutes: boolean;
}

export interface PolicyReset {
  readonly on: CivilDate;
  /** Earlier resets. */
  readonly resets: readonly CivilDate[];
  /** Day of the asset-liability study. */
  readonly studyOn: CivilDate | undefined;
  readonly expertStatement: boolean;
}

export interface ResetDuties {
  /** Last day of the announcement in the Staatscourant. */
  readonly announceBy: CivilDate;
  /** Last day of the written notice to employers. */
  readonly tellEmployersBy: CivilDate;
}

export interface EmployerDutyRules {
  readonly standing: (
    obligation: DataObligation,
    employees: number,
    atStake: PremiumAtStake | undefined,
    parameters: ParameterSet,
  ) => DutyStanding;
  /** Refuses RATE_BEFORE_BALANCE_DATE, ACTUARY_NOT_HEARD, CAO_APPROVAL_REQUIRED, PARTICIPANT_RATE_NOT_ADAPTED; answers capStatus. */
  readonly premiumRates: (
    decision: PremiumRatesDecision,
    before: { readonly premiumRate: string; readonly participantRate: string } | undefined,
    parameters: ParameterSet,
  ) => 'RENEGOTIATE' | 'ABOVE_CAP' | 'BELOW_COST_COVERING' | 'OK';
  /** Refuses DECLARATION_MISSING, BODY_MAJORITY_MISSING, DOCUMENTS_MISSING; answers the last day of the exemption, if it has one. */
  readonly objector: (request: ObjectorRequest, from: CivilDate) => CivilDate | undefined;
  /** Refuses RESET_NOT_ALLOWED. */
  readonly resetPolicy: (reset: PolicyReset) => ResetDuties;
}
