/**
 * Decimals wide enough that products and sums of what an input may hold stay exact: a right and a factor have up to 42 digits
 * each, and the spread of two groups' ratios is compared over both their values and the tolerance.
 */
import { Decimal as Base } from '#money/decimal.js';

const Wide = Base.clone({ precision: 400 });
export type WideDecimal = InstanceType<typeof Wide>;

export function wide(value: Base): WideDecimal {
  return new Wide(value);
}

export function wideSum(values: readonly WideDecimal[]): WideDecimal {
  return values.reduce((total, value) => total.plus(value), new Wide(0));
}
