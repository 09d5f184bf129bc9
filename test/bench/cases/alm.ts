import type { FundingRegime } from '#actuarial/alm/parameters.js';
import { momentOfNormal, mulberry32 } from '#actuarial/alm/draws.js';
import { studyOutcomeOf } from '#actuarial/alm/outcome.js';
import type { Study } from '#actuarial/alm/simulate.js';
import { runStudy } from '#engine/alm/run-study.js';
import { DEFAULT_PARAMETERS as P } from '#rulebooks/nl-ftk/assumptions.js';
import { inDoubles, regimeOf } from '#rulebooks/nl-ftk/regime.js';
import type { BenchCase } from '../case.js';
import { stopwatch } from '../measure.js';

const [SCENARIOS, YEARS, SEED] = [4_000, 75, 1];
const REGIMES = [inDoubles(regimeOf('old')), inDoubles(regimeOf('new'))] as const;
const UNITS = SCENARIOS * YEARS * REGIMES.length;

const STUDY: Study = {
  regimes: REGIMES,
  basis: 'averageRTS',
  years: YEARS,
  scenarios: SCENARIOS,
  seed: SEED,
  params: P,
  resultCohorts: [1945, 1965, 1990],
  keepsPaths: false,
};

/** Mean funding ratios that both ways must agree on, or they would not do the same work. */
const EXPECTED = [1.4544359530305, 1.5929662833089];

function checked(means: readonly number[]): void {
  means.forEach((mean, regime) => {
    if (Math.abs(mean / (EXPECTED[regime] as number) - 1) > 1e-11) throw new Error(
      `the mean funding ratio is ${mean}, not ${EXPECTED[regime]}`,
    );
  });
}

/** `for` and arrays, by index: what each needs once, over all scenarios, years and ages. */
const [N, ACTIVE] = [75, 42];

/**
 * The model of nl-ftk section 4 as someone would write it who needs its figures once: one function a fund, doubles, nothing allocated in
 * the loop, no threads. Cuts, premiums, pension results and net profit by birth year as the engine has them.
 */
function plainLoop(): readonly number[] {
  const [a, b, c] = P.mortality;
  const n = Float64Array.from(
    { length: N },
    (_, t) => Math.exp(-a * t - ((10 ** (b - 10) / (c * Math.LN10)) * 10 ** (c * 25) * (10 ** (c * t) - 1))),
  );
  const K = Float64Array.from({ length: N }, (_, m) => {
    let sum = 0;
    for (let x = 0; x < ACTIVE; x += 1) if (x + m >= ACTIVE && x + m < N) sum += n[x + m] as number;
    return sum;
  });
  let actives = 0;
  for (let x = 0; x < ACTIVE; x += 1) actives += n[x] as number;
  const weights = Float64Array.from({ length: N }, (_, j) => (j <= 20 ? 1 : Math.exp(-P.convergence * (j - 20))));
  const sums = [0, 0];
  for (let k = 0; k < SCENARIOS; k += 1) {
    const paths = economy(SEED + k);
    REGIMES.forEach((regime, index) => (sums[index] = (sums[index] as number) + fund(regime, paths, n, K, actives, weights)));
  }
  return sums.map((sum) => sum / (SCENARIOS * YEARS));
}

type Paths = { readonly [name in 'e' | 'z' | 'r' | 'mean' | 'p' | 'I' | 'W' | 'D']: Float64Array };

function economy(seed: number): Paths {
  const { normal } = mulberry32(seed);
  const row = (): Float64Array => new Float64Array(YEARS + 1);
  const paths = { e: row(), z: row(), r: row(), mean: row(), p: row(), I: row(), W: row(), D: row() };
  const rates = [...P.rateHistory, P.r0];
  let [r, p, I, W, D] = [P.r0, P.inflation0, 1, 1, 1];
  for (let t = 0; t <= YEARS; t += 1) {
    let ten = 0;
    for (let back = 1; back <= 10; back += 1) ten += rates[rates.length - back] as number;
    Object.entries({ r, p, I, W, D, mean: ten / 10 }).forEach(([name, value]) => (paths[name as keyof Paths][t] = value));
    const [ze, zr, zp] = [normal(), normal(), normal()];
    paths.e[t] = ((1 + r) * Math.exp(P.equityVol * ze) * momentOfNormal(P.priceOfRisk)) / momentOfNormal(P.equityVol - P.priceOfRisk) - 1;
    paths.z[t] = zr;
    D *= Math.exp(-P.priceOfRisk * ze) / ((1 + r) * momentOfNormal(P.priceOfRisk));
    r += P.rateReversion * (P.rateMean - r) + P.rateVol * zr;
    rates.push(r);
    I *= 1 + p;
    p = P.inflationMean + P.inflationPersistence * (p - P.inflationMean) + P.inflationVol * zp;
    W *= 1 + p + P.wageSpread;
  }
  return paths;
}

const [R, full, CF, v, profit, benefits] = [N, N, N + 1, N, N + YEARS, N + YEARS].map((size) => new Float64Array(size)) as [
  Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array,
];
const pend = new Float64Array(10);

function curve(r: number, u: number, weights: Float64Array): void {
  let factor = 1;
  v[0] = 1;
  for (let m = 1; m < N; m += 1) v[m] = factor /= 1 + u + (r - u) * (weights[m] as number);
}

/** The factor of ten cuts, by halves. */
function tenCuts(f0: number, target: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const q = (low + high) / 2;
    let [value, cut, power] = [0, f0, 1];
    for (let m = 0; m < N; m += 1) {
      if (m > 0 && m <= 10) {
        cut *= pend[m - 1] as number;
        power *= q;
      }
      value += (CF[m] as number) * (v[m] as number) * cut * power;
    }
    if (value > target) high = q;
    else low = q;
  }
  return low;
}

/** Rights, flows and assets of the start; answers the assets. */
function open(n: Float64Array, weights: Float64Array): number {
  CF.fill(0);
  pend.fill(1);
  for (let x = 0; x < N; x += 1) {
    full[x] = P.priorAccrual * Math.min(x, ACTIVE);
    R[x] = (full[x] as number) / (1 + P.backlog0);
    for (let y = Math.max(x, ACTIVE); y < N; y += 1) (CF[y - x] as number) += (R[x] as number) * (n[y] as number);
  }
  curve(P.r0, 0.042, weights);
  let assets = 0;
  for (let m = 0; m < N; m += 1) assets += P.fundingRatio0 * (CF[m] as number) * (v[m] as number);
  return assets;
}

/** Everyone a year older, the flows a year nearer, the year's accrual added. */
function age(K: Float64Array, accrued: number, fullyAccrued: number): void {
  for (let m = 0; m < N; m += 1) CF[m] = (CF[m + 1] as number) + (m + 1 < N ? accrued * (K[m + 1] as number) : 0);
  for (let x = N - 1; x > 0; x -= 1) {
    R[x] = (R[x - 1] as number) + (x <= ACTIVE ? accrued : 0);
    full[x] = (full[x - 1] as number) + (x <= ACTIVE ? fullyAccrued : 0);
  }
  R[0] = 0;
  full[0] = 0;
}

/** Σ of the funding ratios of one scenario. */
function fund(regime: FundingRegime, paths: Paths, n: Float64Array, K: Float64Array, actives: number, weights: Float64Array): number {
  let A = open(n, weights);
  let [G, below, plan, total, results, fulls] = [1 + P.backlog0, 0, -1, 0, 0, 0];
  for (let t = 0; t < YEARS; t += 1) {
    const [r, mean, I, W, D] = [paths.r[t], paths.mean[t], paths.I[t], paths.W[t], paths.D[t]] as [number, number, number, number, number];
    const ambition = Math.max(0, paths.p[t] as number);
    curve(r, regime.ufr ?? mean, weights);
    const f0 = pend[0] as number;
    pend.copyWithin(0, 1);
    pend[9] = 1;
    let [L, s] = [0, f0];
    for (let m = 0; m < N; m += 1) {
      if (m > 0 && m <= 10) s *= pend[m - 1] as number;
      L += (CF[m] as number) * (v[m] as number) * s;
    }
    const F = A / L;
    total += F;
    const g = (1 + P.equityShare * P.planEquityReturn + (1 - P.equityShare) * r) / (1 + r) - 1;
    below = F < regime.mvev ? below + 1 : 0;
    let [i, catchUp] = [0, 0];
    if (below > regime.mvevYears) {
      below = 0;
      if (regime.base === 'old') i = F / regime.mvev - 1;
      else {
        const low = tenCuts(f0, A / regime.mvev);
        for (let y = 0; y < 10; y += 1) (pend[y] as number) *= low;
      }
      if (regime.base === 'new') plan = -1;
    } else if (regime.base === 'old') {
      if (F < regime.vev) {
        plan += 1;
        const scale = ambition * Math.max(0, (F - regime.threshold) / (regime.vev - regime.threshold));
        i = Math.min(scale, Math.max(0, (F * (1 + g) ** Math.max(1, 15 - plan)) / regime.vev - 1));
      } else {
        plan = -1;
        i = ambition;
        catchUp = Math.min(Math.max(0, G / f0 - 1), Math.max(0, F / (1 + i) / regime.vev - 1));
      }
    } else {
      const lasting = Math.min(ambition, Math.max(0, (F - regime.threshold) / 10));
      i = F < regime.vev ? Math.min(((F * (1 + g) ** 10) / regime.vev - 1) / 10, lasting) : lasting;
      if (F >= regime.vev && lasting === ambition) {
        const top = Math.max(regime.vev, regime.threshold + 10 * ambition);
        catchUp = Math.min(Math.max(0, G / f0 - 1), regime.catchUpShare * Math.max(0, F / (1 + i) / top - 1));
      }
    }
    const f = f0 * (1 + i) * (1 + catchUp);
    G *= (1 + ambition) / f;
    for (let x = 0; x < N; x += 1) {
      (R[x] as number) *= f;
      (CF[x] as number) *= f;
      (full[x] as number) *= 1 + ambition;
    }
    let unit = 0;
    for (let m = N - 1; m >= 0; m -= 1) unit = unit / (1 + mean) + (K[m] as number);
    let premium = regime.accrual * W * regime.vev * unit;
    if (F > P.discountThreshold && G <= 1 + 1e-9) premium -= Math.min(premium, P.discountShare * (F - P.discountThreshold) * L);
    for (let x = 0; x < N; x += 1) {
      const cash = x < ACTIVE ? (-D * premium * (n[x] as number)) / actives : D * (n[x] as number) * (R[x] as number);
      (profit[t - x + N] as number) += cash;
      if (x >= ACTIVE) (benefits[t - x + N] as number) += cash;
    }
    if (t < 30) {
      results += ((n[Math.min(74, 45 + t)] as number) * (R[Math.min(74, 45 + t)] as number)) / I;
      fulls += ((n[Math.min(74, 45 + t)] as number) * (full[Math.min(74, 45 + t)] as number)) / I;
    }
    const paid = A + premium - (CF[0] as number);
    age(K, regime.accrual * W, P.priorAccrual * W);
    let duration = 0;
    for (let m = N - 1; m > 0; m -= 1) duration = (duration + m * (CF[m] as number)) / (1 + r);
    const earned = 1 + P.equityShare * (paths.e[t] as number) + (1 - P.equityShare) * r;
    A = paid * earned - P.hedge * (duration / (1 + r)) * P.rateVol * (paths.z[t] as number);
  }
  if (!(results > 0 && fulls > 0)) throw new Error('the plain loop computes nothing');
  return total;
}

export const alm: BenchCase = {
  name: 'alm',
  about: `asset-liability study: ${SCENARIOS.toLocaleString('en')} scenarios of ${YEARS} years under two regimes, beside the ` +
    'same model as one tight loop of doubles',
  unit: 'scenario-years',
  journals: () => [],
  ways: {
    'all cores': { run: () => study(undefined) },
    'one thread': { run: () => study(0) },
    'plain loop': {
      isBaseline: true,
      run: async () => {
        const watch = stopwatch();
        checked(await watch.during(plainLoop));
        return watch.measured(UNITS);
      },
    },
  },
  aims: [
    { measure: 'rate', way: 'all cores', against: 'plain loop', least: 1 },
    { measure: 'rate', way: 'one thread', against: 'plain loop' },
  ],
};

async function study(workers: number | undefined): Promise<ReturnType<ReturnType<typeof stopwatch>['measured']>> {
  const watch = stopwatch();
  const tallies = await watch.during(() => runStudy({ study: STUDY, workers }));
  checked(tallies.map((tally) => studyOutcomeOf(STUDY, tally).meanFundingRatio));
  return watch.measured(UNITS);
}
