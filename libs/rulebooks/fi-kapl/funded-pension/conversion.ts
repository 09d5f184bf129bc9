/** k(x, s): what was funded up to 1996, converted from the bases of 1996 to the present ones (section 8; Annex 1, 2.3). */
import { deferredAnnuity, lifeAnnuity } from '#actuarial/annuity.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { ageAtEndOf, ageReached, type Insured } from '../insured.js';
import { lawOf, requireLawOf1996 } from './bases.js';

export const CONVERSION_YEAR = 1996;
export const PENSION_AGE = 65;

/** Status at the end of 1996: formula (6) applied to the active, formula (5) to pensioners (assumption). */
export type Status1996 = 'active' | 'pensioner';

/** Refuses MISSING_PARAMETER mortality1996. `year`: v, whose bases are the present ones. */
export function conversionFactor(parameters: ParameterSet, insured: Insured, year: number, status: Status1996): number {
  const then = requireLawOf1996(parameters, insured.sex);
  const now = lawOf(parameters, insured, year);
  const age = ageAtEndOf(insured, CONVERSION_YEAR);
  if (status === 'active' && ageReached(insured, CONVERSION_YEAR) < PENSION_AGE) {
    return deferredAnnuity(then, age, PENSION_AGE) / deferredAnnuity(now, age, PENSION_AGE);
  }
  return lifeAnnuity(then, age) / lifeAnnuity(now, age);
}
