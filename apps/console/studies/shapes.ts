/** Recorded studies, as the API lists and tells them. */
import type { AnswerCoordinates } from '../api/shapes.js';
import type { StudyOutcome } from '../policy/policy.js';

/** `"old"`, `"new"`, or rules of one's own. */
type GivenRules = string | object;

interface StudyInput {
  readonly scenarios: number;
  readonly years: number;
  readonly seed: number;
  readonly premiumBasis: string;
  readonly regimeA: GivenRules;
  readonly regimeB: GivenRules;
}

interface StudyEngine {
  readonly rulebook: string;
  readonly version: string;
  readonly arithmetic: string;
}

export interface RecordedStudies extends AnswerCoordinates {
  readonly runs: readonly {
    readonly runId: string;
    readonly input: StudyInput;
    readonly engine: StudyEngine;
    readonly seconds: string;
    readonly recordedOn: string;
    readonly reference: string;
    readonly eventId: string;
  }[];
}

/** As many letters of a run's id as tell it from others at a glance. */
export const SHORT_ID = 16;

type InformedParty = 'cao-parties' | 'accountability-body' | 'supervisory-board';

interface Results {
  readonly expected: string;
  readonly badWeather: string;
}

export interface FeasibilityTest {
  readonly eventId: string;
  readonly year: number;
  readonly results: Results;
  /** At least. */
  readonly bounds: Results;
  readonly breached: readonly ('EXPECTED' | 'BAD_WEATHER')[];
  readonly reference: string;
  readonly study?: { readonly runId: string; readonly rules: 'A' | 'B'; readonly age: number };
  readonly informed: readonly { readonly to: InformedParty; readonly on: string; readonly eventId: string }[];
  readonly owed: readonly InformedParty[];
}

export interface Accountability extends AnswerCoordinates {
  readonly feasibility: readonly FeasibilityTest[];
}

/** At 2.5 %, 25 %, 50 %, 75 % and 97.5 % of the scenarios. */
export type Quantiles = readonly [low: string, lower: string, median: string, upper: string, high: string];

export interface RulesFigures {
  readonly name: string;
  readonly rules: { readonly vev: number; readonly mvev: number };
  readonly outcome: StudyOutcome;
  readonly years: readonly {
    readonly year: number;
    readonly fundingRatio: Quantiles;
    readonly cutProbability: string;
    readonly meanCut: string;
  }[];
  readonly cohorts: readonly { readonly birthYear: number; readonly pensionResult: Quantiles }[];
  readonly netProfitChange: Readonly<Record<string, string>>;
}

export interface StudyReport {
  readonly runId: string;
  readonly digest: string;
  readonly engine: StudyEngine;
  readonly input: StudyInput;
  readonly A: RulesFigures;
  readonly B: RulesFigures;
  readonly variants: readonly RulesFigures[];
  readonly claims: readonly { readonly n: number; readonly text: string; readonly held: boolean | null; readonly ours: string }[];
  readonly bounds?: readonly { readonly age: number; readonly bound: string; readonly result: string; readonly breached: boolean }[];
  readonly assumptions: readonly {
    readonly name: string;
    readonly title: string;
    readonly value: string;
    readonly status: string;
    readonly reference: string;
  }[];
}
