/** A subject's stream in hand, for decisions that look at what stands: the events of the journal and those just decided. */
import { eventId } from '#journal/event-id.js';
import type { JournalReader } from '#journal/port.js';
import { streamOf } from '#ledger/subjects.js';
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { annulmentKey } from '#ledger/kernel/annulment.js';
import { UnknownEvent } from '#ledger/kernel/event-types.js';
import { employerNotReadable, participantNotReadable } from '#ledger/kernel/not-readable.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Standing } from '#ledger/kernel/decision.js';
import type { Instant } from '#money/civil-date.js';
import { asIfRecorded } from '../batch/stamp.js';
import type { RowSubject } from '../formats/rows.js';

/** The file that is read now. */
export interface FileRead {
  readonly file: string;
  readonly sha256: string;
}

export interface SubjectSession {
  readonly subject: RowSubject;
  readonly stream: string;
  /** Why nothing can be decided on it: it has an event that this program does not know. */
  readonly notReadable?: Refusal;
  /** Revision of the last event in the journal; −1 where the subject is new. */
  readonly revision: number;
  readonly find: (eventId: string) => RecordedEvent | undefined;
  readonly standing: (source: FileRead | undefined) => Standing;
  /** The whole stream, with what was added. */
  readonly events: () => readonly RecordedEvent[];
  /** Whether an event came from a line of that file behind this one. */
  readonly isReadLater: (eventId: string, sha256: string, line: number) => boolean;
  /** Adds decided events, for the decisions to come. */
  readonly add: (events: readonly EventToAppend[], now: Instant) => void;
  /** What was worked out of it (`keptWith`). */
  readonly kept: Map<symbol, unknown>;
}

/** A value of a session that goes with it: a WeakMap would hold each until a full collection of what is old (docs/adr/0036). */
interface KeptWithSession<Value> {
  readonly of: (session: SubjectSession) => Value | undefined;
  readonly keep: (session: SubjectSession, value: Value) => Value;
}

export function keptWith<Value>(what: string): KeptWithSession<Value> {
  const name = Symbol(what);
  return {
    of: ({ kept }) => kept.get(name) as Value | undefined,
    keep: ({ kept }, value) => {
      kept.set(name, value);
      return value;
    },
  };
}

/** Of subjects of which there are many: the others go on. */
const NOT_READABLE: { readonly [kind in RowSubject['kind']]?: (id: string, error: unknown, eventId?: string) => Refusal } = {
  participant: participantNotReadable,
  employer: employerNotReadable,
};

/** `ahead`: events decided earlier that are not in the journal (a dry run). */
export async function openSession(
  journal: JournalReader,
  subject: RowSubject,
  ahead: readonly RecordedEvent[] = [],
): Promise<SubjectSession> {
  const recorded: RecordedEvent[] = [];
  try {
    for await (const page of journal.readStream(streamOf(subject.kind, subject.id))) recorded.push(...page);
  } catch (error) {
    const notReadable = error instanceof UnknownEvent ? NOT_READABLE[subject.kind]?.(subject.id, error, error.eventId) : undefined;
    if (notReadable === undefined) throw error;
    return { ...sessionOf(subject, []), notReadable };
  }
  return sessionOf(subject, recorded, ahead);
}

/** A session on a stream that has been read already. */
export function sessionOf(
  subject: RowSubject,
  recorded: readonly RecordedEvent[],
  ahead: readonly RecordedEvent[] = [],
): SubjectSession {
  const stream = streamOf(subject.kind, subject.id);
  const revision = recorded.length - 1;
  // What was decided ahead comes after what stands, whatever it was numbered by.
  const events = [...recorded, ...ahead.map((event, index) => ({ ...event, revision: recorded.length + index }))];
  const byId = new Map(events.map((event) => [event.id, event]));
  const standing = (source: FileRead | undefined): Standing => (key) => {
    const found = byId.get(eventId(stream, key));
    if (found === undefined) return undefined;
    const annulled = byId.has(eventId(stream, annulmentKey(found.id)));
    const sameFile = source !== undefined && found.source?.sha256 === source.sha256 && found.source.file === source.file;
    const { type, effectiveDate, data } = found;
    return { type, effectiveDate, data, annulled, sameFile };
  };
  return {
    subject,
    stream,
    revision,
    kept: new Map(),
    standing,
    find: (id) => byId.get(id),
    events: () => events,
    isReadLater: (id, sha256, line) => {
      const source = byId.get(id)?.source;
      return source !== undefined && source.sha256 === sha256 && source.line > line;
    },
    add: (added, now) => {
      for (const event of added) {
        const position = (events.at(-1)?.position ?? 0n) + 1n;
        const recorded = asIfRecorded(event, stream, events.length, position, now);
        events.push(recorded);
        byId.set(recorded.id, recorded);
      }
    },
  };
}
