/** One amount against what is usual for it. */
import { formatMinor } from '#money/amount.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import { raised, ratioText, type Flag } from './flag.js';

/** A shifted decimal point leaves a factor of about ten, a hundred or a thousand: what else was corrected moves it a little. */
const SHIFTS = [10, 100, 1000];
const SHIFT_TOLERANCE = 0.25;

export interface UsualAmount {
  readonly amountMinor: number;
  readonly usualMinor: number;
  /** What the usual amount is: `before`, `the median of the other years`. */
  readonly usual: string;
  /** From here on it is not plausible: an amount that came twice is twice what it was. */
  readonly factor: number;
}

/** SHIFTED_DECIMAL or UNUSUAL_AMOUNT; undefined within the factor, and where either is nothing: a zero is an annulment. */
export function unusualAmount({ amountMinor, usualMinor, usual, factor }: UsualAmount): Flag | undefined {
  if (amountMinor <= 0 || usualMinor <= 0) return undefined;
  const ratio = amountMinor / usualMinor;
  const distance = Math.max(ratio, 1 / ratio);
  if (distance < factor) return undefined;
  const what = `${formatMinor(amountMinor)} is ${ratioText(ratio)} ${usual}, ${formatMinor(usualMinor)}`;
  const figures = { amount: formatMinor(amountMinor), usual: formatMinor(usualMinor), factor: ratio.toFixed(4), limit: String(factor) };
  const shift = SHIFTS.find((power) => Math.abs(distance / power - 1) <= SHIFT_TOLERANCE);
  if (shift === undefined) return raised('UNUSUAL_AMOUNT', `${what}; a factor of ${factor} or more is unusual`, figures);
  return raised('SHIFTED_DECIMAL', `${what}: a decimal point may have moved`, figures);
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
  return raised(
    'UNUSUAL_JUMP',
    `from ${figures.before} to ${figures.amount}: moves by ${figures.moved}, more than ${figures.limit}`,
    figures,
  );
}

/** Of amounts above zero; undefined where there are none. */
export function median(amounts: readonly number[]): number | undefined {
  const sorted = amounts.filter((amount) => amount > 0).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[middle] : Math.round(((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2);
}
