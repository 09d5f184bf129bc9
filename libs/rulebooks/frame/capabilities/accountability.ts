/** The capability of what a board accounts for: its performance, its investment policy, feasibility, a discount out of a surplus. */
import type { AccountabilityEventData } from '#ledger/fund/accountability/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { CivilDate } from '#money/civil-date.js';
import type { FigureAreas } from '../figures/figure-areas.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** Decimal text. */
export type PerformanceOfYear = Pick<
  AccountabilityEventData['PerformanceTestReported'],
  'year' | 'actual' | 'actualCost' | 'norm' | 'normCost'
>;

export interface ScoredYear {
  readonly year: number;
  readonly z: string;
}

type Feasibility = AccountabilityEventData['FeasibilityTestReported'];

export interface StatedDiscount {
  readonly on: CivilDate;
  readonly indexationGranted: boolean;
  readonly reductionsRestored: boolean;
  readonly futureIndexation: boolean;
}

export interface AccountabilityRules {
  /** Refuses MISSING_PARAMETER. */
  readonly score: (performance: PerformanceOfYear, parameters: ParameterSet) => { readonly e: string; readonly z: string };
  /** Over the years up to that one; undefined where one is missing. */
  readonly performanceTest: (
    scores: readonly ScoredYear[],
    year: number,
  ) => NonNullable<AccountabilityEventData['PerformanceTestReported']['test']> | undefined;
  readonly feasibility: (
    year: number,
    results: Feasibility['results'],
    parameters: ParameterSet,
  ) => Pick<Feasibility, 'bounds' | 'breached'>;
  /** What the fund's own decisions say counts beside what the board states. `failed`: codes. */
  readonly discount: (
    stated: StatedDiscount,
    fund: FundState,
    parameters: ParameterSet,
  ) => { readonly policyFundingRatio: string; readonly requiredRatio: string; readonly failed: readonly string[] };
  /** Every figure of what was decided, with its tree. */
  readonly figures: (fund: FundState, parameters: ParameterSet) => FigureAreas;
}
