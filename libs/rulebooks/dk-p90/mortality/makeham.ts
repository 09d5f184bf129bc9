/**
 * Laws of mortality (section 3). A law is its cumulative hazard H by months of age, so that the probability to live from
 * x to x + t is S(x, t) = exp(H(x) − H(x + t)); any law of that form can take the place of Makeham's.
 */
import { Decimal, ONE } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';

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

/** Danish tables of 1982, men and women. */
export const PRESETS: Readonly<Record<string, Omit<MakehamLaw, 'shift'>>> = {
  G82M: { a: new Decimal('0.0005'), b: new Decimal('5.88'), c: new Decimal('0.038') },
  G82K: { a: new Decimal('0.0005'), b: new Decimal('5.728'), c: new Decimal('0.038') },
};

export const LAST_AGE_MONTHS = 1439;
const TEN = new Decimal(10);
/** Hazard of a whole life beyond which no one lives to be paid anything. */
const LARGEST_HAZARD = 100_000;
/** Laws kept; the table of one takes a megabyte or two once it is asked for. */
const LARGEST_SIZE = 100;
const laws = new Map<string, HazardLaw>();

/**
 * Makeham's law; equal numbers give the same object, so that tables built on it are found again. Refuses INVALID_PARAMETER
 * `{parameter: "dk-p90.mortality"}` for a force of mortality that is negative or beyond all bounds.
 */
export function makeham(law: MakehamLaw): HazardLaw {
  const name = `Makeham a=${law.a.toFixed()} b=${law.b.toFixed()} c=${law.c.toFixed()} shift=${law.shift.toFixed()}`;
  let known = laws.get(name);
  if (known === undefined) {
    known = { name, cumulativeHazard: cumulativeHazard(law, name) };
    if (laws.size >= LARGEST_SIZE) laws.clear();
    laws.set(name, known);
  }
  return known;
}

function cumulativeHazard({ a, b, c, shift }: MakehamLaw, name: string): HazardLaw['cumulativeHazard'] {
  if (a.lt(0)) invalid(name, 'a must not be negative');
  if (b.abs().gt(100) || c.abs().gt(10) || shift.abs().gt(1000)) invalid(name, 'b, c or shift is out of all bounds');
  const g = TEN.pow(b.minus(10));
  // ∫ g·C^(x − shift) dx = g/ln C · C^(x − shift); with C = 1 it is g·x.
  const logC = c.times(TEN.ln());
  const scale = c.isZero() ? undefined : g.div(logC);
  const hazard = (ageMonths: number): Decimal => {
    const age = new Decimal(ageMonths).div(12);
    const constant = a.times(age);
    return scale === undefined
      ? constant.plus(g.times(age))
      : constant.plus(scale.times(age.minus(shift).times(logC).exp().minus(ONE)));
  };
  const whole = hazard(LAST_AGE_MONTHS).minus(hazard(0));
  if (!whole.lte(LARGEST_HAZARD)) invalid(name, 'no one lives under it');
  return hazard;
}

function invalid(name: string, problem: string): never {
  return refuse('INVALID_PARAMETER', `mortality ${name}: ${problem}`, { parameter: 'dk-p90.mortality' });
}
