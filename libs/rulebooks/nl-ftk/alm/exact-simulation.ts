/**
 * The study of nl-ftk section 4 in decimals of 40 digits, by the ledger's own functions of the law: it proves the doubles of
 * `#actuarial/alm` on a few scenarios (ADR 0020). Step numbers are those of section 4. Tallies are rounded to doubles once, at the end of
 * a range.
 */
import { mulberry32 } from '#actuarial/alm/draws.js';
import { cohortCount, cohortOf, placeOfCohort } from '#actuarial/alm/model.js';
import type { Study, Tally } from '#actuarial/alm/simulate.js';
import { ACTIVE_AGES, AGES, FIRST_AGE, START_YEAR } from '#actuarial/alm/population.js';
import { YEARS_FIXED } from '#actuarial/alm/premium.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { Decimal, ONE, sum, ZERO } from '#money/decimal.js';
import { decidePolicy, type Carried } from '../policy/decide.js';
import { tenCuts } from '../policy/ten-cuts.js';
import { drawExactly, type ExactEconomy } from './exact-economy.js';
import { exactModel, exactRegime, factorsAt, exactlyPresentAt, type ExactModel, type ExactRegime } from './exact-model.js';

/** Scenarios from … to − 1, one tally a regime. */
export function simulateExactly(study: Study, from: number, to: number): readonly Tally[] {
  const model = exactModel(study.params);
  const runs = study.regimes.map((regime) => ({ regime: exactRegime(regime), tally: emptyTally(study, to - from) }));
  for (let scenario = from; scenario < to; scenario += 1) {
    const economy = drawExactly(model.params, mulberry32(study.seed + scenario).normal, study.years);
    for (const { regime, tally } of runs) runScenario({ study, model, economy, regime, tally, scenario: scenario - from });
  }
  return runs.map(({ tally }) => inDoublesOf(tally));
}

/** Sums of a range, not rounded yet. */
type ExactTally = { readonly [Field in keyof Omit<Tally, Counted>]: Decimal[] } & { [Field in Counted]: Decimal };
type Counted = 'scenariosWithCut' | 'firstFundingRatio' | 'fundingRatioSum';

function emptyTally({ years, resultCohorts, keepsPaths }: Study, scenarios: number): ExactTally {
  const zeros = (length: number): Decimal[] => Array.from({ length }, () => ZERO);
  return {
    ...{ cuts: zeros(years), cutSizes: zeros(years), premiumSums: zeros(Math.ceil(years / YEARS_FIXED)) },
    ...{ scenariosWithCut: ZERO, firstFundingRatio: ZERO, fundingRatioSum: ZERO },
    ...{ netProfit: zeros(cohortCount(years)), benefitValue: zeros(cohortCount(years)), totalProfit: zeros(scenarios) },
    pensionResults: zeros(scenarios * resultCohorts.length),
    replacement10: zeros(years > REPLACEMENT_YEAR ? scenarios : 0),
    fundingRatios: zeros(keepsPaths ? scenarios * years : 0),
  };
}

function inDoublesOf(tally: ExactTally): Tally {
  const entries = Object.entries(tally).map(([field, value]: [string, Decimal | Decimal[]]) => [
    field,
    Array.isArray(value) ? Float64Array.from(value, (one) => one.toNumber()) : value.toNumber(),
  ]);
  return Object.fromEntries(entries) as Tally;
}

const LEAST_CUT = ONE.minus('1e-12');
const NO_BACKLOG = ONE.plus('1e-9');
const REPLACEMENT_YEAR = 10;
const REPLACEMENT_PLACE = 80 - FIRST_AGE;

/** Changed in place, year by year. */
interface ExactFund extends Carried {
  rights: Decimal[];
  full: Decimal[];
  flows: Decimal[];
  /** pend: factors of the cuts on the next ten starts of a year. */
  scheduled: Decimal[];
  assets: Decimal;
  backlog: Decimal;
  below: number;
  planElapsed: number | null;
  planReturn: Decimal;
}

interface Scenario {
  readonly study: Study;
  readonly model: ExactModel;
  readonly economy: ExactEconomy;
  readonly regime: ExactRegime;
  readonly tally: ExactTally;
  readonly scenario: number;
}

/** What steps 1 to 3 come to. */
interface OpenedYear {
  readonly fundingRatio: Decimal;
  /** f: the total factor. */
  readonly factor: Decimal;
  readonly premium: Decimal;
}

function startOf({ params, start }: ExactModel): ExactFund {
  return {
    ...{ rights: [...start.rights], full: [...start.full], flows: [...start.flows], assets: start.assets },
    ...{ scheduled: Array.from({ length: 10 }, () => ONE), backlog: ONE.plus(params.backlog0) },
    ...{ below: 0, planElapsed: null, planReturn: ZERO },
  };
}

function runScenario(run: Scenario): void {
  const { study, model, economy, tally, scenario } = run;
  const { years, resultCohorts } = study;
  const fund = startOf(model);
  const [pensions, fullPensions] = [resultCohorts.map(() => ZERO), resultCohorts.map(() => ZERO)];
  let hasCut = false;
  for (let t = 0; t < years; t += 1) {
    const { fundingRatio, factor, premium } = openYear(run, fund, t);
    if (t === 0) tally.firstFundingRatio = fundingRatio;
    tally.fundingRatioSum = tally.fundingRatioSum.plus(fundingRatio);
    if (study.keepsPaths) tally.fundingRatios[scenario * years + t] = fundingRatio;
    if (factor.lt(LEAST_CUT)) {
      hasCut = true;
      add(tally.cuts, t, ONE);
      add(tally.cutSizes, t, ONE.minus(factor));
    }
    if (t % YEARS_FIXED === 0) add(tally.premiumSums, t / YEARS_FIXED, premium.div(economy.wages[t] as Decimal).div(model.actives));
    const prices = economy.prices[t] as Decimal;
    if (t === REPLACEMENT_YEAR) tally.replacement10[scenario] = (fund.rights[REPLACEMENT_PLACE] as Decimal).div(prices);
    resultCohorts.forEach((birthYear, index) => {
      const place = placeOfCohort(birthYear, t);
      if (place < ACTIVE_AGES || place >= AGES) return;
      const real = (model.persons[place] as Decimal).div(prices);
      add(pensions, index, real.times(fund.rights[place] as Decimal));
      add(fullPensions, index, real.times(fund.full[place] as Decimal));
    });
    addCashOfYear(run, fund, t, premium);
    closeYear(run, fund, t, premium);
  }
  if (hasCut) tally.scenariosWithCut = tally.scenariosWithCut.plus(1);
  pensions.forEach((pension, index) => {
    tally.pensionResults[scenario * resultCohorts.length + index] = pension.div(fullPensions[index] as Decimal);
  });
  addEnd(run, fund);
}

function add(into: Decimal[], index: number, value: Decimal): void {
  into[index] = (into[index] as Decimal).plus(value);
}

function scale(fund: ExactFund, factor: Decimal): void {
  if (factor.eq(ONE)) return;
  fund.rights = fund.rights.map((right) => right.times(factor));
  fund.flows = fund.flows.map((flow) => flow.times(factor));
}

/** Steps 1 to 3. */
function openYear({ study, model, economy, regime }: Scenario, fund: ExactFund, t: number): OpenedYear {
  const { params } = model;
  const [rate, average] = [economy.rate[t] as Decimal, economy.averageRate[t] as Decimal];
  const due = fund.scheduled[0] as Decimal;
  fund.scheduled = [...fund.scheduled.slice(1), ONE];
  scale(fund, due);
  const factors = factorsAt(model, rate, regime.ufr ?? average);
  const values = presentValuesOf(fund, factors);
  const liabilities = sum(values);
  const fundingRatio = fund.assets.div(liabilities);
  if (!fundingRatio.gt(0) || !rate.gt(-1)) outOfRange(t, rate, fundingRatio);
  const ambition = Decimal.max(ZERO, economy.inflation[t] as Decimal);
  const expected = ONE.plus(params.equityShare.times(params.planEquityReturn)).plus(ONE.minus(params.equityShare).times(rate));
  const growth = expected.div(ONE.plus(rate)).minus(ONE);
  const { below, planElapsed } = fund;
  const decision = decidePolicy(regime, { fundingRatio, ambition, backlog: fund.backlog.div(due), below, planElapsed, growth });
  if (decision.action === 'TEN_CUTS') {
    const kept = ONE.minus(tenCuts(values, fund.assets, regime.mvev).cut);
    fund.scheduled = fund.scheduled.map((one) => one.times(kept));
  }
  [fund.below, fund.planElapsed] = [decision.below, decision.planElapsed];
  const factor = due.times(decision.factor);
  fund.backlog = fund.backlog.times(ONE.plus(ambition)).div(factor);
  scale(fund, decision.factor);
  fund.full = fund.full.map((right) => right.times(ONE.plus(ambition)));
  if (t % YEARS_FIXED === 0) {
    const bonds = regime.planBondReturn ?? rate;
    fund.planReturn = params.equityShare.times(params.planEquityReturn).plus(ONE.minus(params.equityShare).times(bonds));
  }
  const unit = unitPremium(study, model, regime, factors, average, fund.planReturn);
  const cost = regime.accrual.times(economy.wages[t] as Decimal).times(unit);
  if (fundingRatio.lte(params.discountThreshold) || fund.backlog.gt(NO_BACKLOG)) return { fundingRatio, factor, premium: cost };
  const discount = params.discountShare.times(fundingRatio.minus(params.discountThreshold)).times(liabilities);
  return { fundingRatio, factor, premium: cost.minus(Decimal.min(cost, discount)) };
}

function outOfRange(t: number, rate: Decimal, fundingRatio: Decimal): never {
  return refuse('SCENARIO_OUT_OF_RANGE', { year: START_YEAR + t, rate: rate.toFixed(6), fundingRatio: fundingRatio.toFixed(6) });
}

/** CF_m·v_m·s_m. */
function presentValuesOf({ flows, scheduled }: ExactFund, factors: readonly Decimal[]): readonly Decimal[] {
  let kept = ONE;
  return flows.map((flow, m) => {
    if (m > 0 && m <= scheduled.length) kept = kept.times(scheduled[m - 1] as Decimal);
    return flow.times(factors[m] as Decimal).times(kept);
  });
}

/** Section 3: per unit of accrual on the wages of all actives. */
function unitPremium(
  { basis }: Study,
  { accrualFlows, leastInflation }: ExactModel,
  { vev }: ExactRegime,
  factors: readonly Decimal[],
  average: Decimal,
  e: Decimal,
): Decimal {
  switch (basis) {
    case 'RTS':
      return vev.times(sum(accrualFlows.map((flow, m) => flow.times(factors[m] as Decimal))));
    case 'averageRTS':
      return vev.times(exactlyPresentAt(accrualFlows, average));
    case 'expectedReturn': {
      const nominal = exactlyPresentAt(accrualFlows, e);
      const real = exactlyPresentAt(accrualFlows, ONE.plus(e).div(ONE.plus(leastInflation)).minus(ONE));
      return nominal.times(ONE.plus(Decimal.max(vev.minus(ONE), real.div(nominal).minus(ONE))));
    }
    default:
      return basis satisfies never;
  }
}

function addCashOfYear({ model, economy, tally, scenario }: Scenario, { rights }: ExactFund, t: number, premium: Decimal): void {
  const deflator = economy.deflator[t] as Decimal;
  model.persons.forEach((persons, place) => {
    const cohort = cohortOf(place, t);
    const paid = place < ACTIVE_AGES ? deflator.times(premium).times(persons).div(model.actives) : ZERO;
    const received = place < ACTIVE_AGES ? ZERO : deflator.times(persons).times(rights[place] as Decimal);
    add(tally.netProfit, cohort, received.minus(paid));
    add(tally.benefitValue, cohort, received);
    add(tally.totalProfit, scenario, received.minus(paid));
  });
}

/** Steps 4 and 5. */
function closeYear({ model, economy, regime }: Scenario, fund: ExactFund, t: number, premium: Decimal): void {
  const { params, accrualFlows } = model;
  const wages = economy.wages[t] as Decimal;
  const [accrued, fully] = [regime.accrual.times(wages), params.priorAccrual.times(wages)];
  const assets = fund.assets.plus(premium).minus(fund.flows[0] as Decimal);
  fund.flows = fund.flows.map((_, m) =>
    m === AGES - 1 ? ZERO : (fund.flows[m + 1] as Decimal).plus(accrued.times(accrualFlows[m + 1] as Decimal)),
  );
  const older = (rights: readonly Decimal[], more: Decimal): Decimal[] =>
    [ZERO, ...rights.slice(0, -1)].map((right, place) => (place >= 1 && place <= ACTIVE_AGES ? right.plus(more) : right));
  [fund.rights, fund.full] = [older(fund.rights, accrued), older(fund.full, fully)];
  const rate = economy.rate[t] as Decimal;
  const yearly = ONE.div(ONE.plus(rate));
  // Σ m·CF_m·(1+r)^−m / (1+r), by Horner's scheme
  const weighted = fund.flows.reduceRight((value, flow, m) => (m === 0 ? value : value.plus(flow.times(m)).times(yearly)), ZERO);
  const duration = weighted.times(yearly);
  const earned = ONE.plus(params.equityShare.times(economy.equityReturn[t] as Decimal)).plus(ONE.minus(params.equityShare).times(rate));
  const hedged = params.hedge.times(duration).times(params.rateVol).times(economy.rateShock[t] as Decimal);
  fund.assets = assets.times(earned).minus(hedged);
}

/** What is left at the end belongs to the cohorts by their share in the liabilities, without scheduled cuts. */
function addEnd({ study, model, economy, regime, tally, scenario }: Scenario, { rights, flows, assets }: ExactFund): void {
  const t = study.years;
  const factors = factorsAt(model, economy.rate[t] as Decimal, regime.ufr ?? (economy.averageRate[t] as Decimal));
  const liabilities = sum(flows.map((flow, m) => flow.times(factors[m] as Decimal)));
  const perLiability = (economy.deflator[t] as Decimal).times(assets).div(liabilities);
  for (let place = 1; place < AGES; place += 1) {
    let value = ZERO;
    for (let then = Math.max(place, ACTIVE_AGES); then < AGES; then += 1) {
      value = value.plus((model.persons[then] as Decimal).times(factors[then - place] as Decimal));
    }
    const left = perLiability.times(rights[place] as Decimal).times(value);
    for (const sums of [tally.netProfit, tally.benefitValue]) add(sums, cohortOf(place, t), left);
    add(tally.totalProfit, scenario, left);
  }
}
