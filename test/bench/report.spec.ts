/** What the benchmark says of what it measured: medians and ratios by hand. */
import type { BenchCase } from './case.js';
import { quantile, spread } from './measure.js';
import { figuresOf } from './report.js';
import type { Run } from './runs.js';

const MIB = 1_048_576;
const run = (units: number, seconds: number, cpuSeconds: number, mebibytes: number): Run => ({
  units,
  seconds,
  cpuSeconds,
  peakMemoryBytes: mebibytes * MIB,
});
const nothing = async (): Promise<Run> => run(1, 1, 1, 1);

const CASE: BenchCase = {
  name: 'sample',
  about: '',
  unit: 'events',
  journals: () => [],
  ways: { accrual: { run: nothing }, raw: { run: nothing, isBaseline: true } },
  aims: [
    { measure: 'rate', way: 'accrual', against: 'raw', least: 0.8 },
    { measure: 'memory', way: 'accrual', against: 'raw', most: 1.5 },
  ],
};

const RUNS = new Map([
  // 100, 50 and 80 a second; by processor 125, 100 and 80.
  ['accrual', [run(100, 1, 0.8, 90), run(100, 2, 1, 100), run(160, 2, 2, 450)]],
  // 100 a second and by processor, every time.
  ['raw', [run(100, 1, 1, 60), run(100, 1, 1, 80), run(200, 2, 2, 90)]],
]);

it('takes the median of the ratios of each round, by the clock and by the processor', () => {
  const [rate] = figuresOf(CASE, RUNS).aims;
  // Clock: 1, 0.5, 0.8; processor: 1.25, 1, 0.8.
  expect(rate).toEqual({ what: 'rate of accrual / raw', aim: '≥ 0.8', wall: 0.8, cpu: 1, isMet: true });
});

it('holds the largest memory of any round against the limit, and only of ways that are no baseline', () => {
  const [, ratio, ...limits] = figuresOf(CASE, RUNS).aims;
  // 1.5, 1.25, 5.
  expect(ratio).toMatchObject({ wall: 1.5, isMet: true });
  expect(limits).toEqual([{ what: 'memory of accrual, MiB', aim: '≤ 400', wall: 450, cpu: null, isMet: false }]);
});

it('gives the medians of each way', () => {
  const [accrual] = figuresOf(CASE, RUNS).ways;
  // Processor: 8 000, 10 000 and 12 500 µs each.
  expect(accrual).toMatchObject({ way: 'accrual', runs: 3, perSecond: 80, cpuMicrosecondsEach: 10_000, peakMemoryBytes: 450 * MIB });
});

it('takes quantiles from what was measured, never between', () => {
  const ascending = Float64Array.from({ length: 200 }, (_, index) => index + 1);
  expect([quantile(ascending, 0.5), quantile(ascending, 0.99), quantile(ascending.subarray(0, 1), 0.99)]).toEqual([100, 198, 1]);
});

it('spreads single operations over all participants', () => {
  const places = new Set(Array.from({ length: 2_000 }, (_, index) => spread(index, 191)));
  expect(places.size).toBe(191);
});
