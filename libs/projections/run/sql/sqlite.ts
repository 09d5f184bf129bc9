/** The standing models in an SQLite file of their own. */
import type { OfAny } from '#ledger/kernel/refused-subject.js';
import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuse, Refused, refusal } from '#ledger/kernel/refusal.js';
import type { ReadModelStore } from '../standing/store.js';
import { sqlStore } from './store.js';
import { sqlitePresence } from './sqlite-presence.js';
import { createTables, dropTables, type ColumnKinds, type ReadModelTables } from './tables.js';
import { isDamaged } from './reached.js';
import { rememberingStatements } from './remembered-statements.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `cause`: the disk's own words. */
    READ_MODEL_IO_ERROR: { readonly file: string; readonly cause: string };
    /** A file that is no database, or a row that is not what was written. */
    READ_MODEL_DAMAGED: { readonly file: string } | (OfAny & { readonly model: string });
    NOT_A_READ_MODEL: { readonly file: string } | { readonly schema: string };
  }
}

/** Marks the file as the ledger's read models (`ACRM`), so that no other file is ever written into. */
const APPLICATION_ID = 0x4143524d;
/** Raised with every change of the tables or of what they hold; another file is emptied, and built again from the journal. */
const LAYOUT = 4;

const KINDS: ColumnKinds = { key: 'text', generatedId: (column) => column.autoIncrement() };

/**
 * Opens or makes the file. Everything in it can be built again from the journal, so a commit need not wait for the disk
 * (`synchronous=NORMAL`): a power cut may lose the last transactions, each with its rows and its position together.
 * Refuses NOT_A_READ_MODEL and READ_MODEL_DAMAGED.
 */
export async function openSqliteStore(file: string): Promise<ReadModelStore> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const sqlite = opened(file);
  try {
    const layout = recognise(sqlite, file);
    sqlite.pragma('busy_timeout = 30000');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma('cache_size = -32000');
    const database = new Kysely<ReadModelTables>({ dialect: new SqliteDialect({ database: rememberingStatements(sqlite) }) });
    if (layout !== LAYOUT) await dropTables(database);
    await createTables(database, KINDS);
    sqlite.pragma(`application_id = ${APPLICATION_ID}`);
    sqlite.pragma(`user_version = ${LAYOUT}`);
    return sqlStore(database, sqlitePresence());
  } catch (error) {
    sqlite.close();
    throw fileFault(file, error);
  }
}

function opened(file: string): SQLite.Database {
  try {
    return new SQLite(file);
  } catch (error) {
    throw fileFault(file, error);
  }
}

const CANNOT_WRITE = /^SQLITE_(READONLY|CANTOPEN|PERM|FULL|IOERR)/;

/** READ_MODEL_IO_ERROR for what the disk, or the rights to it, refuse; any other error as it is. */
function fileFault(file: string, error: unknown): unknown {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code !== 'string' || !CANNOT_WRITE.test(code)) return error;
  return new Refused(
    refusal('READ_MODEL_IO_ERROR', { file, cause: `${code}: ${String(message)}` }),
  );
}

/** The layout of a file that is the ledger's or empty. */
function recognise(sqlite: SQLite.Database, file: string): number {
  let [tables, application, layout] = [0, 0, 0];
  try {
    tables = sqlite.prepare<[], number>('SELECT count(*) FROM sqlite_master').pluck().get() ?? 0;
    application = sqlite.pragma('application_id', { simple: true }) as number;
    layout = sqlite.pragma('user_version', { simple: true }) as number;
  } catch (error) {
    if (!isDamaged(error)) throw error;
    refuse('READ_MODEL_DAMAGED', { file });
  }
  if (tables > 0 && application !== APPLICATION_ID) {
    refuse('NOT_A_READ_MODEL', { file });
  }
  return layout;
}
