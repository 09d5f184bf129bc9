/** Bounds of the premium rate (2.10). The cap is never applied by cutting a rate: it is a finding for the board. */
import type { Decimal } from '#money/decimal.js';

export type CapStatus = 'RENEGOTIATE' | 'ABOVE_CAP' | 'BELOW_COST_COVERING' | 'OK';

/**
 * 2.10: at least the smoothed cost-covering rate (*gedempte kostendekkende premie*), at most the cap; where cover costs more than
 * the cap, board and collective-agreement parties agree anew. The rate of chapter II alone is tested (assumption).
 */
export function capStatus(premiumRate: Decimal, costCoveringRate: Decimal, cap: Decimal): CapStatus {
  if (costCoveringRate.gt(cap)) return 'RENEGOTIATE';
  if (premiumRate.gt(cap)) return 'ABOVE_CAP';
  return premiumRate.lt(costCoveringRate) ? 'BELOW_COST_COVERING' : 'OK';
}
