/**
 * What is gone must be missed. The data folder knows more of a journal than the journal does: the Merkle log, the read models and the last
 * check stand at positions that it once held, and keys, plans and uploads belong to a ledger that was. Whoever opens the journal compares.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { divergenceOf, endOfLog } from '#audit/log/merkle-log.js';
import { acceptLossAt, journalLossAt, openSourceAt, shownUrl } from '#journal/engines/open.js';
import type { JournalEngine } from '#journal/journal-url.js';
import type { JournalReader } from '#journal/port.js';
import { Refused, refusal, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { positionReached } from '#projections/run/sql/reached.js';
import { positionChecked, selfCheckFile } from './self-check.js';
import type { StandingReader } from '#projections/run/standing/readings.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOTHING_MISSING: object;
    LOSS_DIFFERS: { readonly from: undefined | number; readonly missing: Refusal };
  }
}

/** Of a workspace. */
export interface JournalAndFolder {
  readonly folder: string;
  readonly engine: JournalEngine;
  readonly merkleLogFile: string;
  readonly readModelUrl: string;
  readonly checkpointKey: { readonly file: string; readonly isNamed: boolean };
}

/** JOURNAL_GONE where a ledger was, and there is no journal file, or one without anything in it; undefined for a fresh folder. */
export async function goneRefusal(where: JournalAndFolder): Promise<Refusal | undefined> {
  const { engine } = where;
  if (engine.engine !== 'sqlite' || (statSync(engine.address, { throwIfNoEntry: false })?.size ?? 0) > 0) return undefined;
  const noted = await journalLossAt(engine);
  if (noted !== undefined) return noted;
  const left = await remains(where);
  if (left.length === 0) return undefined;
  return refusal('JOURNAL_GONE', { because: 'left', file: engine.address, left: [...left] });
}

async function remains(where: JournalAndFolder): Promise<readonly string[]> {
  const { folder, checkpointKey } = where;
  const filled = (name: string): readonly string[] =>
    existsSync(join(folder, name)) && readdirSync(join(folder, name)).length > 0 ? [`${name}/`] : [];
  return [
    ...(await witnesses(where)).map(({ file, position }) => `${file} stands at position ${position}`),
    ...(!checkpointKey.isNamed && existsSync(checkpointKey.file) ? [checkpointKey.file] : []),
    ...filled('plans'),
    ...filled('uploads'),
  ];
}

interface Witness {
  readonly file: string;
  readonly position: number;
}

/** What stands at a position of the journal, in files of the data folder. */
async function witnesses(where: JournalAndFolder): Promise<readonly Witness[]> {
  const { merkleLogFile: file } = where;
  const position = await positionLogged(file);
  return [...(position > 0 ? [{ file, position }] : []), ...modelsReached(where), ...lastChecked(where)];
}

function lastChecked({ folder, engine }: Pick<JournalAndFolder, 'folder' | 'engine'>): readonly Witness[] {
  const file = selfCheckFile(folder, engine);
  const position = positionChecked(file);
  return position > 0 ? [{ file, position }] : [];
}

function modelsReached({ readModelUrl }: JournalAndFolder): readonly Witness[] {
  if (!readModelUrl.startsWith('sqlite:')) return [];
  const file = readModelUrl.slice('sqlite:'.length);
  const position = positionReached(file);
  return typeof position === 'number' && position > 0 ? [{ file, position }] : [];
}

/** READ_MODEL_DAMAGED where the file of the read models, which would miss what is gone, is no database any more. */
export function damagedModels({ readModelUrl }: Pick<JournalAndFolder, 'readModelUrl'>): Refusal | undefined {
  if (!readModelUrl.startsWith('sqlite:')) return undefined;
  const file = readModelUrl.slice('sqlite:'.length);
  return positionReached(file) === 'damaged' ? refusal('READ_MODEL_DAMAGED', { file }) : undefined;
}

async function positionLogged(file: string): Promise<number> {
  if (!existsSync(file)) return 0;
  try {
    return Number((await endOfLog(file)).position);
  } catch (error) {
    if (error instanceof Refused) return 0; // who asks it for something is told
    throw error;
  }
}

/** EVENTS_MISSING where something in the data folder stands beyond the journal's end. */
export async function aheadRefusal(where: JournalAndFolder, journal: Pick<JournalReader, 'head'>): Promise<Refusal | undefined> {
  const found = await witnesses(where); // first: they never stand before the journal, also while it is written
  return found.length === 0 ? undefined : beyond(where, found, (await journal.head()).position);
}

/** The same without the Merkle log, for a check that holds that against the journal event by event. */
export async function othersAheadRefusal(where: JournalAndFolder): Promise<Refusal | undefined> {
  const found = [...modelsReached(where), ...lastChecked(where)];
  if (found.length === 0) return undefined;
  const source = await openSourceAt(where.engine);
  try {
    return beyond(where, found, await source.end());
  } finally {
    await source.close();
  }
}

function beyond(where: JournalAndFolder, found: readonly Witness[], head: bigint): Refusal | undefined {
  const ahead = found.filter(({ position }) => BigInt(position) > head);
  if (ahead.length === 0) return undefined;
  const [from, to] = [Number(head) + 1, Math.max(...ahead.map(({ position }) => position))];
  return refusal('EVENTS_MISSING', {
    because: 'witnesses',
    from,
    to,
    journal: shownUrl(addressOf(where.engine)),
    head: Number(head),
    ahead: ahead.map(({ file, position }) => ({ name: file, position })),
  });
}

/**
 * MERKLE_LOG_DIVERGED where the Merkle log's last event is another one in the journal: an older copy in its place that was written to
 * since stands no shorter. Of a file: one on a server is asked when a checkpoint is.
 */
export async function otherJournalRefusal({ engine, merkleLogFile }: JournalAndFolder): Promise<Refusal | undefined> {
  if (engine.engine !== 'sqlite' || !existsSync(merkleLogFile)) return undefined;
  const source = await openSourceAt(engine);
  try {
    return await divergenceOf(merkleLogFile, source);
  } catch (error) {
    if (error instanceof Refused) return undefined; // a damaged log: who asks it for something is told
    throw error;
  } finally {
    await source.close();
  }
}

function addressOf({ engine, address }: JournalEngine): string {
  return engine === 'sqlite' ? `sqlite:${address}` : address;
}

/**
 * For read models that were opened, in whatever database: refuses EVENTS_MISSING where one stands beyond the journal's end, unless that was
 * accepted in this folder; it is built again then.
 */
export async function expectModelsWithin(
  standing: Pick<StandingReader, 'status'>,
  journal: Pick<JournalReader, 'head'>,
  folder: string,
): Promise<void> {
  const status = await standing.status(); // first: they never stand before the journal
  const { position: head } = await journal.head();
  const ahead = status.filter(({ position }) => position > head && !isAccepted(folder, position));
  if (ahead.length === 0) return;
  const [from, to] = [Number(head) + 1, Number(ahead.reduce((most, { position }) => (position > most ? position : most), 0n))];
  refuse('EVENTS_MISSING', {
    because: 'models',
    from,
    to,
    head: Number(head),
    ahead: ahead.map(({ model, position }) => ({ name: model, position: Number(position) })),
  });
}

function isAccepted(folder: string, position: bigint): boolean {
  return acceptedLosses(folder).some(({ from, to }) => position >= BigInt(from ?? 1) && (to === null || position <= BigInt(to)));
}

export interface AcceptedLoss {
  readonly at: Instant;
  readonly actor: string;
  readonly code: string;
  /** First position that is gone, or begins anew; null where nothing tells. */
  readonly from: number | null;
  readonly to: number | null;
  /** What was set aside, under its new name. */
  readonly setAside: readonly string[];
}

export interface Acceptance {
  /** The first position that is missing, as it was told; undefined: all, to begin again. */
  readonly from: number | undefined;
  readonly actor: string;
  readonly now: Instant;
}

const ACCEPTED = 'accepted-losses.ndjson';

/**
 * Lets the ledger go on without what is missing: what stands beyond the journal's end is set aside beside it, and the acceptance is kept
 * in the folder. Refuses NOTHING_MISSING, and LOSS_DIFFERS where something else is missing than was said.
 */
export async function acceptLoss(
  where: JournalAndFolder,
  missing: Refusal | undefined,
  { from, actor, now }: Acceptance,
): Promise<AcceptedLoss> {
  if (missing === undefined) {
    return refuse('NOTHING_MISSING');
  }
  const [isGone, found] = [missing.code === 'JOURNAL_GONE', missing['from'] as number | undefined];
  if (isGone ? from !== undefined : from !== found) {
    refuse('LOSS_DIFFERS', { from: found, missing });
  }
  await acceptLossAt(where.engine, now);
  const suffix = `until-${now.replaceAll(':', '')}`;
  const models = where.readModelUrl.startsWith('sqlite:') ? [where.readModelUrl.slice('sqlite:'.length)] : [];
  const beyond = [where.merkleLogFile, ...models, selfCheckFile(where.folder, where.engine)];
  const setAside = beyond.flatMap((file) => setAsideWithLog(file, suffix));
  const accepted: AcceptedLoss = {
    at: now,
    actor,
    code: missing.code,
    from: found ?? null,
    to: (missing['to'] as number | undefined) ?? null,
    setAside,
  };
  appendFileSync(join(where.folder, ACCEPTED), `${JSON.stringify(accepted)}\n`, { flush: true });
  return accepted;
}

function setAsideWithLog(file: string, suffix: string): readonly string[] {
  if (!existsSync(file)) return [];
  for (const part of ['-wal', '-shm', '']) if (existsSync(file + part)) renameSync(file + part, `${file}.${suffix}${part}`);
  return [`${file}.${suffix}`];
}

/** What was accepted in this folder, the oldest first. */
export function acceptedLosses(folder: string): readonly AcceptedLoss[] {
  const file = join(folder, ACCEPTED);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as AcceptedLoss);
}
