/** What the rules make of a funding ratio at the start of a year (nl-ftk section 2; CPB note, section 2). */
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import type { Regime } from '../regime.js';

/** Years of the old recovery plan. */
export const OLD_PLAN_YEARS = 15;
/** Years of the new recovery plan; a tenth of the surplus is what lasts (houdbare indexatie). */
export const NEW_PLAN_YEARS = 10;

export type PolicyAction = 'FULL' | 'PARTIAL' | 'NONE' | 'PLAN_CUT' | 'CUT_TO_MVEV' | 'TEN_CUTS';

/** What one year hands to the next. */
export interface Carried {
  /** G: missed indexation as an index, 1 where there is none. */
  readonly backlog: Decimal;
  /** Earlier consecutive starts of a year with a funding ratio below the minimum. */
  readonly below: number;
  /** Years since the old recovery plan began; null where none runs, and under the new rules. */
  readonly planElapsed: number | null;
}

export interface PolicyInput extends Carried {
  /** F = assets / liabilities, above 0. */
  readonly fundingRatio: Decimal;
  /** a: price inflation that the fund would like to give, not negative. */
  readonly ambition: Decimal;
  /** g: yearly growth of the funding ratio that the investment policy promises. */
  readonly growth: Decimal;
}

export interface PolicyDecision {
  readonly action: PolicyAction;
  /** Below 0: a cut. */
  readonly indexation: Decimal;
  readonly catchUp: Decimal;
  /** What rights are multiplied by. */
  readonly factor: Decimal;
  readonly below: number;
  readonly planElapsed: number | null;
  readonly fundingRatioAfter: Decimal;
  readonly backlogAfter: Decimal;
}

/** Places of an indexation by plan: a fund that is exactly on its plan has none, whatever its last digits say. */
const PLACES = 30;

type Rule = Pick<PolicyDecision, 'action' | 'indexation' | 'catchUp' | 'below' | 'planElapsed'>;

export function decidePolicy(regime: Regime, input: PolicyInput): PolicyDecision {
  const below = input.fundingRatio.lt(regime.mvev) ? input.below + 1 : 0;
  const rule = regime.base === 'old' ? oldRule(regime, input, below) : newRule(regime, input, below);
  const factor = ONE.plus(rule.indexation).times(ONE.plus(rule.catchUp));
  return {
    ...rule,
    factor,
    fundingRatioAfter: input.fundingRatio.div(factor),
    backlogAfter: input.backlog.times(ONE.plus(input.ambition)).div(factor),
  };
}

function oldRule(regime: Regime, { fundingRatio, ambition, backlog, planElapsed, growth }: PolicyInput, below: number): Rule {
  const { vev, mvev, threshold } = regime;
  if (below > regime.mvevYears) {
    return { action: 'CUT_TO_MVEV', indexation: fundingRatio.div(mvev).minus(ONE), catchUp: ZERO, below: 0, planElapsed };
  }
  if (fundingRatio.gte(vev)) {
    const catchUp = catchUpOf(regime, fundingRatio.div(ONE.plus(ambition)).div(vev).minus(ONE), backlog);
    return { action: 'FULL', indexation: ambition, catchUp, below, planElapsed: null };
  }
  const elapsed = planElapsed === null ? 0 : planElapsed + 1;
  // Below the required capital the scale lies between the threshold and it, so the divisor is above 0 where anything is given.
  const scale = fundingRatio.lte(threshold) ? ZERO : fundingRatio.minus(threshold).div(vev.minus(threshold));
  const byPlan = aboveRequired(fundingRatio.times(ONE.plus(growth).pow(Math.max(1, OLD_PLAN_YEARS - elapsed))), vev);
  const indexation = Decimal.min(ambition.times(scale), Decimal.max(ZERO, byPlan));
  return { action: indexation.gt(ZERO) ? 'PARTIAL' : 'NONE', indexation, catchUp: ZERO, below, planElapsed: elapsed };
}

function newRule(regime: Regime, { fundingRatio, ambition, backlog, growth }: PolicyInput, below: number): Rule {
  const { vev, threshold } = regime;
  const planElapsed = null;
  if (below > regime.mvevYears) return { action: 'TEN_CUTS', indexation: ZERO, catchUp: ZERO, below: 0, planElapsed };
  const lasting = Decimal.min(ambition, Decimal.max(ZERO, fundingRatio.minus(threshold).div(NEW_PLAN_YEARS)));
  if (fundingRatio.lt(vev)) {
    const byPlan = aboveRequired(fundingRatio.times(ONE.plus(growth).pow(NEW_PLAN_YEARS)), vev).div(NEW_PLAN_YEARS);
    const indexation = Decimal.min(byPlan, lasting);
    const action = indexation.lt(ZERO) ? 'PLAN_CUT' : indexation.gt(ZERO) ? 'PARTIAL' : 'NONE';
    return { action, indexation, catchUp: ZERO, below, planElapsed };
  }
  if (lasting.lt(ambition)) return { action: 'PARTIAL', indexation: lasting, catchUp: ZERO, below, planElapsed };
  const top = Decimal.max(vev, threshold.plus(ambition.times(NEW_PLAN_YEARS)));
  const catchUp = catchUpOf(regime, fundingRatio.div(ONE.plus(lasting)).div(top).minus(ONE), backlog);
  return { action: 'FULL', indexation: lasting, catchUp, below, planElapsed };
}

/** Surplus of the ratio that a plan expects, as a fraction of the required one; below 0 a gap. */
function aboveRequired(expected: Decimal, vev: Decimal): Decimal {
  return expected.div(vev).minus(ONE).toDecimalPlaces(PLACES);
}

/** The backlog at most, and of the surplus above the required capital the share that the rules allow. */
function catchUpOf({ catchUpShare }: Regime, surplus: Decimal, backlog: Decimal): Decimal {
  return Decimal.min(Decimal.max(ZERO, backlog.minus(ONE)), catchUpShare.times(Decimal.max(ZERO, surplus)));
}
