/**
 * What a value and a contribution of 1 grow to over the months of a projection, and what the charges take (section 4):
 * V_n = V·value + c·contribution − charges, as long as V never falls to 0. It is the month-by-month recursion, solved over
 * stretches of equal rate, charges and contribution, and the same for everyone who projects over the same months.
 */
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { BasisRate } from '../annuity/annuity-factor.js';
import { inMonth } from '../in-force.js';
import { monthlyRate } from '../monthly-rate.js';
import { remembered } from '../../frame/remember.js';
import { bounds } from '../../frame/parameters/fault.js';

export interface Growth {
  readonly value: Decimal;
  readonly contribution: Decimal;
  readonly charges: Decimal;
  /** Charges of a month for each 1 of the first contribution: where they are lowest and highest. */
  readonly leastCharge: Decimal;
  readonly mostCharge: Decimal;
}

/** One month of the recursion. `wages`: the contribution as a multiple of the first. */
export interface ProjectedMonth {
  readonly rate: Decimal;
  readonly charges: Decimal;
  readonly wages: Decimal;
}

/** The months of a projection in order. Refuses MISSING_PARAMETER; `groupPremium` and `wageGrowth` count while contributing. */
export function* projectedMonths(
  parameters: ParameterSet,
  basis: BasisRate,
  start: number,
  months: number,
  contributing: boolean,
): Generator<ProjectedMonth> {
  let wages = ONE;
  for (let month = start; month < start + months; month += 1) {
    const rate = inMonth(parameters, basis, month);
    let charges = inMonth(parameters, 'adminFee', month).plus(inMonth(parameters, 'riskPremium', month));
    if (contributing) {
      charges = charges.plus(inMonth(parameters, 'groupPremium', month));
      if (month % 12 === 0) wages = wages.times(raise(parameters, month));
    }
    yield { rate, charges, wages };
  }
}

function raise(parameters: ParameterSet, month: number): Decimal {
  const factor = ONE.plus(inMonth(parameters, 'wageGrowth', month));
  if (factor.gt(ZERO)) return factor;
  return refuse('INVALID_PARAMETER', { parameter: 'dk-p90.wageGrowth', value: factor.minus(ONE).toFixed(), ...bounds({ above: -1 }) });
}

/** `start`: month index; `months`: 0 or more. */
export const growth = remembered(
  (basis: BasisRate, start: number, months: number, contributing: boolean) => `${basis} ${start} ${months} ${contributing}`,
  (parameters: ParameterSet, basis: BasisRate, start: number, months: number, contributing: boolean): Growth => {
    let solved: Growth = {
      value: ONE,
      contribution: ZERO,
      charges: ZERO,
      leastCharge: new Decimal(Infinity),
      mostCharge: new Decimal(-Infinity),
    };
    let stretch: ProjectedMonth | undefined;
    let length = 0;
    for (const month of projectedMonths(parameters, basis, start, months, contributing)) {
      if (stretch !== undefined && !sameStretch(stretch, month)) {
        solved = extended(solved, stretch, length);
        length = 0;
      }
      stretch = month;
      length += 1;
    }
    return stretch === undefined ? solved : extended(solved, stretch, length);
  },
);

function sameStretch(left: ProjectedMonth, right: ProjectedMonth): boolean {
  return left.wages === right.wages && left.rate.eq(right.rate) && left.charges.eq(right.charges);
}

function extended(before: Growth, { rate, charges, wages }: ProjectedMonth, months: number): Growth {
  const monthly = monthlyRate(rate);
  const [grown, saved] = [monthly.growth(months), monthly.savings(months)];
  const chargePerWage = charges.div(wages);
  return {
    value: before.value.times(grown),
    contribution: before.contribution.times(grown).plus(wages.times(saved)),
    charges: before.charges.times(grown).plus(charges.times(saved)),
    leastCharge: Decimal.min(before.leastCharge, chargePerWage),
    mostCharge: Decimal.max(before.mostCharge, chargePerWage),
  };
}

/**
 * The value after the months of a projection: V ← max(0, V·(1+j) + c − charges) each month. `value` and `contribution`
 * (0: paid-up) are not negative.
 */
export function projectedValue(
  parameters: ParameterSet,
  basis: BasisRate,
  start: number,
  months: number,
  value: Decimal,
  contribution: Decimal,
): Decimal {
  const contributing = contribution.gt(ZERO);
  const solved = growth(parameters, basis, start, months, contributing);
  const unbounded = value.times(solved.value).plus(contribution.times(solved.contribution)).minus(solved.charges);
  // Contributions above the charges in every month keep V up; below them in every month, V never rises again from 0.
  if (contribution.gte(solved.mostCharge)) return unbounded;
  if (contribution.lte(solved.leastCharge)) return Decimal.max(ZERO, unbounded);
  let stepped = value;
  for (const { rate, charges, wages } of projectedMonths(parameters, basis, start, months, contributing)) {
    stepped = Decimal.max(ZERO, stepped.plus(stepped.times(monthlyRate(rate).interest)).plus(contribution.times(wages)).minus(charges));
  }
  return stepped;
}

/** Π over the months of (1 + priceGrowth)^(1/12). */
export const deflator = remembered(
  (start: number, months: number) => `${start} ${months}`,
  (parameters: ParameterSet, start: number, months: number): Decimal => {
    let product = ONE;
    for (let first = start; first < start + months; ) {
      const rate = inMonth(parameters, 'priceGrowth', first);
      let next = first + 1;
      while (next < start + months && inMonth(parameters, 'priceGrowth', next).eq(rate)) next += 1;
      product = product.times(monthlyRate(rate).growth(next - first));
      first = next;
    }
    return product;
  },
);
