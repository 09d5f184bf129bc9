/** Discount factors from a flat market rate whose forwards beyond twenty years approach an ultimate one (nl-ftk section 3). */
import { AGES } from './population.js';

/** Maturity up to which the forwards are the market's. */
const LAST_LIQUID_MATURITY = 20;

/** e^(−speed·(j−20)): what is left of the market rate in the forward of year j; 1 up to twenty years. */
export function marketWeights(speed: number): Float64Array {
  return Float64Array.from({ length: AGES }, (_, j) => (j <= LAST_LIQUID_MATURITY ? 1 : Math.exp(-speed * (j - LAST_LIQUID_MATURITY))));
}

/** v_m for m = 0 … 74 into `factors`. */
export function fillDiscountFactors(factors: Float64Array, weights: Float64Array, rate: number, ultimate: number): void {
  const toGo = rate - ultimate;
  const yearly = 1 / (1 + rate);
  let factor = 1;
  factors[0] = 1;
  for (let m = 1; m <= LAST_LIQUID_MATURITY; m += 1) {
    factor *= yearly;
    factors[m] = factor;
  }
  for (let m = LAST_LIQUID_MATURITY + 1; m < AGES; m += 1) {
    factor /= 1 + ultimate + toGo * (weights[m] as number);
    factors[m] = factor;
  }
}

/** Σ flows·factors. */
export function discountedSum(flows: Float64Array, factors: Float64Array): number {
  let value = 0;
  for (let m = 0; m < AGES; m += 1) value += (flows[m] as number) * (factors[m] as number);
  return value;
}

/** Σ flows_m·(1+rate)^−m. */
export function presentAt(flows: Float64Array, rate: number): number {
  const yearly = 1 / (1 + rate);
  let value = 0;
  for (let m = AGES - 1; m >= 0; m -= 1) value = value * yearly + (flows[m] as number);
  return value;
}
