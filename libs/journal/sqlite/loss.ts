/**
 * What a journal file ought to hold and does not. The file alone looks whole after its end was cut off, after its log was damaged or
 * left behind, or after an older copy was put in its place; what lies beside it knows better.
 */
import type { Database } from 'better-sqlite3';
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import { uuidText } from './keys.js';
import { headNoteFile, readHeadNote, type AcknowledgedHead } from './head-note.js';
import { logBytes, logDamage, logFile, type LogDamage } from './write-ahead-log.js';
import { isWriterAlive } from './writer-lock.js';

/** What stands beyond the journal's end, and where it does. */
interface StandsAt {
  readonly name: string;
  readonly position: number;
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    EVENTS_MISSING: { readonly from: number; readonly to?: number } & (
      | { readonly because: 'loss'; readonly file: string; readonly found: string }
      | { readonly because: 'witnesses'; readonly journal: string; readonly head: number; readonly ahead: readonly StandsAt[] }
      | { readonly because: 'models'; readonly head: number; readonly ahead: readonly StandsAt[] }
    );
  }
}

/** Positions; `to` is undefined where nothing says how far it went. */
export interface Loss {
  readonly from: number;
  readonly to: number | undefined;
  readonly detail: string;
}

/** What lies beside the file, as it was before the file was opened: opening it may take the log in or away. */
export interface Beside {
  readonly note: AcknowledgedHead | undefined;
  readonly hasLog: boolean;
  readonly damage: LogDamage | undefined;
}

/** Looks at the log only where no writer lives: beside one it changes under the eyes, and its index in memory vouches for it. */
export function besideFile(file: string, isOwnWriter: boolean): Beside {
  const note = readHeadNote(file);
  const hasLog = logBytes(file) > 0;
  return { note: note === 'unreadable' ? undefined : note, hasLog, damage: hasLog ? settledDamage(file, isOwnWriter) : undefined };
}

/** A writer that begins meanwhile writes the log anew: what is damaged then is told only where it stays so. */
function settledDamage(file: string, isOwnWriter: boolean): LogDamage | undefined {
  if (!isOwnWriter && isWriterAlive(file)) return undefined;
  const damage = logDamage(file);
  if (damage === undefined || isOwnWriter) return damage;
  return isWriterAlive(file) || logDamage(file)?.frame !== damage.frame ? undefined : damage;
}

export function lossOf(db: Database, file: string, { note, hasLog, damage }: Beside): Loss | undefined {
  const position = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck().get() ?? 0;
  const from = position + 1;
  const acknowledged = note !== undefined && note.position > position ? note.position : undefined;
  if (damage !== undefined) {
    const where = damage.frame === 0 ? 'its beginning' : `frame ${damage.frame}, byte ${damage.offset}`;
    return {
      from,
      to: acknowledged,
      detail: `${logFile(file)} is damaged at ${where}, and what was committed behind that can no longer be read`,
    };
  }
  if (acknowledged !== undefined) {
    return { from, to: acknowledged, detail: `this ledger's writer acknowledged them, and noted it beside the file` };
  }
  if (note !== undefined && note.position > 0 && eventIdAt(db, note.position) !== note.eventId) {
    return {
      from: note.position,
      to: note.position,
      detail:
        `event ${note.eventId} was acknowledged there, and another one stands in its place: this is another journal, or ` +
        'one that was written anew',
    };
  }
  return note === undefined ? unvouchedLoss(db, file, { from, hasLog }) : undefined;
}

/** A writer notes its end before its first write: where one was killed and no note is there, nothing tells what it acknowledged. */
function unvouchedLoss(db: Database, file: string, { from, hasLog }: { from: number; hasLog: boolean }): Loss | undefined {
  if (!isMarkedOpen(db) || readHeadNote(file) !== undefined) return undefined; // looked at again: a writer may have begun meanwhile
  const detail = hasLog
    ? `a writer has not closed it, and its note of what it acknowledged (${headNoteFile(file)}) is not here: whether the log beside ` +
      'it reaches so far, nothing tells'
    : 'the file was copied while a ledger wrote to it, or its -wal was taken away: what stood in that is not here';
  return { from, to: undefined, detail };
}

function eventIdAt(db: Database, position: number): string | undefined {
  const id = db.prepare<[number], Buffer>('SELECT id FROM events WHERE position = ?').pluck().get(position);
  return id === undefined ? undefined : uuidText(id);
}

/** A writer has begun to write and has not closed the file since. Files of the first schema say nothing. */
export function isMarkedOpen(db: Database): boolean {
  const knows = db.prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE name = 'writing'").pluck().get() === 1;
  return knows && db.prepare<[], number>('SELECT count(*) FROM writing').pluck().get() !== 0;
}

/** EVENTS_MISSING, with the positions. */
export function missingRefusal(file: string, loss: Loss): Refusal {
  const { from, to } = loss;
  return refusal('EVENTS_MISSING', { because: 'loss', file, from, ...(to === undefined ? {} : { to }), found: lossText(file, loss) });
}

export function lossText(file: string, { from, to, detail }: Loss): string {
  const which = to === undefined ? `from position ${from} on` : from === to ? `at position ${from}` : `at positions ${from} to ${to}`;
  return `events are missing in ${file} ${which}: ${detail}`;
}
