/** ftk.evaluations: the years of a fund, as proposed, as decided, and as the rules would say on what is known now. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { startOfYear } from '#money/civil-date.js';
import { exactText, ONE, ZERO, type Decimal } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { given, type Explained } from '../../frame/figures/explained.js';
import { evaluatedYears, type EvaluatedYear, type FundHistory } from '../ledger/evaluations.js';
import { decidedFactor, type DecidedYear, type FundFacts } from '../ledger/evaluate.js';
import { invalid, readDecimal, readList, readOptionalDecimal } from '../../frame/operation-input.js';
import { readAboveZero, objectOrEmpty, readRate, readVariant } from '../input/read.js';
import * as is from '../input/schema.js';
import { OFFICIAL } from '../parameters.js';
import { regimeInForce, type Regime } from '../regime.js';
import { bounds } from '../../frame/parameters/fault.js';

const year = is.count(1, is.LAST_YEAR);
const expectation = { ambition: is.positive, growth: is.decimal };

export const evaluationsOperation: Operation = {
  name: 'ftk.evaluations',
  article: 'CPB note of 5 December 2014, section 2; nl-ftk section 8',
  summary: 'Yearly evaluations of a fund, carried forward by what the board decided, and as now known where a fact was corrected',
  input: is.inputOf({
    from: year,
    to: year,
    'opening?': is.record({ 'backlog?': is.positive, 'below?': is.count(0, 1000), 'planElapsed?': is.count(0, 1000) }),
    ratios: is.list(is.record({ year, ratio: is.positive, 'correctedTo?': is.positive }), 1000),
    expectations: is.list(is.record({ year, ...expectation, 'correctedTo?': is.record(expectation) }), 1000),
    'decisions?': is.list(is.record({ year, 'indexation?': is.positive, 'reduction?': is.positive, 'catchUp?': is.positive }), 1000),
    'schedules?': is.list(is.record({ year, cut: is.positive }), 100),
    'variant?': is.variant,
  }),
  output: is.record({
    years: is.list(
      is.record({
        year: { type: 'integer' },
        regime: { enum: ['old', 'new'] },
        fundingRatio: is.exact,
        vev: is.exact,
        mvev: is.exact,
        ambition: is.exact,
        growth: is.exact,
        backlog: is.exact,
        below: { type: 'integer' },
        planElapsed: { type: ['integer', 'null'] },
        proposed: is.record({ action: { type: 'string' }, indexation: is.exact, catchUp: is.exact, factor: is.exact }),
        decided: { type: ['object', 'null'] },
        asNowKnown: { type: ['object', 'null'] },
        fundingRatioAfter: is.exact,
        backlogAfter: is.exact,
        tenCuts: { type: ['object', 'null'] },
      }),
    ),
    variant: { type: ['object', 'null'], description: 'rules as they might be; such an answer is never stored' },
  }),
  calculate: (input) => {
    const variant = readVariant(input, 'variant');
    const [from, to] = [input['from'] as number, input['to'] as number];
    const rules = (of: number): Regime => regimeInForce(OFFICIAL, of, variant);
    if (to < from) invalid('to', to, { fault: 'days', from: String(from) });
    const years = evaluatedYears(historyOf(input), from, to, { then: rules, now: rules });
    return { years: years.map(yearJson), variant: (input['variant'] as JsonObject | undefined) ?? null };
  },
};

function historyOf(input: JsonObject): FundHistory {
  const opening = objectOrEmpty(input, 'opening');
  return {
    opening: {
      backlog: given('backlog', readOptionalDecimal(opening, 'backlog') === undefined ? ONE : readAboveZero(opening, 'backlog')),
      below: (opening['below'] as number | undefined) ?? 0,
      planElapsed: (opening['planElapsed'] as number | undefined) ?? null,
    },
    then: factsOf(input, false),
    now: factsOf(input, true),
    decided: new Map(byYear(input, 'decisions').map((decision) => [decision['year'] as number, decidedOf(decision)])),
    schedules: byYear(input, 'schedules').map((schedule) => ({ year: schedule['year'] as number, cut: rateBelowOne(schedule, 'cut') })),
  };
}

/** `corrected`: with what facts were corrected to, else what they said first. */
function factsOf(input: JsonObject, corrected: boolean): FundFacts {
  const ratios = byYear(input, 'ratios').map((fact) => {
    const isCorrected = corrected && readOptionalDecimal(fact, 'correctedTo') !== undefined;
    const ratio = readAboveZero(fact, isCorrected ? 'correctedTo' : 'ratio');
    return [startOfYear(fact['year'] as number), given('fundingRatio', ratio)] as const;
  });
  const expectations = byYear(input, 'expectations').map((fact) => {
    const told = corrected ? ((fact['correctedTo'] as JsonObject | null | undefined) ?? fact) : fact;
    const expected = { ambition: given('ambition', readDecimal(told, 'ambition')), growth: given('growth', readRate(told, 'growth')) };
    return [fact['year'] as number, expected] as const;
  });
  return { ratios: new Map(ratios), expectations: new Map(expectations) };
}

/** One entry a year. */
function byYear(input: JsonObject, field: string): readonly JsonObject[] {
  const list = readList(input, field);
  const repeated = list.find(({ year: one }, index) => list.findIndex((other) => other['year'] === one) !== index);
  if (repeated !== undefined) invalid(field, repeated['year'] as number, { fault: 'twice' });
  return list;
}

function decidedOf(decision: JsonObject): DecidedYear {
  const indexation = readOptionalDecimal(decision, 'indexation') ?? ZERO;
  const catchUp = readOptionalDecimal(decision, 'catchUp') ?? ZERO;
  const reduction = decision['reduction'] === undefined ? ZERO : rateBelowOne(decision, 'reduction');
  return {
    indexation: given('indexation', indexation),
    catchUp: given('catchUp', catchUp),
    reduction: given('reduction', reduction),
  };
}

function rateBelowOne(input: JsonObject, field: string): Decimal {
  const rate = readDecimal(input, field);
  return rate.lt(ONE) ? rate : invalid(field, rate.toFixed(), bounds({ below: 1 }));
}

function yearJson(
  { proposed: { year: evaluated, regime, input, output }, decided, after, asNowKnown, tenCuts }: EvaluatedYear,
): JsonObject {
  return {
    year: evaluated,
    regime: regime.base,
    fundingRatio: textOf(input.fundingRatio),
    vev: exactText(regime.vev),
    mvev: exactText(regime.mvev),
    ambition: textOf(input.ambition),
    growth: textOf(input.growth),
    backlog: textOf(input.backlog),
    below: output.below,
    planElapsed: output.planElapsed,
    proposed: {
      action: output.action,
      indexation: textOf(output.indexation),
      catchUp: textOf(output.catchUp),
      factor: textOf(output.factor),
    },
    decided: decided === undefined ? null : decidedJson(decided),
    asNowKnown:
      asNowKnown === undefined
        ? null
        : {
            fundingRatio: textOf(asNowKnown.fundingRatio),
            action: asNowKnown.action,
            indexation: textOf(asNowKnown.indexation),
            difference: textOf(asNowKnown.difference),
          },
    fundingRatioAfter: exactText(input.fundingRatio.value.div(decidedFactor(decided).value)),
    backlogAfter: textOf(after.backlog),
    tenCuts: tenCuts === undefined ? null : { cut: exactText(tenCuts.cut), yearsLeft: tenCuts.yearsLeft },
  };
}

/** A cut is a negative indexation, as the rules propose it. */
function decidedJson(decided: DecidedYear): JsonObject {
  const indexation = ONE.plus(decided.indexation.value).times(ONE.minus(decided.reduction.value)).minus(ONE);
  return { indexation: exactText(indexation), catchUp: textOf(decided.catchUp), factor: textOf(decidedFactor(decided)) };
}

function textOf({ value }: Explained<Decimal>): string {
  return exactText(value);
}
