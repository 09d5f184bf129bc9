/** Cost of a unit of accrual on the wages of all actives (nl-ftk section 3). */
import { discountedSum, presentAt } from './discounting.js';
import type { AlmParameters, FundingRegime, PremiumBasis } from './parameters.js';

/** Price inflation that the premium has to reckon with at least. */
const LEAST_INFLATION = 0.02;
/** Years for which the expected return is fixed. */
export const YEARS_FIXED = 5;

/** e: expected return of the mix; bonds at the regime's own return, else at the market rate. */
export function planReturn({ equityShare, planEquityReturn }: AlmParameters, { planBondReturn }: FundingRegime, rate: number): number {
  return equityShare * planEquityReturn + (1 - equityShare) * (planBondReturn ?? rate);
}

export interface PremiumInput {
  /** What is paid later for a right of 1 of every active: K. */
  readonly flows: Float64Array;
  readonly factors: Float64Array;
  readonly averageRate: number;
  readonly planReturn: number;
}

export function unitPremium(
  basis: PremiumBasis,
  { vev }: FundingRegime,
  { flows, factors, averageRate, planReturn: e }: PremiumInput,
): number {
  const load = vev - 1;
  switch (basis) {
    case 'RTS':
      return (1 + load) * discountedSum(flows, factors);
    case 'averageRTS':
      return (1 + load) * presentAt(flows, averageRate);
    case 'expectedReturn': {
      const nominal = presentAt(flows, e);
      const forIndexation = presentAt(flows, (1 + e) / (1 + LEAST_INFLATION) - 1) / nominal - 1;
      return nominal * (1 + Math.max(load, forIndexation));
    }
    default:
      return basis satisfies never;
  }
}
