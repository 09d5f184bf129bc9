/** One fund in one scenario: the year of nl-ftk section 4, step by step, in doubles. Nothing is rounded, nothing posted. */
import { NotComputable } from '#money/not-computable.js';
import { fillDiscountFactors, discountedSum } from './discounting.js';
import type { Economy } from './economy.js';
import type { Model } from './model.js';
import type { FundingRegime } from './parameters.js';
import { decideYear, startOfPolicy, type PolicyState } from './policy.js';
import { ACTIVE_AGES, AGES, START_YEAR } from './population.js';
import { planReturn, unitPremium, YEARS_FIXED } from './premium.js';
import { factorOfTenCuts, SERIES } from './ten-cuts.js';

/** Changed in place, year by year. Arrays stand by place: 0 is age 25, or paid now. */
export interface Fund {
  readonly regime: FundingRegime;
  /** Right of one person of each age, per year. */
  readonly rights: Float64Array;
  /** The same with full indexation and no backlog, at the accrual of before 2015. */
  readonly fullRights: Float64Array;
  /** Undiscounted payments m years from now, before scheduled cuts. */
  readonly flows: Float64Array;
  /** v_m of the year. */
  readonly factors: Float64Array;
  /** Factors of the cuts scheduled for the next ten starts of a year. */
  readonly scheduled: Float64Array;
  hasScheduled: boolean;
  readonly policy: PolicyState;
  assets: number;
  liabilities: number;
  fundingRatio: number;
  /** G: 1 where no indexation is missed. */
  backlog: number;
  planReturn: number;
  /** What rights were multiplied by in all at the start of the year. */
  factor: number;
  premium: number;
}

export function emptyFund(regime: FundingRegime): Fund {
  const places = (): Float64Array => new Float64Array(AGES);
  return {
    regime,
    rights: places(),
    fullRights: places(),
    flows: places(),
    factors: places(),
    scheduled: new Float64Array(SERIES),
    hasScheduled: false,
    policy: startOfPolicy(),
    assets: 0,
    liabilities: 0,
    fundingRatio: 0,
    backlog: 1,
    planReturn: 0,
    factor: 1,
    premium: 0,
  };
}

/** The fund as it is at the start of 2015. */
export function openFund(fund: Fund, { params, start }: Model): void {
  fund.rights.set(start.rights);
  fund.fullRights.set(start.fullRights);
  fund.flows.set(start.flows);
  fund.scheduled.fill(1);
  fund.hasScheduled = false;
  Object.assign(fund.policy, startOfPolicy());
  fund.assets = start.assets;
  fund.backlog = 1 + params.backlog0;
}

/** Steps 1 to 3: the funding ratio, the decision of the year, the premium. */
export function openYear(fund: Fund, model: Model, economy: Economy, t: number): void {
  const { params } = model;
  const [rate, averageRate, inflation] = [economy.rate[t] as number, economy.averageRate[t] as number, economy.inflation[t] as number];
  const scheduled = fund.hasScheduled ? dueOfSchedule(fund) : 1;
  if (scheduled !== 1) scale(fund, scheduled);
  fillDiscountFactors(fund.factors, model.weights, rate, fund.regime.ufr ?? averageRate);
  fund.liabilities = fund.hasScheduled ? presentWithCuts(fund) : discountedSum(fund.flows, fund.factors);
  fund.fundingRatio = fund.assets / fund.liabilities;
  if (!(fund.fundingRatio > 0 && fund.fundingRatio < Infinity && rate > -1)) outOfRange(economy, t, fund.fundingRatio);
  const ambition = Math.max(0, inflation);
  const growth = (1 + params.equityShare * params.planEquityReturn + (1 - params.equityShare) * rate) / (1 + rate) - 1;
  decideYear(fund.regime, fund.policy, fund.fundingRatio, ambition, fund.backlog / scheduled, growth);
  if (fund.policy.tenCuts) scheduleCuts(fund);
  const decided = (1 + fund.policy.indexation) * (1 + fund.policy.catchUp);
  fund.factor = scheduled * decided;
  fund.backlog *= (1 + ambition) / fund.factor;
  if (decided !== 1) scale(fund, decided);
  for (let place = 0; place < AGES; place += 1) (fund.fullRights[place] as number) *= 1 + ambition;
  fund.premium = premiumOf(fund, model, economy, t);
}

/** Backlog up to which a fund has none: indexation by factors leaves a rounding. */
const NO_BACKLOG = 1 + 1e-9;

function premiumOf(fund: Fund, { params, basis, people }: Model, economy: Economy, t: number): number {
  if (t % YEARS_FIXED === 0) fund.planReturn = planReturn(params, fund.regime, economy.rate[t] as number);
  const unit = unitPremium(basis, fund.regime, {
    flows: people.accrualFlows,
    factors: fund.factors,
    averageRate: economy.averageRate[t] as number,
    planReturn: fund.planReturn,
  });
  const premium = fund.regime.accrual * (economy.wages[t] as number) * unit;
  if (fund.fundingRatio <= params.discountThreshold || fund.backlog > NO_BACKLOG) return premium;
  return premium - Math.min(premium, params.discountShare * (fund.fundingRatio - params.discountThreshold) * fund.liabilities);
}

/** Steps 4 and 5: pays, accrues, ages, and earns the year's return less what the rates did to the hedge. */
export function closeStudyYear(fund: Fund, { params, people }: Model, economy: Economy, t: number): void {
  const { rights, fullRights, flows } = fund;
  const wages = economy.wages[t] as number;
  const [accrued, fullyAccrued] = [fund.regime.accrual * wages, params.priorAccrual * wages];
  const assets = fund.assets + fund.premium - (flows[0] as number);
  for (let m = 0; m < AGES - 1; m += 1) flows[m] = (flows[m + 1] as number) + accrued * (people.accrualFlows[m + 1] as number);
  flows[AGES - 1] = 0;
  rights.copyWithin(1, 0, AGES - 1);
  fullRights.copyWithin(1, 0, AGES - 1);
  rights[0] = 0;
  fullRights[0] = 0;
  for (let place = 1; place <= ACTIVE_AGES; place += 1) {
    (rights[place] as number) += accrued;
    (fullRights[place] as number) += fullyAccrued;
  }
  const rate = economy.rate[t] as number;
  const earned = 1 + params.equityShare * (economy.equityReturn[t] as number) + (1 - params.equityShare) * rate;
  fund.assets = assets * earned - params.hedge * durationOf(flows, rate) * params.rateVol * (economy.rateShock[t] as number);
}

/** Σ m·flows_m·(1+rate)^−m / (1+rate): what a change of the rate does to the liabilities. */
function durationOf(flows: Float64Array, rate: number): number {
  const yearly = 1 / (1 + rate);
  let value = 0;
  for (let m = AGES - 1; m > 0; m -= 1) value = (value + m * (flows[m] as number)) * yearly;
  return value * yearly;
}

/** Takes the cut that falls due now out of the schedule. */
function dueOfSchedule(fund: Fund): number {
  const { scheduled } = fund;
  const due = scheduled[0] as number;
  scheduled.copyWithin(0, 1);
  scheduled[SERIES - 1] = 1;
  fund.hasScheduled = scheduled.some((factor) => factor !== 1);
  return due;
}

function scale({ rights, flows }: Fund, factor: number): void {
  for (let place = 0; place < AGES; place += 1) {
    (rights[place] as number) *= factor;
    (flows[place] as number) *= factor;
  }
}

/** Σ CF_m·v_m·s_m. */
function presentWithCuts({ flows, factors, scheduled }: Fund): number {
  let [value, cuts] = [0, 1];
  for (let m = 0; m < AGES; m += 1) {
    if (m > 0 && m <= SERIES) cuts *= scheduled[m - 1] as number;
    value += (flows[m] as number) * (factors[m] as number) * cuts;
  }
  return value;
}

function scheduleCuts(fund: Fund): void {
  const { flows, factors, scheduled, regime } = fund;
  const target = fund.assets / regime.mvev;
  const payableNow = flows[0] as number;
  if (payableNow >= target) throw new NotComputable('CUT_NOT_POSSIBLE', { payableNow: String(payableNow), allowed: String(target) });
  const weights = new Float64Array(SERIES + 1);
  let cuts = 1;
  for (let m = 0; m < AGES; m += 1) {
    if (m > 0 && m <= SERIES) cuts *= scheduled[m - 1] as number;
    (weights[Math.min(m, SERIES)] as number) += (flows[m] as number) * (factors[m] as number) * cuts;
  }
  const factor = factorOfTenCuts(weights, target);
  for (let year = 0; year < SERIES; year += 1) (scheduled[year] as number) *= factor;
  fund.hasScheduled = true;
}

function outOfRange({ rate }: Economy, t: number, fundingRatio: number): never {
  throw new NotComputable('SCENARIO_OUT_OF_RANGE', {
    year: START_YEAR + t,
    rate: String(rate[t]),
    fundingRatio: String(fundingRatio),
  });
}

/** Value of the rights of one place at the end of the run on the curve in `factors`; scheduled cuts are left out. */
export function valueOfPlace({ rights, factors }: Fund, { people }: Model, place: number): number {
  let value = 0;
  for (let then = Math.max(place, ACTIVE_AGES); then < AGES; then += 1) {
    value += (people.persons[then] as number) * (factors[then - place] as number);
  }
  return (rights[place] as number) * value;
}
