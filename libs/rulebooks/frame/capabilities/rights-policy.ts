/**
 * The capability of a board's decisions on premium rates and on the rights of all participants: what the rules let it grant, and what
 * a decision falls short of. Refusals are the law's.
 */
import type { PolicyEventData } from '#ledger/fund/policy/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { CivilDate } from '#money/civil-date.js';
import type { FigureAreas } from '../figures/figure-areas.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** Of a decision on indexation, all but what was asked for. */
export type IndexationOutcome = Required<
  Pick<PolicyEventData['IndexationDecided'], 'rate' | 'ambition' | 'sustainable' | 'maxRate' | 'bindingRule' | 'missed'>
>;
export type CatchUpOutcome = Pick<PolicyEventData['CatchUpDecided'], 'budget' | 'applied' | 'factor'>;

export interface RatioFor {
  readonly referenceDate: CivilDate;
  readonly ratio: string | null;
}

export interface CatchUpAsked {
  /** Of missed indexation too. */
  readonly missed: boolean;
  /** What the year's indexation granted. */
  readonly granted: string;
  /** What other rules let the board give back at most. */
  readonly most: string | undefined;
}

export interface RightsPolicyRules {
  /** `rate` undefined: the board has still to decide. Refuses what the scheme's rules do. */
  readonly indexation: (year: number, rate: string | undefined, fund: FundState, parameters: ParameterSet) => IndexationOutcome;
  /** Of what the fund's decisions before left to be restored and caught up; `missed`: of missed indexation too. */
  readonly catchUp: (year: number, asked: CatchUpAsked, fund: FundState, parameters: ParameterSet) => CatchUpOutcome;
  /** What an indexation of that day rests on, as now known: the day and the ratio of it, null where nobody says one. */
  readonly ratioFor: (on: CivilDate, fund: FundState, parameters: ParameterSet) => RatioFor;
  /** The day on which decisions of a year take effect. */
  readonly dayOf: (year: number) => CivilDate;
  /** Every figure of what was decided, with its tree. */
  readonly figures: (fund: FundState, parameters: ParameterSet) => FigureAreas;
}
