/**
 * Makeham's law in decimals, as Danish and Dutch tables write it. A law is its cumulative hazard H, so that the probability to live
 * from x to x + t is exp(H(x) − H(x + t)); any law of that form can take its place.
 */
import { Decimal, ONE } from '#money/decimal.js';
import type { LawFault } from './law-fault.js';

export interface HazardLaw {
  readonly name: string;
  /** H up to a constant, at an age in months; never falling. */
  readonly cumulativeHazard: (ageMonths: number) => Decimal;
}

/** μ(x) = a + 10^(b + c·(x − shift) − 10) per year. */
export interface MakehamLaw {
  readonly a: Decimal;
  readonly b: Decimal;
  readonly c: Decimal;
  /** Years by which the life is taken as younger. */
  readonly shift: Decimal;
}

const TEN = new Decimal(10);

/** Why a law cannot be computed with, undefined where it can. */
export function problemOfMakeham({ a, b, c, shift }: MakehamLaw): LawFault | undefined {
  if (a.lt(0)) return 'negative-force';
  return b.abs().gt(100) || c.abs().gt(10) || shift.abs().gt(1000) ? 'beyond-bounds' : undefined;
}

/** H by months of age, for a law without a problem. */
export function makehamHazard({ a, b, c, shift }: MakehamLaw): HazardLaw['cumulativeHazard'] {
  const g = TEN.pow(b.minus(10));
  // ∫ g·C^(x − shift) dx = g/ln C · C^(x − shift); with C = 1 it is g·x.
  const logC = c.times(TEN.ln());
  const scale = c.isZero() ? undefined : g.div(logC);
  return (ageMonths) => {
    const age = new Decimal(ageMonths).div(12);
    const constant = a.times(age);
    return scale === undefined
      ? constant.plus(g.times(age))
      : constant.plus(scale.times(age.minus(shift).times(logC).exp().minus(ONE)));
  };
}
