/** The fund of the smoothing parts from one year's end to the next (section 10; formula 3). */
import { startOfYear } from '#money/civil-date.js';
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { halfYearFactor, yearFactor } from '../accumulation/accumulation.js';
import { yearOfBases } from '../insured.js';

/** All amounts in one unit of money. */
export interface FundYear {
  readonly year: number;
  /** V^T_{v−1}; a negative one was a claim, and opens as 0. */
  readonly previousFund: Decimal;
  /** What the division of the year settles of earlier index raises, at its opening (2.4); a cost. */
  readonly indexCorrection?: Decimal | undefined;
  /** P^T_v and P_v with what corrections settle in the year. */
  readonly smoothingSum: Decimal;
  readonly premiumSum: Decimal;
  /** q^s_v: share of the fund and of the smoothing part that goes to the common pool. */
  readonly shareOfFund: Decimal;
  /** q^b_v: share of the premium. */
  readonly shareOfPremium: Decimal;
  /** V^VIU_{v−1} and V^VIU_v. */
  readonly liabilitiesPrevious: Decimal;
  readonly liabilities: Decimal;
  /** V^V_v(J_v) and V^VA_v(J_v). */
  readonly indexRaiseActive: Decimal;
  readonly indexRaisePensioners: Decimal;
  /** V^I_2005, formula (7): counts in 2005 only, when that liability is set up for the first time. */
  readonly futureDisability: Decimal;
}

export interface FundAtYearEnd {
  /** 1 + b1 */
  readonly accumulation: Decimal;
  /** (1 + b1)^½ */
  readonly halfYear: Decimal;
  /** ΔR_v: what the liabilities earn above the technical interest. */
  readonly excessInterest: Decimal;
  readonly fund: Decimal;
  /** On the Finnish Centre for Pensions, where the fund would be below 0. */
  readonly claim: Decimal;
}

/** The year of the exceptional form of formula (3). */
export const YEAR_OF_EXCEPTION = 2005;

/** Refuses MISSING_PARAMETER calculationRate where the year has no rate. */
export function rollFundForward(parameters: ParameterSet, input: FundYear): FundAtYearEnd {
  const { year, shareOfFund, shareOfPremium, indexRaiseActive, indexRaisePensioners } = input;
  const accumulation = yearFactor(parameters, year);
  const halfYear = halfYearFactor(parameters, year);
  const excess = excessInterest(parameters, input, accumulation, halfYear);
  const kept = ONE.minus(shareOfFund);
  const opening = Decimal.max(input.previousFund, ZERO).minus(input.indexCorrection ?? ZERO).times(kept).times(accumulation);
  const inflow = kept.times(input.smoothingSum).minus(shareOfPremium.times(input.premiumSum)).times(halfYear);
  const exception = year === YEAR_OF_EXCEPTION ? input.futureDisability : ZERO;
  const result = opening.plus(inflow).plus(excess).minus(indexRaiseActive).minus(indexRaisePensioners).minus(exception);
  return {
    accumulation,
    halfYear,
    excessInterest: excess,
    fund: Decimal.max(result, ZERO),
    claim: Decimal.max(result.negated(), ZERO),
  };
}

/**
 * ΔR_v = b15·V^VIU_{v−1} + ((1+b1)^½ − (1+i0)^½)/(1+i0)^½ · [V^VIU_v − (1+i0)·V^VIU_{v−1} − V^V_v(J_v) − V^VA_v(J_v)], with
 * b15 = b1 − i0 of the year, so that fund and liabilities together earn exactly b1 (assumption).
 */
function excessInterest(parameters: ParameterSet, input: FundYear, accumulation: Decimal, halfYear: Decimal): Decimal {
  const technical = ONE.plus(requireDecimal(parameters, 'technicalInterest', startOfYear(yearOfBases(input.year))));
  const moneyValueChange = accumulation.minus(technical);
  const netInflow = input.liabilities
    .minus(technical.times(input.liabilitiesPrevious))
    .minus(input.indexRaiseActive)
    .minus(input.indexRaisePensioners);
  const halfTechnical = technical.sqrt();
  const excessOfHalfYear = halfYear.minus(halfTechnical).div(halfTechnical);
  return moneyValueChange.times(input.liabilitiesPrevious).plus(excessOfHalfYear.times(netInflow));
}
