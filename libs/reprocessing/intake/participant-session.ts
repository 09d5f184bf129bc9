/** A participant's stream in hand, for decisions that look at what stands: the events of the journal and those just decided. */
import { eventId } from '#journal/event-id.js';
import type { JournalReader } from '#journal/port.js';
import { participantStream } from '#ledger/subjects.js';
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { annulmentKey } from '#ledger/participant/annulment/events.js';
import { standingDeath } from '#ledger/participant/life/report-death.js';
import type { Standing } from '#ledger/kernel/decision.js';
import { stateOf } from '#ledger/subjects.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { LAST_DATE, type CivilDate, type Instant } from '#money/civil-date.js';
import { asIfRecorded } from '../batch/stamp.js';

/** The file that is read now. */
export interface FileRead {
  readonly file: string;
  readonly sha256: string;
}

export interface ParticipantSession {
  readonly participantId: string;
  readonly stream: string;
  /** Revision of the last event in the journal; −1 where the participant is new. */
  readonly revision: number;
  readonly find: (eventId: string) => RecordedEvent | undefined;
  readonly standing: (source: FileRead | undefined) => Standing;
  /** The whole stream, with what was added. */
  readonly events: () => readonly RecordedEvent[];
  readonly enrolment: () => Enrolment | undefined;
  readonly diedOn: () => CivilDate | undefined;
  /** The participant as known just before a row: by `recordedAt` (migrated). */
  readonly stateBefore: (row: { readonly recordedAt?: Instant | undefined }) => ParticipantState;
  /** Whether an event came from a line of that file behind this one. */
  readonly isReadLater: (eventId: string, sha256: string, line: number) => boolean;
  /** Adds decided events, for the decisions to come. */
  readonly add: (events: readonly EventToAppend[], now: Instant) => void;
}

/** `ahead`: events decided earlier that are not in the journal (a dry run). */
export async function openSession(
  journal: JournalReader,
  participantId: string,
  ahead: readonly RecordedEvent[] = [],
): Promise<ParticipantSession> {
  const recorded: RecordedEvent[] = [];
  for await (const page of journal.readStream(participantStream(participantId))) recorded.push(...page);
  return sessionOf(participantId, recorded, ahead);
}

/** A session on a stream that has been read already. */
export function sessionOf(
  participantId: string,
  recorded: readonly RecordedEvent[],
  ahead: readonly RecordedEvent[] = [],
): ParticipantSession {
  const stream = participantStream(participantId);
  const revision = recorded.length - 1;
  const events = [...recorded, ...ahead];
  const byId = new Map(events.map((event) => [event.id, event]));
  const standing = (source: FileRead | undefined): Standing => (key) => {
    const found = byId.get(eventId(stream, key));
    if (found === undefined) return undefined;
    const annulled = byId.has(eventId(stream, annulmentKey(found.id)));
    const sameSource = source !== undefined && found.source?.sha256 === source.sha256;
    const { type, effectiveDate, data } = found;
    return { type, effectiveDate, data, annulled, sameSource, sameFile: sameSource && found.source?.file === source.file };
  };
  return {
    participantId,
    stream,
    revision,
    standing,
    find: (id) => byId.get(id),
    events: () => events,
    enrolment: () => {
      const first = events[0];
      return first?.type === 'ParticipantEnrolled' ? (first.data as unknown as Enrolment) : undefined;
    },
    diedOn: () => standingDeath(standing(undefined)),
    stateBefore: ({ recordedAt }) =>
      readable(participantId, recordedAt === undefined ? events : events.filter((event) => event.recordedAt <= recordedAt)),
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

/** Refuses PARTICIPANT_NOT_READABLE where what stands cannot be folded. */
function readable(participantId: string, events: readonly RecordedEvent[]): ParticipantState {
  try {
    return stateOf('participant', events, { asOf: LAST_DATE });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse('PARTICIPANT_NOT_READABLE', `participant ${participantId} cannot be read: ${message}; \`accrual history ` +
      `${participantId}\` shows the events, \`accrual annul\` takes a wrong one back`, { participantId });
  }
}
