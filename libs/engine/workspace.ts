/** A data folder and the engines behind it: which journal, which read models, by URL. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CATALOGUE } from '#ledger/catalogue.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { JournalEngine } from '#journal/journal-url.js';
import { journalEngineOf, openJournalAt, openJournalReaderAt, openSourceAt } from '#journal/open.js';
import type { Journal, JournalOptions, JournalReader } from '#journal/port.js';
import type { StoredSource } from '#journal/stored.js';
import { sha256Hex } from '#journal/sha256.js';
import type { Instant } from '#money/civil-date.js';

export interface Workspace {
  /** Absolute path of the data folder. */
  readonly folder: string;
  /** `sqlite:FILE`, `esdb://…`, `esdb+discover://…` or the same with `kurrentdb`; may hold a password (`shownUrl` does not). */
  readonly journalUrl: string;
  readonly readModelUrl: string;
  /** Hashes of all events, for checkpoints and proofs. */
  readonly merkleLogFile: string;
  /** `isNamed`: by a setting, so that none is made there. */
  readonly checkpointKey: { readonly file: string; readonly isNamed: boolean };
  /** Who keeps the standing models: a server by itself, or projectors of their own, beside which a server only reads. */
  readonly projectors: 'embedded' | 'external';
  readonly clock: () => Instant;
}

/** Now, in UTC, to the millisecond. */
export function systemClock(): Instant {
  return new Date().toISOString();
}

/** Refuses UNKNOWN_SETTING: a word not understood must not make a second keeper. */
function projectorsOf(text = 'embedded'): Workspace['projectors'] {
  if (text === 'embedded' || text === 'external') return text;
  return refuse('UNKNOWN_SETTING', `ACCRUAL_PROJECTORS must be embedded or external, found ${text}`, { found: text });
}

function checkpointKeyAt(named = '', folder: string): Workspace['checkpointKey'] {
  return { file: resolve(named === '' ? join(folder, 'checkpoint.key') : named), isNamed: named !== '' };
}

/**
 * Where things are: `--data DIR`, else `ACCRUAL_DATA`, else `./data`; the two URLs, ACCRUAL_CHECKPOINT_KEY and
 * ACCRUAL_PROJECTORS from the environment.
 */
export function locateWorkspace(
  dataOption: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Workspace {
  const folder = resolve(dataOption ?? environment['ACCRUAL_DATA'] ?? 'data');
  return {
    folder,
    journalUrl: withDirectory(environment['ACCRUAL_JOURNAL_URL'] ?? `sqlite:${join(folder, 'journal.sqlite')}`, folder),
    readModelUrl: environment['ACCRUAL_READ_MODEL_URL'] ?? `sqlite:${join(folder, 'read-models.sqlite')}`,
    merkleLogFile: join(folder, 'merkle-log.sqlite'),
    checkpointKey: checkpointKeyAt(environment['ACCRUAL_CHECKPOINT_KEY'], folder),
    projectors: projectorsOf(environment['ACCRUAL_PROJECTORS']),
    clock: systemClock,
  };
}

/**
 * A journal on a server keeps its directory of streams and ids in the data folder, where the URL names no other file: one for each
 * server and stream prefix, whatever else the URL says.
 */
export function withDirectory(url: string, folder: string): string {
  const server = /^[a-z]+(?:\+discover)?:\/\/(?:[^@/?]*@)?([^?]*)/.exec(url)?.[1];
  if (url.startsWith('sqlite:') || server === undefined || url.includes('directoryFile=')) return url;
  const prefix = /[?&]streamPrefix=([^&]*)/.exec(url)?.[1] ?? '';
  const name = `journal-directory-${sha256Hex(`${server.replace(/\/+$/, '')} ${prefix}`).slice(0, 12)}.sqlite`;
  return `${url}${url.includes('?') ? '&' : '?'}directoryFile=${encodeURIComponent(join(folder, name))}`;
}

function journalOptions(workspace: Workspace): JournalOptions {
  return { rules: CATALOGUE, clock: workspace.clock };
}

/** Opens the journal for writing; creates an SQLite one where there is none. Refuses JOURNAL_IN_USE beside another writer of it. */
export async function openJournal(workspace: Workspace): Promise<Journal> {
  mkdirSync(workspace.folder, { recursive: true });
  return openJournalAt(journalEngineOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL'), journalOptions(workspace));
}

/** Opens the journal for reading, beside a writer or without one. Refuses NO_JOURNAL where there is no file yet. */
export async function openJournalReader(workspace: Workspace): Promise<JournalReader> {
  return openJournalReaderAt(existingJournal(workspace), journalOptions(workspace));
}

/** Opens the journal as it is stored. Refuses NO_JOURNAL where there is no file yet. */
export async function openJournalSource(workspace: Workspace): Promise<StoredSource> {
  return openSourceAt(existingJournal(workspace));
}

function existingJournal(workspace: Workspace): JournalEngine {
  const engine = journalEngineOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL');
  if (engine.engine === 'sqlite' && !existsSync(engine.address)) {
    refuse('NO_JOURNAL', `there is no journal at ${engine.address}; import participants first, or name the data folder with --data`, { file: engine.address });
  }
  return engine;
}
