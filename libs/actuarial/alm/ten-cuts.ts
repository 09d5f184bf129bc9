/** The equal cut of ten years that brings the liabilities down to what the assets allow at once (nl-ftk section 2). */

/** Cuts in a series; the first falls a year from now. */
export const SERIES = 10;
const MOST_STEPS = 200;

/**
 * The factor q = 1 − c with Σ_m weights_m·q^m = target, `weights` by the number of cuts (0 … 10) that a payment meets. The sum must
 * exceed the target, and what is paid now must lie below it. The polynomial grows and bends upwards, so Newton's steps from 1 come
 * down to the root.
 */
export function factorOfTenCuts(weights: Float64Array, target: number): number {
  let factor = 1;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let [value, slope] = [0, 0];
    for (let power = SERIES; power >= 0; power -= 1) {
      slope = slope * factor + value;
      value = value * factor + (weights[power] as number);
    }
    const next = factor - (value - target) / slope;
    if (!(next < factor)) return factor;
    factor = next;
  }
  return factor;
}
