/** ftk.adjust, ftk.recoveryPath and ftk.mvevCuts. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { sum, exactText, ZERO, type Decimal } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { discountFactors } from '../curve/curve.js';
import { given } from '../../frame/figures/explained.js';
import { decidePolicy, givenInput } from '../policy/decide.js';
import { recoveryPath } from '../policy/recovery-path.js';
import { tenCuts } from '../policy/ten-cuts.js';
import { regimeOf } from '../regime.js';
import { invalid, readCount, readDecimal, readOptionalDecimal } from '../../frame/operation-input.js';
import { readAboveZero, readDecimals, readPolicyInput, readRate, readRates, readRegime } from '../input/read.js';
import * as is from '../input/schema.js';

const ACTION = { enum: ['FULL', 'PARTIAL', 'NONE', 'PLAN_CUT', 'CUT_TO_MVEV', 'TEN_CUTS'] };
const LONGEST_PATH = 100;
const LONGEST_FLOWS = 200;

export const adjustOperation: Operation = {
  name: 'ftk.adjust',
  article: 'CPB note of 5 December 2014, section 2',
  summary: 'The yearly decision: indexation or cut, and catching up, by funding ratio and rules',
  input: is.inputOf(is.policyFields),
  output: is.record({
    action: ACTION,
    indexation: is.exact,
    catchUp: is.exact,
    factor: is.exact,
    below: { type: 'integer' },
    planElapsed: { type: ['integer', 'null'] },
    fundingRatioAfter: is.exact,
    backlogAfter: is.exact,
  }),
  calculate: (input) => {
    const decision = decidePolicy(readRegime(input), readPolicyInput(input));
    return {
      action: decision.action,
      indexation: exactText(decision.indexation),
      catchUp: exactText(decision.catchUp),
      factor: exactText(decision.factor),
      below: decision.below,
      planElapsed: decision.planElapsed,
      fundingRatioAfter: exactText(decision.fundingRatioAfter),
      backlogAfter: exactText(decision.backlogAfter),
    };
  },
};

/** One growth for every year, or one a year; the expected growth where there is none (A: of lists the specification says no more). */
function realisedOf(input: JsonObject, growth: Decimal): (t: number) => Decimal {
  if (Array.isArray(input['realised'])) {
    const byYear = readRates(input, 'realised');
    return (t) => byYear[t] ?? growth;
  }
  const every = readOptionalDecimal(input, 'realised') === undefined ? growth : readRate(input, 'realised');
  return () => every;
}

export const recoveryPathOperation: Operation = {
  name: 'ftk.recoveryPath',
  article: 'CPB note of 5 December 2014, section 2',
  summary: 'The funding ratio over the next years if every year brings the same growth and the rules are kept',
  input: is.inputOf({
    ...is.policyFields,
    years: is.count(1, LONGEST_PATH),
    'realised?': {
      anyOf: [is.decimal, is.list(is.decimal, LONGEST_PATH)],
      description:
        'what each year brought, or a list from the first year on; a year beyond the list brings the expected growth, ' +
        'and values beyond the years asked for are left aside (assumed: the rules name the default alone)',
    },
  }),
  output: is.record({
    path: is.list(is.record({ t: { type: 'integer' }, fundingRatio: is.exact, action: ACTION, factor: is.exact })),
    finalFundingRatio: is.exact,
  }),
  calculate: (input) => {
    const policy = readPolicyInput(input);
    const realised = realisedOf(input, policy.growth);
    const growth = (t: number) => given('growth', realised(t));
    const rules = readRegime(input);
    const path = recoveryPath(() => rules, givenInput(policy), readCount(input, 'years'), growth);
    return {
      path: path.years.map(({ t, fundingRatio, decision: { action, factor } }) => ({
        t,
        fundingRatio: exactText(fundingRatio.value),
        action,
        factor: exactText(factor.value),
      })),
      finalFundingRatio: exactText(path.finalFundingRatio.value),
    };
  },
};

export const mvevCutsOperation: Operation = {
  name: 'ftk.mvevCuts',
  article: 'CPB note of 5 December 2014, section 2',
  summary: 'The ten unconditional cuts that lift the funding ratio to the minimum at once',
  input: is.inputOf(
    {
      cashFlows: { ...(is.list(is.positive, LONGEST_FLOWS) as object), minItems: 1 },
      rate: is.decimal,
      assets: is.positive,
      'mvev?': is.positive,
    },
  ),
  output: is.record(
    { fundingRatio: is.exact, cut: is.exact, cumulativeCut: is.exact, liabilitiesAfter: is.exact, fundingRatioAfter: is.exact },
  ),
  calculate: (input) => {
    const flows = readDecimals(input, 'cashFlows') ?? [];
    if (!sum(flows).gt(ZERO)) invalid('cashFlows', undefined, { fault: 'no-payment' });
    const rate = readRate(input, 'rate');
    const factors = discountFactors(rate, rate, flows.length - 1);
    const mvev = readOptionalDecimal(input, 'mvev') === undefined ? regimeOf('new').mvev : readAboveZero(input, 'mvev');
    const cuts = tenCuts(flows.map((flow, m) => flow.times(factors[m] ?? ZERO)), readDecimal(input, 'assets'), mvev);
    return {
      fundingRatio: exactText(cuts.fundingRatio),
      cut: exactText(cuts.cut),
      cumulativeCut: exactText(cuts.cumulativeCut),
      liabilitiesAfter: exactText(cuts.liabilitiesAfter),
      fundingRatioAfter: exactText(cuts.fundingRatioAfter),
    };
  },
};
