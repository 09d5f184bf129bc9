/** Discount factors by maturity, with forward rates that approach an ultimate one beyond twenty years (nl-ftk section 3). */
import { Decimal, ONE, ZERO, sum } from '#money/decimal.js';
import { missingParameter } from '../../frame/parameters/parameters.js';
import { FIXED_UFR, SCHEME } from '../parameters.js';

/** Maturity up to which the forwards are the market's. */
const LAST_LIQUID_MATURITY = 20;
/** Speed at which later forwards approach the ultimate one (assumed, the same form for both methods). */
const CONVERGENCE = new Decimal('0.1');
/** Months whose forward rates make the ultimate one. */
export const MONTHS = 120;

export type UfrMethod = 'FIXED_4.2' | 'AVERAGE_120M';

/** forwardHistory: the monthly 20-year 1-year forwards; exactly 120, else MISSING_PARAMETER. */
export function ultimateForwardRate(method: UfrMethod, forwardHistory: readonly Decimal[] | undefined, date: string): Decimal {
  switch (method) {
    case 'FIXED_4.2':
      return new Decimal(FIXED_UFR);
    case 'AVERAGE_120M':
      if (forwardHistory?.length !== MONTHS) return missingParameter(SCHEME, 'forwardHistory', date);
      return sum(forwardHistory).div(MONTHS);
    default:
      return method satisfies never;
  }
}

/** v_0 … v_last on a flat market rate; both rates above −1. */
export function discountFactors(rate: Decimal, ultimate: Decimal, last: number): readonly Decimal[] {
  const factors = [ONE];
  let factor = ONE;
  for (let j = 1; j <= last; j += 1) {
    factor = factor.div(ONE.plus(forward(rate, ultimate, j)));
    factors.push(factor);
  }
  return factors;
}

/** Forward rate of year j, from j − 1 to j. */
function forward(rate: Decimal, ultimate: Decimal, j: number): Decimal {
  if (j <= LAST_LIQUID_MATURITY) return rate;
  return ultimate.plus(rate.minus(ultimate).times(CONVERGENCE.times(LAST_LIQUID_MATURITY - j).exp()));
}

/** Σ flows·factors. */
export function presentValue(flows: readonly Decimal[], factors: readonly Decimal[]): Decimal {
  return sum(flows.map((flow, m) => flow.times(factors[m] ?? ZERO)));
}
