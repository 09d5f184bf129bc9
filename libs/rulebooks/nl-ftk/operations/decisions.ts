/** ftk.decision, ftk.recoveryPlan and ftk.premiumBasis: what a board may decide, as the data of its event. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { yearOf } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import type { PremiumBasis } from '#actuarial/alm/parameters.js';
import type { Operation } from '../../frame/operation.js';
import { discountFactors } from '../curve/curve.js';
import {
  catchUpDecided,
  indexationDecided,
  premiumBasisSet,
  recoveryPlanSet,
  reductionDecided,
  scheduledReduction,
  tenCutsScheduled,
  type EvaluatedFor,
} from '../ledger/decisions.js';
import type { ScheduledCuts } from '../ledger/evaluate.js';
import { givenInput, NEW_PLAN_YEARS, type PolicyAction } from '../policy/decide.js';
import { OFFICIAL } from '../parameters.js';
import { regimeOf } from '../regime.js';
import {
  invalid,
  missing,
  readCount,
  readDay,
  readDecimal,
  readList,
  readOptionalDay,
  readOptionalDecimal,
} from '../../frame/operation-input.js';
import { readDecimals, objectOrEmpty, readPolicyInput, readRate, readRegime } from '../input/read.js';
import * as is from '../input/schema.js';
import { bounds } from '../../frame/parameters/fault.js';

const ACTION = { enum: ['FULL', 'PARTIAL', 'NONE', 'PLAN_CUT', 'CUT_TO_MVEV', 'TEN_CUTS'] };
const year = is.count(1, is.LAST_YEAR);
const schedule = is.record({ year, cut: is.positive });
const LONGEST_FLOWS = 200;

export const decisionOperation: Operation = {
  name: 'ftk.decision',
  article: 'CPB note of 5 December 2014, section 2; nl-ftk section 8',
  summary: 'Whether the rules allow what a board would decide: indexation, cut, catching up, ten cuts; the data of its event',
  input: is.inputOf({
    kind: { enum: ['indexation', 'reduction', 'scheduled-reduction', 'catch-up', 'ten-cuts'] },
    on: is.date,
    'evaluation?': is.record({ year, action: ACTION, indexation: is.decimal, catchUp: is.positive }),
    'rate?': is.positive,
    'fundLimit?': is.positive,
    'schedule?': schedule,
    'earlier?': is.list(schedule, 100),
    'cashFlows?': { ...(is.list(is.positive, LONGEST_FLOWS) as object), minItems: 1 },
    'discountRate?': is.decimal,
    'assets?': is.positive,
  }),
  output: { type: 'object', description: 'data of IndexationDecided, ReductionDecided, CatchUpDecided or TenCutsScheduled' },
  calculate: (input) => {
    const on = readDay(input, 'on');
    const evaluation = evaluationOf(objectOrEmpty(input, 'evaluation'));
    switch (input['kind']) {
      case 'indexation':
        return indexationDecided(evaluation, on, readDecimal(input, 'rate'), readOptionalDecimal(input, 'fundLimit'));
      case 'reduction':
        return { ...reductionDecided(evaluation, on, readDecimal(input, 'rate')) };
      case 'scheduled-reduction':
        return scheduledReduction(scheduleOf(objectOrEmpty(input, 'schedule'), 'schedule'), on);
      case 'catch-up':
        return catchUpDecided(evaluation, on, readDecimal(input, 'rate'));
      default:
        return tenCutsScheduled(evaluation, on, valuesOf(input), readDecimal(input, 'assets'), regimeOf('new'), earlierOf(input));
    }
  },
};

function evaluationOf(given: JsonObject): EvaluatedFor | undefined {
  if (given['year'] === undefined) return undefined;
  return {
    year: given['year'] as number,
    action: given['action'] as PolicyAction,
    indexation: readDecimal(given, 'indexation'),
    catchUp: readDecimal(given, 'catchUp'),
  };
}

function scheduleOf(given: JsonObject, field: string): ScheduledCuts {
  const cut = readOptionalDecimal(given, 'cut') ?? missing(field);
  return cut.lt(1) ? { year: given['year'] as number, cut } : invalid(`${field}.cut`, cut.toFixed(), bounds({ below: 1 }));
}

function earlierOf(input: JsonObject): readonly ScheduledCuts[] {
  return readList(input, 'earlier').map((each, index) => scheduleOf(each, `earlier.${index}`));
}

/** Present values on a flat rate. */
function valuesOf(input: JsonObject): readonly Decimal[] {
  const flows = readDecimals(input, 'cashFlows') ?? missing('cashFlows');
  if (!flows.some((flow) => flow.gt(ZERO))) invalid('cashFlows', undefined, { fault: 'no-payment' });
  const rate = readRate(input, 'discountRate');
  const factors = discountFactors(rate, rate, flows.length - 1);
  return flows.map((flow, m) => flow.times(factors[m] ?? ZERO));
}

export const recoveryPlanOperation: Operation = {
  name: 'ftk.recoveryPlan',
  article: 'CPB note of 5 December 2014, section 2; nl-ftk section 8',
  summary: 'The recovery plan of a year: its end, the path it expects, and the cuts on it',
  input: is.inputOf({ year, ...is.policyFields, 'years?': is.count(1, 100) }),
  output: is.record({
    year: { type: 'integer' },
    horizonEnds: { type: 'integer' },
    path: is.list(is.record({ t: { type: 'integer' }, fundingRatio: is.exact, action: ACTION, factor: is.exact })),
    expectedCuts: is.list(is.record({ year: { type: 'integer' }, rate: is.exact })),
  }),
  calculate: (input) => {
    const years = (input['years'] as number | null | undefined) ?? NEW_PLAN_YEARS;
    return { ...recoveryPlanSet(readCount(input, 'year'), readRegime(input), givenInput(readPolicyInput(input)), years) };
  },
};

export const premiumBasisOperation: Operation = {
  name: 'ftk.premiumBasis',
  article: 'CPB note of 5 December 2014, section 2; nl-ftk section 8',
  summary: 'Whether a basis of the premium keeps to the rules: how long its return is fixed, what it counts with at least',
  input: is.inputOf({
    from: is.date,
    basis: is.premiumBasis,
    planReturn: is.decimal,
    'fixedUntil?': is.date,
    minimumWage: is.decimal,
    minimumPrice: is.decimal,
    'bondReturn?': is.decimal,
    'equityReturn?': is.decimal,
    'previous?': is.record({ planReturn: is.decimal, fixedUntil: is.date }),
  }),
  output: { type: 'object', description: 'data of PremiumBasisSet, without the average rate and the premium, which ftk.premium answers' },
  calculate: (input) => {
    const previous = objectOrEmpty(input, 'previous');
    const from = readDay(input, 'from');
    if (yearOf(from) > is.LAST_YEAR) invalid('from', from, { fault: 'days', to: String(is.LAST_YEAR) });
    return premiumBasisSet({
      from,
      basis: input['basis'] as PremiumBasis,
      planReturn: readRate(input, 'planReturn'),
      fixedUntil: readOptionalDay(input, 'fixedUntil'),
      minimumWage: readDecimal(input, 'minimumWage'),
      minimumPrice: readDecimal(input, 'minimumPrice'),
      bondReturn: readOptionalDecimal(input, 'bondReturn'),
      equityReturn: readOptionalDecimal(input, 'equityReturn'),
      previous:
        previous['planReturn'] === undefined
          ? undefined
          : { planReturn: readDecimal(previous, 'planReturn'), fixedUntil: readDay(previous, 'fixedUntil') },
    }, OFFICIAL);
  },
};
