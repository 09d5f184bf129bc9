/** The board's decision on premium rates (2.2, 2.3, 2.6, 2.8, 2.10, 3.2, 3.4). */
import { refuse } from '#ledger/kernel/refusal.js';
import { endOfYear } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import type { PremiumRatesDecision } from '../../frame/capabilities/employer-duties.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { capStatus, type CapStatus } from './premium-cap.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RATE_BEFORE_BALANCE_DATE: { readonly earliest: string };
    ACTUARY_NOT_HEARD: Record<never, never>;
    CAO_APPROVAL_REQUIRED: Record<never, never>;
    PARTICIPANT_RATE_NOT_ADAPTED: Record<never, never>;
  }
}

/** Refuses what the articles require and the decision lacks; the cap is a finding, and cuts no rate. */
export function decidedRates(
  decision: PremiumRatesDecision,
  before: { readonly premiumRate: string; readonly participantRate: string } | undefined,
  parameters: ParameterSet,
): CapStatus {
  const earliest = endOfYear(decision.reportYear);
  if (decision.from < earliest) refuse('RATE_BEFORE_BALANCE_DATE', { earliest });
  if (!decision.actuaryHeard) refuse('ACTUARY_NOT_HEARD');
  if (!decision.caoApproval) refuse('CAO_APPROVAL_REQUIRED');
  const changesTotal = before !== undefined && !isSame(before.premiumRate, decision.premiumRate);
  if (changesTotal && isSame(before.participantRate, decision.participantRate)) {
    refuse('PARTICIPANT_RATE_NOT_ADAPTED');
  }
  const cap = requireDecimal(parameters, 'premiumCap', decision.from);
  return capStatus(new Decimal(decision.premiumRate), new Decimal(decision.costCoveringRate), cap);
}

function isSame(before: string, after: string): boolean {
  return new Decimal(before).eq(after);
}
