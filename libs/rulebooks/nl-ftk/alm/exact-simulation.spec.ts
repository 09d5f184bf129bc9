/** Decimals prove the doubles: the same scenarios, figure by figure (ADR 0020). */
import { simulate, type Tally } from '#actuarial/alm/simulate.js';
import { studyOutcomeOf } from '#actuarial/alm/outcome.js';
import { simulateExactly } from './exact-simulation.js';
import { readAlmRun } from './study.js';

/** Relative to the largest of a field, so that a profit that is almost nothing counts by what it is a difference of. */
const CLOSE = 1e-11;

function furthest(exact: Tally, double: Tally): readonly (readonly [field: string, distance: number])[] {
  return (Object.keys(exact) as (keyof Tally)[]).map((field) => {
    const [one, other] = [exact, double].map((tally) =>
      (typeof tally[field] === 'number' ? [tally[field]] : [...tally[field]]).map((value) => (Number.isNaN(value) ? 0 : value)),
    ) as [number[], number[]];
    const size = Math.max(1e-300, ...one.map(Math.abs));
    return [field, Math.max(0, ...one.map((value, index) => Math.abs(value - (other[index] as number)) / size))];
  });
}

it.each([
  ['averageRTS', 12],
  ['RTS', 3],
  ['expectedReturn', 6],
])('every figure of two scenarios, old, new and four variants, premiums by %s', (premiumBasis, years) => {
  const { study } = readAlmRun({ years, scenarios: 2, seed: 1, premiumBasis, birthYears: [1945, 1985, 2015] });
  const [exact, doubles] = [simulateExactly(study, 0, 2), simulate(study, 0, 2)];
  exact.forEach((tally, regime) => {
    for (const [field, distance] of furthest(tally, doubles[regime] as Tally)) expect([field, distance < CLOSE]).toEqual([field, true]);
  });
});

it('worked example 6, to its last digit', () => {
  const { study } = readAlmRun({ years: 15, scenarios: 2, seed: 1, variants: {} });
  const [, after] = simulateExactly(study, 0, 2).map((tally) => studyOutcomeOf(study, tally));
  const figures = [after?.fundingRatio0, after?.meanFundingRatio, after?.cutProbability].map((figure) => figure?.toPrecision(12));
  expect(figures).toEqual(['1.06095583041', '1.18718825706', '0.300000000000']);
  expect(after?.meanCut.toPrecision(12)).toBe('0.0110175088154');
  expect(after?.premiumPath.map((rate) => rate.toPrecision(12))).toEqual(['0.173020886295', '0.219562635631', '0.223862036870']);
});

it('a fund far below the minimum schedules its cuts alike', () => {
  const { study } = readAlmRun({ years: 8, scenarios: 1, seed: 5, variants: {}, params: { fundingRatio0: '0.7', equityVol: '0.05' } });
  const [exact, doubles] = [simulateExactly(study, 0, 1), simulate(study, 0, 1)];
  // six starts of a year below 105 %: the series begins, and its first cut falls a year later
  expect([...(exact[1] as Tally).fundingRatios.slice(0, 6)].every((ratio) => ratio < 1.05)).toBe(true);
  expect((exact[1] as Tally).cuts[6]).toBe(1);
  exact.forEach((tally, regime) => {
    for (const [field, distance] of furthest(tally, doubles[regime] as Tally)) expect([field, distance < CLOSE]).toEqual([field, true]);
  });
});
