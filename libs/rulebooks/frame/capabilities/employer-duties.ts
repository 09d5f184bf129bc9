/**
 * The capability of what a fund's board may decide towards its employers and participants: premium rates, fines, estimates and claims
 * for data that come late, requests of conscientious objectors, a reset of the investment policy. Answers and refusals alike are law.
 */
import type { DataObligation, DutyStanding, PremiumAtStake } from '#ledger/employer/law/duty.js';
import type { ObjectorRequest } from '#ledger/employer/law/exemption.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '../parameters/parameters.js';

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
