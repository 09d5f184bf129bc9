/**
 * The capability of a yearly funding policy: what the rules make of a fund's ratio, what its board may decide on that, and both beside what
 * the rules say on what is known now. Decisions stand as taken.
 */
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';

/** What the first evaluated year begins with. Decimal text. */
export interface PolicyOpening {
  readonly backlog: string;
  readonly below: number;
  readonly planElapsed?: number;
}

export interface EvaluatePolicy {
  readonly year: number;
  readonly reference: string;
  /** Only for the first year. */
  readonly opening: PolicyOpening | undefined;
}

interface ProposedRates {
  readonly action: string;
  readonly indexation: string;
  readonly catchUp: string;
  readonly factor: string;
}

export interface EvaluatedPolicyYear {
  readonly year: number;
  readonly regime: 'old' | 'new';
  readonly fundingRatio: string;
  readonly vev: string;
  readonly mvev: string;
  readonly ambition: string;
  readonly growth: string;
  readonly backlog: string;
  readonly below: number;
  readonly planElapsed: number | null;
  readonly proposed: ProposedRates;
  readonly decided: {
    readonly indexation: string;
    readonly reduction: string;
    readonly catchUp: string;
    readonly factor: string;
    readonly eventIds: readonly string[];
  } | null;
  /** Null where the rules say the same on what is known now. */
  readonly asNowKnown: {
    readonly fundingRatio: string;
    readonly action: string;
    readonly indexation: string;
    readonly difference: string;
  } | null;
  readonly fundingRatioAfter: string;
  /** By what was decided. */
  readonly backlogAfter: string;
}

/** Rules as they might be, for a question only: decimal text by the name of the field. */
export type PolicyVariant = { readonly [field: string]: string };

export interface PolicyRules {
  /**
   * PolicyEvaluated; undefined where the year is evaluated alike. Refuses NO_FUNDING_RATIO, EXPECTATIONS_MISSING, OPENING_MISSING,
   * EVALUATION_OUT_OF_ORDER and ALREADY_EVALUATED.
   */
  readonly evaluate: (command: EvaluatePolicy, fund: FundState) => DecidedFundEvent | undefined;
  /** RecoveryPlanSet. Refuses NOT_EVALUATED and NOT_BELOW_REQUIRED. */
  readonly recoveryPlan: (command: { readonly year: number; readonly reference: string }, fund: FundState) => DecidedFundEvent | undefined;
  /**
   * Holds a decision on indexation, a cut or catch-up against the evaluation of its year, where there is one. Refuses ABOVE_RULE, NOT_DUE,
   * CUT_TOO_SMALL and NOT_FULL.
   */
  readonly refuseBeyond: (event: DecidedFundEvent, fund: FundState) => void;
  /** The evaluated years, one after another. Refuses UNKNOWN_VARIANT. */
  readonly evaluations: (fund: FundState, variant: PolicyVariant) => readonly EvaluatedPolicyYear[];
}
