/** The tables of a journal file, and how a file is recognised. */
import type { Database } from 'better-sqlite3';
import { refuse } from '#ledger/kernel/refusal.js';
import { sqliteFaultOf, isSqliteFault } from './faults.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNSAFE_SQLITE: { readonly version: string; readonly oldest: string };
    NOT_A_JOURNAL:
      | { readonly because: 'other-database'; readonly file: string }
      | { readonly because: 'unreadable'; readonly file: string }
      | { readonly because: 'empty'; readonly file: string };
    JOURNAL_TOO_NEW: { readonly file: string; readonly schema: number; readonly known: number };
  }
}

/** "ACRL", at byte 68 of the file: `file` and SQLite's own tools can tell what it is. */
const APPLICATION_ID = 0x4143524c;
/** Older ones can lose committed pages when the write-ahead log is reset. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * `events.key` = stream · 2^24 + revision: a stream's events lie together, so that reading a stream and sweeping all of them
 * is sequential. `body` is exactly the hashed text. Positions run from 1 without gap.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    chain BLOB NOT NULL
  ) STRICT;
  CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    id BLOB NOT NULL UNIQUE,
    chain BLOB NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
  CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams
    BEGIN SELECT RAISE(ABORT, 'streams are never deleted'); END;
  CREATE TRIGGER streams_keep_their_name BEFORE UPDATE OF id, name ON streams
    BEGIN SELECT RAISE(ABORT, 'streams keep their name'); END;
  `,
  // A row stands here from a writer's first append until it closes the file: a copy without the log shows that it lacks something.
  'CREATE TABLE writing (since TEXT NOT NULL) STRICT;',
  // CRC-32 over position and body of all the stream's events, in order; NULL until a program that knows sums appends to it.
  'ALTER TABLE streams ADD COLUMN sum INTEGER;',
];

const SUMS_SINCE = 3;

export const SCHEMA_VERSION = MIGRATIONS.length;

/** UNSAFE_SQLITE for a library older than 3.51.3. */
export function refuseUnsafeSqlite(version: string): void {
  const parts = version.split('.').map(Number);
  for (let index = 0; index < OLDEST_SQLITE.length; index += 1) {
    const difference = (parts[index] ?? 0) - (OLDEST_SQLITE[index] as number);
    if (difference > 0) return;
    if (difference < 0) {
      refuse('UNSAFE_SQLITE', { version, oldest: OLDEST_SQLITE.join('.') });
    }
  }
}

/** `new`: an empty file. Refuses NOT_A_JOURNAL and JOURNAL_TOO_NEW, before anything in the file is touched. */
export function recognise(db: Database, file: string): 'new' | 'journal' {
  const id = applicationId(db, file);
  refuseUnsafeSqlite(db.prepare<[], string>('SELECT sqlite_version()').pluck().get() as string);
  if (id !== APPLICATION_ID) {
    const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (id === 0 && tables === 0) return 'new';
    return refuse('NOT_A_JOURNAL', { because: 'other-database', file });
  }
  const version = schemaVersion(db);
  if (version > SCHEMA_VERSION) {
    refuse('JOURNAL_TOO_NEW', { file, schema: version, known: SCHEMA_VERSION });
  }
  return 'journal';
}

function applicationId(db: Database, file: string): number {
  try {
    return db.pragma('application_id', { simple: true }) as number;
  } catch (error) {
    if (isSqliteFault(error) && error.code === 'SQLITE_NOTADB') {
      refuse('NOT_A_JOURNAL', { because: 'unreadable', file });
    }
    throw sqliteFaultOf(file, error);
  }
}

export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** Whether the rows of streams hold sums. */
export function hasSums(db: Database): boolean {
  return schemaVersion(db) >= SUMS_SINCE;
}

/** Brings the file to the present schema, or to an earlier one, in one transaction. Readers read every schema there has been. */
export function migrate(db: Database, version = SCHEMA_VERSION): void {
  const present = schemaVersion(db);
  if (present >= version) return;
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(present, version)) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${version}`);
  }).immediate();
}
