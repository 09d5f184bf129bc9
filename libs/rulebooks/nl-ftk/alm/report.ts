/** A study as data: figures, fans, net profit by birth year, the note's claims, and every assumption with its status. */
import { netProfitChange, studyOutcomeOf, resultsOfCohort, type AlmOutcome } from '#actuarial/alm/outcome.js';
import { modelOf } from '#actuarial/alm/model.js';
import { START_YEAR } from '#actuarial/alm/population.js';
import { ascending, quantile } from '#actuarial/alm/quantile.js';
import type { Study, Tally } from '#actuarial/alm/simulate.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { exactText } from '#money/decimal.js';
import { readCount, readDecimal, readList } from '../../frame/operation-input.js';
import { SCHEME, VERSION } from '../parameters.js';
import { simulatedText } from '../input/read.js';
import { assumptionsOf, type StudyAssumption } from '../assumptions.js';
import { claimsOf, type Claim, type TotalProfit } from './claims.js';
import { outcomeJson } from './outcome-json.js';
import { SHOWN_COHORTS, VARIANTS, type AlmRun, type Arithmetic } from './study.js';

/** Shares of the scenarios below: the bounds of 95 %, the quartiles, the median. */
const FAN = [0.025, 0.25, 0.5, 0.75, 0.975] as const;

/** Quantiles at FAN; decimal strings, as everywhere. */
export type Fan = readonly string[];

export interface YearFigures {
  readonly year: number;
  readonly fundingRatio: Fan;
  /** Share of the scenarios with a cut in the year, and its mean; the mean is 0 where there is none. */
  readonly cutProbability: string;
  readonly meanCut: string;
}

export interface CohortFigures {
  readonly birthYear: number;
  readonly pensionResult: Fan;
}

export interface RegimeFigures {
  readonly name: string;
  readonly rules: JsonObject;
  readonly outcome: JsonObject;
  readonly years: readonly YearFigures[];
  readonly cohorts: readonly CohortFigures[];
  /** Against A, in percent of the benefits under A, by birth year; empty for A itself. */
  readonly netProfitChange: Readonly<Record<string, string>>;
}

export interface AlmReport {
  readonly engine: { readonly rulebook: string; readonly version: string; readonly arithmetic: Arithmetic };
  readonly input: JsonObject;
  readonly A: RegimeFigures;
  readonly B: RegimeFigures;
  readonly variants: readonly RegimeFigures[];
  readonly claims: readonly Claim[];
  /** Where the input gives some: lowest median results that the fund has set, by age in 2015, held against B. */
  readonly bounds?: readonly ResultBound[];
  readonly assumptions: readonly StudyAssumption[];
}

export interface ResultBound {
  readonly age: number;
  readonly bound: string;
  /** Median under B. */
  readonly result: string;
  readonly breached: boolean;
}

function boundsOf({ input }: AlmRun, { pensionResult }: AlmOutcome): readonly ResultBound[] {
  return readList(input, 'bounds').flatMap((one) => {
    const [age, bound] = [readCount(one, 'age'), readDecimal(one, 'bound')];
    const result = pensionResult.get(age)?.median;
    return result === undefined ? [] : [{ age, bound: exactText(bound), result: simulatedText(result), breached: bound.gt(result) }];
  });
}

export function engineOf(arithmetic: Arithmetic): AlmReport['engine'] {
  return { rulebook: SCHEME, version: VERSION, arithmetic };
}

export function reportOf(run: AlmRun, tallies: readonly Tally[], arithmetic: Arithmetic = 'double'): AlmReport {
  const { study, names } = run;
  const outcomes = tallies.map((tally) => studyOutcomeOf(study, tally));
  const [first] = outcomes as [AlmOutcome];
  const figures = tallies.map((tally, index) => regimeFigures(run, index, tally, outcomes[index] as AlmOutcome, first));
  const [A, B, ...variants] = figures as [RegimeFigures, RegimeFigures, ...RegimeFigures[]];
  return {
    engine: engineOf(arithmetic),
    input: run.input,
    A,
    B,
    variants,
    claims: claimsOfRun(run, names, outcomes, tallies),
    ...(run.input['bounds'] === undefined ? {} : { bounds: boundsOf(run, outcomes[1] as AlmOutcome) }),
    assumptions: assumptionsOf(study.params, new Set(Object.keys(run.input['params'] as JsonObject))),
  };
}

function regimeFigures(run: AlmRun, index: number, tally: Tally, outcome: AlmOutcome, first: AlmOutcome): RegimeFigures {
  const { study, names, birthYears } = run;
  const changes = index === 0 ? [] : birthYears.map((year) => [String(year), netProfitChange(first, outcome, year)] as const);
  const shown = new Map([...outcome.pensionResult].filter(([age]) => SHOWN_COHORTS.includes(START_YEAR - age)));
  return {
    name: names[index] as string,
    rules: { ...(study.regimes[index] as object) },
    outcome: outcomeJson({ ...outcome, pensionResult: shown }),
    years: Array.from({ length: study.years }, (_, t) => yearFigures(study, tally, t)),
    cohorts: study.resultCohorts
      .flatMap((birthYear, cohort) => {
        const results = birthYears.includes(birthYear) ? resultsOfCohort(study, tally, cohort) : undefined;
        return results === undefined ? [] : [{ birthYear, pensionResult: fanOf(results) }];
      })
      .sort((one, other) => one.birthYear - other.birthYear),
    netProfitChange: Object.fromEntries(changes.flatMap(([year, change]) => (change === undefined ? [] : [[year, simulatedText(change)]]))),
  };
}

function yearFigures({ years, scenarios }: Study, tally: Tally, t: number): YearFigures {
  const ratios = Float64Array.from({ length: scenarios }, (_, scenario) => tally.fundingRatios[scenario * years + t] as number);
  const [cuts, sizes] = [tally.cuts[t] as number, tally.cutSizes[t] as number];
  return {
    year: START_YEAR + t,
    fundingRatio: fanOf(ratios),
    cutProbability: simulatedText(cuts / scenarios),
    meanCut: simulatedText(cuts === 0 ? 0 : sizes / cuts),
  };
}

function fanOf(values: Float64Array): Fan {
  const sorted = ascending(values);
  return FAN.map((share) => simulatedText(quantile(sorted, share)));
}

/** The claims speak of the old rules, the new ones and the note's variants; another comparison reaches none but the last but one. */
function claimsOfRun(
  { input, study }: AlmRun,
  names: readonly string[],
  outcomes: readonly AlmOutcome[],
  tallies: readonly Tally[],
): readonly Claim[] {
  const [old, after] = outcomes as [AlmOutcome, AlmOutcome];
  const isNotes = (name: keyof typeof VARIANTS): boolean => JSON.stringify(
    (input['variants'] as JsonObject)[name],
  ) === JSON.stringify(VARIANTS[name]);
  const variant = (name: keyof typeof VARIANTS): AlmOutcome => outcomes[names.indexOf(name)] as AlmOutcome;
  const hasVariants = (Object.keys(VARIANTS) as (keyof typeof VARIANTS)[]).every(isNotes);
  const claims = claimsOf({
    basis: study.basis,
    years: study.years,
    scenarios: study.scenarios,
    old,
    new: after,
    variants: hasVariants ? {
      catchUp: variant('catchUp'),
      threshold: variant('threshold'),
      ufr: variant('ufr'),
      all: variant('all'),
    } : undefined,
    totalProfit: tallies.map((tally) => totalProfitOf(study, tally)),
  });
  const isComparison = input['regimeA'] === 'old' && input['regimeB'] === 'new';
  return claims.map((claim) => (isComparison || claim.n === TOTAL_PROFIT ? claim : { ...claim, held: null, ours: '–' }));
}

/** Number of the claim that holds for any rules. */
const TOTAL_PROFIT = 8;

function totalProfitOf({ params, basis, years, scenarios }: Study, { totalProfit }: Tally): TotalProfit {
  const mean = totalProfit.reduce((sum, one) => sum + one, 0) / scenarios;
  const variance = totalProfit.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, scenarios - 1);
  return { mean, standardError: Math.sqrt(variance / scenarios), assets: modelOf(params, basis, years).start.assets };
}
