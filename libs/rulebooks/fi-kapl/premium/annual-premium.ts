/** The annual premium, *årspremie* (formula 1; Annex 1, 2.1; Annex 2.2). */
import { startOfYear } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { requireDecimal, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';

/** y_v, a fraction of earnings. Refuses MISSING_PARAMETER for every year but 2005 unless published. */
export const annualPremiumCoefficient = remembered(
  (year: number) => year,
  (parameters: ParameterSet, year: number): Decimal => requireDecimal(parameters, 'annualPremiumCoefficient', startOfYear(year)),
);

export const PREMIUM_ARTICLE = 'decree 800/2005, Annex 1, 2.1, formula (1); Annex 2.2';

/** P_v = y_v·A_v, EUR, unrounded. `base`: A_v of that year. */
export function annualPremium(parameters: ParameterSet, year: number, base: Explained<Decimal>): Explained<Decimal> {
  return explained(annualPremiumCoefficient(parameters, year).times(base.value), () => ({
    name: `P_${year}`,
    unit: 'EUR',
    formula: 'P_v = y_v · A_v',
    article: PREMIUM_ARTICLE,
    parameters: usesInForce(parameters, ['annualPremiumCoefficient'], startOfYear(year)),
    inputs: [base],
  }));
}
