/** What verification of a journal found, by its code; total by type, as refusals are. */
import type { Finding, Findings, Found, FoundCode } from '#journal/finding.js';
import { lossInWords } from './english-workspaces.js';
import { said, withWords, type ToldRefusal } from './said.js';

const FOUND: { readonly [C in FoundCode]: (found: Findings[C]) => string } = {
  REVISIONS_GONE: ({ from, to }) => (from === to ? `revision ${from} is gone` : `revisions ${from} to ${to} are gone`),
  AT_OTHER_REVISION: ({ revision, said }) => `stands at revision ${revision}, but its text says ${said}`,
  HEAD_DIFFERS: ({ given, said }) =>
    `its last event gives link ${given.link} of ${given.recordedAt}, its head says ${said.link} of ${said.recordedAt}`,
  OTHER_ID: ({ storedUnder, said }) => `stored under id ${storedUnder}, but its text says ${said}`,
  OTHER_STREAM: ({ storedIn, said }) => `stored in ${storedIn}, but its text says ${said}`,
  POSITION_GOES_BACK: ({ position, after }) => `stands at position ${position}, but follows position ${after} in its stream`,
  TIME_GOES_BACK: ({ recordedAt, after }) => `recorded at ${recordedAt}, but follows an event recorded at ${after}`,
  NOT_OF_THE_CHAIN: () => 'does not belong to the chain; the event after it does without it',
  LINK_DIFFERS: () => 'its bytes do not give the link stored with it',
  TEXT_UNREADABLE: () => 'its text cannot be read',
  BEYOND_END_OF_STREAM: ({ lastRevision }) => `the stream ends at revision ${lastRevision}`,
  MOVED_UP: ({ revision, events }) => `revision ${revision} is gone; ${events} events behind it were moved up`,
  MOVED_DOWN: ({ revision, events }) => `${events} events from revision ${revision} on were moved down by what was put in before them`,
  POSITION_OUTSIDE: ({ position }) => `position ${position} lies outside the journal`,
  POSITION_TAKEN_TWICE: ({ position }) => `position ${position} is taken twice`,
  NOTHING_AT_POSITION: ({ position }) => `no event stands at position ${position}`,
  RECORDED_BEFORE_ONE_IN_FRONT: ({ position }) => `the event at position ${position} was recorded before the one in front of it`,
  REFUSED: ({ refusal }) => said(refusal),
  EVENTS_LOST: lossInWords,
  SQLITE_FAILS: ({ fault, reason }) => `${fault}: ${reason}`,
  SUM_DIFFERS: () => 'its events fit their chain, but not the sum in the row of the stream',
  OF_NO_STREAM: ({ streamKey, link }) => `no stream ${streamKey} is known that it could belong to (link ${link})`,
  SQLITE_FINDS: ({ line }) => `SQLite: ${line}`,
  SCHEMA_CHANGED: ({ name, isMissing }) => `${name} in the file's schema is ${isMissing ? 'missing' : 'not as it was written'}`,
  SCHEMA_ADDED: ({ name, sql }) => `${name} in the file's schema is not of a journal: ${sql ?? 'no text'}`,
  SERVER_REVISION_GOES_BACK: ({ place, after }) => `stands at the server's revision ${place}, behind ${after}`,
  ID_STANDS_ALREADY: ({ stream }) => `its id stands in ${stream} already`,
  NOT_OF_A_LEDGER: () => 'no ledger wrote it',
  ENDS_BEFORE_WHAT_WAS_READ: ({ revision }) =>
    `revision ${revision} stood here when this machine read it last; the stream ends before it`,
  OTHER_LINK_THAN_READ: () => 'its link is another than the one this machine read before',
};

/** A finding as reports show it. */
export interface ToldFinding extends Omit<Finding, 'found'> {
  readonly detail: string;
  /** A refusal in it with its sentence. */
  readonly found: Exclude<Found, { readonly code: 'REFUSED' }> | { readonly code: 'REFUSED'; readonly refusal: ToldRefusal };
}

export function findingInWords({ found, ...place }: Finding): ToldFinding {
  return { ...place, detail: sentenceOf(found), found: 'refusal' in found ? { ...found, refusal: withWords(found.refusal) } : found };
}

function sentenceOf(found: Found): string {
  const sentence = FOUND[found.code] as (found: Found) => string;
  return sentence(found);
}
