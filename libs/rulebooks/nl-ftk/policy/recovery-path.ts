/** Where a funding ratio goes if every year brings the same and the rules are kept (nl-ftk section 6, `ftk.recoveryPath`). */
import { ONE, type Decimal } from '#money/decimal.js';
import type { Regime } from '../regime.js';
import { decidePolicy, type PolicyDecision, type PolicyInput } from './decide.js';

/**
 * A plan that ends exactly on the required capital has to be seen there: the last digits of a quotient times a growth are noise, and
 * which side of the capital they fall on would decide between partial and full indexation.
 */
const CARRIED_DIGITS = 35;

export interface RecoveryYear {
  readonly t: number;
  readonly fundingRatio: Decimal;
  readonly decision: PolicyDecision;
}

export interface RecoveryPath {
  readonly years: readonly RecoveryYear[];
  readonly finalFundingRatio: Decimal;
}

/** realised: growth of the funding ratio in year t, counted from 0. A series of ten cuts is reported only: it leaves the ratio as it is. */
export function recoveryPath(regime: Regime, input: PolicyInput, years: number, realised: (t: number) => Decimal): RecoveryPath {
  const path: RecoveryYear[] = [];
  let current = input;
  for (let t = 0; t < years; t += 1) {
    const decision = decidePolicy(regime, current);
    path.push({ t, fundingRatio: current.fundingRatio, decision });
    current = {
      ...current,
      fundingRatio: decision.fundingRatioAfter.times(ONE.plus(realised(t))).toSignificantDigits(CARRIED_DIGITS),
      backlog: decision.backlogAfter,
      below: decision.below,
      planElapsed: decision.planElapsed,
    };
  }
  return { years: path, finalFundingRatio: current.fundingRatio };
}
