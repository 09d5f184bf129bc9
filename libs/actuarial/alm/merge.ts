/**
 * Puts ranges of scenarios together. A range always has the same length, whoever computed it, and ranges are added in the order of
 * their scenarios: so the sums have the same bits whatever the number of threads.
 */
import type { Study, Tally } from './simulate.js';

/** Scenarios of a range. Part of the answer's bits: another length would add in another order. */
const RANGE = 25;

export interface ScenarioRange {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

export function* scenarioRanges({ scenarios }: Pick<Study, 'scenarios'>): Generator<ScenarioRange, undefined> {
  for (let index = 0; index * RANGE < scenarios; index += 1) {
    yield { index, from: index * RANGE, to: Math.min(scenarios, (index + 1) * RANGE) };
  }
  return undefined;
}

/** Adds the next range, in order; the result grows in place. */
export interface Merge {
  readonly add: (range: ScenarioRange, tallies: readonly Tally[]) => void;
  readonly tallies: () => readonly Tally[];
}

export function mergeOf(study: Study): Merge {
  const merged: MergedTally[] = [];
  return {
    add: (range, tallies) => {
      tallies.forEach((tally, regime) => addTo((merged[regime] ??= emptyMerged(study, tally)), tally, range));
    },
    tallies: () => merged,
  };
}

type MergedTally = { -readonly [Field in keyof Tally]: Tally[Field] };

function emptyMerged({ scenarios, years, resultCohorts, keepsPaths }: Study, first: Tally): MergedTally {
  const like = (array: Float64Array): Float64Array => new Float64Array(array.length);
  return {
    cuts: like(first.cuts),
    cutSizes: like(first.cutSizes),
    scenariosWithCut: 0,
    firstFundingRatio: first.firstFundingRatio,
    fundingRatioSum: 0,
    premiumSums: like(first.premiumSums),
    netProfit: like(first.netProfit),
    benefitValue: like(first.benefitValue),
    totalProfit: new Float64Array(scenarios),
    pensionResults: new Float64Array(scenarios * resultCohorts.length),
    replacement10: new Float64Array(first.replacement10.length === 0 ? 0 : scenarios),
    fundingRatios: new Float64Array(keepsPaths ? scenarios * years : 0),
  };
}

function addTo(into: MergedTally, tally: Tally, { from, to }: ScenarioRange): void {
  into.scenariosWithCut += tally.scenariosWithCut;
  into.fundingRatioSum += tally.fundingRatioSum;
  for (const field of ['cuts', 'cutSizes', 'premiumSums', 'netProfit', 'benefitValue'] as const) {
    const sums = into[field];
    tally[field].forEach((value, index) => ((sums[index] as number) += value));
  }
  for (const field of ['totalProfit', 'pensionResults', 'replacement10', 'fundingRatios'] as const) {
    const scenarios = to - from;
    into[field].set(tally[field], (tally[field].length / scenarios) * from);
  }
}
