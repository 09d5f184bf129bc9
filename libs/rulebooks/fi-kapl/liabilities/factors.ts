/** What 1 a year of a pension is worth at the end of a year (section 9; formulas 5, 6, 9 and 11). */
import { annuityNumberRatio, deferredAnnuity, lifeAnnuity, temporaryAnnuity } from '#actuarial/annuity.js';
import type { MortalityLaw } from '#actuarial/mortality/gompertz.js';
import { completedMonths, startOfYear } from '#money/civil-date.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { lawOf } from '../funded-pension/bases.js';
import { PENSION_AGE } from '../funded-pension/conversion.js';
import { ageAtEndOf, ageReached, type Insured } from '../insured.js';

export interface PensionStart {
  /** z: age at the start of the pension, to the month; 65 without it. */
  readonly age?: number | undefined;
  /** Bases given for the year the pension began; those of v where they are not known (assumption). */
  readonly law?: MortalityLaw | undefined;
}

/** (N_65/N_z)·N_h/D_h, per unit of E^r: an old-age pension in payment (formula 5). */
export function factorInPayment(parameters: ParameterSet, insured: Insured, year: number, start: PensionStart): number {
  const law = lawOf(parameters, insured, year);
  const value = lifeAnnuity(law, ageAtEndOf(insured, year));
  const age = start.age ?? PENSION_AGE;
  return age === PENSION_AGE ? value : annuityNumberRatio(start.law ?? law, PENSION_AGE, age) * value;
}

/** N_65/D_h before 65, (N_65/N_{z_v})·N_h/D_h from 65 on, per unit of E^r: a future old-age pension (formula 6). */
export function factorOfFuturePension(parameters: ParameterSet, insured: Insured, year: number): number {
  const law = lawOf(parameters, insured, year);
  const age = ageAtEndOf(insured, year);
  if (ageReached(insured, year) < PENSION_AGE) return deferredAnnuity(law, age, PENSION_AGE);
  return annuityNumberRatio(law, PENSION_AGE, completedAgeAtEndOf(insured, year)) * lifeAnnuity(law, age);
}

/** (N_h − N_65)/D_h, 0 from 65 on: individual early retirement (9) and unemployment pensions (11) in payment. */
export function factorTo65(parameters: ParameterSet, insured: Insured, year: number): number {
  const age = ageAtEndOf(insured, year);
  return age >= PENSION_AGE ? 0 : temporaryAnnuity(lawOf(parameters, insured, year), age, PENSION_AGE);
}

/** z_v: completed months of age at the end of the year, which is 1 January of the next (assumption), in years. */
function completedAgeAtEndOf(insured: Insured, year: number): number {
  return completedMonths(insured.birthDate, startOfYear(year + 1)) / 12;
}
