/** What all scenarios of a study share: parameters, population, and the fund's state at the start. */
import { fillDiscountFactors, marketWeights, discountedSum } from './discounting.js';
import type { AlmParameters, PremiumBasis } from './parameters.js';
import { AGES, FIRST_AGE, START_YEAR, LAST_AGE, flowsOf, population, yearsOfAccrual, type Population } from './population.js';

export interface Model {
  readonly params: AlmParameters;
  readonly basis: PremiumBasis;
  readonly years: number;
  readonly people: Population;
  /** Of the market rate in the forwards. */
  readonly weights: Float64Array;
  readonly start: {
    readonly rights: Float64Array;
    readonly fullRights: Float64Array;
    readonly flows: Float64Array;
    readonly assets: number;
  };
}

export function modelOf(params: AlmParameters, basis: PremiumBasis, years: number): Model {
  const people = population(params);
  const weights = marketWeights(params.convergence);
  const fullRights = Float64Array.from({ length: AGES }, (_, place) => params.priorAccrual * yearsOfAccrual(place));
  const rights = fullRights.map((full) => full / (1 + params.backlog0));
  const flows = flowsOf(people.persons, (place) => rights[place] as number);
  const assets = params.fundingRatio0 * openingLiabilities(flows, weights, params.r0);
  return { params, basis, years, people, weights, start: { rights, fullRights, flows, assets } };
}

/** Ultimate forward rate on which the assets of the start are set, whatever the regime. */
const OPENING_UFR = 0.042;

function openingLiabilities(flows: Float64Array, weights: Float64Array, rate: number): number {
  const factors = new Float64Array(AGES);
  fillDiscountFactors(factors, weights, rate, OPENING_UFR);
  return discountedSum(flows, factors);
}

/** Year of birth of the oldest: 99 in the first year. */
export const FIRST_COHORT = START_YEAR - LAST_AGE;

/** Cohorts that pay or receive within the years, from FIRST_COHORT on. */
export function cohortCount(years: number): number {
  return years + AGES - 1;
}

/** Place among the cohorts of those at a place of age at the start of year t. */
export function cohortOf(place: number, t: number): number {
  return t + AGES - 1 - place;
}

/** Place of a birth year at the start of year t; it may lie outside 0 … 74. */
export function placeOfCohort(birthYear: number, t: number): number {
  return START_YEAR + t - birthYear - FIRST_AGE;
}
