/** The laws of mortality of a Danish scheme (section 3): Makeham's, on the tables of 1982 or on constants of its own. */
import { makehamHazard, problemOfMakeham, type HazardLaw, type MakehamLaw } from '#actuarial/mortality/exact-makeham.js';
import type { LawFault } from '#actuarial/mortality/law-fault.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { Decimal } from '#money/decimal.js';

/** Danish tables of 1982, men and women. */
export const PRESETS: Readonly<Record<string, Omit<MakehamLaw, 'shift'>>> = {
  G82M: { a: new Decimal('0.0005'), b: new Decimal('5.88'), c: new Decimal('0.038') },
  G82K: { a: new Decimal('0.0005'), b: new Decimal('5.728'), c: new Decimal('0.038') },
};

export const LAST_AGE_MONTHS = 1439;
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
    known = { name, cumulativeHazard: cumulativeHazard(law) };
    if (laws.size >= LARGEST_SIZE) laws.clear();
    laws.set(name, known);
  }
  return known;
}

function cumulativeHazard(law: MakehamLaw): HazardLaw['cumulativeHazard'] {
  const problem = problemOfMakeham(law);
  if (problem !== undefined) invalid(law, problem);
  const hazard = makehamHazard(law);
  const whole = hazard(LAST_AGE_MONTHS).minus(hazard(0));
  if (!whole.lte(LARGEST_HAZARD)) invalid(law, 'nobody-lives');
  return hazard;
}

function invalid({ a, b, c, shift }: MakehamLaw, fault: LawFault): never {
  const value = { a: a.toFixed(), b: b.toFixed(), c: c.toFixed(), shift: shift.toFixed() };
  return refuse('INVALID_PARAMETER', { parameter: 'dk-p90.mortality', value, fault: 'law', law: fault });
}
