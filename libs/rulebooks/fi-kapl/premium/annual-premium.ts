/** The annual premium, *årspremie* (formula 1; Annex 1, 2.1; Annex 2.2). */
import { startOfYear } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';

/** y_v, a fraction of earnings. Refuses MISSING_PARAMETER for every year but 2005 unless published. */
export const annualPremiumCoefficient = remembered(
  (year: number) => year,
  (parameters: ParameterSet, year: number): Decimal => requireDecimal(parameters, 'annualPremiumCoefficient', startOfYear(year)),
);

/** P_v = y_v·A_v, EUR, unrounded. `base`: A_v of that year. */
export function annualPremium(parameters: ParameterSet, year: number, base: Decimal): Decimal {
  return annualPremiumCoefficient(parameters, year).times(base);
}
