/** What went wrong where a subject could not be folded: a poisoned or unknown event, or a fault in a rulebook. */
import type { OfAny } from '#ledger/kernel/refused-subject.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { whyOf, type Why } from '#ledger/kernel/not-readable.js';
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import { eventsInEffect, type Selection } from '#ledger/kernel/selection.js';
import type { SubjectKind } from '#ledger/subjects.js';
import { foldOf } from './folded-subject.js';
import type { UnreadableEvent } from './tolerant-reader.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Of a type or version that this program does not know; `error` names it. */
    UNREADABLE_EVENT: { readonly stream?: string; readonly eventId: string; readonly error: string };
    /** `annul`: whoever asks may take the event back. */
    EVENT_NOT_FOLDABLE: OfAny & {
      readonly type: string;
      readonly revision: number;
      readonly eventId: string;
      readonly why: Why;
      readonly annul?: true;
    };
    VIEW_FAILED: OfAny & { readonly why: Why };
  }
}

export interface FoldFailure {
  /** UNREADABLE_EVENT, EVENT_NOT_FOLDABLE or VIEW_FAILED. */
  readonly refusal: Refusal;
  /** The event at fault; null where the view failed on events that fold. */
  readonly eventId: string | null;
  /** Its position, else that of the last event read. */
  readonly position: bigint;
}

export function unreadableFailure({ message, id, position }: UnreadableEvent): FoldFailure {
  return { refusal: refusal('UNREADABLE_EVENT', { eventId: id, error: message }), eventId: id, position };
}

/** Folds once more, event by event, to name the one that stops the fold. */
export function foldFailure(
  { kind }: { readonly kind: SubjectKind },
  id: string,
  events: readonly RecordedEvent[],
  selection: Selection,
  error: unknown,
): FoldFailure {
  const fault = foldFault(kind, events, selection, error);
  return { ...fault, refusal: { ...fault.refusal, [`${kind}Id`]: id } };
}

/** The same without its subject. */
export function foldFault(kind: SubjectKind, events: readonly RecordedEvent[], selection: Selection, error: unknown): FoldFailure {
  const { initial, evolve } = foldOf(kind);
  let state = initial();
  for (const event of eventsInEffect(events, selection)) {
    try {
      state = evolve(state, event);
    } catch (thrown) {
      const { id: eventId, type, revision, position } = event;
      return { refusal: refusal('EVENT_NOT_FOLDABLE', { type, revision, eventId, why: whyOf(thrown) }), eventId, position };
    }
  }
  return { refusal: refusal('VIEW_FAILED', { why: whyOf(error) }), eventId: null, position: events.at(-1)?.position ?? 0n };
}
