/**
 * A row that this very file told before, and that holds no longer: it changes nothing, since a file that comes again brings nothing, and
 * is flagged, since "already there" alone would hide that.
 */
import type { Decision } from '#ledger/kernel/decision.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Flag, FlagFigures } from '#ledger/participant/flag.js';
import { keptWith, type FileRead, type SubjectSession } from './subject-session.js';

export interface NoLongerHeld {
  /** Another correction of its day has taken its place. */
  readonly replacedSince?: true;
  readonly annulledSince?: FlagFigures['ANNULLED_SINCE'];
}

export function flagsOfNoLongerHeld({ replacedSince, annulledSince }: NoLongerHeld): readonly Flag[] {
  if (annulledSince !== undefined) return [{ code: 'ANNULLED_SINCE', figures: annulledSince }];
  return replacedSince === true ? [{ code: 'REPLACED_SINCE', figures: {} }] : [];
}

/** `alone`: what would become of the row alone in another file. */
export function annulledSince({ actor, recordedAt, data }: RecordedEvent, alone: Decision): FlagFigures['ANNULLED_SINCE'] {
  const figures = { eventId: String(data['annuls']), by: actor, recordedAt, reason: String(data['reason']) };
  if (alone.status === 'decided') return { ...figures, anew: 'alone' };
  if (alone.status === 'no-change') return { ...figures, anew: 'with-its-equals' };
  return { ...figures, anew: 'refused', refusal: alone.refusal.code };
}

/** Of what a file told: by its lines, the annulment of the fact, which comes before what followed from it. */
const OF_FILE = keptWith<ReadonlyMap<number, RecordedEvent>>('annulments by line');

/** The annulment of what a line of the file told. */
export function annulledOfLine(session: SubjectSession, line: number, source: FileRead): RecordedEvent | undefined {
  return (OF_FILE.of(session) ?? OF_FILE.keep(session, annulmentsOf(session, source))).get(line);
}

function annulmentsOf({ events, find }: SubjectSession, { file, sha256 }: FileRead): ReadonlyMap<number, RecordedEvent> {
  const annulments = events().filter(({ type }) => type === 'EventAnnulled');
  const told = annulments.flatMap((annulment) => {
    const { source, revision = 0 } = find(String(annulment.data['annuls'])) ?? {};
    return source?.sha256 === sha256 && source.file === file ? [{ line: source.line, revision, annulment }] : [];
  });
  told.sort((one, other) => other.revision - one.revision);
  return new Map(told.map(({ line, annulment }) => [line, annulment]));
}
