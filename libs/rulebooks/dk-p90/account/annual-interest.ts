/**
 * Interest of a calendar year (section 6): monthly I = V·j, then V ← V + I + contribution − fee − premium − deduction, V
 * unrounded; ΣI is posted on 31 December. The recursion is linear, so ΣI is a sum over the opening value and the months'
 * movements with weights that depend on the rates alone.
 */
import { type Decimal, ONE, ZERO } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { inMonth } from '../in-force.js';
import { monthlyRate } from '../monthly-rate.js';
import { remembered } from '../../frame/remember.js';

/** By month 0 (the opening), 1 … 12: interest to the year's end on 1 that is there from the end of that month. */
export type InterestWeights = readonly Decimal[];

/** `ratesAnnual`: the account rates of January … December. */
export function interestWeights(ratesAnnual: readonly Decimal[]): InterestWeights {
  if (ratesAnnual.length !== 12) throw new Error(`a year has 12 rates, not ${ratesAnnual.length}`);
  const weights: Decimal[] = [ZERO];
  // From December back: the growth after the stretch of months at one rate, and the months of that stretch so far.
  let after = ONE;
  let stretch = 0;
  for (let month = 11; month >= 0; month -= 1) {
    const rate = ratesAnnual[month] as Decimal;
    const next = ratesAnnual[month + 1];
    if (next !== undefined && !next.eq(rate)) {
      after = after.times(monthlyRate(next).growth(stretch));
      stretch = 0;
    }
    stretch += 1;
    weights.unshift(after.times(monthlyRate(rate).growth(stretch)).minus(ONE));
  }
  return weights;
}

/** The weights of a year by `accountRate`, or MISSING_PARAMETER. */
export const interestWeightsOf = remembered(
  (year: number) => year,
  (parameters: ParameterSet, year: number): InterestWeights =>
    interestWeights(Array.from({ length: 12 }, (_, index) => inMonth(parameters, 'accountRate', year * 12 + index))),
);

const declared = new Map<string, InterestWeights>();

/** The weights of a year at one declared rate. */
export function interestWeightsAt(rateAnnual: Decimal): InterestWeights {
  const rate = rateAnnual.toFixed();
  let weights = declared.get(rate);
  if (weights === undefined) {
    weights = interestWeights(new Array<Decimal>(12).fill(rateAnnual));
    declared.set(rate, weights);
  }
  return weights;
}

/**
 * ΣI of a year, exact. `opening` and the twelve net movements of January … December in one unit: DKK as decimals or whole
 * øre as numbers; the interest is in the same unit.
 */
export function annualInterest(weights: InterestWeights, opening: Decimal | number, movements: readonly (Decimal | number)[]): Decimal {
  let interest = (weights[0] as Decimal).times(opening);
  for (let month = 1; month <= 12; month += 1) {
    const movement = movements[month - 1] ?? 0;
    if (movement !== 0) interest = interest.plus((weights[month] as Decimal).times(movement));
  }
  return interest;
}
