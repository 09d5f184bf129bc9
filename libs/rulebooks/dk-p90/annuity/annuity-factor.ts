/** The annuity factor of a lifelong pension, paid monthly in advance (section 3). */
import type { HazardLaw } from '#actuarial/mortality/exact-makeham.js';
import { type Decimal, ONE, ZERO } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { inMonth } from '../in-force.js';
import { LAST_AGE_MONTHS } from '../mortality/makeham.js';
import { living, livingValue } from '../mortality/life-table.js';
import { monthlyRate } from '../monthly-rate.js';
import { remembered } from '../../frame/remember.js';

/** Which parameter holds the yearly rates: a basis of the document, or a series handed to a calculation. */
export type BasisRate = 'calculationRate' | 'expectedRate' | 'basis';

/**
 * ä = (1/12)·Σ S(x, k/12)·d_k from the age to the last before 120, d by the rates of the months from `startMonth`.
 * ageMonths: 0 … 1439. Refuses MISSING_PARAMETER for a month without a rate, INVALID_INPUT for an age beyond the table.
 */
export function annuityFactor(
  parameters: ParameterSet,
  basis: BasisRate,
  law: HazardLaw,
  ageMonths: number,
  startMonth: number,
): Decimal {
  return factorsOf(law)(parameters, basis, ageMonths, startMonth);
}

type Factors = (parameters: ParameterSet, basis: BasisRate, ageMonths: number, startMonth: number) => Decimal;
const byLaw = new WeakMap<HazardLaw, Factors>();

function factorsOf(law: HazardLaw): Factors {
  let factors = byLaw.get(law);
  if (factors === undefined) {
    factors = remembered(
      (basis: BasisRate, ageMonths: number, startMonth: number) => `${basis} ${ageMonths} ${startMonth}`,
      (parameters: ParameterSet, basis: BasisRate, ageMonths: number, startMonth: number) =>
        computed(parameters, basis, law, ageMonths, startMonth),
    );
    byLaw.set(law, factors);
  }
  return factors;
}

function computed(parameters: ParameterSet, basis: BasisRate, law: HazardLaw, ageMonths: number, startMonth: number): Decimal {
  const payments = LAST_AGE_MONTHS + 1 - ageMonths;
  if (!(ageMonths >= 0 && payments > 0)) {
    refuse('INVALID_INPUT', { field: 'ageMonths', value: ageMonths, fault: 'months', most: LAST_AGE_MONTHS });
  }
  let total = payments === 1 ? living(law, ageMonths) : ZERO;
  let discount = ONE;
  // The last payment needs no rate of its own: it is discounted by the months before it.
  for (let first = 0; first < payments - 1; ) {
    const rate = inMonth(parameters, basis, startMonth + first);
    let next = first + 1;
    while (next < payments - 1 && inMonth(parameters, basis, startMonth + next).eq(rate)) next += 1;
    const last = next === payments - 1 ? next : next - 1;
    total = total.plus(discount.times(livingValue(law, rate, ageMonths + first, ageMonths + last)));
    discount = discount.times(monthlyRate(rate).discount(next - first));
    first = next;
  }
  return total.div(living(law, ageMonths)).div(12);
}

/** The lifelong monthly pension of a value: V / (12·ä). */
export function monthlyPension(value: Decimal, factor: Decimal): Decimal {
  return value.div(factor.times(12));
}
