/** Where a funding ratio goes if every year brings the same and the rules are kept (nl-ftk section 6, `ftk.recoveryPath`). */
import { ONE, type Decimal } from '#money/decimal.js';
import { explained, inBrief, type Explained } from '../../frame/figures/explained.js';
import type { Regime } from '../regime.js';
import { policyTold, type ToldPolicyDecision, type ToldPolicyInput } from './decide.js';

/**
 * A plan that ends exactly on the required capital has to be seen there: the last digits of a quotient times a growth are noise, and
 * which side of the capital they fall on would decide between partial and full indexation.
 */
const CARRIED_DIGITS = 35;

export interface RecoveryYear {
  readonly t: number;
  readonly fundingRatio: Explained<Decimal>;
  readonly decision: ToldPolicyDecision;
}

export interface RecoveryPath {
  readonly years: readonly RecoveryYear[];
  readonly finalFundingRatio: Explained<Decimal>;
}

/**
 * rules, realised: of year t, counted from 0; realised is the growth of the funding ratio.
 * A series of ten cuts is reported only: it leaves the ratio as it is.
 * `name`: under which the years of the path are taken apart, `NAME.T.fundingRatio`.
 */
export function recoveryPath(
  rules: (t: number) => Regime,
  input: ToldPolicyInput,
  years: number,
  realised: (t: number) => Explained<Decimal>,
  name = 'path',
): RecoveryPath {
  const path: RecoveryYear[] = [];
  let current = input;
  for (let t = 0; t < years; t += 1) {
    const decision = policyTold(rules(t), current);
    path.push({ t, fundingRatio: current.fundingRatio, decision });
    current = {
      ...current,
      fundingRatio: carriedRatio(inBrief(decision.fundingRatioAfter, `${name}.${t}.fundingRatioAfter`), realised(t)),
      backlog: inBrief(decision.backlogAfter, `${name}.${t}.backlogAfter`),
      below: decision.below,
      planElapsed: decision.planElapsed,
    };
  }
  return { years: path, finalFundingRatio: current.fundingRatio };
}

function carriedRatio(after: Explained<Decimal>, growth: Explained<Decimal>): Explained<Decimal> {
  return explained(after.value.times(ONE.plus(growth.value)).toSignificantDigits(CARRIED_DIGITS), () => ({
    ...{ name: 'fundingRatio', unit: 'fraction', formula: 'F after the decision · (1 + g)' },
    article: 'CPB note of 5 December 2014, section 2',
    inputs: [after, growth],
  }));
}
