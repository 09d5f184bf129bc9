/**
 * Amounts of money. Outside they are decimal strings (`"1234.56"`); inside, where it is faster, whole minor units
 * (cents, øre) in a safe integer: up to 90 071 992 547 409.91 of a currency.
 */
import { Decimal } from './decimal.js';
import { NotComputable } from './not-computable.js';

export type Currency = 'EUR' | 'DKK';
export const CURRENCIES: readonly Currency[] = ['EUR', 'DKK'];

/** Up to 999 999 999 999.99 in one event: sums of 90 of them stay exact. */
const AMOUNT = /^-?(0|[1-9]\d{0,11})(\.\d{1,2})?$/;

/** Minor units of a well-formed amount, undefined for anything else (exponent, blanks, three decimals, too large). */
export function parseAmountMinor(text: string): number | undefined {
  return AMOUNT.test(text) ? amountMinor(text) : undefined;
}

const [MINUS, POINT, ZERO] = [45, 46, 48] as const;

/** Minor units of an amount the ledger itself wrote, with no, one or two decimals. Throws on anything malformed. */
export function amountMinor(text: string): number {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  let [digits, decimals, minor] = [0, -1, 0];
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && digits > 0 && decimals < 0) {
      decimals = 0;
      continue;
    }
    const digit = code - ZERO;
    if (!(digit >= 0 && digit <= 9)) return malformed(text);
    minor = minor * 10 + digit;
    if (decimals >= 0) decimals += 1;
    else digits += 1;
  }
  if (digits === 0 || decimals === 0 || decimals > 2) return malformed(text);
  minor *= decimals === 2 ? 1 : decimals === 1 ? 10 : 100;
  if (!Number.isSafeInteger(minor)) return malformed(text);
  return minor === 0 ? 0 : start === 1 ? -minor : minor;
}

function malformed(text: string): never {
  throw new Error(`not an amount: ${JSON.stringify(text)}`);
}

/** `123456` → `"1234.56"`: always two decimals, no minus before zero. Throws NotComputable for a sum that is no longer exact. */
export function formatMinor(minor: number): string {
  if (!Number.isSafeInteger(minor)) {
    throw Number.isInteger(minor) ? outOfRange(minorToDecimal(minor)) : new Error(`not a whole number of minor units: ${minor}`);
  }
  const digits = Math.abs(minor).toString().padStart(3, '0');
  const cut = digits.length - 2;
  return `${minor < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** Minor units as an exact decimal of the currency. */
export function minorToDecimal(minor: number): Decimal {
  return new Decimal(minor).div(100);
}

/** For an amount that cannot be posted exactly. */
export function outOfRange(amount: Decimal): NotComputable {
  return new NotComputable('AMOUNT_OUT_OF_RANGE', { amount: amount.toFixed(2), most: formatMinor(Number.MAX_SAFE_INTEGER) });
}

/** Adds minor units; throws NotComputable. */
export function addMinor(left: number, right: number): number {
  const total = left + right;
  if (!Number.isSafeInteger(total)) throw outOfRange(minorToDecimal(left).plus(minorToDecimal(right)));
  return total;
}

/** Adds what each has, in minor units; throws NotComputable. */
export function sumMinor<T>(all: Iterable<T>, minorOf: (one: T) => number): number {
  let sum = 0;
  for (const one of all) sum = addMinor(sum, minorOf(one));
  return sum;
}
