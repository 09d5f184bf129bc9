/** What a fund's stream tells of its policy, as the law's functions take it (nl-ftk section 8). */
import type { FundEventData } from '#ledger/fund/events.js';
import { standingRatios } from '#ledger/fund/funding/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { startOfYear, yearOf } from '#money/civil-date.js';
import { Decimal, ONE } from '#money/decimal.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import type { PolicyVariant } from '../../frame/capabilities/policy.js';
import type { Carried, ToldPolicyInput } from '../policy/decide.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { REGIME_FIELDS, regimeInForce, type Regime } from '../regime.js';
import type { DecidedYear, Evaluation, FundFacts, ScheduledCuts } from './evaluate.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_VARIANT: { readonly field: string; readonly value: string; readonly known: readonly string[] };
  }
}

export type RecordedEvaluation = FundState['evaluations'][number];
export type EvaluatedData = FundEventData['PolicyEvaluated'];

type Told = Explained<Decimal>;

export const exactly = (text: string): Decimal => new Decimal(text);

const ARTICLE = 'nl-ftk, section 8';

/** What events say; `formula`: in which words. */
function fact(name: string, text: string, formula: string, events: readonly string[]): Told {
  const unit = name === 'backlog' ? 'index' : 'fraction';
  return explained(exactly(text), () => ({ name, formula, events, unit, article: ARTICLE }));
}

/** As now known; the measure that the rules go by is the nominal one. */
export function factsNow(fund: FundState): FundFacts {
  const { expectations } = fund;
  const nominal = standingRatios(fund).filter(({ measure }) => measure === 'nominal');
  const reported = ({ on, ratio, eventId }: (typeof nominal)[number]) =>
    [on, fact('fundingRatio', ratio, 'nominal, as now known', [eventId])] as const;
  const set = (field: 'ambition' | 'growth', { eventId, data }: ExpectationsOfYear): Told =>
    fact(field, data[field], 'as set by the board, as now known', [eventId]);
  return {
    ratios: new Map(nominal.map(reported)),
    expectations: new Map([...expectations].map(([year, one]) => [year, { ambition: set('ambition', one), growth: set('growth', one) }])),
  };
}

type ExpectationsOfYear = FundState['expectations'] extends ReadonlyMap<number, infer One> ? One : never;

/** What each year was evaluated on. */
export function factsThen(recorded: readonly RecordedEvaluation[]): FundFacts {
  return {
    ratios: new Map(recorded.map((one) => [startOfYear(one.data.year), ratioThen(one)])),
    expectations: new Map(
      recorded.map((one) => [one.data.year, { ambition: inputThen('ambition', one), growth: inputThen('growth', one) }]),
    ),
  };
}

function ratioThen({ eventId, data: { input, ratioEvent } }: RecordedEvaluation): Told {
  return fact('fundingRatio', input.fundingRatio, 'nominal, as the evaluation took it', [ratioEvent, eventId]);
}

function inputThen(name: 'ambition' | 'growth' | 'backlog', { eventId, data: { input } }: RecordedEvaluation): Told {
  return fact(name, input[name], 'as the evaluation took it', [eventId]);
}

interface RecordedCarried {
  readonly backlog: string;
  readonly below: number;
  readonly planElapsed?: number;
}

/** `events`: those that say it; none of what a question brings along. */
export function carriedOf({ backlog, below, planElapsed }: RecordedCarried, events: readonly string[]): Carried<Told> {
  return { backlog: fact('backlog', backlog, 'as the first year begins', events), below, planElapsed: planElapsed ?? null };
}

export function policyInputOf(recorded: RecordedEvaluation): ToldPolicyInput {
  const { below, planElapsed = null } = recorded.data.input;
  return {
    fundingRatio: ratioThen(recorded),
    ambition: inputThen('ambition', recorded),
    growth: inputThen('growth', recorded),
    backlog: inputThen('backlog', recorded),
    ...{ below, planElapsed },
  };
}

/** Series of ten cuts, in the order in which they were scheduled. */
export function schedulesOf({ tenCuts }: FundState): readonly ScheduledCuts[] {
  return tenCuts.map(({ eventId, data: { year, cut } }) => ({ year, cut: exactly(cut), eventId }));
}

function cutsOfYear(year: number, { reductions }: FundState): FundState['reductions'] {
  return reductions.filter(({ on }) => yearOf(on) === year);
}

/** Cuts that the board decided in a year, those of a series left out. */
export function cutsByBoard(year: number, fund: FundState): FundState['reductions'] {
  return cutsOfYear(year, fund).filter(({ schedule }) => schedule === undefined);
}

const OF_BOARD = { unit: 'fraction', article: ARTICLE };

interface OfBoard extends DecidedYear {
  readonly eventIds: readonly string[];
}

/**
 * What the board decided for a year, and by which events: a cut on whatever day of it. The cuts of a series fall by themselves, and the
 * backlog knows them.
 */
export function decidedFor(fund: FundState, year: number): OfBoard {
  return decisionsOf(fund, year, false);
}

/** All that moved rights in it: with the cuts of series that were taken. */
export function bookedFor(fund: FundState, year: number): OfBoard {
  return decisionsOf(fund, year, true);
}

const WITHOUT_SERIES = 'without the cuts of series, which the backlog has in it';

function decisionsOf(fund: FundState, year: number, withSeries: boolean): OfBoard {
  const on = startOfYear(year);
  const indexations = fund.indexations.filter(({ data }) => data.on === on);
  const ofYear = cutsOfYear(year, fund);
  const reductions = withSeries ? ofYear : cutsByBoard(year, fund);
  const catchUps = fund.catchUps.filter(({ data }) => data.on === on);
  const together = (name: string, factors: readonly Decimal[], formula: string, events: readonly string[]): Told => {
    const factor = factors.reduce((product, one) => product.times(one), ONE);
    const rate = name === 'reduction' ? ONE.minus(factor) : factor.minus(ONE);
    const note = name === 'reduction' && reductions.length < ofYear.length ? { note: WITHOUT_SERIES } : {};
    const made = events.length === 0 ? 'nothing is decided' : formula;
    return explained(rate, () => ({ ...{ name, events }, formula: made, ...OF_BOARD, ...note }));
  };
  const granted = indexations.map(({ data }) => ONE.plus(data.rate));
  const kept = reductions.flatMap(({ by }) => (by.kind === 'rate' ? [ONE.minus(by.rate)] : []));
  const caughtUp = catchUps.map(({ data }) => exactly(data.factor));
  return {
    indexation: together('indexation', granted, 'Π(1 + rate) − 1 of the decisions', indexations.map(({ eventId }) => eventId)),
    reduction: together('reduction', kept, '1 − Π(1 − rate) of the decisions', reductions.map(({ decision }) => decision)),
    catchUp: together('catchUp', caughtUp, 'Π factor − 1 of the decisions', catchUps.map(({ eventId }) => eventId)),
    eventIds: [
      ...indexations.map(({ eventId }) => eventId),
      ...reductions.map(({ decision }) => decision),
      ...catchUps.map(({ eventId }) => eventId),
    ],
  };
}

/** A recorded evaluation as the law's functions take it. */
export function evaluationOf(recorded: RecordedEvaluation): Pick<Evaluation, 'input' | 'output'> {
  const { output } = recorded.data;
  const { action, below, planElapsed } = output;
  const told = (name: 'indexation' | 'catchUp' | 'factor' | 'fundingRatioAfter' | 'backlogAfter'): Told =>
    fact(name, output[name], 'as the evaluation recorded it', [recorded.eventId]);
  const rates = { indexation: told('indexation'), catchUp: told('catchUp'), factor: told('factor') };
  const after = { fundingRatioAfter: told('fundingRatioAfter'), backlogAfter: told('backlogAfter') };
  return { input: policyInputOf(recorded), output: { action, ...rates, ...after, below, planElapsed: planElapsed ?? null } };
}

/** The rules that an evaluation was made by: whatever is published later, it stands by them, and so does what is decided on it. */
export function rulesRecorded({ revision }: RecordedEvaluation, { whenRecorded }: FundingRules): ParameterSet {
  return whenRecorded(revision);
}

export function regimeRecorded(evaluation: RecordedEvaluation, rules: FundingRules): Regime {
  return regimeInForce(rulesRecorded(evaluation, rules), evaluation.data.year);
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
