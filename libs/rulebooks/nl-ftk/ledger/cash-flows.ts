/** Cash flows that a fund reported, valued on the curve of their day (nl-ftk sections 3 and 8). */
import { standingRatios } from '#ledger/fund/funding/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { addMonths, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, exactText, sum } from '#money/decimal.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import {
  decimalValue,
  entryInForce,
  missingParameter,
  requireEntry,
  usesBetween,
  usesInForce,
  type ParameterSet,
} from '../../frame/parameters/parameters.js';
import type { PolicyRules } from '../../frame/capabilities/policy.js';
import type { FundingRules } from '../../frame/parameters/funding-rules.js';
import { discountFactors, MONTHS, ultimateForwardRate, type UfrMethod } from '../curve/curve.js';
import { cutTold, dueFactor, type ScheduledCuts } from './evaluate.js';
import { exactly, schedulesOf } from './recorded.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NO_CASH_FLOWS: { readonly on: string };
  }
}

/** Monthly: the forward rate of one year in twenty years. */
const FORWARD = 'forward20';

export interface PresentValues {
  /** Id of the report. */
  readonly flows: string;
  /** By years from the day, before the cuts that are scheduled. */
  readonly values: readonly Decimal[];
  readonly method: UfrMethod;
  readonly ultimate: Decimal;
}

/** `rules`: those of funding. Refuses NO_CASH_FLOWS `{on}`, MISSING_PARAMETER where a month of the average is missing, and INVALID_RATE. */
export function presentValues(
  on: CivilDate,
  marketRate: string,
  fund: FundState,
  parameters: ParameterSet,
  rules: ParameterSet,
): PresentValues {
  const reported = fund.cashFlows.find(({ data }) => data.on === on);
  if (reported === undefined) return refuse('NO_CASH_FLOWS', { on });
  const rate = exactly(marketRate);
  if (!rate.gt(-1)) refuse('INVALID_RATE', { field: 'marketRate', found: marketRate, above: '-1' });
  const method = requireEntry(rules, 'ufr', on).value as UfrMethod;
  const ultimate = ultimateForwardRate(method, method === 'AVERAGE_120M' ? forwardHistory(on, parameters) : undefined, on);
  const flows = reported.data.flows.map(exactly);
  const factors = discountFactors(rate, ultimate, flows.length - 1);
  return { flows: reported.eventId, values: flows.map((flow, m) => flow.times(factors[m] as Decimal)), method, ultimate };
}

/** The 120 months before a day. */
function months(on: CivilDate): readonly CivilDate[] {
  const first = `${on.slice(0, 7)}-01`;
  return Array.from({ length: MONTHS }, (_, index) => addMonths(first, index - MONTHS));
}

/** Each month with a rate of its own. */
function forwardHistory(on: CivilDate, parameters: ParameterSet): readonly Decimal[] {
  return months(on).map((month) => {
    const entry = entryInForce(parameters, FORWARD, month) ?? missingParameter(parameters.scheme, FORWARD, month);
    return decimalValue(`${parameters.scheme}.${FORWARD}`, entry.value);
  });
}

/** What is paid after the cuts of series scheduled before. */
export function afterSchedules(values: readonly Decimal[], year: number, earlier: readonly ScheduledCuts[]): readonly Decimal[] {
  let kept = new Decimal(1);
  return values.map((value, m) => {
    if (m > 0) kept = kept.times(dueFactor(earlier, year + m));
    return value.times(kept);
  });
}

type Told = Explained<Decimal>;

/** The assets of a day: as told, as reported with its ratio, or as the ratio makes them. */
export function assetsOf(fund: FundState, on: CivilDate, liabilities: Told, told: Decimal | undefined): Told | undefined {
  const name = { name: 'assets', unit: 'EUR', article: LEDGER };
  if (told !== undefined) return explained(told, () => ({ ...name, formula: 'as the decision says', note: 'told with the decision' }));
  const ratio = standingRatios(fund).find((one) => one.on === on && one.measure === 'nominal');
  if (ratio === undefined) return undefined;
  const events = [ratio.eventId];
  if (ratio.assets !== undefined) return explained(exactly(ratio.assets), () => ({ ...name, formula: 'reported with the ratio', events }));
  const said = { ...name, name: 'ratio', unit: 'fraction', formula: 'nominal, as reported', events };
  const reported = explained(exactly(ratio.ratio), () => said);
  const inputs = [reported, liabilities];
  return explained(reported.value.times(liabilities.value), () => ({ ...name, formula: 'ratio · liabilities', inputs }));
}

const LEDGER = 'nl-ftk, section 8';
const CURVE = 'nl-ftk, section 3; CPB note of 5 December 2014, section 2';

/** The rate that forwards approach beyond twenty years. */
function ultimateTold(on: CivilDate, { method, ultimate }: PresentValues, parameters: ParameterSet, rules: ParameterSet): Told {
  const [first = on] = months(on);
  const averaged = method === 'AVERAGE_120M' ? usesBetween(parameters, [FORWARD], first, on) : [];
  return explained(ultimate, () => ({
    ...{ name: 'ufr', unit: 'effective annual rate', article: CURVE },
    formula: method === 'AVERAGE_120M' ? `mean of the ${MONTHS} months before the day` : 'fixed',
    parameters: [...usesInForce(rules, ['ufr'], on), ...averaged],
  }));
}

/** Σ of what is paid, discounted, after the cuts of series that were scheduled before. */
function liabilitiesTold(on: CivilDate, marketRate: string, of: PresentValues, earlier: readonly ScheduledCuts[], ufr: Told): Told {
  return explained(sum(afterSchedules(of.values, yearOf(on), earlier)), () => ({
    ...{ name: 'liabilities', unit: 'EUR', article: CURVE },
    formula: `Σ flow_m · v_m · Π(1 − c) of the cuts scheduled before; v_m on a market rate of ${marketRate}`,
    inputs: [ufr, ...earlier.map(cutTold)],
    events: [of.flows],
  }));
}

/** The figures of the flows of a day, valued. Refuses NO_CASH_FLOWS, MISSING_PARAMETER and INVALID_RATE. */
export function valuedFigures(
  on: CivilDate,
  marketRate: string,
  fund: FundState,
  parameters: ParameterSet,
  { known }: FundingRules,
): { readonly ufr: Told; readonly liabilities: Told; readonly assets?: Told; readonly fundingRatio?: Told; readonly of: PresentValues } {
  const of = presentValues(on, marketRate, fund, parameters, known);
  const earlier = schedulesOf(fund).filter(({ year }) => startOfYear(year) < on);
  const ufr = ultimateTold(on, of, parameters, known);
  const liabilities = liabilitiesTold(on, marketRate, of, earlier, ufr);
  const assets = assetsOf(fund, on, liabilities, undefined);
  if (assets === undefined) return { ufr, liabilities, of };
  const fundingRatio = explained(assets.value.div(liabilities.value), () => ({
    ...{ name: 'fundingRatio', unit: 'fraction', formula: 'assets / liabilities', article: LEDGER },
    inputs: [assets, liabilities],
  }));
  return { ufr, liabilities, assets, fundingRatio, of };
}

export const valued: PolicyRules['valued'] = (on, marketRate, fund, parameters, rules) => {
  const { ufr, liabilities, assets, fundingRatio, of: { flows, method } } = valuedFigures(on, marketRate, fund, parameters, rules);
  return {
    flows,
    marketRate,
    ufrMethod: method,
    ufr: exactText(ufr.value),
    liabilities: exactText(liabilities.value),
    assets: assets === undefined ? null : exactText(assets.value),
    fundingRatio: fundingRatio === undefined ? null : exactText(fundingRatio.value),
  };
};
