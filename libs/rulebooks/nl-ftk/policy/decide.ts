/** What the rules make of a funding ratio at the start of a year (nl-ftk section 2; CPB note, section 2). */
import { Decimal, ONE, ZERO, exactText } from '#money/decimal.js';
import { explained, given, type Explained, type Telling } from '../../frame/figures/explained.js';
import { ruleUses, type Regime, type RuleField } from '../regime.js';

/** Years of the old recovery plan. */
export const OLD_PLAN_YEARS = 15;
/** Years of the new recovery plan; a tenth of the surplus is what lasts (houdbare indexatie). */
export const NEW_PLAN_YEARS = 10;

export type PolicyAction = 'FULL' | 'PARTIAL' | 'NONE' | 'PLAN_CUT' | 'CUT_TO_MVEV' | 'TEN_CUTS';

/** `Value`: a decimal, or one that tells how it came about. */
type Figures<Value, Names extends string> = { readonly [name in Names]: Value };

/** What one year hands to the next. `backlog`, G: missed indexation as an index, 1 where there is none. */
export interface Carried<Value = Decimal> extends Figures<Value, 'backlog'> {
  /** Earlier consecutive starts of a year with a funding ratio below the minimum. */
  readonly below: number;
  /** Years since the old recovery plan began; null where none runs, and under the new rules. */
  readonly planElapsed: number | null;
}

/**
 * `fundingRatio`, F = assets / liabilities, above 0. `ambition`, a: price inflation that the fund would like to give, not negative.
 * `growth`, g: yearly growth of the funding ratio that the investment policy promises.
 */
export type PolicyInput<Value = Decimal> = Carried<Value> & Figures<Value, 'fundingRatio' | 'ambition' | 'growth'>;

/** `indexation`: below 0 a cut. `factor`: what rights are multiplied by. */
export interface PolicyDecision<Value = Decimal>
  extends Figures<Value, 'indexation' | 'catchUp' | 'factor' | 'fundingRatioAfter' | 'backlogAfter'> {
  readonly action: PolicyAction;
  readonly below: number;
  readonly planElapsed: number | null;
}

type Told = Explained<Decimal>;
export type ToldPolicyInput = PolicyInput<Told>;
export type ToldPolicyDecision = PolicyDecision<Told>;

/** Places of an indexation by plan: a fund that is exactly on its plan has none, whatever its last digits say. */
const PLACES = 30;

const NOTE = 'CPB note of 5 December 2014, section 2';
const CATCH_UP = 'CPB note of 5 December 2014, section 4';

type Rule = Pick<ToldPolicyDecision, 'action' | 'indexation' | 'catchUp' | 'below' | 'planElapsed'>;

export function decidePolicy(regime: Regime, input: PolicyInput): PolicyDecision {
  const { indexation, catchUp, factor, fundingRatioAfter, backlogAfter, ...rest } = policyTold(regime, givenInput(input));
  return {
    ...rest,
    indexation: indexation.value,
    catchUp: catchUp.value,
    factor: factor.value,
    fundingRatioAfter: fundingRatioAfter.value,
    backlogAfter: backlogAfter.value,
  };
}

export function givenInput(input: PolicyInput): ToldPolicyInput {
  const { fundingRatio, ambition, growth, backlog } = input;
  return {
    ...input,
    fundingRatio: given('fundingRatio', fundingRatio),
    ambition: given('ambition', ambition),
    growth: given('growth', growth),
    backlog: given('backlog', backlog),
  };
}

/** The decision with the trees of its figures, down to what the input's figures tell of themselves. */
export function policyTold(regime: Regime, input: ToldPolicyInput): ToldPolicyDecision {
  const below = input.fundingRatio.value.lt(regime.mvev) ? input.below + 1 : 0;
  const rule = regime.base === 'old' ? oldRule(regime, input, below) : newRule(regime, input, below);
  const { indexation, catchUp } = rule;
  const { fundingRatio, ambition, backlog } = input;
  const factor = figure('factor', ONE.plus(indexation.value).times(ONE.plus(catchUp.value)), {
    formula: '(1 + indexation) · (1 + catch-up)',
    inputs: [indexation, catchUp],
  });
  return {
    ...rule,
    factor,
    fundingRatioAfter: figure('fundingRatioAfter', fundingRatio.value.div(factor.value), {
      formula: 'F / factor',
      inputs: [fundingRatio, factor],
    }),
    backlogAfter: figure('backlogAfter', backlog.value.times(ONE.plus(ambition.value)).div(factor.value), {
      formula: 'G · (1 + a) / factor',
      inputs: [backlog, ambition, factor],
    }),
  };
}

type ToldOf = Pick<Telling, 'formula'> & Partial<Pick<Telling, 'inputs' | 'parameters' | 'note' | 'article'>>;

function figure(name: string, value: Decimal, telling: ToldOf): Told {
  return explained(value, () => ({ name, unit: 'fraction', article: NOTE, ...telling }));
}

/** What a rule sets, as it is in force, or as the question supposes it. */
function ruled(regime: Regime, ...fields: readonly RuleField[]): Pick<Telling, 'parameters' | 'note'> {
  return ruleUses(regime, fields);
}

/** Nothing is given, and why. */
function nothing(name: string, formula: string, telling: Partial<ToldOf> = {}): Told {
  return figure(name, ZERO, { formula, ...telling });
}

function noCatchUp(regime: Regime, { fundingRatio }: ToldPolicyInput, why: string): Told {
  return nothing('catchUp', `none: ${why}`, { article: CATCH_UP, inputs: [fundingRatio], ...ruled(regime, 'vev', 'threshold') });
}

function oldRule(regime: Regime, input: ToldPolicyInput, below: number): Rule {
  const { vev, mvev, threshold } = regime;
  const { fundingRatio, ambition, backlog, planElapsed, growth } = input;
  if (below > regime.mvevYears) {
    const indexation = figure('indexation', fundingRatio.value.div(mvev).minus(ONE), {
      formula: 'F / minimum − 1: more than the years that the rules allow below it',
      inputs: [fundingRatio],
      ...ruled(regime, 'mvev', 'mvevYears'),
    });
    return { action: 'CUT_TO_MVEV', indexation, catchUp: noCatchUp(regime, input, 'the year has a cut'), below: 0, planElapsed };
  }
  if (fundingRatio.value.gte(vev)) {
    const indexation = figure('indexation', ambition.value, {
      formula: 'a: the ratio is not below the required one',
      inputs: [ambition, fundingRatio],
      ...ruled(regime, 'vev'),
    });
    const surplus = figure('surplus', fundingRatio.value.div(ONE.plus(ambition.value)).div(vev).minus(ONE), {
      formula: 'F / (1 + indexation) / required − 1',
      inputs: [fundingRatio, indexation],
      ...ruled(regime, 'vev'),
    });
    return { action: 'FULL', indexation, catchUp: catchUpOf(regime, surplus, backlog), below, planElapsed: null };
  }
  const elapsed = planElapsed === null ? 0 : planElapsed + 1;
  // Below the required capital the scale lies between the threshold and it, so the divisor is above 0 where anything is given.
  const isBelowScale = fundingRatio.value.lte(threshold);
  const scale = figure('scale', isBelowScale ? ZERO : fundingRatio.value.minus(threshold).div(vev.minus(threshold)), {
    formula: 'max(0, (F − threshold) / (required − threshold))',
    inputs: [fundingRatio],
    ...ruled(regime, 'threshold', 'vev'),
  });
  const yearsLeft = Math.max(1, OLD_PLAN_YEARS - elapsed);
  const byPlan = figure('byPlan', aboveRequired(fundingRatio.value.times(ONE.plus(growth.value).pow(yearsLeft)), vev), {
    formula: `F · (1 + g)^max(1, ${OLD_PLAN_YEARS} − ${elapsed}) / required − 1`,
    inputs: [fundingRatio, growth],
    ...ruled(regime, 'vev'),
  });
  const indexation = figure('indexation', Decimal.min(ambition.value.times(scale.value), Decimal.max(ZERO, byPlan.value)), {
    formula: 'min(a · scale, max(0, by plan))',
    inputs: [ambition, scale, byPlan],
  });
  const catchUp = noCatchUp(regime, input, 'the ratio is below the required one');
  return { action: indexation.value.gt(ZERO) ? 'PARTIAL' : 'NONE', indexation, catchUp, below, planElapsed: elapsed };
}

function newRule(regime: Regime, input: ToldPolicyInput, below: number): Rule {
  const { vev, threshold } = regime;
  const { fundingRatio, ambition, backlog, growth } = input;
  const planElapsed = null;
  if (below > regime.mvevYears) {
    const indexation = nothing('indexation', 'none: ten cuts are due after the years that the rules allow below the minimum', {
      inputs: [fundingRatio],
      ...ruled(regime, 'mvev', 'mvevYears'),
    });
    return { action: 'TEN_CUTS', indexation, catchUp: noCatchUp(regime, input, 'ten cuts are due'), below: 0, planElapsed };
  }
  const lasts = Decimal.max(ZERO, fundingRatio.value.minus(threshold).div(NEW_PLAN_YEARS));
  const lasting = figure('lasting', Decimal.min(ambition.value, lasts), {
    formula: `min(a, max(0, (F − threshold) / ${NEW_PLAN_YEARS}))`,
    inputs: [ambition, fundingRatio],
    ...ruled(regime, 'threshold'),
  });
  if (fundingRatio.value.lt(vev)) {
    const expected = fundingRatio.value.times(ONE.plus(growth.value).pow(NEW_PLAN_YEARS));
    const byPlan = figure('byPlan', aboveRequired(expected, vev).div(NEW_PLAN_YEARS), {
      formula: `(F · (1 + g)^${NEW_PLAN_YEARS} / required − 1) / ${NEW_PLAN_YEARS}`,
      inputs: [fundingRatio, growth],
      ...ruled(regime, 'vev'),
    });
    const indexation = figure('indexation', Decimal.min(byPlan.value, lasting.value), {
      formula: 'min(by plan, lasting)',
      inputs: [byPlan, lasting],
    });
    const action = indexation.value.lt(ZERO) ? 'PLAN_CUT' : indexation.value.gt(ZERO) ? 'PARTIAL' : 'NONE';
    return { action, indexation, catchUp: noCatchUp(regime, input, 'the ratio is below the required one'), below, planElapsed };
  }
  const indexation = figure('indexation', lasting.value, { formula: 'what lasts', inputs: [lasting] });
  if (lasting.value.lt(ambition.value)) {
    return { action: 'PARTIAL', indexation, catchUp: noCatchUp(regime, input, 'indexation is not full'), below, planElapsed };
  }
  const top = figure('top', Decimal.max(vev, threshold.plus(ambition.value.times(NEW_PLAN_YEARS))), {
    formula: `max(required, threshold + ${NEW_PLAN_YEARS} · a)`,
    inputs: [ambition],
    ...ruled(regime, 'vev', 'threshold'),
  });
  const surplus = figure('surplus', fundingRatio.value.div(ONE.plus(lasting.value)).div(top.value).minus(ONE), {
    formula: 'F / (1 + indexation) / top − 1',
    inputs: [fundingRatio, indexation, top],
  });
  return { action: 'FULL', indexation, catchUp: catchUpOf(regime, surplus, backlog), below, planElapsed };
}

/** Surplus of the ratio that a plan expects, as a fraction of the required one; below 0 a gap. */
function aboveRequired(expected: Decimal, vev: Decimal): Decimal {
  return expected.div(vev).minus(ONE).toDecimalPlaces(PLACES);
}

/** The backlog at most, and of the surplus above the required capital the share that the rules allow. */
function catchUpOf(regime: Regime, surplus: Told, backlog: Told): Told {
  const allowed = regime.catchUpShare.times(Decimal.max(ZERO, surplus.value));
  return figure('catchUp', Decimal.min(Decimal.max(ZERO, backlog.value.minus(ONE)), allowed), {
    formula: `min(max(0, G − 1), ${exactText(regime.catchUpShare)} · max(0, surplus))`,
    article: CATCH_UP,
    inputs: [backlog, surplus],
    ...ruled(regime, 'catchUpShare'),
  });
}
