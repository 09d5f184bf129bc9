/** One amount against what is usual for it. */
import type { Flag, Usual } from '#ledger/participant/flag.js';
import { formatMinor } from '#money/amount.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';

/** A shifted decimal point leaves a factor of about ten, a hundred or a thousand: what else was corrected moves it a little. */
const SHIFTS = [10, 100, 1000];
const SHIFT_TOLERANCE = 0.25;

export interface UsualAmount {
  readonly amountMinor: number;
  readonly usualMinor: number;
  readonly against: Usual;
  /** From here on it is not plausible: an amount that came twice is twice what it was. */
  readonly factor: number;
}

/** SHIFTED_DECIMAL or UNUSUAL_AMOUNT; undefined within the factor, and where either is nothing: a zero is an annulment. */
export function unusualAmount({ amountMinor, usualMinor, against, factor }: UsualAmount): Flag | undefined {
  if (amountMinor <= 0 || usualMinor <= 0) return undefined;
  const ratio = amountMinor / usualMinor;
  const distance = Math.max(ratio, 1 / ratio);
  if (distance < factor) return undefined;
  const figures = {
    amount: formatMinor(amountMinor),
    usual: formatMinor(usualMinor),
    against,
    factor: ratio.toFixed(4),
    limit: String(factor),
  };
  const shift = SHIFTS.find((power) => Math.abs(distance / power - 1) <= SHIFT_TOLERANCE);
  return { code: shift === undefined ? 'UNUSUAL_AMOUNT' : 'SHIFTED_DECIMAL', figures };
}

/** UNUSUAL_JUMP beyond the fund's own limit. */
export function unusualJump(amountMinor: number, beforeMinor: number, { jumpMinor }: PlausibilityLimits): Flag | undefined {
  const moved = amountMinor - beforeMinor;
  if (jumpMinor === undefined || Math.abs(moved) <= jumpMinor) return undefined;
  const figures = {
    amount: formatMinor(amountMinor),
    before: formatMinor(beforeMinor),
    moved: formatMinor(moved),
    limit: formatMinor(jumpMinor),
  };
  return { code: 'UNUSUAL_JUMP', figures };
}

/** Of amounts above zero; undefined where there are none. */
export function median(amounts: readonly number[]): number | undefined {
  const sorted = amounts.filter((amount) => amount > 0).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[middle] : Math.round(((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2);
}
