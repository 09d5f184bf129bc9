/** Exact decimals: decimal.js at 40 significant digits, plain notation, ties away from zero. */
import { Decimal as Base } from 'decimal.js';

export const Decimal = Base.clone({
  precision: 40,
  rounding: Base.ROUND_HALF_UP,
  toExpNeg: -60,
  toExpPos: 60,
});
export type Decimal = Base;

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);

/**
 * Reads a decimal in plain notation: `"0.0475"`, `"-12.5"`, `"1000"`. No exponent, no blanks, no plus sign.
 * Returns undefined where the text is none.
 */
export function parseDecimal(text: string): Decimal | undefined {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? new Decimal(text) : undefined;
}

const DIGITS_TOLD = 30;

/** A result of a formula as text: 30 significant digits, trailing zeros dropped, never an exponent. */
export function exactText(value: Decimal): string {
  return value.toSignificantDigits(DIGITS_TOLD).toFixed();
}

/** The same, never above the value: of what a limit allows and is held against that limit again. Not negative. */
export function textNotAbove(value: Decimal): string {
  return value.toSignificantDigits(DIGITS_TOLD, Decimal.ROUND_DOWN).toFixed();
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
