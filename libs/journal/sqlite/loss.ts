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

/** What tells of a loss. */
type LossFound =
  /** The log beside the file; no `offset`: at its beginning. */
  | { readonly because: 'log-damaged'; readonly log: string; readonly frame?: number; readonly offset?: number }
  | { readonly because: 'acknowledged' }
  | { readonly because: 'other-event'; readonly eventId: string }
  | { readonly because: 'note-gone'; readonly note: string }
  | { readonly because: 'log-gone' };

/** Positions; without `to` nothing says how far it went. */
export interface LostEvents {
  readonly file: string;
  readonly from: number;
  readonly to?: number;
  readonly found: LossFound;
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    EVENTS_MISSING: { readonly from: number; readonly to?: number } & (
      | ({ readonly because: 'loss' } & LostEvents)
      | { readonly because: 'witnesses'; readonly journal: string; readonly head: number; readonly ahead: readonly StandsAt[] }
      | { readonly because: 'models'; readonly head: number; readonly ahead: readonly StandsAt[] }
    );
  }
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

export function lossOf(db: Database, file: string, { note, hasLog, damage }: Beside): LostEvents | undefined {
  const position = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck().get() ?? 0;
  const from = position + 1;
  const acknowledged = note !== undefined && note.position > position ? note.position : undefined;
  if (damage !== undefined) {
    const { frame, offset } = damage;
    const found: LossFound = { because: 'log-damaged', log: logFile(file), ...(frame === 0 ? {} : { frame, offset }) };
    return { file, from, ...(acknowledged === undefined ? {} : { to: acknowledged }), found };
  }
  if (acknowledged !== undefined) {
    return { file, from, to: acknowledged, found: { because: 'acknowledged' } };
  }
  if (note !== undefined && note.position > 0 && eventIdAt(db, note.position) !== note.eventId) {
    return { file, from: note.position, to: note.position, found: { because: 'other-event', eventId: note.eventId } };
  }
  return note === undefined ? unvouchedLoss(db, file, { from, hasLog }) : undefined;
}

/** A writer notes its end before its first write: where one was killed and no note is there, nothing tells what it acknowledged. */
function unvouchedLoss(db: Database, file: string, { from, hasLog }: { from: number; hasLog: boolean }): LostEvents | undefined {
  if (!isMarkedOpen(db) || readHeadNote(file) !== undefined) return undefined; // looked at again: a writer may have begun meanwhile
  return { file, from, found: hasLog ? { because: 'note-gone', note: headNoteFile(file) } : { because: 'log-gone' } };
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
export function missingRefusal(loss: LostEvents): Refusal {
  return refusal('EVENTS_MISSING', { because: 'loss', ...loss });
}
