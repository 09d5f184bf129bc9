/** A range of scenarios under one or more regimes: a pure function of the study and the range, for any thread to call. */
import { drawEconomy, emptyEconomy, type Economy } from './economy.js';
import { closeStudyYear, emptyFund, openFund, openYear, valueOfPlace, type Fund } from './fund.js';
import { cohortCount, cohortOf, modelOf, placeOfCohort, type Model } from './model.js';
import { fillDiscountFactors, discountedSum } from './discounting.js';
import type { AlmParameters, FundingRegime, PremiumBasis } from './parameters.js';
import { ACTIVE_AGES, AGES, FIRST_AGE } from './population.js';
import { YEARS_FIXED } from './premium.js';

export interface Study {
  readonly regimes: readonly FundingRegime[];
  readonly basis: PremiumBasis;
  readonly years: number;
  readonly scenarios: number;
  /** Scenario k draws from seed + k. */
  readonly seed: number;
  readonly params: AlmParameters;
  /** Birth years whose pension result is kept scenario by scenario. */
  readonly resultCohorts: readonly number[];
  /** Keeps every funding ratio. */
  readonly keepsPaths: boolean;
}

/** What a range of scenarios came to under one regime; plain data, so that it passes between threads. */
export interface Tally {
  /** By year: scenario-years with a cut, and Σ 1 − f of them. */
  readonly cuts: Float64Array;
  readonly cutSizes: Float64Array;
  readonly scenariosWithCut: number;
  readonly firstFundingRatio: number;
  readonly fundingRatioSum: number;
  /** Σ premium rate at t = 0, 5, … */
  readonly premiumSums: Float64Array;
  /** By cohort: Σ net profit, and Σ value of benefits and what is left at the end. */
  readonly netProfit: Float64Array;
  readonly benefitValue: Float64Array;
  /** By scenario: net profit of all cohorts together. */
  readonly totalProfit: Float64Array;
  /** By scenario, then by asked cohort; NaN where none of its pensions lies in the years. */
  readonly pensionResults: Float64Array;
  /** By scenario; empty where the run ends before. */
  readonly replacement10: Float64Array;
  /** By scenario, then by year; empty unless kept. */
  readonly fundingRatios: Float64Array;
}

/** Net cut of a year below which it is a rounding. */
const LEAST_CUT = 1e-12;
/** Year and age of the replacement ratio. */
const REPLACEMENT_YEAR = 10;
const REPLACEMENT_PLACE = 80 - FIRST_AGE;

/** Scenarios from … to − 1, one tally a regime. */
export function simulate(study: Study, from: number, to: number): readonly Tally[] {
  const model = modelOf(study.params, study.basis, study.years);
  const economy = emptyEconomy(study.years);
  const runs = study.regimes.map((regime) => ({ fund: emptyFund(regime), tally: emptyTally(study, to - from) }));
  for (let scenario = from; scenario < to; scenario += 1) {
    drawEconomy(study.params, study.seed + scenario, economy);
    for (const { fund, tally } of runs) runScenario(study, model, economy, fund, tally, scenario - from);
  }
  return runs.map(({ tally }) => tally);
}

type Running = { -readonly [Field in keyof Tally]: Tally[Field] };

function emptyTally({ years, resultCohorts, keepsPaths }: Study, scenarios: number): Running {
  const zeros = (length: number): Float64Array => new Float64Array(length);
  return {
    cuts: zeros(years),
    cutSizes: zeros(years),
    scenariosWithCut: 0,
    firstFundingRatio: 0,
    fundingRatioSum: 0,
    premiumSums: zeros(Math.ceil(years / YEARS_FIXED)),
    netProfit: zeros(cohortCount(years)),
    benefitValue: zeros(cohortCount(years)),
    totalProfit: zeros(scenarios),
    pensionResults: zeros(scenarios * resultCohorts.length),
    replacement10: zeros(years > REPLACEMENT_YEAR ? scenarios : 0),
    fundingRatios: zeros(keepsPaths ? scenarios * years : 0),
  };
}

function runScenario(study: Study, model: Model, economy: Economy, fund: Fund, tally: Running, scenario: number): void {
  const { years, resultCohorts } = study;
  const [pensions, fullPensions] = [new Float64Array(resultCohorts.length), new Float64Array(resultCohorts.length)];
  let hasCut = false;
  openFund(fund, model);
  for (let t = 0; t < years; t += 1) {
    openYear(fund, model, economy, t);
    if (t === 0) tally.firstFundingRatio = fund.fundingRatio;
    tally.fundingRatioSum += fund.fundingRatio;
    if (study.keepsPaths) tally.fundingRatios[scenario * years + t] = fund.fundingRatio;
    if (fund.factor < 1 - LEAST_CUT) {
      hasCut = true;
      (tally.cuts[t] as number) += 1;
      (tally.cutSizes[t] as number) += 1 - fund.factor;
    }
    if (t % YEARS_FIXED === 0) {
      (tally.premiumSums[t / YEARS_FIXED] as number) += fund.premium / ((economy.wages[t] as number) * model.people.actives);
    }
    if (t === REPLACEMENT_YEAR) tally.replacement10[scenario] = (fund.rights[REPLACEMENT_PLACE] as number) / (economy.prices[t] as number);
    addPensions(study, model, fund, t, economy.prices[t] as number, pensions, fullPensions);
    tally.totalProfit[scenario] = (tally.totalProfit[scenario] as number) + addCashOfYear(
      model,
      fund,
      t,
      economy.deflator[t] as number,
      tally,
    );
    closeStudyYear(fund, model, economy, t);
  }
  if (hasCut) tally.scenariosWithCut += 1;
  pensions.forEach((pension, index) => {
    tally.pensionResults[scenario * resultCohorts.length + index] = pension / (fullPensions[index] as number);
  });
  tally.totalProfit[scenario] = (tally.totalProfit[scenario] as number) + addEnd(model, economy, fund, tally);
}

/** Σ n·R/I and Σ n·full/I of the asked cohorts that are pensioners now. */
function addPensions(study: Study, model: Model, fund: Fund, t: number, prices: number, pensions: Float64Array, full: Float64Array): void {
  for (let index = 0; index < study.resultCohorts.length; index += 1) {
    const place = placeOfCohort(study.resultCohorts[index] as number, t);
    if (place < ACTIVE_AGES || place >= AGES) continue;
    const real = (model.people.persons[place] as number) / prices;
    (pensions[index] as number) += real * (fund.rights[place] as number);
    (full[index] as number) += real * (fund.fullRights[place] as number);
  }
}

/** Benefits less premiums of the year, valued at the start, by cohort; answers their sum. */
function addCashOfYear(
  { people: { persons, actives } }: Model,
  fund: Fund,
  t: number,
  deflator: number,
  { netProfit, benefitValue }: Running,
): number {
  const perActive = (deflator * fund.premium) / actives;
  let total = 0;
  for (let place = 0; place < ACTIVE_AGES; place += 1) {
    const paid = perActive * (persons[place] as number);
    (netProfit[cohortOf(place, t)] as number) -= paid;
    total -= paid;
  }
  for (let place = ACTIVE_AGES; place < AGES; place += 1) {
    const received = deflator * (persons[place] as number) * (fund.rights[place] as number);
    const cohort = cohortOf(place, t);
    (netProfit[cohort] as number) += received;
    (benefitValue[cohort] as number) += received;
    total += received;
  }
  return total;
}

/** What is left at the end belongs to the cohorts by their share in the liabilities. */
function addEnd(model: Model, economy: Economy, fund: Fund, { netProfit, benefitValue }: Running): number {
  const t = model.years;
  fillDiscountFactors(fund.factors, model.weights, economy.rate[t] as number, fund.regime.ufr ?? (economy.averageRate[t] as number));
  const perLiability = ((economy.deflator[t] as number) * fund.assets) / discountedSum(fund.flows, fund.factors);
  let total = 0;
  for (let place = 1; place < AGES; place += 1) {
    const left = perLiability * valueOfPlace(fund, model, place);
    (netProfit[cohortOf(place, t)] as number) += left;
    (benefitValue[cohortOf(place, t)] as number) += left;
    total += left;
  }
  return total;
}
