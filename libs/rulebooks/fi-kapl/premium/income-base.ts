/** The income base A_v (section 2; Annex 1, 2.1): earnings of a year under KAPL, if they reach the year's threshold. */
import type { IncomeCoverage } from '#ledger/schemes/fi-kapl/incomes.js';
import { startOfYear } from '#money/civil-date.js';
import { Decimal, ZERO } from '#money/decimal.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { requireDecimal, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';

/** One employer's income of a year: whole cents (the ledger) or an exact amount (an operation). */
export type YearIncome = { readonly coverage: IncomeCoverage } & (
  | { readonly amountMinor: number }
  | { readonly amount: Decimal }
);

/** Under APL by KAPL 10 b § an income is left out; cover kept under KAPL by APL 15 b § counts (2.4). */
export function isCovered(coverage: IncomeCoverage): boolean {
  return coverage !== 'apl-10b';
}

/** Sum of all employers' incomes, whatever their cover: what the year shows as income. */
export function totalIncome(incomes: readonly YearIncome[]): Decimal {
  return totalOf(incomes, () => true);
}

/** Sum of the incomes under KAPL, before the threshold. */
export function coveredEarnings(incomes: readonly YearIncome[]): Decimal {
  return totalOf(incomes, isCovered);
}

function totalOf(incomes: readonly YearIncome[], counts: (coverage: IncomeCoverage) => boolean): Decimal {
  let minor = 0;
  let exact = ZERO;
  for (const income of incomes) {
    if (!counts(income.coverage)) continue;
    if ('amountMinor' in income) minor += income.amountMinor;
    else exact = exact.plus(income.amount);
  }
  return minor === 0 ? exact : exact.plus(new Decimal(minor).div(100));
}

/** The threshold of KAPL 4 § 2 mom. for a year, EUR. Refuses MISSING_PARAMETER: it is external in every year. */
export const annualIncomeThreshold = remembered(
  (year: number) => year,
  (parameters: ParameterSet, year: number): Decimal => requireDecimal(parameters, 'annualIncomeThreshold', startOfYear(year)),
);

export const BASE_ARTICLE = 'decree 800/2005, Annex 1, 2.1';

/**
 * A_v, EUR, unrounded. The sum is tested, not each employer (assumption); below the threshold nothing counts, equal to it
 * all does. Refuses MISSING_PARAMETER annualIncomeThreshold.
 */
export function incomeBase(parameters: ParameterSet, year: number, incomes: readonly YearIncome[]): Decimal {
  const threshold = annualIncomeThreshold(parameters, year);
  const earnings = coveredEarnings(incomes);
  return earnings.lt(threshold) ? ZERO : earnings;
}

/** A_v of incomes that are given. */
export function givenBase(parameters: ParameterSet, year: number, incomes: readonly YearIncome[]): Explained<Decimal> {
  return explained(incomeBase(parameters, year, incomes), () => ({
    name: 'A_v',
    unit: 'EUR',
    formula: 'A_v: earnings under KAPL (apl-10b left out), nothing below the threshold',
    article: BASE_ARTICLE,
    parameters: usesInForce(parameters, ['annualIncomeThreshold'], startOfYear(year)),
  }));
}
