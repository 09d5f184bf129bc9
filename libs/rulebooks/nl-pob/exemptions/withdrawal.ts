/** Withdrawal of an exemption (V.12). */
import type { ExemptionKind } from '#ledger/employer/law/exemption.js';

export interface WithdrawalFacts {
  readonly conditionBreached: boolean;
  readonly groundsGone: boolean;
  readonly employerRequest: boolean;
}

export type WithdrawalOutcome = 'WITHDRAW' | 'MAY_WITHDRAW' | 'NO_GROUND';

/** V.12.1; for V.4 only on request (12.2) or on a breached condition (12.3). */
export function withdrawalOutcome(kind: ExemptionKind, facts: WithdrawalFacts): WithdrawalOutcome {
  const { conditionBreached, groundsGone, employerRequest } = facts;
  if (kind === 'investmentReturn' && employerRequest) return 'WITHDRAW';
  return conditionBreached || (kind !== 'investmentReturn' && groundsGone) ? 'MAY_WITHDRAW' : 'NO_GROUND';
}
