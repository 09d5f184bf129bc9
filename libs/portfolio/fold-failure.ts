/** What went wrong where a subject could not be folded: a poisoned or unknown event, or a fault in a rulebook. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { eventsInEffect, type Selection } from '#ledger/kernel/selection.js';
import type { SubjectKind } from '#ledger/subjects.js';
import { said } from '#words/said.js';
import { foldOf } from './folded-subject.js';
import type { UnreadableEvent } from './tolerant-reader.js';

export interface FoldFailure {
  /** UNREADABLE_EVENT, EVENT_NOT_FOLDABLE or VIEW_FAILED. */
  readonly code: string;
  readonly message: string;
  /** The event at fault; null where the view failed on events that fold. */
  readonly eventId: string | null;
  /** Its position, else that of the last event read. */
  readonly position: bigint;
}

export function unreadableFailure({ message, id, position }: UnreadableEvent): FoldFailure {
  return { code: 'UNREADABLE_EVENT', message, eventId: id, position };
}

/** Folds once more, event by event, to name the one that stops the fold. */
export function foldFailure(
  { kind }: { readonly kind: SubjectKind },
  id: string,
  events: readonly RecordedEvent[],
  selection: Selection,
  error: unknown,
): FoldFailure {
  const { why, ...fault } = foldFault(kind, events, selection, error);
  return { ...fault, message: `${kind} ${id}: ${why}` };
}

/** The same without its subject. */
export function foldFault(
  kind: SubjectKind,
  events: readonly RecordedEvent[],
  selection: Selection,
  error: unknown,
): Omit<FoldFailure, 'message'> & { readonly why: string } {
  const { initial, evolve } = foldOf(kind);
  let state = initial();
  for (const event of eventsInEffect(events, selection)) {
    try {
      state = evolve(state, event);
    } catch (thrown) {
      return {
        code: 'EVENT_NOT_FOLDABLE',
        why: `${event.type} (revision ${event.revision}) cannot be folded: ${thrownInWords(thrown)}`,
        eventId: event.id,
        position: event.position,
      };
    }
  }
  return {
    code: 'VIEW_FAILED',
    why: `the events fold, but the rulebook's view of them fails: ${thrownInWords(error)}`,
    eventId: null,
    position: events.at(-1)?.position ?? 0n,
  };
}

/** What was thrown, in words. */
export function thrownInWords(thrown: unknown): string {
  const refusal = refusalOf(thrown);
  if (refusal !== undefined) return `${refusal.code}: ${said(refusal)}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}
