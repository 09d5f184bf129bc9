/** What went wrong where a participant could not be folded: a poisoned or unknown event, or a fault in a rulebook. */
import type { ParticipantEvent } from '#ledger/participant/events.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { evolveParticipant, initialParticipant } from '#ledger/participant/state.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { jsonPosition } from '../answer.js';
import { knowledgeOf, type Coordinates } from '../coordinates.js';
import type { UnreadableEvent } from './open-journal.js';

export interface FoldFailure {
  /** UNREADABLE_EVENT, EVENT_NOT_FOLDABLE or VIEW_FAILED. */
  readonly code: string;
  readonly message: string;
  /** The event at fault; null where the view failed on events that fold. */
  readonly eventId: string | null;
  /** Its position, else that of the last event read. */
  readonly position: number;
}

export function unreadableFailure(event: UnreadableEvent): FoldFailure {
  return { code: 'UNREADABLE_EVENT', message: event.message, eventId: event.id, position: jsonPosition(event.position) };
}

/** Folds once more, event by event, to name the one that stops the fold. */
export function foldFailure(
  participantId: string,
  events: readonly RecordedEvent[],
  coordinates: Coordinates,
  error: unknown,
): FoldFailure {
  const reason = error instanceof Error ? error.message : String(error);
  let state = initialParticipant();
  for (const event of eventsInEffect(events, { asOf: coordinates.asOf, ...knowledgeOf(coordinates) })) {
    try {
      state = evolveParticipant(state, event as unknown as ParticipantEvent);
    } catch (thrown) {
      return {
        code: 'EVENT_NOT_FOLDABLE',
        message: `participant ${participantId}: ${event.type} (revision ${event.revision}) cannot be folded: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        eventId: event.id,
        position: jsonPosition(event.position),
      };
    }
  }
  return {
    code: 'VIEW_FAILED',
    message: `participant ${participantId}: the events fold, but the rulebook's view of them fails: ${reason}`,
    eventId: null,
    position: jsonPosition(events.at(-1)?.position ?? 0n),
  };
}
