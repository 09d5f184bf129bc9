/** A data folder and the engines behind it: which journal, which read models, by URL. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CATALOGUE } from '#ledger/catalogue.js';
import { refuse } from '#ledger/refusal.js';
import type { Journal, JournalOptions, JournalReader } from '#journal/port.js';
import { openSqliteJournal, openSqliteJournalReader } from '#journal/sqlite/journal.js';
import type { Instant } from '#money/civil-date.js';

export interface Workspace {
  /** Absolute path of the data folder. */
  readonly folder: string;
  /** `sqlite:FILE` */
  readonly journalUrl: string;
  readonly readModelUrl: string;
  readonly clock: () => Instant;
}

/** Now, in UTC, to the millisecond. */
export function systemClock(): Instant {
  return new Date().toISOString();
}

/** Where things are: `--data DIR`, else `ACCRUAL_DATA`, else `./data`; the two URLs from the environment. */
export function locateWorkspace(
  dataOption: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Workspace {
  const folder = resolve(dataOption ?? environment['ACCRUAL_DATA'] ?? 'data');
  return {
    folder,
    journalUrl: environment['ACCRUAL_JOURNAL_URL'] ?? `sqlite:${join(folder, 'journal.sqlite')}`,
    readModelUrl: environment['ACCRUAL_READ_MODEL_URL'] ?? `sqlite:${join(folder, 'read-models.sqlite')}`,
    clock: systemClock,
  };
}

/** The file of a `sqlite:` URL; refuses UNKNOWN_ENGINE for any other. */
export function sqliteFileOf(url: string, variable: string): string {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return url.slice('sqlite:'.length);
  return refuse('UNKNOWN_ENGINE', `${variable} must be sqlite:FILE, found ${url}`, { url });
}

function journalOptions(workspace: Workspace): JournalOptions {
  return { rules: CATALOGUE, clock: workspace.clock };
}

/** Opens the journal for writing; creates it where there is none. Refuses JOURNAL_IN_USE beside another writer. */
export async function openJournal(workspace: Workspace): Promise<Journal> {
  mkdirSync(workspace.folder, { recursive: true });
  return openSqliteJournal(sqliteFileOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL'), journalOptions(workspace));
}

/** Opens the journal for reading, beside a writer or without one. Refuses NO_JOURNAL where there is none yet. */
export async function openJournalReader(workspace: Workspace): Promise<JournalReader> {
  const file = sqliteFileOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL');
  if (!existsSync(file)) {
    refuse('NO_JOURNAL', `there is no journal at ${file}; import participants first, or name the data folder with --data`, { file });
  }
  return openSqliteJournalReader(file, journalOptions(workspace));
}
