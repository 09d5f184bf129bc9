/** The funding policy of a Dutch fund, on its own stream (nl-ftk section 8). */
import type { DecidedFundEvent, FundEventData } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import { Decimal, exactText, ONE, ZERO } from '#money/decimal.js';
import type { EvaluatedPolicyYear, EvaluatePolicy, PolicyRules, PolicyVariant } from '../../frame/capabilities/policy.js';
import { NEW_PLAN_YEARS, OLD_PLAN_YEARS, type Carried, type PolicyInput } from '../policy/decide.js';
import { REGIME_FIELDS, type Regime } from '../regime.js';
import { catchUpDecided, indexationDecided, recoveryPlanSet, reductionDecided, type EvaluatedFor } from './decisions.js';
import {
  carryForward,
  decidedFactor,
  evaluateYear,
  NOTHING_DECIDED,
  regimeInForce,
  type DecidedYear,
  type Evaluation,
  type FundFacts,
} from './evaluate.js';
import { evaluatedYears, type EvaluatedYear } from './evaluations.js';

type Recorded = FundState['evaluations'][number];
type EvaluatedData = FundEventData['PolicyEvaluated'];

const decimal = (text: string): Decimal => new Decimal(text);

/** Series of ten cuts are not on the stream yet: none is due. */
const NO_SERIES = [] as const;

/** As now known; the measure that the rules go by is the nominal one. */
function factsNow({ ratios, expectations }: FundState): FundFacts {
  return {
    ratios: new Map(ratios.filter(({ measure }) => measure === 'nominal').map(({ on, ratio }) => [on, decimal(ratio)])),
    expectations: new Map(
      [...expectations].map(([year, { data }]) => [year, { ambition: decimal(data.ambition), growth: decimal(data.growth) }]),
    ),
  };
}

/** What each year was evaluated on. */
function factsThen(recorded: readonly Recorded[]): FundFacts {
  return {
    ratios: new Map(recorded.map(({ data }) => [startOfYear(data.year), decimal(data.input.fundingRatio)])),
    expectations: new Map(
      recorded.map(({ data: { year, input } }) => [year, { ambition: decimal(input.ambition), growth: decimal(input.growth) }]),
    ),
  };
}

function carriedOf({
  backlog,
  below,
  planElapsed,
}: {
  readonly backlog: string;
  readonly below: number;
  readonly planElapsed?: number;
}): Carried {
  return { backlog: decimal(backlog), below, planElapsed: planElapsed ?? null };
}

function inputOf({ fundingRatio, ambition, growth, ...carried }: EvaluatedData['input']): PolicyInput {
  return { fundingRatio: decimal(fundingRatio), ambition: decimal(ambition), growth: decimal(growth), ...carriedOf(carried) };
}

/** What the board decided for a year, and by which events. */
function decidedFor(fund: FundState, year: number): DecidedYear & { readonly eventIds: readonly string[] } {
  const on = startOfYear(year);
  const indexations = fund.indexations.filter(({ data }) => data.on === on);
  const reductions = fund.reductions.filter((reduction) => reduction.on === on);
  const catchUps = fund.catchUps.filter(({ data }) => data.on === on);
  const rates = reductions.flatMap(({ by }) => (by.kind === 'rate' ? [decimal(by.rate)] : []));
  return {
    indexation: indexations.reduce((rate, { data }) => ONE.plus(rate).times(ONE.plus(data.rate)).minus(ONE), ZERO),
    reduction: ONE.minus(rates.reduce((kept, rate) => kept.times(ONE.minus(rate)), ONE)),
    catchUp: catchUps.reduce((factor, { data }) => factor.times(data.factor), ONE).minus(ONE),
    eventIds: [
      ...indexations.map(({ eventId }) => eventId),
      ...reductions.map(({ decision }) => decision),
      ...catchUps.map(({ eventId }) => eventId),
    ],
  };
}

function evaluate({ year, reference, opening }: EvaluatePolicy, fund: FundState): DecidedFundEvent | undefined {
  const standing = fund.evaluations.find(({ data }) => data.year === year);
  if (standing !== undefined) return standing.data.reference === reference ? undefined : alreadyEvaluated(year);
  const facts = factsNow(fund);
  const carried = carriedInto(year, opening, fund);
  const evaluation = evaluateYear(year, facts, carried, NO_SERIES);
  const { input, output, regime } = evaluation;
  const on = startOfYear(year);
  const ratioEvent = fund.ratios.find((one) => one.on === on && one.measure === 'nominal')?.eventId as string;
  const data: EvaluatedData = {
    year,
    regime: regime.base,
    input: {
      fundingRatio: exactText(input.fundingRatio),
      ambition: exactText(input.ambition),
      growth: exactText(input.growth),
      backlog: exactText(input.backlog),
      below: input.below,
      ...planOf(input.planElapsed),
    },
    output: {
      action: output.action,
      indexation: exactText(output.indexation),
      catchUp: exactText(output.catchUp),
      factor: exactText(output.factor),
      below: output.below,
      fundingRatioAfter: exactText(output.fundingRatioAfter),
      backlogAfter: exactText(output.backlogAfter),
      ...planOf(output.planElapsed),
    },
    ratioEvent,
    reference,
    ...(opening === undefined ? {} : { opening }),
  };
  return { type: 'PolicyEvaluated', effectiveDate: on, key: `evaluated:${year}`, data };
}

function alreadyEvaluated(year: number): never {
  return refuse('ALREADY_EVALUATED', `${year} is evaluated, and its evaluation stands; what is known since is shown beside it`, { year });
}

function planOf(planElapsed: number | null): { readonly planElapsed?: number } {
  return planElapsed === null ? {} : { planElapsed };
}

/** What a year begins with: what the one before hands on, or the opening of the first. */
function carriedInto(year: number, opening: EvaluatePolicy['opening'], fund: FundState): Carried {
  const last = fund.evaluations.at(-1);
  if (last === undefined) {
    if (opening === undefined) {
      refuse(
        'OPENING_MISSING',
        `${year} is the first year that is evaluated: say what it begins with, a backlog of 1 where there is none`,
        { year },
      );
    }
    return carriedOf(opening);
  }
  if (opening !== undefined) refuse('OPENING_NOT_FIRST', `${last.data.year} is evaluated; only the first year has an opening`, { year });
  if (last.data.year !== year - 1) {
    const missing = last.data.year + 1;
    refuse('EVALUATION_OUT_OF_ORDER', `${missing} comes before ${year} and is not evaluated; evaluate the years one after another`, {
      year,
      missing,
    });
  }
  return carryForward(evaluationOf(last.data), decidedFor(fund, year - 1));
}

/** A recorded evaluation as the law's functions take it. */
function evaluationOf({ year, input, output }: EvaluatedData): Evaluation {
  const { action, indexation, catchUp, factor, below, planElapsed, fundingRatioAfter, backlogAfter } = output;
  const rates = { indexation: decimal(indexation), catchUp: decimal(catchUp), factor: decimal(factor) };
  const after = { fundingRatioAfter: decimal(fundingRatioAfter), backlogAfter: decimal(backlogAfter) };
  return {
    year,
    regime: regimeInForce(year),
    input: inputOf(input),
    output: { action, ...rates, ...after, below, planElapsed: planElapsed ?? null },
  };
}

/** The evaluation that a decision of a day rests on. */
function evaluatedFor(fund: FundState, on: CivilDate): EvaluatedFor | undefined {
  const found = fund.evaluations.find(({ data }) => startOfYear(data.year) === on)?.data;
  if (found === undefined) return undefined;
  const { action, indexation, catchUp } = found.output;
  return { year: found.year, action, indexation: decimal(indexation), catchUp: decimal(catchUp) };
}

/** The scheme's own rules come on top of these: a decision keeps to both. */
function refuseBeyond({ type, data }: DecidedFundEvent, fund: FundState): void {
  if (type !== 'IndexationDecided' && type !== 'ReductionDecided' && type !== 'CatchUpDecided') return;
  const evaluation = evaluatedFor(fund, data.on);
  if (evaluation === undefined) return;
  if (type === 'IndexationDecided') indexationDecided(evaluation, data.on, decimal(data.rate), undefined);
  else if (type === 'CatchUpDecided') catchUpDecided(evaluation, data.on, decimal(data.factor).minus(ONE));
  else if (data.rate !== undefined) reductionDecided(evaluation, data.on, decimal(data.rate));
}

function recoveryPlan(
  { year, reference }: { readonly year: number; readonly reference: string },
  fund: FundState,
): DecidedFundEvent | undefined {
  const evaluated = fund.evaluations.find(({ data }) => data.year === year)?.data;
  if (evaluated === undefined) return refuse('NOT_EVALUATED', `${year} is not evaluated; evaluate it before deciding on it`, { year });
  if (fund.recoveryPlans.some(({ data }) => data.year === year)) return undefined;
  const years = evaluated.regime === 'old' ? OLD_PLAN_YEARS : NEW_PLAN_YEARS;
  const plan = recoveryPlanSet(year, regimeInForce(year), inputOf(evaluated.input), years) as unknown as Omit<
    FundEventData['RecoveryPlanSet'],
    'reference'
  >;
  return { type: 'RecoveryPlanSet', effectiveDate: startOfYear(year), key: `recovery-plan:${year}`, data: { ...plan, reference } };
}

function shownYears(fund: FundState, variant: PolicyVariant): readonly EvaluatedPolicyYear[] {
  const recorded = [...fund.evaluations].sort((a, b) => a.data.year - b.data.year);
  const [first, last] = [recorded[0]?.data, recorded.at(-1)?.data];
  if (first === undefined || last === undefined) return [];
  const decided = new Map(recorded.map(({ data: { year } }) => [year, decidedFor(fund, year)]));
  const history = {
    opening: carriedOf(first.opening ?? first.input),
    then: factsThen(recorded),
    now: { ...factsThen(recorded), ...factsNow(fund) },
    decided,
    schedules: NO_SERIES,
  };
  return evaluatedYears(history, first.year, last.year, variantOf(variant)).map((year) =>
    shown(year, decided.get(year.proposed.year)?.eventIds ?? []),
  );
}

function shown(
  { proposed: { year, regime, input, output }, decided = NOTHING_DECIDED, after, asNowKnown }: EvaluatedYear,
  eventIds: readonly string[],
): EvaluatedPolicyYear {
  const { fundingRatio, ambition, growth, backlog, below, planElapsed } = input;
  const factor = decidedFactor(decided);
  return {
    year,
    regime: regime.base,
    ...texts({ fundingRatio, vev: regime.vev, mvev: regime.mvev, ambition, growth, backlog }),
    below,
    planElapsed,
    proposed: { action: output.action, ...texts({ indexation: output.indexation, catchUp: output.catchUp, factor: output.factor }) },
    decided:
      eventIds.length === 0
        ? null
        : { ...texts({ indexation: decided.indexation, reduction: decided.reduction, catchUp: decided.catchUp, factor }), eventIds },
    asNowKnown:
      asNowKnown === undefined
        ? null
        : {
            action: asNowKnown.action,
            ...texts({ fundingRatio: asNowKnown.fundingRatio, indexation: asNowKnown.indexation, difference: asNowKnown.difference }),
          },
    fundingRatioAfter: exactText(fundingRatio.div(factor)),
    backlogAfter: exactText(after.backlog),
  };
}

function texts<Name extends string>(values: { readonly [name in Name]: Decimal }): { readonly [name in Name]: string } {
  return Object.fromEntries(Object.entries<Decimal>(values).map(([name, value]) => [name, exactText(value)])) as {
    readonly [name in Name]: string;
  };
}

const VARIANT_FIELDS: readonly string[] = REGIME_FIELDS;

/** Refuses UNKNOWN_VARIANT. */
function variantOf(variant: PolicyVariant): Partial<Regime> {
  const fields = Object.entries(variant).map(([field, text]) => {
    if (!VARIANT_FIELDS.includes(field) || !/^\d+(\.\d+)?$/.test(text)) {
      refuse(
        'UNKNOWN_VARIANT',
        `${field}=${text.slice(0, 40)} is no variant of the rules; they have ${VARIANT_FIELDS.join(', ')}, each a number`,
        { field },
      );
    }
    return [field, field === 'mvevYears' ? Number(text) : decimal(text)];
  });
  return Object.fromEntries(fields) as Partial<Regime>;
}

export const FUND_POLICY: PolicyRules = { evaluate, recoveryPlan, refuseBeyond, evaluations: shownYears };
