/** Pseudo-random numbers that are the same on every machine: mulberry32, and normals as the sum of twelve of them. */

const STEP = 0x6d2b79f5;
const TWO_TO_32 = 4_294_967_296;
const SUMMED = 12;

/** Draws of one scenario. */
export interface Draws {
  /** The next 32 bits. */
  readonly raw: () => number;
  /** Sum of twelve uniform numbers less 6: mean 0, variance 1, between −6 and 6. */
  readonly normal: () => number;
}

/** `seed` counts modulo 2^32. */
export function mulberry32(seed: number): Draws {
  let state = seed | 0;
  const raw = (): number => {
    state = (state + STEP) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const normal = (): number => {
    let sum = 0;
    for (let count = 0; count < SUMMED; count += 1) sum += (raw() + 0.5) / TWO_TO_32;
    return sum - SUMMED / 2;
  };
  return { raw, normal };
}

/** M(s) = E[e^(s·z)] of `normal`: the moment that makes the deflator price equity exactly. */
export function momentOfNormal(s: number): number {
  return s === 0 ? 1 : ((2 * Math.sinh(s / 2)) / s) ** SUMMED;
}
