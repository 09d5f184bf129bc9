/** The standing models in an SQLite file of their own. */
import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ReadModelStore } from '../standing/store.js';
import { sqlStore } from './store.js';
import { createTables, type ReadModelTables } from './tables.js';

/**
 * Opens or makes the file. Everything in it can be built again from the journal, so a commit need not wait for the disk
 * (`synchronous=NORMAL`): a power cut may lose the last transactions, each with its rows and its position together.
 */
export async function openSqliteStore(file: string): Promise<ReadModelStore> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const sqlite = new SQLite(file);
  sqlite.pragma('busy_timeout = 30000');
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('cache_size = -32000');
  const database = new Kysely<ReadModelTables>({ dialect: new SqliteDialect({ database: sqlite }) });
  await createTables(database);
  return sqlStore(database, { owner: `pid-${process.pid}`, isRunning });
}

/** Builders share a machine with the file, so a process id tells whether one still runs. */
function isRunning(owner: string): boolean {
  const pid = Number(owner.slice('pid-'.length));
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
