/** What a fund's stream tells of its policy, as the law's functions take it (nl-ftk section 8). */
import type { FundEventData } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { startOfYear } from '#money/civil-date.js';
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import type { PolicyVariant } from '../../frame/capabilities/policy.js';
import type { Carried, PolicyInput } from '../policy/decide.js';
import { REGIME_FIELDS, type Regime } from '../regime.js';
import { regimeInForce, type DecidedYear, type Evaluation, type FundFacts, type ScheduledCuts } from './evaluate.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_VARIANT: { readonly field: string; readonly value: string; readonly known: readonly string[] };
  }
}

type Recorded = FundState['evaluations'][number];
export type EvaluatedData = FundEventData['PolicyEvaluated'];

export const exactly = (text: string): Decimal => new Decimal(text);

/** As now known; the measure that the rules go by is the nominal one. */
export function factsNow({ ratios, expectations }: FundState): FundFacts {
  return {
    ratios: new Map(ratios.filter(({ measure }) => measure === 'nominal').map(({ on, ratio }) => [on, exactly(ratio)])),
    expectations: new Map(
      [...expectations].map(([year, { data }]) => [year, { ambition: exactly(data.ambition), growth: exactly(data.growth) }]),
    ),
  };
}

/** What each year was evaluated on. */
export function factsThen(recorded: readonly Recorded[]): FundFacts {
  return {
    ratios: new Map(recorded.map(({ data }) => [startOfYear(data.year), exactly(data.input.fundingRatio)])),
    expectations: new Map(
      recorded.map(({ data: { year, input } }) => [year, { ambition: exactly(input.ambition), growth: exactly(input.growth) }]),
    ),
  };
}

export function carriedOf({
  backlog,
  below,
  planElapsed,
}: {
  readonly backlog: string;
  readonly below: number;
  readonly planElapsed?: number;
}): Carried {
  return { backlog: exactly(backlog), below, planElapsed: planElapsed ?? null };
}

export function policyInputOf({ fundingRatio, ambition, growth, ...carried }: EvaluatedData['input']): PolicyInput {
  return { fundingRatio: exactly(fundingRatio), ambition: exactly(ambition), growth: exactly(growth), ...carriedOf(carried) };
}

/** Series of ten cuts, in the order in which they were scheduled. */
export function schedulesOf({ tenCuts }: FundState): readonly ScheduledCuts[] {
  return tenCuts.map(({ data: { year, cut } }) => ({ year, cut: exactly(cut) }));
}

/** What the board decided for a year, and by which events; the cuts of a series fall by themselves, and the backlog knows them. */
export function decidedFor(fund: FundState, year: number): DecidedYear & { readonly eventIds: readonly string[] } {
  const on = startOfYear(year);
  const indexations = fund.indexations.filter(({ data }) => data.on === on);
  const reductions = fund.reductions.filter((reduction) => reduction.on === on && reduction.schedule === undefined);
  const catchUps = fund.catchUps.filter(({ data }) => data.on === on);
  const rates = reductions.flatMap(({ by }) => (by.kind === 'rate' ? [exactly(by.rate)] : []));
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

/** A recorded evaluation as the law's functions take it. */
export function evaluationOf({ year, input, output }: EvaluatedData): Evaluation {
  const { action, indexation, catchUp, factor, below, planElapsed, fundingRatioAfter, backlogAfter } = output;
  const rates = { indexation: exactly(indexation), catchUp: exactly(catchUp), factor: exactly(factor) };
  const after = { fundingRatioAfter: exactly(fundingRatioAfter), backlogAfter: exactly(backlogAfter) };
  return {
    year,
    regime: regimeInForce(year),
    input: policyInputOf(input),
    output: { action, ...rates, ...after, below, planElapsed: planElapsed ?? null },
  };
}

const VARIANT_FIELDS: readonly string[] = REGIME_FIELDS;

/** Refuses UNKNOWN_VARIANT. */
export function variantOf(variant: PolicyVariant): Partial<Regime> {
  const fields = Object.entries(variant).map(([field, text]) => {
    if (!VARIANT_FIELDS.includes(field) || !/^\d+(\.\d+)?$/.test(text)) {
      refuse('UNKNOWN_VARIANT', { field, value: text.slice(0, 40), known: VARIANT_FIELDS });
    }
    return [field, field === 'mvevYears' ? Number(text) : exactly(text)];
  });
  return Object.fromEntries(fields) as Partial<Regime>;
}
