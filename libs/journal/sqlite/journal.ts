/**
 * The journal in one SQLite file: write-ahead log, every append durable before it returns, one writer, any number of
 * readers beside it or without one.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, basename, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import type { Journal, JournalOptions, JournalReader } from '../port.js';
import { sqliteAppends } from './append.js';
import { byStreamReads } from './by-stream.js';
import { guarded } from './faults.js';
import { sqliteReads, type SqliteReads } from './reads.js';
import { migrate, recognise, refuseOldSchema } from './schema.js';
import { subscriptions, type Subscriptions } from './subscription.js';
import { takeWriterLock } from './writer-lock.js';

const BUSY_MILLISECONDS = 5_000;
const WRITER_CACHE_KIB = 65_536;
/** The log is folded back into the file every so many pages, and cut to this size when it is. */
const CHECKPOINT_PAGES = 4_000;
const LOG_BYTES = 64 * 1_048_576;

/**
 * Opens a journal for writing; creates it where there is none. Refuses NO_SUCH_FOLDER, JOURNAL_IN_USE beside another writer, NOT_A_JOURNAL,
 * JOURNAL_TOO_NEW, JOURNAL_CORRUPT, UNSAFE_SQLITE. Appends refuse JOURNAL_DISK_FULL and JOURNAL_IO_ERROR with nothing
 * half-written; the journal stays usable.
 */
export async function openSqliteJournal(path: string, options: JournalOptions): Promise<Journal> {
  const { db, file, release } = openForWriting(path, options.clock());
  try {
    return writerOn(db, file, options, release);
  } catch (error) {
    db.close();
    release();
    throw error;
  }
}

/** The file opened for this writer alone, at the present schema; `release` ends that, once the database is closed. */
export function openForWriting(path: string, now: Instant): { readonly db: Database.Database; readonly file: string; readonly release: () => void } {
  const file = realFile(path);
  if (!existsSync(dirname(file))) refuse('NO_SUCH_FOLDER', `${file} cannot be opened: there is no folder ${dirname(file)}; make it first`, { folder: dirname(file) });
  const lock = guarded(file, () => takeWriterLock(file, now));
  let db: Database.Database | undefined;
  try {
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
    });
    return { db: opened, file, release: () => lock.release() };
  } catch (error) {
    db?.close();
    lock.release();
    throw error;
  }
}

/** Opens an existing journal for reading. Refuses NO_JOURNAL, NOT_A_JOURNAL, JOURNAL_TOO_NEW, JOURNAL_CORRUPT, UNSAFE_SQLITE. */
export async function openSqliteJournalReader(path: string, options: JournalOptions): Promise<JournalReader> {
  const { db, file } = openForReading(path);
  try {
    const reads = sqliteReads(db, file, options.rules);
    return readerOn(db, file, options, reads, subscriptions(db, file, reads));
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The file opened read-only and recognised as a journal of this schema. */
export function openForReading(path: string): { readonly db: Database.Database; readonly file: string } {
  const file = realFile(path);
  if (!existsSync(file)) refuse('NO_JOURNAL', `there is no journal at ${file}`, { file });
  const db = guarded(file, () => new Database(file, { readonly: true, timeout: BUSY_MILLISECONDS }));
  try {
    guarded(file, () => {
      if (recognise(db, file) === 'new') refuse('NOT_A_JOURNAL', `${file} is empty; a writer creates the journal`, { file });
      refuseOldSchema(db, file);
      harden(db);
    });
    return { db, file };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Damaged pages are noticed when they are read, and nothing in the file's own schema is trusted to run. */
function harden(db: Database.Database): void {
  db.pragma('cell_size_check = ON');
  db.pragma('trusted_schema = OFF');
}

/** Two names of one file must meet in one lock. */
function realFile(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const folder = dirname(absolute);
  return existsSync(folder) ? join(realpathSync(folder), basename(absolute)) : absolute;
}

function readerOn(db: Database.Database, file: string, { rules }: JournalOptions, reads: SqliteReads, live: Subscriptions): JournalReader {
  const readByStream = byStreamReads(db, file, rules, reads);
  return {
    head: async () => reads.head(),
    readStream: (stream, options = {}) => reads.readStream(stream, options),
    readAll: (options = {}) => reads.readAll(options),
    readByStream: (options = {}) => readByStream(options),
    streamHeads: (prefix = '') => reads.streamHeads(prefix),
    streamHead: async (stream) => reads.streamHead(stream),
    findEvents: async (ids) => reads.findEvents(ids),
    subscribe: (options = {}) => live.subscribe(options),
    close: async () => {
      live.close();
      db.close();
    },
  };
}

function writerOn(db: Database.Database, file: string, options: JournalOptions, release: () => void): Journal {
  const reads = sqliteReads(db, file, options.rules);
  const live = subscriptions(db, file, reads);
  const reader = readerOn(db, file, options, reads, live);
  const { append } = sqliteAppends(db, options, reads.head(), reads.findEvents);
  return {
    ...reader,
    append: async (appends, mode = 'all-or-nothing') => {
      const outcomes = guarded(file, () => append(appends, mode));
      live.notify();
      return outcomes;
    },
    close: async () => {
      if (!db.open) return;
      await reader.close();
      release();
    },
  };
}
