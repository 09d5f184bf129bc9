/** What a fund reports of its funding: ratios, their corrections, what it will pay, what it expects of a year. */
import { formatMinor, type Currency } from '#money/amount.js';
import { startOfYear, type CivilDate } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import type { Decided } from '../../kernel/event.js';
import { NO_CHANGE, refused, type Decision } from '../../kernel/decision.js';
import { dayProblem } from '../deciding/days.js';
import { invalidRate } from '../deciding/rates.js';
import { isOf, type FundingEventData, type FundingSlice, type RatioMeasure, standingRatios } from './events.js';

interface RatioOf {
  readonly on: string;
  readonly measure: RatioMeasure;
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** With what assets and liabilities come to, null where there are no liabilities; without it, a ratio that is none. */
    INVALID_RATIO: { readonly ratio: string; readonly comesTo?: string | null };
    FUNDING_RATIO_ALREADY_REPORTED: RatioOf & { readonly reported: string; readonly ratio: string };
    FUNDING_RATIO_NOT_REPORTED: RatioOf;
    RATIO_CORRECTED_BEFORE_ITS_DAY: RatioOf & { readonly correctedOn: string };
    INVALID_CASH_FLOWS: { readonly on: string };
    CASH_FLOWS_ALREADY_REPORTED: { readonly on: string };
    /** What the year was evaluated on. */
    EXPECTATIONS_ALREADY_SET: { readonly year: number; readonly ambition: string; readonly growth: string };
  }
}

type FundingDecision = Decision<Decided<FundingEventData>>;

interface ReportRatio {
  readonly on: CivilDate;
  readonly measure: RatioMeasure;
  /** Decimal text, above 0. */
  readonly ratio: string;
  readonly reference: string;
  /** Minor units, what the ratio is made of. */
  readonly assetsMinor?: number | undefined;
  readonly liabilitiesMinor?: number | undefined;
}

/** What a report stands under. */
export function ratioKey({ on, measure }: Pick<ReportRatio, 'on' | 'measure'>): string {
  return `ratio:${measure}:${on}`;
}

function ratioProblem({ ratio }: Pick<ReportRatio, 'ratio'>): FundingDecision | undefined {
  if (/^(?!0(\.0+)?$)\d/.test(ratio)) return undefined;
  return refused('INVALID_RATIO', { ratio });
}

/** A nominal ratio is what its own assets and liabilities come to, in as many places as it has. */
function unlikeItsParts({ measure, ratio, assetsMinor, liabilitiesMinor }: ReportRatio): FundingDecision | undefined {
  if (measure !== 'nominal' || assetsMinor === undefined || liabilitiesMinor === undefined) return undefined;
  const made = liabilitiesMinor > 0 ? new Decimal(assetsMinor).div(liabilitiesMinor) : undefined;
  const told = new Decimal(ratio);
  if (made?.toDecimalPlaces(told.decimalPlaces()).eq(told) === true) return undefined;
  return refused('INVALID_RATIO', { ratio, comesTo: made === undefined ? null : made.toDecimalPlaces(10).toFixed() });
}

/** Refuses DECISION_IN_FUTURE, INVALID_RATIO and FUNDING_RATIO_ALREADY_REPORTED (another stands; it is corrected). */
export function reportRatio(report: ReportRatio, slice: FundingSlice, today: CivilDate): FundingDecision {
  const { on, measure, ratio, reference, assetsMinor, liabilitiesMinor } = report;
  const problem = dayProblem(on, today) ?? ratioProblem({ ratio }) ?? unlikeItsParts(report);
  if (problem !== undefined) return problem;
  const standing = standingRatios(slice).find((one) => isOf(one, report));
  if (standing?.ratio === ratio) return NO_CHANGE;
  if (standing !== undefined) {
    return refused('FUNDING_RATIO_ALREADY_REPORTED', { on, measure, reported: standing.ratio, ratio });
  }
  const parts = {
    ...(assetsMinor === undefined ? {} : { assets: formatMinor(assetsMinor) }),
    ...(liabilitiesMinor === undefined ? {} : { liabilities: formatMinor(liabilitiesMinor) }),
  };
  const data = { on, measure, ratio, reference, ...parts };
  return { status: 'decided', events: [{ type: 'FundingRatioReported', effectiveDate: on, key: ratioKey(report), data }] };
}

/**
 * Corrections of a ratio stand by their days, those of one day as they were told: one that comes late changes the ratio that stood just
 * before its day. Refuses FUNDING_RATIO_NOT_REPORTED, INVALID_RATIO, DECISION_IN_FUTURE and RATIO_CORRECTED_BEFORE_ITS_DAY; the same
 * correction again is no change.
 */
export function correctRatio(
  { on, measure, ratio, reference, reason, correctedOn }: ReportRatio & { readonly reason: string; readonly correctedOn: CivilDate },
  { ratioVersions }: FundingSlice,
  today: CivilDate,
): FundingDecision {
  const problem = dayProblem(correctedOn, today) ?? ratioProblem({ ratio });
  if (problem !== undefined) return problem;
  if (correctedOn < on) return refused('RATIO_CORRECTED_BEFORE_ITS_DAY', { on, measure, correctedOn });
  const standing = ratioVersions.findLast(
    (one) => isOf(one, { on, measure }) && (one.correctedOn === undefined || one.correctedOn <= correctedOn),
  );
  if (standing === undefined) return refused('FUNDING_RATIO_NOT_REPORTED', { on, measure });
  if (standing.ratio === ratio) return NO_CHANGE;
  const data = { on, measure, before: standing.ratio, after: ratio, reason, correctedOn, supersedes: standing.eventId, reference };
  const key = `ratio-corrected:${measure}:${on}:${correctedOn}:${standing.eventId}`;
  return { status: 'decided', events: [{ type: 'FundingRatioCorrected', effectiveDate: correctedOn, key, data }] };
}

export interface ReportCashFlows {
  readonly on: CivilDate;
  readonly currency: Currency;
  /** Minor units by years from the day, not negative; the first is paid at once. */
  readonly flowsMinor: readonly number[];
  readonly reference: string;
  /** Why these take the place of others. */
  readonly reason?: string | undefined;
}

/** Refuses DECISION_IN_FUTURE, INVALID_CASH_FLOWS (nothing is ever paid) and CASH_FLOWS_ALREADY_REPORTED (others stand, no reason). */
export function reportCashFlows(
  { on, currency, flowsMinor, reference, reason }: ReportCashFlows,
  { cashFlows }: FundingSlice,
  today: CivilDate,
): FundingDecision {
  const problem = dayProblem(on, today);
  if (problem !== undefined) return problem;
  if (!flowsMinor.some((flow) => flow > 0)) return refused('INVALID_CASH_FLOWS', { on });
  const flows = flowsMinor.map((flow) => formatMinor(flow));
  const standing = cashFlows.find((one) => one.data.on === on);
  const isSame = standing?.data.currency === currency && JSON.stringify(standing.data.flows) === JSON.stringify(flows);
  if (isSame) return NO_CHANGE;
  if (standing !== undefined && reason === undefined) {
    return refused('CASH_FLOWS_ALREADY_REPORTED', { on });
  }
  const instead = { ...(reason === undefined ? {} : { reason }), ...(standing === undefined ? {} : { supersedes: standing.eventId }) };
  const data = { on, currency, flows, reference, ...instead };
  const key = reason === undefined ? `cash-flows:${on}` : `cash-flows:${on}:${reason}:${flows.join(' ')}`;
  return { status: 'decided', events: [{ type: 'CashFlowsReported', effectiveDate: on, key, data }] };
}

interface SetExpectations {
  readonly year: number;
  /** Decimal text, not negative. */
  readonly ambition: string;
  /** Decimal text, above −1. */
  readonly growth: string;
  readonly reference: string;
  /** Why they are set otherwise once the year is evaluated. */
  readonly reason?: string | undefined;
}

/** What expectations stand under. */
export function expectationsKey({ year, ambition, growth, reason }: Omit<SetExpectations, 'reference'>): string {
  return `expectations:${year}:${ambition}:${growth}${reason === undefined ? '' : `:${reason}`}`;
}

/** Refuses INVALID_RATE and EXPECTATIONS_ALREADY_SET: a year keeps what it was evaluated on, and others need a reason. */
export function setExpectations(
  expected: SetExpectations,
  { expectations, evaluations }: FundingSlice,
): FundingDecision {
  const { year, ambition, growth, reference, reason } = expected;
  if (ambition.startsWith('-')) return invalidRate({ field: 'ambition', found: ambition, from: '0', year });
  if (!new Decimal(growth).gt(-1)) return invalidRate({ field: 'growth', found: growth, above: '-1', year });
  const standing = expectations.get(year);
  if (standing?.data.ambition === ambition && standing.data.growth === growth) return NO_CHANGE;
  const isEvaluated = evaluations.some(({ data }) => data.year === year);
  if (standing !== undefined && isEvaluated && reason === undefined) {
    return refused('EXPECTATIONS_ALREADY_SET', { year, ambition: standing.data.ambition, growth: standing.data.growth });
  }
  const data = { year, ambition, growth, reference, ...(reason === undefined ? {} : { reason }) };
  const key = expectationsKey(expected);
  return { status: 'decided', events: [{ type: 'ExpectationsSet', effectiveDate: startOfYear(year), key, data }] };
}
