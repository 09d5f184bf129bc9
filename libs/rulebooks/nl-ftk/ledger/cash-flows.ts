/** Cash flows that a fund reported, valued on the curve of their day (nl-ftk sections 3 and 8). */
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { addMonths, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, exactText, sum } from '#money/decimal.js';
import { decimalValue, entryInForce, missingParameter, requireEntry, type ParameterSet } from '../../frame/parameters/parameters.js';
import type { ValuedCashFlows } from '../../frame/capabilities/policy.js';
import { discountFactors, MONTHS, ultimateForwardRate, type UfrMethod } from '../curve/curve.js';
import { OFFICIAL } from '../parameters.js';
import { dueFactor, type ScheduledCuts } from './evaluate.js';
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

/** Refuses NO_CASH_FLOWS `{on}`, MISSING_PARAMETER where a month of the average is missing, and INVALID_RATE. */
export function presentValues(on: CivilDate, marketRate: string, fund: FundState, parameters: ParameterSet): PresentValues {
  const reported = fund.cashFlows.find(({ data }) => data.on === on);
  if (reported === undefined) return refuse('NO_CASH_FLOWS', { on });
  const rate = exactly(marketRate);
  if (!rate.gt(-1)) refuse('INVALID_RATE', `a market rate lies above -1, found ${marketRate}`, { field: 'marketRate' });
  const method = requireEntry(OFFICIAL, 'ufr', on).value as UfrMethod;
  const ultimate = ultimateForwardRate(method, method === 'AVERAGE_120M' ? forwardHistory(on, parameters) : undefined, on);
  const flows = reported.data.flows.map(exactly);
  const factors = discountFactors(rate, ultimate, flows.length - 1);
  return { flows: reported.eventId, values: flows.map((flow, m) => flow.times(factors[m] as Decimal)), method, ultimate };
}

/** The 120 months before a day, each with a rate of its own. */
function forwardHistory(on: CivilDate, parameters: ParameterSet): readonly Decimal[] {
  const first = `${on.slice(0, 7)}-01`;
  return Array.from({ length: MONTHS }, (_, index) => {
    const month = addMonths(first, index - MONTHS);
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

/** The assets of a day: as told, as reported with its ratio, or as the ratio makes them. */
export function assetsOf(fund: FundState, on: CivilDate, liabilities: Decimal, told: Decimal | undefined): Decimal | undefined {
  if (told !== undefined) return told;
  const ratio = fund.ratios.find((one) => one.on === on && one.measure === 'nominal');
  if (ratio === undefined) return undefined;
  return ratio.assets === undefined ? exactly(ratio.ratio).times(liabilities) : exactly(ratio.assets);
}

export function valued(on: CivilDate, marketRate: string, fund: FundState, parameters: ParameterSet): ValuedCashFlows {
  const { flows, values, method, ultimate } = presentValues(on, marketRate, fund, parameters);
  const earlier = schedulesOf(fund).filter(({ year }) => startOfYear(year) < on);
  const liabilities = sum(afterSchedules(values, yearOf(on), earlier));
  const assets = assetsOf(fund, on, liabilities, undefined);
  return {
    flows,
    marketRate,
    ufrMethod: method,
    ufr: exactText(ultimate),
    liabilities: exactText(liabilities),
    assets: assets === undefined ? null : exactText(assets),
    fundingRatio: assets === undefined ? null : exactText(assets.div(liabilities)),
  };
}
