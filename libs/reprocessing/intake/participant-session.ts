/** What a session knows of a participant. */
import { dataIf } from '#ledger/event.js';
import { stateOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { standingDeath } from '#ledger/participant/life/report-death.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { participantNotReadable } from '#ledger/kernel/not-readable.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { LAST_DATE, type CivilDate, type Instant } from '#money/civil-date.js';
import { keptWith, type SubjectSession } from './subject-session.js';

export function enrolmentIn(session: SubjectSession): Enrolment | undefined {
  return dataIf(session.events()[0], 'ParticipantEnrolled');
}

export function deathIn(session: SubjectSession): CivilDate | undefined {
  return standingDeath(session.standing(undefined));
}

/** A session's participant as last folded, and of how many events: several ask before any is added. */
const folded = keptWith<{ readonly events: number; readonly state: ParticipantState }>('participant');

/** The participant as known just before a row: by `recordedAt` (migrated). Refuses PARTICIPANT_NOT_READABLE. */
export function participantBefore(
  session: SubjectSession,
  { recordedAt }: { readonly recordedAt?: Instant | undefined },
): ParticipantState {
  const events = session.events();
  if (recordedAt !== undefined) return readable(session.subject.id, events.filter((event) => event.recordedAt <= recordedAt));
  const last = folded.of(session);
  if (last?.events === events.length) return last.state;
  return folded.keep(session, { events: events.length, state: readable(session.subject.id, events) }).state;
}

/** Refuses PARTICIPANT_NOT_READABLE where what stands cannot be folded. */
function readable(participantId: string, events: readonly RecordedEvent[]): ParticipantState {
  try {
    return stateOf('participant', events, { asOf: LAST_DATE });
  } catch (error) {
    throw new Refused(participantNotReadable(participantId, error));
  }
}
