/** Corrections of the index terms of formula (3) (section 11; Annex 1, 2.4, second part). */
import { startOfYear, yearOf } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { accumulationFactor } from '../accumulation/accumulation.js';
import { indexRaiseShare } from '../funded-pension/index-number.js';
import type { Insured } from '../insured.js';
import { factorInPayment, factorOfFuturePension, type PensionStart } from '../liabilities/factors.js';

export interface IndexCorrection {
  /** Formula (5) or (6) per unit of E^r, on the bases of v. */
  readonly factor: number;
  /** At the end of v, unrounded. */
  readonly amount: Decimal;
  /** End of v to the end of v + 1: the rates of year v + 1. */
  readonly accumulation: Decimal;
  /** v + 2; no limit of eight years is stated for these. */
  readonly settlementYear: number;
  /** amount × accumulation, unrounded. */
  readonly settled: Decimal;
}

/**
 * The change of V^V_v(J_v) or, of a pensioner, V^VA_v(J_v) that follows from a change of the funded pension:
 * ((J_v − J_{v−1})/J_v)·ΔE^r in place of E^r. Refuses MISSING_PARAMETER indexFactor or calculationRate.
 */
export function indexCorrection(
  parameters: ParameterSet,
  insured: Insured,
  year: number,
  deltaFundedPension: Decimal,
  pensioner: PensionStart | undefined,
): IndexCorrection {
  const factor =
    pensioner === undefined
      ? factorOfFuturePension(parameters, insured, year)
      : factorInPayment(parameters, insured, year, pensioner);
  const amount = indexRaiseShare(parameters, yearOf(insured.birthDate), year).times(deltaFundedPension).times(factor);
  const accumulation = accumulationFactor(parameters, startOfYear(year + 1), startOfYear(year + 2));
  return { factor, amount, accumulation, settlementYear: year + 2, settled: amount.times(accumulation) };
}
