/** Emergency regulation before the year's end: market collapse or sudden claims (section 7, appendix B). */
import { ZERO, type Decimal } from '#money/decimal.js';
import type { CivilDate } from '#money/civil-date.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { afterDeduction, allocatedOutcome, type AllocatedOutcome, type ContributionGroup } from './contribution-group.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    EMERGENCY_REASON: { readonly reason: JsonValue; readonly reasons: readonly string[] };
    NO_DEFICIT: { readonly resultToDate: string };
  }
}

export const EMERGENCY_REASONS: readonly string[] = ['MARKET_COLLAPSE', 'CLAIMS_SURGE'];

export interface EmergencyRequest {
  readonly date: CivilDate;
  /** As the caller gave it; must name the board's decision. */
  readonly decisionRef: JsonValue | undefined;
  readonly reason: JsonValue | undefined;
  readonly resultToDate: Decimal;
  /** The group as before the emergency; its plannedCredit counts at the year's end only. */
  readonly group: Omit<ContributionGroup, 'result'>;
  readonly yearEndResult: Decimal | undefined;
}

export interface Emergency {
  readonly effectiveDate: CivilDate;
  readonly emergency: AllocatedOutcome;
  /** What the year's end still has to process, where its result is known. */
  readonly yearEnd: { readonly residualResult: Decimal; readonly outcome: AllocatedOutcome } | undefined;
}

/** Refuses DECISION_REQUIRED, EMERGENCY_REASON, NO_DEFICIT, in that order, and NO_ALLOCATION_KEY. */
export function emergencyRegulation(request: EmergencyRequest): Emergency {
  const { decisionRef, reason, resultToDate } = request;
  if (typeof decisionRef !== 'string' || decisionRef.trim() === '') {
    refuse('DECISION_REQUIRED', { field: 'decisionRef' });
  }
  if (typeof reason !== 'string' || !EMERGENCY_REASONS.includes(reason)) {
    refuse('EMERGENCY_REASON', { reason: reason ?? null, reasons: EMERGENCY_REASONS });
  }
  if (!resultToDate.lt(ZERO)) {
    refuse('NO_DEFICIT', { resultToDate: resultToDate.toFixed() });
  }
  const group: ContributionGroup = { ...request.group, result: resultToDate, plannedCredit: ZERO };
  const emergency = allocatedOutcome(group);
  const { yearEndResult } = request;
  if (yearEndResult === undefined) return { effectiveDate: request.date, emergency, yearEnd: undefined };
  const residualResult = yearEndResult.minus(resultToDate);
  const outcome = allocatedOutcome({
    ...afterDeduction(group, emergency),
    result: residualResult,
    plannedCredit: request.group.plannedCredit,
  });
  return { effectiveDate: request.date, emergency, yearEnd: { residualResult, outcome } };
}
