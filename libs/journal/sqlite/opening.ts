/** Opening a journal file: for the one writer it may have, or for a reader, also from where nothing can be written. */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { refuse, Refused, refusal, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { corruptFile, guarded, isSqliteFault } from './faults.js';
import { headNote, NOTHING_YET, readHeadNote, type AcknowledgedHead, type HeadNote } from './head-note.js';
import { uuidText } from './keys.js';
import { besideFile, isMarkedOpen, lossOf, missingRefusal } from './loss.js';
import { expectOneName, realFile } from './one-file.js';
import { withoutItsFolder } from './private-copy.js';
import { migrate, recognise } from './schema.js';
import { takeWriterLock } from './writer-lock.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NO_JOURNAL: { readonly file: string };
    /** `to`: what for, where it is not to be opened. `fault`: as the file system told it of a path, of which no more is known. */
    NO_SUCH_FOLDER:
      | { readonly file: string; readonly folder: string; readonly to?: 'write' }
      | { readonly fault: 'absent' | 'part-is-a-file'; readonly file?: string; readonly cause: string };
    JOURNAL_GONE:
      | { readonly because: 'empty' | 'gone'; readonly file: string; readonly from: number; readonly to: number }
      | { readonly because: 'left'; readonly file: string; readonly left: readonly string[] };
  }
}

const BUSY_MILLISECONDS = 5_000;
const WRITER_CACHE_KIB = 65_536;
/** The log is folded back into the file every so many pages, and cut to this size when it is. */
const CHECKPOINT_PAGES = 4_000;
const LOG_BYTES = 64 * 1_048_576;

export interface FileOfWriter {
  readonly db: Database.Database;
  readonly file: string;
  /** Before the first write: from here on a copy of the file alone shows that its log is missing. */
  readonly begin: () => void;
  /** After a commit, before anybody is told of it. */
  readonly acknowledge: (head: AcknowledgedHead) => void;
  readonly close: () => void;
}

export interface WriterOptions {
  /** Goes on although events are missing; refused without it. */
  readonly acceptsLoss?: boolean;
}

/**
 * The file opened for this writer alone, at the present schema; made where there is none. Refuses NO_SUCH_FOLDER, JOURNAL_HAS_OTHER_NAMES,
 * JOURNAL_IN_USE, JOURNAL_GONE, EVENTS_MISSING, NOT_A_JOURNAL, JOURNAL_TOO_NEW, JOURNAL_CORRUPT, UNSAFE_SQLITE.
 */
export function openForWriting(path: string, now: Instant, { acceptsLoss = false }: WriterOptions = {}): FileOfWriter {
  const file = realFile(path);
  if (!existsSync(dirname(file))) {
    refuse('NO_SUCH_FOLDER', { file, folder: dirname(file) });
  }
  expectOneName(file);
  const lock = guarded(file, () => takeWriterLock(file, now));
  let db: Database.Database | undefined;
  try {
    if (!acceptsLoss) {
      const missing = isSomething(file) ? guarded(file, () => lossIn(file)) : goneRefusal(file);
      if (missing !== undefined) throw new Refused(missing);
    }
    const opened = (db = guarded(file, () => new Database(file, { timeout: BUSY_MILLISECONDS })));
    guarded(file, () => {
      recognise(opened, file);
      opened.pragma('journal_mode = WAL');
      opened.pragma('synchronous = FULL');
      opened.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
      opened.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      opened.pragma(`journal_size_limit = ${LOG_BYTES}`);
      harden(opened);
      migrate(opened);
      if (!acceptsLoss) expectEveryEvent(opened, file);
    });
    return writerOf(opened, file, now, lock.release);
  } catch (error) {
    db?.close();
    lock.release();
    throw error;
  }
}

/**
 * What the streams tell of is what stands: revisions begin at 0 and positions at 1, neither with gaps. One look at each stream's row and
 * at the last position, so that a file whose last events were taken out is not written to. Refuses JOURNAL_CORRUPT.
 */
function expectEveryEvent(db: Database.Database, file: string): void {
  const told = db.prepare<[], number>('SELECT coalesce(sum(revision + 1), 0) FROM streams').pluck().get() ?? 0;
  const last = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck().get() ?? 0;
  if (told !== last) throw corruptFile(file, `its streams tell of ${told} events, and its last one stands at position ${last}`);
}

/** Read-only, since who may write takes the log in when it closes, also one that is damaged, and what it showed is gone. */
function lossIn(file: string): Refusal | undefined {
  const beside = besideFile(file, true);
  const db = new Database(file, { readonly: true, timeout: BUSY_MILLISECONDS });
  try {
    const loss = recognise(db, file) === 'new' ? undefined : lossOf(db, file, beside);
    return loss === undefined ? undefined : missingRefusal(loss);
  } finally {
    db.close();
  }
}

/** JOURNAL_GONE: the writer's note tells of events, and there is no file, or an empty one. */
function goneRefusal(file: string): Refusal | undefined {
  const note = readHeadNote(file);
  if (note === undefined || note === 'unreadable' || note.position === 0 || isSomething(file)) return undefined;
  return refusal('JOURNAL_GONE', { because: existsSync(file) ? 'empty' : 'gone', file, from: 1, to: note.position });
}

function isSomething(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * EVENTS_MISSING or JOURNAL_GONE where what lies beside the file knows of events that it does not hold; undefined where nothing is
 * missing, or the file cannot be read at all.
 */
export function lossOfFile(path: string): Refusal | undefined {
  const file = realFile(path);
  if (!isSomething(file)) return goneRefusal(file);
  const beside = besideFile(file, false);
  let db: Database.Database | undefined;
  try {
    ({ db } = openForReading(file));
    const loss = lossOf(db, file, beside);
    return loss === undefined ? undefined : missingRefusal(loss);
  } catch (error) {
    if (error instanceof Refused || isSqliteFault(error)) return undefined; // who opens it to read it is told
    throw error;
  } finally {
    db?.close();
  }
}

function writerOf(db: Database.Database, file: string, now: Instant, release: () => void): FileOfWriter {
  const note = headNote(file);
  const wasOpen = isMarkedOpen(db); // by a writer that was killed
  let hasBegun = false;
  return {
    db,
    file,
    begin: () => {
      if (hasBegun) return;
      if (readHeadNote(file) === undefined) makeNote(note, db, file);
      db.prepare('INSERT INTO writing (since) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM writing)').run(now);
      db.pragma('wal_checkpoint(PASSIVE)'); // into the file itself
      hasBegun = true;
    },
    acknowledge: (head) => {
      try {
        note.acknowledge(head);
      } catch (error) {
        const cause = (error as Error).message;
        refuse('JOURNAL_IO_ERROR', { because: 'note', file, cause, position: head.position });
      }
    },
    close: () => {
      if (!db.open) return;
      try {
        if (hasBegun || wasOpen) db.exec('DELETE FROM writing');
      } catch (error) {
        if (!isSqliteFault(error)) throw error; // a full disk: the note beside the file vouches for it
      } finally {
        db.close();
        note.close();
        release();
      }
    },
  };
}

/** From here on a note that is not there was lost. */
function makeNote(note: HeadNote, db: Database.Database, file: string): void {
  try {
    note.acknowledge(endOfFile(db));
  } catch (error) {
    const cause = (error as Error).message;
    refuse('JOURNAL_IO_ERROR', { because: 'first-note', file, cause });
  }
}

/** The end that the file has; position 0 of an empty one. */
export function endOfFile(db: Database.Database): AcknowledgedHead {
  const last = db.prepare<[], [number, Buffer]>('SELECT position, id FROM events ORDER BY position DESC LIMIT 1').raw().get();
  return last === undefined ? NOTHING_YET : { position: last[0], eventId: uuidText(last[1]) };
}

/**
 * The file opened read-only and recognised as a journal; from a private copy where its own folder cannot be written. Refuses NO_JOURNAL,
 * JOURNAL_CANNOT_BE_OPENED, NOT_A_JOURNAL, JOURNAL_TOO_NEW, JOURNAL_CORRUPT, UNSAFE_SQLITE.
 */
export function openForReading(path: string): { readonly db: Database.Database; readonly file: string } {
  const file = realFile(path);
  if (!existsSync(file)) refuse('NO_JOURNAL', { file });
  const db = guarded(file, () => readOnly(file));
  try {
    guarded(file, () => {
      if (recognise(db, file) === 'new') refuse('NOT_A_JOURNAL', { because: 'empty', file });
      harden(db);
    });
    return { db, file };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What SQLite says where it cannot make the files that it needs beside a journal. */
const NEEDS_ITS_FOLDER: ReadonlySet<string> = new Set([
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY_DIRECTORY',
  'SQLITE_READONLY_CANTINIT',
  'SQLITE_READONLY_CANTLOCK',
  'SQLITE_READONLY_RECOVERY',
]);

function readOnly(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, timeout: BUSY_MILLISECONDS });
    db.pragma('schema_version'); // the first look opens the log
    return db;
  } catch (error) {
    db?.close();
    if (!isSqliteFault(error)) throw error;
    if (NEEDS_ITS_FOLDER.has(error.code)) return withoutItsFolder(file);
    if (error.code === 'SQLITE_NOTADB') return new Database(file, { readonly: true, timeout: BUSY_MILLISECONDS }); // told with the reason
    throw error;
  }
}

/** Damaged pages are noticed when they are read, and nothing in the file's own schema is trusted to run. */
function harden(db: Database.Database): void {
  db.pragma('cell_size_check = ON');
  db.pragma('trusted_schema = OFF');
}
