/** Everyone who is due put right, one after another: each for itself, so that one who cannot be settled stops nobody. */
import type { Journal } from '#journal/port.js';
import type { Clock } from '#money/clock.js';
import type { RulesSource } from '#portfolio/rules-in-force.js';
import { failedParticipant, type FailedParticipant } from './fan-out.js';
import { settleParticipant } from './settle-participant.js';

export interface SettleAll {
  readonly journal: Journal;
  readonly rules: RulesSource;
  readonly participants: AsyncIterable<readonly { readonly participantId: string }[]>;
  readonly actor: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((settled: SettledAll) => void) | undefined;
}

export interface SettledAll {
  /** For whom something was booked. */
  readonly booked: number;
  readonly events: number;
  /** Left as they are, with the reason. */
  readonly failed: readonly FailedParticipant[];
}

/** Stopped by its signal, it goes on from there when it is run again: whoever is settled is no longer due. */
export async function settleAll({ journal, rules, participants, actor, clock, signal, onProgress }: SettleAll): Promise<SettledAll> {
  const counts = { booked: 0, events: 0, failed: [] as FailedParticipant[] };
  for await (const page of participants) {
    for (const { participantId } of page) {
      signal?.throwIfAborted();
      const stamp = { actor, correlationId: `settle-${participantId}` };
      const settled = await settleParticipant(journal, rules, participantId, stamp, clock);
      if (settled.status === 'booked') {
        counts.booked += 1;
        counts.events += settled.events.length;
      } else if (settled.status === 'refused') {
        counts.failed.push(failedParticipant(participantId, settled.refusal));
      }
    }
    onProgress?.(counts);
  }
  return counts;
}
