/** The simulation's parts: draws, prices, population, quantiles, and that the way scenarios are split changes no bit. */
import fc from 'fast-check';
import { presentAt } from './discounting.js';
import { mulberry32, momentOfNormal } from './draws.js';
import { drawEconomy, emptyEconomy } from './economy.js';
import { mergeOf, scenarioRanges } from './merge.js';
import { modelOf } from './model.js';
import type { AlmParameters, FundingRegime } from './parameters.js';
import { ACTIVE_AGES, AGES, flowsOf } from './population.js';
import { ascending, quantile } from './quantile.js';
import { simulate, type Study } from './simulate.js';
import { factorOfTenCuts } from './ten-cuts.js';

const PARAMS: AlmParameters = {
  r0: 0.02,
  rateMean: 0.025,
  rateReversion: 0.1,
  rateVol: 0.005,
  inflation0: 0.02,
  inflationMean: 0.02,
  inflationPersistence: 0.5,
  inflationVol: 0.01,
  wageSpread: 0.005,
  equityVol: 0.17,
  priceOfRisk: 0.2,
  equityShare: 0.56,
  hedge: 0.4,
  planEquityReturn: 0.07,
  rateHistory: [0.036, 0.038, 0.042, 0.041, 0.034, 0.03, 0.024, 0.018, 0.017],
  mortality: [0.0002, 5.4, 0.04],
  fundingRatio0: 1.08,
  backlog0: 0.1,
  convergence: 0.1,
  discountThreshold: 1.45,
  discountShare: 0.1,
  priorAccrual: 0.02,
};
const RULES: FundingRegime = {
  base: 'new',
  vev: 1.266,
  mvev: 1.05,
  mvevYears: 5,
  threshold: 1.1,
  catchUpShare: 0.2,
  accrual: 0.0185,
  ufr: null,
  planBondReturn: null,
};

it('nl-ftk section 7, example 5: the raw draws of seed 1', () => {
  const { raw } = mulberry32(1);
  expect([raw(), raw(), raw()]).toEqual([2693262067, 11749833, 2265367787]);
});

it('the moment of the normal draws: closed form against the mean of many', () => {
  const { normal } = mulberry32(3);
  let [sum, squares, moments] = [0, 0, 0];
  const count = 200_000;
  for (let draw = 0; draw < count; draw += 1) {
    const z = normal();
    sum += z;
    squares += z * z;
    moments += Math.exp(0.2 * z);
  }
  // Standard errors: 1/√count = 0.0022 of the mean, about 1.4 times that of the variance, 0.2 times of the moment; four of them.
  expect(Math.abs(sum / count)).toBeLessThan(0.009);
  expect(Math.abs(squares / count - 1)).toBeLessThan(0.013);
  expect(Math.abs(moments / count - momentOfNormal(0.2))).toBeLessThan(0.002);
  expect(momentOfNormal(0)).toBe(1);
});

it('the deflator prices equity and the market rate: E[D(1 + e)] = 1, E[D] = 1/(1 + r)', () => {
  const economy = emptyEconomy(1);
  const count = 100_000;
  let [equity, bond] = [0, 0];
  for (let seed = 0; seed < count; seed += 1) {
    drawEconomy(PARAMS, seed, economy);
    equity += (economy.deflator[1] as number) * (1 + (economy.equityReturn[0] as number));
    bond += economy.deflator[1] as number;
  }
  // Standard deviations 0.03 and 0.2 over √100,000: 0.0001 and 0.00063; four of them.
  expect(Math.abs(equity / count - 1)).toBeLessThan(0.0004);
  expect(Math.abs(bond / count - 1 / 1.02)).toBeLessThan(0.0026);
});

it('the ten-year mean takes nine earlier rates and the current one, and drops the oldest', () => {
  const economy = emptyEconomy(3);
  drawEconomy(PARAMS, 1, economy);
  expect(economy.averageRate[0]).toBeCloseTo(0.03, 15); // 0.280 of nine and 0.02, by ten
  const drawn = (economy.rate[1] as number) + (economy.rate[2] as number);
  expect(economy.averageRate[2]).toBeCloseTo((0.28 - 0.036 - 0.038 + 0.02 + drawn) / 10, 15);
});

it('without mortality everyone of 67 to 99 is paid: K adds up to 33 for each active', () => {
  const { people } = modelOf({ ...PARAMS, mortality: [0, -300, 0.04] }, 'RTS', 1);
  expect(people.actives).toBe(ACTIVE_AGES);
  expect(presentAt(people.accrualFlows, 0)).toBe(ACTIVE_AGES * 33);
  // A right of 1 at 99 is paid once, now; at 25 first in 42 years.
  expect([...flowsOf(people.persons, (place) => (place === AGES - 1 ? 1 : 0))].filter((flow) => flow > 0)).toEqual([1]);
  expect(flowsOf(people.persons, (place) => (place === 0 ? 1 : 0)).findIndex((flow) => flow > 0)).toBe(42);
});

it('quantiles lie between neighbours: (N − 1)·p from 0', () => {
  const sorted = ascending(Float64Array.of(3, 1, 2, 5));
  expect([0, 0.5, 1].map((share) => quantile(sorted, share))).toEqual([1, 2.5, 5]);
  expect(quantile(sorted, 0.025)).toBeCloseTo(1.075, 15); // 3·0.025 = 0.075 of the way from 1 to 2
  expect(quantile(Float64Array.of(7), 0.975)).toBe(7);
});

it('the factor of ten cuts solves its equation', () => {
  fc.assert(
    fc.property(fc.array(
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      { minLength: 11, maxLength: 11 },
    ), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (weights, share) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const target = (weights[0] as number) + share * (total - (weights[0] as number));
      const factor = factorOfTenCuts(Float64Array.from(weights), target);
      const value = weights.reduce((sum, weight, cuts) => sum + weight * factor ** cuts, 0);
      expect(Math.abs(value / target - 1)).toBeLessThan(1e-12);
    }),
  );
});

it('whoever computes which range, the sums have the same bits', () => {
  const study: Study = {
    regimes: [RULES, { ...RULES, base: 'old', vev: 1.217, ufr: 0.042 }],
    basis: 'averageRTS',
    years: 12,
    scenarios: 60,
    seed: 11,
    params: PARAMS,
    resultCohorts: [1945],
    keepsPaths: true,
  };
  const ranges = [...scenarioRanges(study)];
  expect(ranges.map(({ from, to }) => [from, to])).toEqual([[0, 25], [25, 50], [50, 60]]);
  const inOrder = mergeOf(study);
  for (const range of ranges) inOrder.add(range, simulate(study, range.from, range.to));
  // As by another thread that began with the last range.
  const computed = ranges.toReversed().map((range) => ({ range, tallies: simulate(study, range.from, range.to) }));
  const other = mergeOf(study);
  for (const { range, tallies } of computed.toReversed()) other.add(range, structuredClone(tallies));
  expect(other.tallies()).toEqual(inOrder.tallies());
  // A scenario's own figures do not depend on its neighbours.
  const [alone] = simulate(study, 59, 60);
  expect(inOrder.tallies()[0]?.fundingRatios.slice(59 * 12)).toEqual(alone?.fundingRatios);
});
