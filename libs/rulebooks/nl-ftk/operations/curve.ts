/** ftk.curve and ftk.premium. */
import { modelOf } from '#actuarial/alm/model.js';
import { fillDiscountFactors } from '#actuarial/alm/discounting.js';
import { drawEconomy, emptyEconomy } from '#actuarial/alm/economy.js';
import { planReturn, unitPremium } from '#actuarial/alm/premium.js';
import { AGES } from '#actuarial/alm/population.js';
import { exactText, ZERO } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { discountFactors, presentValue, ultimateForwardRate, type UfrMethod } from '../curve/curve.js';
import { inDoubles } from '../regime.js';
import { invalid, readDay, readOptionalDecimal } from '../../frame/operation-input.js';
import { readDecimals, readPremiumBasis, readRate, readRegime, readStudyParameters, simulatedText } from '../input/read.js';
import * as is from '../input/schema.js';
import { bounds } from '../../frame/parameters/fault.js';

const LAST_MATURITY = 1000;
const LONGEST_FLOWS = 200;

export const curveOperation: Operation = {
  name: 'ftk.curve',
  article: 'CPB note of 5 December 2014, section 2; nl-ftk section 3',
  summary: 'Discount factors with the ultimate forward rate of a method; value of cash flows and funding ratio on them',
  input: is.inputOf({
    date: is.date,
    rate: is.decimal,
    method: { enum: ['FIXED_4.2', 'AVERAGE_120M'] },
    'forwardHistory?': { ...(is.list(is.decimal) as object), description: '120 monthly forward rates of one year in twenty years' },
    maturities: is.list(is.count(0, LAST_MATURITY)),
    'cashFlows?': {
      ...(is.list(is.decimal, LONGEST_FLOWS) as object),
      description: 'undiscounted, by years from now; the first is paid now',
    },
    'assets?': is.positive,
  }),
  output: is.record({ ufr: is.exact, discountFactors: is.mapOf(is.exact), liabilities: is.nullableExact, fundingRatio: is.nullableExact }),
  calculate: (input) => {
    const date = readDay(input, 'date');
    const history = readDecimals(input, 'forwardHistory');
    const ultimate = ultimateForwardRate(input['method'] as UfrMethod, history, date);
    if (!ultimate.gt(-1)) invalid('forwardHistory', undefined, bounds({ of: 'mean', above: -1 }));
    const [maturities, flows] = [input['maturities'] as readonly number[], readDecimals(input, 'cashFlows')];
    const factors = discountFactors(readRate(input, 'rate'), ultimate, Math.max(0, ...maturities, (flows?.length ?? 0) - 1));
    const liabilities = flows === undefined ? undefined : presentValue(flows, factors);
    const assets = readOptionalDecimal(input, 'assets');
    if (assets !== undefined && liabilities?.isZero() === true)
      invalid('cashFlows', undefined, { fault: 'worth-nothing' });
    return {
      ufr: exactText(ultimate),
      discountFactors: Object.fromEntries(maturities.map((m) => [String(m), exactText(factors[m] ?? ZERO)])),
      liabilities: liabilities === undefined ? null : exactText(liabilities),
      fundingRatio: liabilities === undefined || assets === undefined ? null : exactText(assets.div(liabilities)),
    };
  },
};

export const premiumOperation: Operation = {
  name: 'ftk.premium',
  article: 'CPB note of 5 December 2014, section 2; nl-ftk section 3',
  summary: 'The cost-covering premium of the first year as a share of wages, by the basis that a fund chose',
  input: is.inputOf({ regime: is.regime, premiumBasis: is.premiumBasis, 'params?': is.params }),
  output: is.record({ planReturn: is.exact, averageRate: is.exact, premiumRate: is.exact }),
  calculate: (input) => {
    const [regime, params, basis] = [inDoubles(readRegime(input)), readStudyParameters(input), readPremiumBasis(input)];
    const { people, weights } = modelOf(params, basis, 0);
    const economy = emptyEconomy(0);
    drawEconomy(params, 0, economy);
    const averageRate = economy.averageRate[0] as number;
    const factors = new Float64Array(AGES);
    fillDiscountFactors(factors, weights, params.r0, regime.ufr ?? averageRate);
    const expected = planReturn(params, regime, params.r0);
    const unit = unitPremium(basis, regime, { flows: people.accrualFlows, factors, averageRate, planReturn: expected });
    return {
      planReturn: simulatedText(expected),
      averageRate: simulatedText(averageRate),
      premiumRate: simulatedText((regime.accrual * unit) / people.actives),
    };
  },
};
