/** One subject read whole and folded, or set aside where that cannot be: whoever goes through many names it and goes on. */
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { UnknownEvent } from '#ledger/kernel/event-types.js';
import { employerNotReadable, participantNotReadable, transferNotReadable } from '#ledger/kernel/not-readable.js';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import { isKnown, type Knowledge } from '#ledger/kernel/selection.js';
import { stateOf, streamOf, type StateOf } from '#ledger/subjects.js';
import { LAST_DATE } from '#money/civil-date.js';
import { foldFault } from './fold-failure.js';

const NOT_READABLE = { participant: participantNotReadable, employer: employerNotReadable, transfer: transferNotReadable } as const;
type ReadKind = keyof typeof NOT_READABLE;

export type ReadSubject<K extends ReadKind> =
  | { readonly status: 'read'; readonly state: StateOf<K>; readonly events: readonly RecordedEvent[] }
  | { readonly status: 'set-aside'; readonly refusal: Refusal };

/** All that is known of it, whatever the value dates; of one without a stream no event. */
export async function readSubject<K extends ReadKind>(
  journal: JournalReader,
  kind: K,
  id: string,
  knowledge: Knowledge = {},
): Promise<ReadSubject<K>> {
  let events: readonly RecordedEvent[];
  try {
    const all = await readWhole(journal, streamOf(kind, id));
    events = all.filter((event) => isKnown(event, knowledge));
  } catch (error) {
    if (!(error instanceof UnknownEvent)) throw error;
    return { status: 'set-aside', refusal: NOT_READABLE[kind](id, error, error.eventId) };
  }
  try {
    return { status: 'read', state: stateOf(kind, events, { asOf: LAST_DATE }), events };
  } catch (error) {
    return { status: 'set-aside', refusal: whyNot(kind, id, events, error) };
  }
}

/** Refuses PARTICIPANT_NOT_READABLE, EMPLOYER_NOT_READABLE or TRANSFER_NOT_READABLE, naming the event at fault where there is one. */
export async function readableSubject<K extends ReadKind>(
  journal: JournalReader,
  kind: K,
  id: string,
): Promise<Extract<ReadSubject<K>, { readonly status: 'read' }>> {
  const read = await readSubject(journal, kind, id);
  if (read.status === 'set-aside') throw new Refused(read.refusal);
  return read;
}

/** What keeps a subject from being folded, or what rests on its fold from being worked out. */
export function whyNot(kind: ReadKind, id: string, events: readonly RecordedEvent[], error: unknown): Refusal {
  const { eventId, refusal } = foldFault(kind, events, { asOf: LAST_DATE }, error);
  return NOT_READABLE[kind](id, new Refused(refusal), eventId ?? undefined);
}
