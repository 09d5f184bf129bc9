/** A data folder and the engines behind it: which journal, which read models, by URL. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EVENT_TYPES } from '#ledger/event-types.js';
import { refuse, Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { JournalEngine } from '#journal/journal-url.js';
import {
  journalEngineOf,
  journalLossAt,
  openJournalAt,
  openJournalReaderAt,
  openSourceAt,
  withoutEndSlashes,
} from '#journal/engines/open.js';
import type { Journal, JournalOptions, JournalReader, ReaderOptions } from '#journal/port.js';
import type { StoredSource } from '#journal/stored.js';
import { sha256Hex } from '#journal/sha256.js';
import { inTimeZone, isTimeZone, UTC, type Clock } from '#money/clock.js';
import type { Instant } from '#money/civil-date.js';
import {
  acceptLoss,
  aheadRefusal,
  goneRefusal,
  otherJournalRefusal,
  othersAheadRefusal,
  type AcceptedLoss,
  type JournalAndFolder,
} from './missing.js';
import { selfCheckFile } from './self-check.js';
import { withWatchedClock, type ClockTrust } from './watched-clock.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_SETTING:
      | { readonly because: 'projectors'; readonly found: string }
      | { readonly because: 'roles'; readonly found: string }
      | { readonly because: 'clock'; readonly found: string }
      | { readonly because: 'time-zone'; readonly found: string };
  }
}

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
  /** Now, and the zone in which this ledger's days begin. */
  readonly clock: Clock;
  /** Another person than the one who plans approves a correction; whoever writes is named. */
  readonly rolesAreOn: boolean;
  /** What the operator calls this ledger, e.g. `production`. */
  readonly environment: string | undefined;
  /** Whether the clock is held against the journal's last time before something is written. */
  readonly clockTrust: ClockTrust;
  /** Told what does not stop the work, and that its operator is to know. */
  readonly warn?: ((warning: Refusal) => void) | undefined;
}

/** Now, in UTC, to the millisecond. */
export function systemClock(): Instant {
  return new Date().toISOString();
}

/** Refuses UNKNOWN_SETTING: a word not understood must not make a second keeper. */
function projectorsOf(text = 'embedded'): Workspace['projectors'] {
  if (text === 'embedded' || text === 'external') return text;
  return refuse('UNKNOWN_SETTING', { because: 'projectors', found: text });
}

/** Refuses UNKNOWN_SETTING: `true` or `1` would mean off, and nobody would know. */
function rolesOf(text = 'off'): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  return refuse('UNKNOWN_SETTING', { because: 'roles', found: text });
}

/** Refuses UNKNOWN_SETTING. */
function clockTrustOf(text = 'checked'): ClockTrust {
  if (text === 'checked' || text === 'as-is') return text;
  return refuse('UNKNOWN_SETTING', { because: 'clock', found: text });
}

/** Refuses UNKNOWN_SETTING: a zone not understood must not mean another one. */
function timeZoneOf(text = UTC): string {
  if (isTimeZone(text)) return text;
  return refuse('UNKNOWN_SETTING', { because: 'time-zone', found: text });
}

function checkpointKeyAt(named = '', folder: string): Workspace['checkpointKey'] {
  return { file: resolve(named === '' ? join(folder, 'checkpoint.key') : named), isNamed: named !== '' };
}

/**
 * Where things are: `--data DIR`, else `ACCRUAL_DATA`, else `./data`; the two URLs, ACCRUAL_CHECKPOINT_KEY,
 * ACCRUAL_PROJECTORS, ACCRUAL_ROLES, ACCRUAL_ENVIRONMENT, ACCRUAL_CLOCK and ACCRUAL_TIME_ZONE from the environment.
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
    clock: inTimeZone(systemClock, timeZoneOf(environment['ACCRUAL_TIME_ZONE'])),
    rolesAreOn: rolesOf(environment['ACCRUAL_ROLES']),
    environment: environment['ACCRUAL_ENVIRONMENT'],
    clockTrust: clockTrustOf(environment['ACCRUAL_CLOCK']),
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
  const name = `journal-directory-${sha256Hex(`${withoutEndSlashes(server)} ${prefix}`).slice(0, 12)}.sqlite`;
  return `${url}${url.includes('?') ? '&' : '?'}directoryFile=${encodeURIComponent(join(folder, name))}`;
}

function readerOptions(workspace: Workspace): ReaderOptions {
  return { rules: EVENT_TYPES, clock: workspace.clock };
}

/** The checks of what is written are loaded by whoever writes. */
async function writerOptions(workspace: Workspace): Promise<JournalOptions> {
  return { rules: (await import('#ledger/catalogue.js')).CATALOGUE, clock: workspace.clock };
}

/**
 * Opens the journal for writing; creates an SQLite one where there is none and there never was one. Refuses JOURNAL_IN_USE beside another
 * writer of it, JOURNAL_GONE, EVENTS_MISSING and MERKLE_LOG_DIVERGED; appends refuse CLOCK_BEHIND and CLOCK_AHEAD.
 */
export async function openJournal(workspace: Workspace): Promise<Journal> {
  const where = journalAndFolder(workspace);
  throwIfRefused(await goneRefusal(where));
  mkdirSync(workspace.folder, { recursive: true });
  const journal = await openJournalAt(where.engine, await writerOptions(workspace));
  try {
    throwIfRefused((await aheadRefusal(where, journal)) ?? (await otherJournalRefusal(where)));
    const head = await journal.head();
    const { clock, clockTrust: trust, warn = () => undefined } = workspace;
    return withWatchedClock(journal, head.recordedAt, { clock, trust, warn });
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** The same where a ledger must stand already: a data folder that was mistaken is not begun. Refuses NO_JOURNAL too. */
export async function openStandingJournal(workspace: Workspace): Promise<Journal> {
  if (!hasJournal(workspace)) {
    throwIfRefused(await goneRefusal(journalAndFolder(workspace)));
    existingJournal(workspace);
  }
  return openJournal(workspace);
}

/** Opens the journal for reading, beside a writer or without one; warns where events are missing. Refuses NO_JOURNAL and JOURNAL_GONE. */
export function openJournalReader(workspace: Workspace): Promise<JournalReader> {
  return openReader(workspace, (missing) => workspace.warn?.(missing));
}

/** The same for what builds on the journal and keeps it: refuses EVENTS_MISSING too. */
export function openWholeJournalReader(workspace: Workspace): Promise<JournalReader> {
  return openReader(workspace, throwIfRefused);
}

async function openReader(workspace: Workspace, tell: (missing: Refusal) => void): Promise<JournalReader> {
  const where = journalAndFolder(workspace);
  throwIfRefused(await goneRefusal(where));
  const reader = await openJournalReaderAt(existingJournal(workspace), readerOptions(workspace));
  try {
    const missing = await missingFrom(where, reader);
    if (missing !== undefined) tell(missing);
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/**
 * Lets the ledger go on without what is missing, from the position that was told, or from nothing (`undefined`). Refuses NOTHING_MISSING
 * and LOSS_DIFFERS, and as opening for writing does.
 */
export async function acceptMissing(workspace: Workspace, from: number | undefined, actor: string): Promise<AcceptedLoss> {
  const where = journalAndFolder(workspace);
  const missing = (await goneRefusal(where)) ?? (await missingInExisting(where, workspace));
  return acceptLoss(where, missing, { from, actor, now: workspace.clock() });
}

async function missingInExisting(where: JournalAndFolder, workspace: Workspace): Promise<Refusal | undefined> {
  const reader = await openJournalReaderAt(existingJournal(workspace), readerOptions(workspace));
  try {
    return await missingFrom(where, reader);
  } finally {
    await reader.close();
  }
}

async function missingFrom(where: JournalAndFolder, journal: JournalReader): Promise<Refusal | undefined> {
  return (await journalLossAt(where.engine)) ?? aheadRefusal(where, journal);
}

/** For a journal that was read to its end: EVENTS_MISSING where the folder's read models, or its last check, stand beyond it. */
export function missingBeyondEnd(workspace: Workspace): Promise<Refusal | undefined> {
  return othersAheadRefusal(journalAndFolder(workspace));
}

/** Where the checks of this workspace's journal are kept. */
export function selfCheckFileOf(workspace: Workspace): string {
  return selfCheckFile(workspace.folder, journalAndFolder(workspace).engine);
}

function throwIfRefused(refused: Refusal | undefined): void {
  if (refused !== undefined) throw new Refused(refused);
}

function journalAndFolder(workspace: Workspace): JournalAndFolder {
  return { ...workspace, engine: journalEngineOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL') };
}

/** Opens the journal as it is stored. Refuses NO_JOURNAL where there is no file yet. */
export async function openJournalSource(workspace: Workspace): Promise<StoredSource> {
  return openSourceAt(existingJournal(workspace));
}

/** Whether there is a journal file; one on a server is taken to be there. */
export function hasJournal(workspace: Workspace): boolean {
  const { engine, address } = journalEngineOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL');
  return engine !== 'sqlite' || existsSync(address);
}

function existingJournal(workspace: Workspace): JournalEngine {
  const engine = journalEngineOf(workspace.journalUrl, 'ACCRUAL_JOURNAL_URL');
  if (!hasJournal(workspace)) {
    refuse('NO_JOURNAL', { file: engine.address });
  }
  return engine;
}
