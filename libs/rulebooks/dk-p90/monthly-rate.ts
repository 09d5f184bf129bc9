/** Crediting by month: j = (1 + r)^(1/12) − 1 and its powers, remembered by rate (section 4). */
import { refuse } from '#ledger/refusal.js';
import { Decimal, ONE, ZERO } from '#money/decimal.js';

export interface MonthlyRate {
  /** (1 + r)^(1/12) − 1 */
  readonly interest: Decimal;
  /** (1 + j)^months */
  readonly growth: (months: number) => Decimal;
  /** (1 + j)^−months */
  readonly discount: (months: number) => Decimal;
  /** Σ (1 + j)^k for k from 0 to months − 1: what 1 a month, paid at month ends, grows to. */
  readonly savings: (months: number) => Decimal;
}

const LARGEST_SIZE = 2_000;
const byDecimal = new WeakMap<Decimal, MonthlyRate>();
const byText = new Map<string, MonthlyRate>();

/** The monthly rate of an effective yearly one. Refuses INVALID_PARAMETER for a rate of −100 % or below. */
export function monthlyRate(rateAnnual: Decimal): MonthlyRate {
  let rate = byDecimal.get(rateAnnual);
  if (rate !== undefined) return rate;
  const text = rateAnnual.toFixed();
  rate = byText.get(text);
  if (rate === undefined) {
    if (byText.size >= LARGEST_SIZE) byText.clear();
    rate = computed(rateAnnual);
    byText.set(text, rate);
  }
  byDecimal.set(rateAnnual, rate);
  return rate;
}

const TWELFTH = ONE.div(12);

function computed(rateAnnual: Decimal): MonthlyRate {
  const yearly = ONE.plus(rateAnnual);
  if (!yearly.gt(ZERO)) refuse('INVALID_PARAMETER', `a yearly rate must be above -1, found ${rateAnnual.toFixed()}`);
  const factor = yearly.pow(TWELFTH);
  const back = ONE.div(factor);
  return {
    interest: factor.minus(ONE),
    growth: sequence(ONE, (power) => power.times(factor)),
    discount: sequence(ONE, (power) => power.times(back)),
    savings: sequence(ZERO, (saved) => saved.times(factor).plus(ONE)),
  };
}

/** A recursion by index, each term computed once. */
function sequence(first: Decimal, next: (term: Decimal) => Decimal): (index: number) => Decimal {
  const terms: Decimal[] = [first];
  return (index) => {
    for (let known = terms.length; known <= index; known += 1) terms.push(next(terms[known - 1] as Decimal));
    return terms[index] as Decimal;
  };
}
