/** Covers that follow the old-age pension (section 5): its expected monthly amount at today's prices. */
import type { Decimal } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { inMonth } from '../in-force.js';

export interface LinkedCovers {
  /** PenSam førtidspension: as large as the old-age pension. */
  readonly disabilityMonthly: Decimal;
  /** Spouse or cohabitant pension: `spouseRate` of it. */
  readonly spouseMonthly: Decimal;
}

/** `expectedMonthlyReal` unrounded; `start`: month index of the projection. Refuses MISSING_PARAMETER dk-p90.spouseRate. */
export function linkedCovers(parameters: ParameterSet, start: number, expectedMonthlyReal: Decimal): LinkedCovers {
  return {
    disabilityMonthly: expectedMonthlyReal,
    spouseMonthly: expectedMonthlyReal.times(inMonth(parameters, 'spouseRate', start)),
  };
}
