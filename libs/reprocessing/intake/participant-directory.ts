/** Who is enrolled: looked up by the first event of the stream, kept in bounded memory. */
import { eventId } from '#journal/event-id.js';
import { oneEvent } from '#journal/one-event.js';
import type { JournalReader } from '#journal/port.js';
import { dataIf } from '#ledger/event.js';
import { participantStream } from '#ledger/subjects.js';
import { annulmentKey } from '#ledger/kernel/annulment.js';
import { DEATH_KEY } from '#ledger/participant/life/report-death.js';
import { occurrenceKey } from '#ledger/kernel/decision.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { goneOverBy, OUT_KEY, type GoneOver } from '#ledger/participant/deciding/gone-over.js';
import type { CivilDate } from '#money/civil-date.js';

export interface KnownParticipant {
  readonly birthDate: CivilDate;
  readonly scheme: string;
  readonly fundId: string;
  readonly diedOn: CivilDate | undefined;
  readonly goneOver: GoneOver | undefined;
}

/** Participants kept at once, twice: those used since the last turn, and those of the turn before. */
const KEPT = 100_000;

export interface ParticipantDirectory {
  /** Those of the ids that are enrolled. */
  readonly find: (participantIds: ReadonlySet<string>) => Promise<ReadonlyMap<string, KnownParticipant>>;
  /** Looks it up anew the next time: it has died since. */
  readonly forget: (participantId: string) => void;
}

export function participantDirectory(journal: JournalReader): ParticipantDirectory {
  let [recent, older] = [new Map<string, KnownParticipant>(), new Map<string, KnownParticipant>()];
  const keep = (id: string, known: KnownParticipant): void => {
    if (recent.size >= KEPT) [recent, older] = [new Map(), recent];
    recent.set(id, known);
  };
  return {
    find: async (participantIds) => {
      const found = new Map<string, KnownParticipant>();
      const unknown: string[] = [];
      for (const id of participantIds) {
        const known = recent.get(id) ?? older.get(id);
        if (known === undefined) unknown.push(id);
        else {
          if (!recent.has(id)) keep(id, known);
          found.set(id, known);
        }
      }
      for (const [id, known] of await readEnrolments(journal, unknown)) {
        found.set(id, known);
        keep(id, known);
      }
      return found;
    },
    forget: (id) => {
      recent.delete(id);
      older.delete(id);
    },
  };
}

async function readEnrolments(journal: JournalReader, ids: readonly string[]): Promise<ReadonlyMap<string, KnownParticipant>> {
  const enrolled = new Map<string, Enrolment>();
  for (const id of ids) {
    const enrolment = dataIf(await oneEvent(journal, participantStream(id)), 'ParticipantEnrolled');
    if (enrolment !== undefined) enrolled.set(id, enrolment);
  }
  const deaths = await readDeaths(journal, [...enrolled.keys()]);
  const outOf = new Map([...enrolled.keys()].map((id) => [id, eventId(participantStream(id), OUT_KEY)]));
  const out = await journal.findEvents([...outOf.values()]);
  const goneOver = (id: string): GoneOver | undefined => {
    const event = out.get(outOf.get(id) as string);
    return event === undefined ? undefined : goneOverBy(event);
  };
  return new Map(
    [...enrolled].map(([id, { birthDate, scheme, fundId }]): [string, KnownParticipant] => [
      id,
      { birthDate, scheme, fundId, diedOn: deaths.get(id), goneOver: goneOver(id) },
    ]),
  );
}

/** The deaths that stand: where one was annulled, the next that was recorded in its place. */
async function readDeaths(journal: JournalReader, ids: readonly string[]): Promise<ReadonlyMap<string, CivilDate>> {
  const deaths = new Map<string, CivilDate>();
  let asked = ids;
  for (let occurrence = 1; asked.length > 0; occurrence += 1) {
    const deathOf = new Map(asked.map((id) => [id, eventId(participantStream(id), occurrenceKey(DEATH_KEY, occurrence))]));
    const found = await journal.findEvents([...deathOf.values()]);
    if (found.size === 0) break;
    const annulments = await journal.findEvents([...found.values()].map(({ stream, id }) => eventId(stream, annulmentKey(id))));
    const annulled = new Set([...annulments.values()].map(({ data }) => data['annuls']));
    for (const [id, death] of deathOf) {
      const event = found.get(death);
      if (event !== undefined && !annulled.has(death)) deaths.set(id, event.data['diedOn'] as CivilDate);
    }
    asked = asked.filter((id) => annulled.has(deathOf.get(id)));
  }
  return deaths;
}
