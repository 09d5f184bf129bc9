/** Liabilities for pensions that will begin, from the income bases of the last years (formulas 7, 10, 12; Annex 2.2). */
import { startOfYear } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { yearOfBases } from '../insured.js';

/** Σ A_i by income year, each on the bases of its own year; a year that is absent had no incomes. */
export type IncomeBasesByYear = ReadonlyMap<number, Decimal>;

/** V^I (7): ¹k·Σ 0.013·A_v + ²k·Σ 0.013·A_{v−1}. In force from 31 December 2005. */
export function futureDisability(parameters: ParameterSet, year: number, bases: IncomeBasesByYear): Decimal {
  const weighted = overLastYears(parameters, year, bases, ['k1', 'k2']);
  return weighted.times(requireDecimal(parameters, 'disabilityEarningsShare', startOfYear(yearOfBases(year))));
}

/** (10): b¹·A_v + b²·A_{v−1}, future individual early retirement. */
export function futureEarlyRetirement(parameters: ParameterSet, year: number, bases: IncomeBasesByYear): Decimal {
  return overLastYears(parameters, year, bases, ['b1', 'b2']);
}

/** V^U (12): d¹·A_v + … + d⁵·A_{v−4}, future unemployment pensions. */
export function futureUnemployment(parameters: ParameterSet, year: number, bases: IncomeBasesByYear): Decimal {
  return overLastYears(parameters, year, bases, ['d1', 'd2', 'd3', 'd4', 'd5']);
}

/** The first coefficient weighs the year itself, the next the year before. Refuses MISSING_PARAMETER liabilityCoefficient.… */
function overLastYears(parameters: ParameterSet, year: number, bases: IncomeBasesByYear, coefficients: readonly string[]): Decimal {
  return coefficients.reduce<Decimal>((total, name, yearsBack) => {
    const coefficient = requireDecimal(parameters, `liabilityCoefficient.${name}`, startOfYear(year));
    return total.plus(coefficient.times(bases.get(year - yearsBack) ?? ZERO));
  }, ZERO);
}
