/** The person whose incomes are counted: what the rulebook computes with, and the ages it uses. */
import type { Sex } from '#ledger/participant/enrolment/events.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';

export interface Insured {
  readonly birthDate: CivilDate;
  readonly sex: Sex;
}

/** First calculation year of the decree; its own bases have no earlier year. */
export const FIRST_CALCULATION_YEAR = 2005;

/** x = v − g: the age reached on the birthday of the year; the day of birth never changes it (2.2). */
export function ageReached(insured: Insured, year: number): number {
  return year - yearOf(insured.birthDate);
}

/** h = x + ½: age at the end of the year, for an average birth date (formulas 5–11). */
export function ageAtEndOf(insured: Insured, year: number): number {
  return ageReached(insured, year) + 0.5;
}

/**
 * The year whose mortality and technical interest count. Bases before 2005 are not printed, so that questions about an
 * earlier year are answered on the decree's own bases: section 8 compares 1996 with the present ones.
 */
export function yearOfBases(year: number): number {
  return Math.max(year, FIRST_CALCULATION_YEAR);
}
