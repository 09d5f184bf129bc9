/** The projection to retirement and the pension it gives (section 4). */
import type { HazardLaw } from '#actuarial/mortality/exact-makeham.js';
import { firstOfMonth, monthIndex, type CivilDate } from '#money/civil-date.js';
import { type Decimal, ONE, ZERO } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { annuityFactor, monthlyPension, type BasisRate } from '../annuity/annuity-factor.js';
import { inMonth } from '../in-force.js';
import { LAST_AGE_MONTHS } from '../mortality/makeham.js';
import { deflator, projectedValue } from './growth.js';
import { retirementMonth, wholeMonths } from './retirement.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    BEYOND_LIFE_TABLE: { readonly date: string; readonly birthDate: string; readonly age: number; readonly lastAge: number };
  }
}

export interface ProjectionRequest {
  readonly calculationDate: CivilDate;
  readonly birthDate: CivilDate;
  /** Without it the state pension age in force at the start, `retirementAge`. */
  readonly retirementAgeMonths?: number | undefined;
  /** DKK at the start, not negative. */
  readonly value: Decimal;
  /** DKK for the calendar month before the start; 0: paid-up. */
  readonly contribution: Decimal;
  readonly mortality: HazardLaw;
  readonly basis: BasisRate;
}

export interface Projection {
  readonly months: number;
  readonly contributing: boolean;
  readonly retirementDate: CivilDate;
  readonly valueAtRetirement: Decimal;
  readonly annuityFactor: Decimal;
  readonly monthlyBase: Decimal;
  readonly monthlySpecialBonus: Decimal;
  readonly monthlyNominal: Decimal;
  readonly deflator: Decimal;
  readonly monthlyReal: Decimal;
}

/** Month index of the first day from which a projection runs. */
export function projectionStart(calculationDate: CivilDate): number {
  return monthIndex(calculationDate);
}

/**
 * Exact figures in DKK a month. Someone beyond the retirement date draws the pension from the start, at the age then
 * reached (assumption: the document is silent). Refuses MISSING_PARAMETER, and BEYOND_LIFE_TABLE where nobody lives any more.
 */
export function project(parameters: ParameterSet, request: ProjectionRequest): Projection {
  const start = projectionStart(request.calculationDate);
  const retirementAge = request.retirementAgeMonths ?? stateRetirementAge(parameters, start);
  const retirement = retirementMonth(request.birthDate, retirementAge);
  const months = Math.max(0, retirement - start);
  const late = Math.max(0, start - retirement);
  expectWithinLife(request, retirementAge + late);
  const valueAtRetirement = projectedValue(parameters, request.basis, start, months, request.value, request.contribution);
  const factor = annuityFactor(parameters, request.basis, request.mortality, retirementAge + late, start + months);
  const monthlyBase = monthlyPension(valueAtRetirement, factor);
  const special = request.basis === 'expectedRate' ? inMonth(parameters, 'specialBonusRate', start) : ZERO;
  const monthlySpecialBonus = monthlyBase.times(special);
  const monthlyNominal = monthlyBase.plus(monthlySpecialBonus);
  const prices = months === 0 ? ONE : deflator(parameters, start, months);
  return {
    months,
    contributing: request.contribution.gt(ZERO),
    retirementDate: firstOfMonth(retirement),
    valueAtRetirement,
    annuityFactor: factor,
    monthlyBase,
    monthlySpecialBonus,
    monthlyNominal,
    deflator: prices,
    monthlyReal: monthlyNominal.div(prices),
  };
}

function expectWithinLife({ birthDate, calculationDate }: ProjectionRequest, ageMonths: number): void {
  if (ageMonths <= LAST_AGE_MONTHS) return;
  const [reached, last] = [Math.floor(ageMonths / 12), Math.floor(LAST_AGE_MONTHS / 12)];
  refuse('BEYOND_LIFE_TABLE', { date: calculationDate, birthDate, age: reached, lastAge: last });
}

/** The state pension age in months in force in a month (external parameter `retirementAge`). */
export function stateRetirementAge(parameters: ParameterSet, month: number): number {
  return wholeMonths('dk-p90.retirementAge', inMonth(parameters, 'retirementAge', month));
}
