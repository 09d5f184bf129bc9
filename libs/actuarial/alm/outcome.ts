/** What a study came to, as nl-ftk section 4 lists it. */
import { FIRST_COHORT } from './model.js';
import { ascending, quantile } from './quantile.js';
import type { Study, Tally } from './simulate.js';
import { START_YEAR } from './population.js';

export interface Band {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface AlmOutcome {
  /** Share of scenario-years with a cut. */
  readonly cutProbability: number;
  /** Mean size of a cut; 0 where there is none. */
  readonly meanCut: number;
  /** Share of scenarios with a cut at some time. */
  readonly anyCutProbability: number;
  /** At the start. */
  readonly fundingRatio0: number;
  readonly meanFundingRatio: number;
  /** Premium as a share of wages at t = 0, 5, … */
  readonly premiumPath: readonly number[];
  /** By age in 2015; ages without a pension in the years are left out. */
  readonly pensionResult: ReadonlyMap<number, Band>;
  /** Pension of those then 80, ten years on; undefined where the run ends before. */
  readonly replacement10: Band | undefined;
  /** By birth year, mean over scenarios; only cohorts with a value of benefits. */
  readonly netProfit: ReadonlyMap<number, number>;
  readonly benefitValue: ReadonlyMap<number, number>;
}

/** Bounds of the band: 95 % of the scenarios lie within. */
const [LOW, HIGH] = [0.025, 0.975];

export function studyOutcomeOf(study: Study, tally: Tally): AlmOutcome {
  const { scenarios, years } = study;
  const cuts = sumOf(tally.cuts);
  return {
    cutProbability: cuts / (scenarios * years),
    meanCut: cuts === 0 ? 0 : sumOf(tally.cutSizes) / cuts,
    anyCutProbability: tally.scenariosWithCut / scenarios,
    fundingRatio0: tally.firstFundingRatio,
    meanFundingRatio: tally.fundingRatioSum / (scenarios * years),
    premiumPath: [...tally.premiumSums].map((sum) => sum / scenarios),
    pensionResult: pensionResults(study, tally),
    replacement10: tally.replacement10.length === 0 ? undefined : bandOf(tally.replacement10),
    netProfit: byBirthYear(study, tally.netProfit, tally),
    benefitValue: byBirthYear(study, tally.benefitValue, tally),
  };
}

export function bandOf(values: Float64Array): Band {
  const sorted = ascending(values);
  return { low: quantile(sorted, LOW), median: quantile(sorted, 0.5), high: quantile(sorted, HIGH) };
}

/** 100·(B − A)/value of benefits under A; undefined for a birth year without one. */
export function netProfitChange(a: AlmOutcome, b: AlmOutcome, birthYear: number): number | undefined {
  const [before, after, value] = [a.netProfit.get(birthYear), b.netProfit.get(birthYear), a.benefitValue.get(birthYear)];
  return before === undefined || after === undefined || value === undefined ? undefined : (100 * (after - before)) / value;
}

/** Pension results of one asked cohort over the scenarios; undefined where none of its pensions lies in the years. */
export function resultsOfCohort(
  { resultCohorts, scenarios }: Study,
  { pensionResults: all }: Tally,
  index: number,
): Float64Array | undefined {
  const results = Float64Array.from({ length: scenarios }, (_, scenario) => all[scenario * resultCohorts.length + index] as number);
  return Number.isNaN(results[0]) ? undefined : results;
}

function pensionResults(study: Study, tally: Tally): ReadonlyMap<number, Band> {
  const bands = new Map<number, Band>();
  study.resultCohorts.forEach((birthYear, index) => {
    const results = resultsOfCohort(study, tally, index);
    if (results !== undefined) bands.set(START_YEAR - birthYear, bandOf(results));
  });
  return bands;
}

function byBirthYear({ scenarios }: Study, sums: Float64Array, { benefitValue }: Tally): ReadonlyMap<number, number> {
  const means = new Map<number, number>();
  sums.forEach((sum, cohort) => {
    if (benefitValue[cohort] !== 0) means.set(FIRST_COHORT + cohort, sum / scenarios);
  });
  return means;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
