/** A step of a transfer as a write: decided on its stream, with what it moves elsewhere in the same append. */
import type { StreamAppend } from '#journal/port.js';
import { refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import { streamOf } from '#ledger/subjects.js';
import { keepEvidence } from '#reprocessing/transfer/evidence.js';
import { decideTransfer, type TransferCommand } from '#reprocessing/transfer/record.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';
import type { Intent } from '../writes/write-once.js';

export interface WantedStep {
  readonly transferId: string;
  readonly step: TransferCommand;
}

export function stepDecided(
  { transferId, step }: WantedStep,
  place: TransferPlace,
  actor: string,
): Pick<Intent, 'operation' | 'stream' | 'decide' | 'alongside'> {
  let alongside: readonly StreamAppend[] = [];
  const decide: Intent['decide'] = async (events) => {
    alongside = [];
    try {
      const decided = await decideTransfer(step, events, { ...place, transferId, actor });
      for (const one of decided.evidence) keepEvidence(place.folder, one);
      alongside = decided.alongside;
      return { status: 'done', value: decided.events };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return { status: 'refused', refusal: shortened(refusal) };
    }
  };
  return { operation: `transfer-${step.step}`, stream: streamOf('transfer', transferId), decide, alongside: () => alongside };
}

/** Of participants at fault an answer, which is kept under the caller's key, names so many. */
const MOST_NAMED = 1_000;

function shortened(refusal: Refusal): Refusal {
  const details = Object.entries(refusal).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, MOST_NAMED) : value]);
  return Object.fromEntries(details) as Refusal;
}
