/**
 * Amounts of money. Outside they are decimal strings (`"1234.56"`); inside, where it is faster, whole minor units
 * (cents, øre) in a safe integer: up to 90 071 992 547 409.91 of a currency.
 */
import { Decimal } from './decimal.js';

export type Currency = 'EUR' | 'DKK';
export const CURRENCIES: readonly Currency[] = ['EUR', 'DKK'];

/** Up to 999 999 999 999.99 in one event: sums of 90 of them stay exact. */
const AMOUNT = /^-?(0|[1-9]\d{0,11})(\.\d{1,2})?$/;

/** Minor units of a well-formed amount, undefined for anything else (exponent, blanks, three decimals, too large). */
export function parseAmountMinor(text: string): number | undefined {
  return AMOUNT.test(text) ? amountMinor(text) : undefined;
}

/** Minor units of an amount the ledger itself wrote. Throws on anything malformed. */
export function amountMinor(text: string): number {
  const dot = text.indexOf('.');
  const minor =
    dot === -1
      ? Number(text) * 100
      : Number(text.slice(0, dot) + (text + '0').slice(dot + 1, dot + 3));
  if (!Number.isSafeInteger(minor)) throw new Error(`not an amount: ${JSON.stringify(text)}`);
  return minor === 0 ? 0 : minor;
}

/** `123456` → `"1234.56"`: always two decimals, no minus before zero. */
export function formatMinor(minor: number): string {
  if (!Number.isSafeInteger(minor)) throw new Error(`not a whole number of minor units: ${minor}`);
  const digits = Math.abs(minor).toString().padStart(3, '0');
  const cut = digits.length - 2;
  return `${minor < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** Minor units as an exact decimal of the currency. */
export function minorToDecimal(minor: number): Decimal {
  return new Decimal(minor).div(100);
}

/** Adds minor units; throws where the sum would leave the exact range. */
export function addMinor(left: number, right: number): number {
  const total = left + right;
  if (!Number.isSafeInteger(total)) throw new Error(`sum outside the exact range: ${left} + ${right}`);
  return total;
}
