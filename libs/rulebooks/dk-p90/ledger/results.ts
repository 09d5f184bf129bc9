/** A contribution group's result as the fund reports it, and how its bonus or deficit is allotted (section 7, appendix B). */
import { addMinor, amountMinor, formatMinor, minorToDecimal, sumMinor } from '#money/amount.js';
import { endOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { type Decimal, ZERO } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { refuseFuture } from '#ledger/fund/deciding/days.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { GroupResult } from '#ledger/fund/results/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import type {
  AllotShares,
  DecidedShares,
  KeysOf,
  RegulateEmergency,
  ReportResult,
  ResultDecisions,
} from '../../frame/capabilities/results.js';
import { allotOrRefuse } from '../results/allocation.js';
import { EMERGENCY_REASONS } from '../results/emergency.js';
import { groupOutcome, type GroupOutcome } from '../results/year-result.js';
import { decidedAllotment } from './decided.js';
import { allotmentBases } from './derive.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** What needs the values that interest and charges of the year leave. */
    YEAR_NOT_CLOSED: { readonly year: number };
    /** At a year's end, or in an emergency on a day. */
    RESULT_ALREADY_REPORTED: { readonly group: string; readonly result: string; readonly year?: number; readonly on?: string };
    /** `last`: the year or the day of the group's last result. */
    RESULT_OUT_OF_ORDER: { readonly group: string; readonly last: number | string };
    BUFFER_MISMATCH: { readonly group: string; readonly buffer: string; readonly given: string };
    NO_RESULT: { readonly group: string; readonly year: number };
  }
}

const CURRENCY = 'DKK' as const;

/** The result of a year's end: what an emergency of the year has processed is left out, its buffer goes on. */
function reportResult(
  command: ReportResult,
  fund: FundState,
  valueSumMinor: number,
  parameters: ParameterSet,
): DecidedFundEvent | undefined {
  const { year, group, reference } = command;
  if (!fund.closedYears.has(year)) refuse('YEAR_NOT_CLOSED', { year });
  const earlier = fund.results.filter((result) => result.group === group);
  const emergencies = earlier.filter(({ year: of, on }) => of === year && on !== undefined);
  const processed = sumMinor(emergencies, ({ result }) => amountMinor(result));
  const residual = addMinor(command.resultMinor, -processed);
  const standing = earlier.find(({ year: of, on }) => of === year && on === undefined);
  if (standing !== undefined) {
    if (amountMinor(standing.result) === residual) return undefined;
    refuse('RESULT_ALREADY_REPORTED', { year, group, result: standing.result });
  }
  refuseOutOfOrder(earlier, group, endOfYear(year));
  const openingMinor = openingBuffer(earlier, command);
  const outcome = groupOutcome({
    openingBuffer: minorToDecimal(openingMinor),
    result: minorToDecimal(residual),
    plannedCredit: minorToDecimal(command.plannedCreditMinor),
    valueSum: minorToDecimal(valueSumMinor),
    targetRate: () => requireDecimal(parameters, 'targetRate', endOfYear(year)),
    releaseShare: () => requireDecimal(parameters, 'releaseShare', endOfYear(year)),
  });
  return {
    type: 'ContributionGroupResultReported',
    effectiveDate: endOfYear(year),
    key: `result:${year}:${group}`,
    data: { year, group, ...reported(earlier, openingMinor, residual, valueSumMinor, command.plannedCreditMinor, outcome), reference },
  };
}

function reported(
  earlier: readonly GroupResult[],
  openingMinor: number,
  resultMinor: number,
  valueSumMinor: number,
  plannedCreditMinor: number,
  outcome: GroupOutcome,
) {
  return {
    openingBuffer: formatMinor(openingMinor),
    ...(earlier.length === 0 && openingMinor > 0 ? { bufferBroughtAlong: formatMinor(openingMinor) } : {}),
    result: formatMinor(resultMinor),
    valueSum: formatMinor(valueSumMinor),
    plannedCredit: formatMinor(plannedCreditMinor),
    bufferUsed: roundPosted(outcome.bufferUsed),
    bonus: formatMinor(outcome.bonusMinor),
    creditReduction: formatMinor(outcome.creditReductionMinor),
    valueDeduction: formatMinor(outcome.valueDeductionMinor),
    closingBuffer: roundPosted(outcome.closingBuffer),
    currency: CURRENCY,
  };
}

function refuseOutOfOrder(earlier: readonly GroupResult[], group: string, on: CivilDate): void {
  const later = earlier.find((result) => (result.on ?? endOfYear(result.year)) > on);
  if (later === undefined) return;
  refuse('RESULT_OUT_OF_ORDER', { group, last: later.on ?? later.year });
}

/** The buffer that the last result left; the first result of a group brings its own. */
function openingBuffer(
  earlier: readonly GroupResult[],
  { group, openingBufferMinor }: Pick<ReportResult, 'group' | 'openingBufferMinor'>,
): number {
  const left = earlier.at(-1)?.closingBuffer;
  if (left === undefined) return openingBufferMinor ?? 0;
  if (openingBufferMinor !== undefined && openingBufferMinor !== amountMinor(left)) {
    refuse('BUFFER_MISMATCH', { group, buffer: left, given: formatMinor(openingBufferMinor) });
  }
  return amountMinor(left);
}

/** What a reported result gives or takes, by largest remainder; nothing where all of it is declared or there is nothing. */
function allotShares(command: AllotShares, fund: FundState, keysOf: KeysOf): readonly DecidedShares[] {
  const { year, group, by } = command;
  const result = fund.results.find(
    (reportedResult) => reportedResult.year === year && reportedResult.group === group && reportedResult.on === undefined,
  );
  if (result === undefined) {
    return refuse('NO_RESULT', { year, group });
  }
  const totals = [
    ['bonus', result.bonus],
    ['credit-reduction', result.creditReduction],
    ['deduction', result.valueDeduction],
  ] as const;
  return totals
    .filter(
      ([kind, total]) =>
        amountMinor(total) > 0 &&
        !fund.allotments.some((declared) => declared.year === year && declared.group === group && declared.kind === kind),
    )
    .map(([kind, total]) => ({
      type: 'BonusDeclared',
      effectiveDate: endOfYear(year),
      key: `allotted:${year}:${group}:${kind}`,
      data: {
        year,
        group,
        result: result.eventId,
        kind,
        by,
        allotment: decidedAllotment(allotOrRefuse(amountMinor(total), keysOf(by), group)),
        currency: CURRENCY,
      },
    }));
}

/**
 * Emergency regulation within the year: buffer first, then the values at once. Refuses DECISION_REQUIRED, EMERGENCY_REASON,
 * NO_DEFICIT, DECISION_IN_FUTURE, YEAR_ALREADY_CLOSED, RESULT_OUT_OF_ORDER, BUFFER_MISMATCH, NO_ALLOCATION_KEY.
 */
function regulateEmergency(
  command: RegulateEmergency,
  fund: FundState,
  valueSumMinor: number,
  keysOf: KeysOf,
  today: CivilDate,
  idOf: (key: string) => string,
): readonly DecidedFundEvent[] {
  const { on, group, reason, reference } = command;
  const year = yearOf(on);
  if (reference.trim() === '') {
    refuse('DECISION_REQUIRED', { field: 'reference' });
  }
  if (!EMERGENCY_REASONS.includes(reason)) refuse('EMERGENCY_REASON', { reason, reasons: EMERGENCY_REASONS });
  if (command.resultMinor >= 0) refuse('NO_DEFICIT', { resultToDate: formatMinor(command.resultMinor) });
  refuseFuture(on, today);
  if (fund.closedYears.has(year)) refuse('YEAR_ALREADY_CLOSED', { year, of: 'result' });
  const earlier = fund.results.filter((result) => result.group === group);
  const standing = earlier.find((result) => result.on === on);
  if (standing !== undefined) {
    if (amountMinor(standing.result) === command.resultMinor) return [];
    refuse('RESULT_ALREADY_REPORTED', { on, group, result: standing.result });
  }
  refuseOutOfOrder(earlier, group, on);
  const openingMinor = openingBuffer(earlier, command);
  const outcome = groupOutcome({
    openingBuffer: minorToDecimal(openingMinor),
    result: minorToDecimal(command.resultMinor),
    plannedCredit: ZERO,
    valueSum: minorToDecimal(valueSumMinor),
    targetRate: neverAsked,
    releaseShare: neverAsked,
  });
  const key = `result:${on}:${group}`;
  const result: DecidedFundEvent = {
    type: 'ContributionGroupResultReported',
    effectiveDate: on,
    key,
    data: { year, group, on, ...reported(earlier, openingMinor, command.resultMinor, valueSumMinor, 0, outcome), reference },
  };
  if (outcome.valueDeductionMinor === 0) return [result];
  const allotment = decidedAllotment(allotOrRefuse(outcome.valueDeductionMinor, keysOf('value'), group));
  const data = { on, share: { group, result: idOf(key), by: 'value' as const, allotment }, reason, reference };
  return [result, { type: 'ReductionDecided', effectiveDate: on, key: `reduction:${on}:${group}`, data }];
}

function neverAsked(): Decimal {
  throw new Error('a deficit asks for no rate');
}

export const RESULT_DECISIONS: ResultDecisions = { bases: allotmentBases, reportResult, allotShares, regulateEmergency };
