/** Why a write was refused as a whole. */
import type { AppendOutcome } from '#journal/port.js';
import type { Refusal } from '#ledger/kernel/refusal.js';

/** The refusal at fault: streams that went along with it say NOT_WRITTEN. Undefined where everything was written. */
export function refusalOfWrite(outcomes: readonly AppendOutcome[]): Refusal | undefined {
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'refused' ? [outcome.refusal] : []));
  return refusals.find(({ code }) => code !== 'NOT_WRITTEN') ?? refusals[0];
}
