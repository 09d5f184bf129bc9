/**
 * The one rounding of the ledger: half-up to 0.01, ties away from zero, at the moment an amount is posted and nowhere
 * else (fi-kapl section 1, dk-p90 section 1).
 */
import { Decimal } from './decimal.js';
import { formatMinor, outOfRange } from './amount.js';

/** Minor units of a posted amount; throws NotComputable. */
export function roundPostedMinor(value: Decimal): number {
  const minor = value.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  if (!Number.isSafeInteger(minor)) throw outOfRange(value);
  return minor === 0 ? 0 : minor;
}

/** A posted amount as text, two decimals: `417.635` → `"417.64"`, `-117.807` → `"-117.81"`. */
export function roundPosted(value: Decimal): string {
  return formatMinor(roundPostedMinor(value));
}
