/** A new calculation basis (sections 7 and 33–34 of the terms): the value stays, the pension it pays changes. */
import type { HazardLaw } from '#actuarial/mortality/exact-makeham.js';
import { monthIndex, type CivilDate } from '#money/civil-date.js';
import { ONE, type Decimal } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { annuityFactor, monthlyPension, type BasisRate } from '../annuity/annuity-factor.js';

export interface BasisVersion {
  readonly parameters: ParameterSet;
  readonly mortality: HazardLaw;
  readonly basis: BasisRate;
}

export interface BasisChange {
  readonly monthlyOld: Decimal;
  readonly monthlyNew: Decimal;
  /** monthlyNew / monthlyOld − 1 */
  readonly change: Decimal;
}

/** DKK a month for life from the month of `date` at `ageMonths`, on both bases. Refuses MISSING_PARAMETER. */
export function basisChange(value: Decimal, date: CivilDate, ageMonths: number, before: BasisVersion, after: BasisVersion): BasisChange {
  const factor = ({ parameters, basis, mortality }: BasisVersion): Decimal =>
    annuityFactor(parameters, basis, mortality, ageMonths, monthIndex(date));
  const [old, renewed] = [factor(before), factor(after)];
  return {
    monthlyOld: monthlyPension(value, old),
    monthlyNew: monthlyPension(value, renewed),
    // Of the factors, so that it holds for a value of 0 as well.
    change: old.div(renewed).minus(ONE),
  };
}
