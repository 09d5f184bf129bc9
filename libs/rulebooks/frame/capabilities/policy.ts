/**
 * The capability of a yearly funding policy: what the rules make of a fund's ratio, what its board may decide on that, and both beside what
 * the rules say on what is known now. Decisions stand as taken.
 */
import type { DeclaredDecision } from '#ledger/fund/decisions.js';
import type { DecidedFundEvent, FundEventData } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { StudiesEventData } from '#ledger/fund/studies/events.js';
import type { CivilDate } from '#money/civil-date.js';
import type { FigureAreas } from '../figures/figure-areas.js';
import type { FundingRules } from '../parameters/funding-rules.js';
import type { ParameterSet } from '../parameters/parameters.js';
import type { HasParameters } from '../parameters/publishable.js';

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
  /** Other rules than those in force: to be looked at, never to be recorded. */
  readonly supposedRegime?: 'old' | 'new' | undefined;
}

interface ProposedRates {
  readonly action: string;
  readonly indexation: string;
  readonly catchUp: string;
  readonly factor: string;
}

/** What a year is evaluated by. Decimal text, but for years. */
export interface RulesOfYear {
  readonly regime: 'old' | 'new';
  readonly vev: string;
  readonly mvev: string;
  readonly mvevYears: number;
  readonly threshold: string;
  readonly catchUpShare: string;
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
  /** Starts of a year below the minimum one after another, this one included; 0 once they have led to a cut. */
  readonly below: number;
  /** Years since an old recovery plan began, as the year leaves it; null where none runs, and by the new rules. */
  readonly planElapsed: number | null;
  readonly proposed: ProposedRates;
  /** With the cuts of series that were taken on the day, which `fundingRatio` and `backlog` have in them already. */
  readonly decided: {
    readonly indexation: string;
    readonly reduction: string;
    readonly catchUp: string;
    readonly factor: string;
    readonly eventIds: readonly string[];
  } | null;
  /** By the facts and the rules known at the question's coordinates. Null where they say what the evaluation said. */
  readonly asNowKnown: {
    readonly fundingRatio: string;
    readonly action: string;
    readonly indexation: string;
    readonly difference: string;
    /** With `rules`. */
    readonly catchUp?: string;
    /** Where they are others than those that the evaluation was recorded by. */
    readonly rules?: RulesOfYear;
  } | null;
  readonly fundingRatioAfter: string;
  /** By what was decided. */
  readonly backlogAfter: string;
  /**
   * Null where no series of ten cuts runs. `yearsLeft`: from this year on, as scheduled, this year's cut among them; `cutsLeft`: those
   * that the board has not taken, of whatever year.
   */
  readonly tenCuts: { readonly cut: string; readonly yearsLeft: number; readonly cutsLeft: number } | null;
  /** Where cuts of series fell on the year and are not taken: they are due, whatever the ratio is by now. */
  readonly cutsDue?: readonly CutDue[];
}

export interface CutDue {
  /** The year in which its series was scheduled, and the event. */
  readonly scheduled: number;
  readonly eventId: string;
  readonly cut: string;
}

export const POLICY_DUTIES = [
  ...(['evaluation', 'cut', 'ten-cuts', 'scheduled-cut', 'recovery-plan'] as const),
  ...(['tell-cao-parties', 'tell-participants'] as const),
] as const;

/** What the rules ask of a board and is not done. */
export interface PolicyDuty {
  readonly duty: (typeof POLICY_DUTIES)[number];
  readonly dueOn: CivilDate;
  readonly year: number;
  /** Of a cut: what the rules take at the least. */
  readonly rate: string | null;
  /** Of a cut of a series: the year that scheduled it. */
  readonly scheduled: number | null;
}

/** What a board may give back in a year, by the rules of funding. */
export interface AllowedCatchUp {
  readonly evaluation: number;
  /** What the backlog lacks, as a fraction. */
  readonly owed: string;
  readonly allowed: string;
}

type Command<Name extends DeclaredDecision['decision']> = Omit<Extract<DeclaredDecision, { readonly decision: Name }>, 'decision'>;

/** Cash flows of a day, valued. Decimal text. */
export interface ValuedCashFlows {
  readonly flows: string;
  readonly marketRate: string;
  readonly ufrMethod: string;
  readonly ufr: string;
  /** What is paid, after the cuts of series that were scheduled before. */
  readonly liabilities: string;
  /** null: neither reported nor to be told from a ratio. */
  readonly assets: string | null;
  readonly fundingRatio: string | null;
}

/** Where the funding ratio goes from the last evaluated year on, by the rules and the growth that the fund expects. */
export interface ExpectedPath {
  readonly year: number;
  readonly regime: 'old' | 'new';
  readonly required: string;
  readonly path: FundEventData['RecoveryPlanSet']['path'];
  readonly expectedCuts: FundEventData['RecoveryPlanSet']['expectedCuts'];
  readonly finalFundingRatio: string;
}

/** Rules as they might be, for a question only: decimal text by the name of the field. */
export type PolicyVariant = { readonly [field: string]: string };

/** Beside a figure's name. */
export interface FiguresAsked {
  readonly variant: PolicyVariant;
  /** Flat, effective a year: for what cash flows are worth. */
  readonly marketRate: string | undefined;
}

/** What a recorded study says of a year's feasibility. Decimal text. */
export interface StudiedResults {
  /** The set of rules of the study that is the fund's. */
  readonly rules: 'A' | 'B';
  readonly expected: string;
  readonly badWeather: string;
  /** The least result that the study was given for that age; undefined where it was given none. */
  readonly bound: string | undefined;
}

export interface StudyOfYear {
  readonly year: number;
  /** In the study's first year, which stands for the year tested. */
  readonly age: number;
  readonly run: StudiesEventData['AlmRunRecorded'];
}

/**
 * `rules`: those of funding. What is evaluated or valued anew goes by those known; what was recorded, and what is decided on it, by those
 * of its record.
 */
export interface PolicyRules {
  /** The rules of funding: what they print, and what a fund may publish or a question suppose. */
  readonly law: HasParameters;
  /**
   * PolicyEvaluated; undefined where the year is evaluated alike. Refuses NO_FUNDING_RATIO, EXPECTATIONS_MISSING, OPENING_MISSING,
   * EVALUATION_OUT_OF_ORDER and ALREADY_EVALUATED.
   */
  readonly evaluate: (command: EvaluatePolicy, fund: FundState, rules: FundingRules) => DecidedFundEvent | undefined;
  /** RecoveryPlanSet. Refuses NOT_EVALUATED and NOT_BELOW_REQUIRED. */
  readonly recoveryPlan: (
    command: { readonly year: number; readonly reference: string },
    fund: FundState,
    rules: FundingRules,
  ) => DecidedFundEvent | undefined;
  /**
   * A decision on indexation, a cut or catch-up, held against the evaluation of its year, and naming it. Refuses ABOVE_RULE, NOT_DUE,
   * CUT_TOO_SMALL and NOT_FULL, and NOT_EVALUATED where the year is to be evaluated: an earlier one is, or the fund has told its nominal
   * ratio of 1 January or what it expects of the year. Any other year the rules of funding are not applied to.
   */
  readonly within: (event: DecidedFundEvent, fund: FundState) => DecidedFundEvent;
  /** Whether the rules of funding are applied to an indexation of that day. Refuses NOT_EVALUATED and ABOVE_RULE, as `within` does. */
  readonly bindIndexation: (on: CivilDate, rate: string, fund: FundState) => boolean;
  /** Of the evaluation of that day's year; undefined where the rules of funding are not applied to it. Refuses as `within` does. */
  readonly catchUpAllowed: (on: CivilDate, fund: FundState) => AllowedCatchUp | undefined;
  /**
   * TenCutsScheduled; undefined where the year's are. Refuses NOT_EVALUATED, NOT_DUE, NO_CASH_FLOWS, CUT_NOT_POSSIBLE and
   * MISSING_PARAMETER. `parameters`: of the fund's scheme, with its forward rates.
   */
  readonly tenCuts: (
    command: Command<'ten-cuts'>,
    fund: FundState,
    parameters: ParameterSet,
    rules: FundingRules,
  ) => DecidedFundEvent | undefined;
  /** ReductionDecided of each series that has a cut in the year, without those that are decided. Refuses NOT_DUE. */
  readonly scheduledCuts: (command: Command<'scheduled-cut'>, fund: FundState) => readonly DecidedFundEvent[];
  /**
   * PremiumBasisSet. Refuses FIXED_BEFORE_IT_BEGINS, FIXED_TOO_LONG, RETURN_STILL_FIXED, BELOW_MINIMUM, PREMIUM_BASIS_ALREADY_SET and
   * MISSING_FIELD.
   */
  readonly premiumBasis: (command: Command<'premium-basis'>, fund: FundState, rules: FundingRules) => DecidedFundEvent | undefined;
  /** Where a run begins with what the fund recorded of the year. Refuses NOT_EVALUATED, RUN_DOES_NOT_FIT and RUN_WITHOUT_RESULT. */
  readonly studied: (of: StudyOfYear, fund: FundState, rules: FundingRules) => StudiedResults;
  /** Of the flows reported of a day. Refuses NO_CASH_FLOWS and MISSING_PARAMETER. */
  readonly valued: (
    on: CivilDate,
    marketRate: string,
    fund: FundState,
    parameters: ParameterSet,
    rules: FundingRules,
  ) => ValuedCashFlows;
  /** Each year by the rules of its own first day. Refuses NOT_EVALUATED and UNKNOWN_VARIANT. */
  readonly expectedPath: (years: number, fund: FundState, rules: FundingRules, variant: PolicyVariant) => ExpectedPath;
  /** The evaluated years, one after another. Refuses UNKNOWN_VARIANT. */
  readonly evaluations: (fund: FundState, rules: FundingRules, variant: PolicyVariant) => readonly EvaluatedPolicyYear[];
  /** What is due by a day and not done, by days. */
  readonly duties: (day: CivilDate, fund: FundState, rules: FundingRules) => readonly PolicyDuty[];
  /** Every figure of the answers above, with its tree. */
  readonly figures: (fund: FundState, parameters: ParameterSet, rules: FundingRules, asked: FiguresAsked) => FigureAreas;
}
