/** pob.indexation, pob.catchUp and pob.premiumDiscount. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { ZERO, exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import {
  invalid,
  isTrue,
  parametersOf,
  readDate,
  readDecimal,
  readList,
  readOptionalDecimal,
  readText,
  readYear,
  refuseRepeatedIds,
  seriesByPeriod,
} from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { requireDecimal } from '../../frame/parameters/parameters.js';
import { catchUpIndexation, catchUpBudget, restoringRate, type RateOfYear } from '../indexation/catch-up.js';
import { grantedRate, indexationBounds, indexedRight, missedRate, referenceDate } from '../indexation/indexation.js';
import { discountFailures } from '../indexation/premium-discount.js';
import { SCHEME } from '../parameters.js';
import { bounds } from '../../frame/parameters/fault.js';

export const indexationOperation: Operation = {
  name: 'pob.indexation',
  article: 'regulations VIII',
  summary: 'Indexation on 1 January: ambition, how far the board may go and by which rule, what is granted and missed',
  input: is.inputOf({
    year: is.year,
    'cpi?': is.byPeriod('^[0-9]{4}-[0-9]{2}$'),
    'policyFundingRatio?': is.parameter,
    'indexationFundingRatio?': is.parameter,
    'sustainableDivisor?': is.parameter,
    'recoveryLimit?': is.parameter,
    'boardRate?': is.decimal,
    'rights?': is.list(is.record({ id: is.identifier, annualRight: is.amount })),
  }),
  output: is.record({
    ambition: is.exact,
    sustainable: is.exact,
    maxRate: is.exact,
    bindingRule: is.oneOf('THRESHOLD_110', 'RECOVERY_PLAN', 'SUSTAINABLE', 'AMBITION'),
    granted: is.exact,
    missed: is.exact,
    rightsPosted: is.mapOf(is.posted),
  }),
  calculate: (input) => {
    const year = readYear(input, 'year');
    const rights = readList(input, 'rights').map((right) => ({
      id: readText(right, 'id'),
      annualRight: readDecimal(right, 'annualRight'),
    }));
    refuseRepeatedIds('rights', rights.map(({ id }) => id));
    const fields = ['policyFundingRatio', 'indexationFundingRatio', 'sustainableDivisor', 'recoveryLimit'];
    const bounds = indexationBounds(parametersOf(SCHEME, input, fields, {}, { cpi: seriesByPeriod(input, 'cpi') }), year);
    const granted = grantedRate(bounds, readOptionalDecimal(input, 'boardRate'), year);
    return {
      ambition: exactText(bounds.ambition),
      sustainable: exactText(bounds.sustainable),
      maxRate: exactText(bounds.maxRate),
      bindingRule: bounds.bindingRule,
      granted: exactText(granted),
      missed: exactText(missedRate(bounds.ambition, granted)),
      rightsPosted: Object.fromEntries(rights.map(({ id, annualRight }) => [id, indexedRight(annualRight, granted)])),
    };
  },
};

const ratesOfYears = is.list(is.record({ year: is.year, rate: is.decimal }));

export const catchUpOperation: Operation = {
  name: 'pob.catchUp',
  article: 'regulations VIII',
  summary: 'Reductions restored and missed indexation caught up, of the five years before, within a fifth of what is available',
  input: is.inputOf({
    year: is.year,
    'policyFundingRatio?': is.parameter,
    granted: is.decimal,
    'indexationFundingRatio?': is.parameter,
    reductions: ratesOfYears,
    missed: ratesOfYears,
    boardCatchUp: is.flag,
  }),
  output: is.record({
    budget: is.exact,
    applied: is.list(is.record({ kind: is.oneOf('reduction', 'missed'), year: is.year, wanted: is.exact, applied: is.exact })),
    factor: is.exact,
  }),
  calculate: (input) => {
    const year = readYear(input, 'year');
    const parameters = parametersOf(SCHEME, input, ['policyFundingRatio', 'indexationFundingRatio']);
    const fundingRatio = requireDecimal(parameters, 'policyFundingRatio', referenceDate(year));
    const indexationFundingRatio = requireDecimal(parameters, 'indexationFundingRatio', referenceDate(year));
    const granted = readDecimal(input, 'granted');
    if (granted.lte(-1)) return invalid('granted', granted.toFixed(), bounds({ above: -1 }));
    const budget = catchUpBudget(fundingRatio, granted, indexationFundingRatio);
    const reductions = readList(input, 'reductions').map(readReduction);
    const missed = isTrue(input, 'boardCatchUp') ? readList(input, 'missed').map(readRate) : [];
    const caughtUp = catchUpIndexation(year, budget, { reductions, missed });
    return {
      budget: exactText(budget),
      applied: caughtUp.applied.map((step) => ({
        kind: step.kind,
        year: step.year,
        wanted: exactText(step.wanted),
        applied: exactText(step.applied),
      })),
      factor: exactText(caughtUp.factor),
    };
  },
};

function readRate(input: JsonObject): RateOfYear {
  return { year: readYear(input, 'year'), rate: readDecimal(input, 'rate') };
}

function readReduction(input: JsonObject): RateOfYear {
  const { year, rate } = readRate(input);
  return rate.lt(1) ? { year, rate: restoringRate(rate) } : invalid('reductions', rate.toFixed(), bounds({ below: 1 }));
}

export const premiumDiscountOperation: Operation = {
  name: 'pob.premiumDiscount',
  article: 'regulations IX; Pension Act 129',
  summary: 'Whether the board may give a premium discount or refund; it never must',
  input: is.inputOf({
    date: is.date,
    'policyFundingRatio?': is.parameter,
    'requiredRatio?': is.parameter,
    indexationTenYearsGranted: is.flag,
    reductionsTenYearsRestored: is.flag,
    futureIndexationExpected: is.flag,
    'boardAmount?': is.amount,
  }),
  output: is.record({ allowed: is.flag, failed: is.list(is.text), obliged: is.flag, discountPosted: is.posted }),
  calculate: (input) => {
    const date = readDate(input, 'date');
    const parameters = parametersOf(SCHEME, input, ['policyFundingRatio', 'requiredRatio']);
    const failed = discountFailures({
      policyFundingRatio: requireDecimal(parameters, 'policyFundingRatio', date),
      requiredRatio: requireDecimal(parameters, 'requiredRatio', date),
      indexationTenYearsGranted: isTrue(input, 'indexationTenYearsGranted'),
      reductionsTenYearsRestored: isTrue(input, 'reductionsTenYearsRestored'),
      futureIndexationExpected: isTrue(input, 'futureIndexationExpected'),
    });
    const boardAmount = readOptionalDecimal(input, 'boardAmount');
    if (failed.length > 0 && boardAmount?.gt(0) === true) {
      return refuse('DISCOUNT_NOT_ALLOWED', { failed, amount: boardAmount.toFixed() });
    }
    return { allowed: failed.length === 0, failed, obliged: false, discountPosted: roundPosted(boardAmount ?? ZERO) };
  },
};
