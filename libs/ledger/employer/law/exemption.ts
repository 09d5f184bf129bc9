/** Exemption from participation (nl-pob chapter V): what is told of it, and what the law makes of that. Plain data. */
import type { CivilDate } from '#money/civil-date.js';

export const EXEMPTION_KINDS = ['existing', 'group', 'ownCao', 'investmentReturn', 'other'] as const;
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

/** What a request states; the performance test is the fund's own report, and no statement of an employer. */
export interface StatedExemptionFacts {
  readonly employerRequest?: boolean | undefined;
  /** V.1: a new mandate, or changed activities that bring the employer under one. */
  readonly case?: 'newMandate' | 'changedActivities' | undefined;
  readonly mandateApplicationDate?: CivilDate | undefined;
  readonly mandateAppliesDate?: CivilDate | undefined;
  readonly schemeStart?: CivilDate | undefined;
  readonly partOfGroup?: boolean | undefined;
  readonly unionsBothInvolved?: boolean | undefined;
  readonly groupSchemeWithUnions?: boolean | undefined;
  readonly groupEmployeesOutsideFund?: number | undefined;
  readonly groupActiveParticipants?: number | undefined;
  readonly requestedEmployees?: number | undefined;
  readonly jointRequest?: boolean | undefined;
  readonly caoBinding?: boolean | undefined;
  readonly caoDispensation?: boolean | undefined;
  readonly separateSchemeWithUnions?: boolean | undefined;
  readonly policyRulesBreached?: boolean | undefined;
  readonly resetRulesBreached?: boolean | undefined;
  readonly reinsuredWithoutDeposit?: boolean | undefined;
  readonly insurerPolicyNotTested?: boolean | undefined;
}

export const RESTRUCTURING_TYPES = [
  ...['mergerExempt', 'mergerMixed', 'mergerFunds'] as const,
  ...['split', 'spinOffOld', 'spinOffNew', 'restart'] as const,
] as const;
export type RestructuringType = (typeof RESTRUCTURING_TYPES)[number];

export interface RestructuringFacts {
  readonly request?: boolean | 'singleScheme' | 'extend' | 'maintain' | undefined;
  readonly sameSchemeForAll?: boolean | undefined;
  readonly fromExempt?: number | undefined;
  readonly employees?: number | undefined;
  /** How many mandates apply after the merger. */
  readonly mandatesAfter?: number | undefined;
  readonly exemptionUnderRemainingMandate?: boolean | undefined;
  readonly sameMandate?: boolean | undefined;
  readonly schemeContinued?: boolean | undefined;
  readonly activitiesContinued?: boolean | undefined;
  readonly bankruptcyDate?: CivilDate | undefined;
  readonly restartDate?: CivilDate | undefined;
  readonly hired?: number | undefined;
  readonly bankruptEmployees?: number | undefined;
}

export const WITHDRAWAL_CAUSES = ['request', 'grounds-gone', 'condition-breached'] as const;
export type WithdrawalCause = (typeof WITHDRAWAL_CAUSES)[number];

export interface JudgedRequest {
  /** DISCRETION: the board's own choice (V.5). */
  readonly decision: 'GRANT' | 'REFUSE' | 'DISCRETION';
  /** Codes of what is not met. */
  readonly failed: readonly string[];
  /** Codes; MUST: attached, MAY: the board can attach it. */
  readonly conditions: readonly string[];
  /** `V.1` */
  readonly article: string;
  /** The performance test that counted, decimal text; only of a request that rests on returns. */
  readonly performanceTest?: string | undefined;
}

export interface Continuation {
  readonly outcome: string;
  readonly continues: boolean;
  /** For the staff of the exempt employers alone: they are named. */
  readonly existingStaffOnly: boolean;
  /** For all staff from then on, whoever it was for before. */
  readonly forAll: boolean;
  readonly compensationMay: boolean;
  readonly article: string;
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

/** The law of an employer's fund on exemptions, by the parameters now published. */
export interface ExemptionLaw {
  readonly judge: (kind: ExemptionKind, facts: StatedExemptionFacts, requestedOn: CivilDate) => JudgedRequest;
  /** Last day on which another provider may be there, for one granted on a day. */
  readonly otherProvisionBy: (grantedOn: CivilDate) => CivilDate;
  /** Refuses NOT_MANDATORY_EXEMPTION for one that its kind does not let go over. */
  readonly continuation: (kind: ExemptionKind, type: RestructuringType, facts: RestructuringFacts) => Continuation;
  /** Its last day, if it has one. Refuses DECLARATION_MISSING, BODY_MAJORITY_MISSING and DOCUMENTS_MISSING. */
  readonly objector: (request: ObjectorRequest, from: CivilDate) => CivilDate | undefined;
  readonly withdrawal: (kind: ExemptionKind, cause: WithdrawalCause) => 'WITHDRAW' | 'MAY_WITHDRAW' | 'NO_GROUND';
}
