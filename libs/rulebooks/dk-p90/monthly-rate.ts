/** Crediting by month: j = (1 + r)^(1/12) − 1 and its powers, remembered by rate (section 4). */
import { refuse } from '#ledger/kernel/refusal.js';
import { type Decimal, ONE, ZERO } from '#money/decimal.js';
import { bounds } from '../frame/parameters/fault.js';

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
  if (!yearly.gt(ZERO)) refuse('INVALID_PARAMETER', { place: 'rateAnnual', value: rateAnnual.toFixed(), ...bounds({ above: -1 }) });
  const factor = yearly.pow(TWELFTH);
  return {
    interest: factor.minus(ONE),
    growth: powers(yearly, factor),
    discount: powers(ONE.div(yearly), ONE.div(factor)),
    savings: sequence([ZERO], (terms, months) => (terms[months - 1] as Decimal).times(factor).plus(ONE)),
  };
}

/** Whole years are powers of the yearly factor, so that a year of interest on an amount is exact to its tie of half an øre. */
function powers(yearly: Decimal, monthly: Decimal): (months: number) => Decimal {
  return sequence([ONE], (terms, months) =>
    months < 12 ? (terms[months - 1] as Decimal).times(monthly) : (terms[months - 12] as Decimal).times(yearly),
  );
}

/** A recursion by index, each term computed once. */
function sequence(terms: Decimal[], next: (terms: readonly Decimal[], index: number) => Decimal): (index: number) => Decimal {
  return (index) => {
    for (let known = terms.length; known <= index; known += 1) terms.push(next(terms, known));
    return terms[index] as Decimal;
  };
}
