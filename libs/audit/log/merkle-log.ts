/** The Merkle log over a journal: a projection of its leaves, in order of their positions, that catches up when it is asked. */
import { setTimeout as pause } from 'node:timers/promises';
import { leafHash, sameBytes } from '#journal/hash-chain.js';
import { sharedRuns } from '#journal/shared-runs.js';
import type { StoredRecord, StoredSource } from '#journal/stored.js';
import { refusal, refuse, Refused, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import type { TreeHead } from '../checkpoint/checkpoint.js';
import { rootHash, type Subtree } from '../merkle/tree.js';
import { leafOf, EMPTY_LOG, type LogEnd } from './leaf.js';
import { openLogStore, type LogStore, type Mark } from './store.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** The program is stopping; what is left for later. */
    STOPPING: { readonly left: 'merkle-log' | 'reprocessing' | 'requests' };
    MERKLE_LOG_DIVERGED: { readonly position: string; readonly file: string };
  }
}

export interface CatchUpProgress {
  /** Leaves taken in by this run. */
  readonly events: number;
  /** Estimated from positions. */
  readonly total: number;
}

/** A record of the journal and its leaf's place in the log. */
export interface PlacedRecord {
  readonly record: StoredRecord;
  readonly index: number;
}

export interface MerkleLog {
  /** Takes in all that stood in the journal when it was called; the log's end then. Calls at the same time share the work. */
  readonly catchUp: () => Promise<LogEnd>;
  /** The log up to a position, or a time of the journal's own, inclusive; both are to lie within it. */
  readonly endAt: (knowledge: bigint | Instant) => Promise<LogEnd>;
  /** The record at a position that the log has taken in. Refuses MERKLE_LOG_DIVERGED where the journal holds another one there. */
  readonly recordAt: (position: bigint) => Promise<PlacedRecord>;
  /** Ends of days behind so many leaves and before a day, in order. */
  readonly days: LogStore['days'];
  readonly subtrees: () => Subtree;
  readonly close: () => Promise<void>;
}

export interface MerkleLogOptions {
  /** Read beside whoever else uses the journal; closed with the log. */
  readonly source: StoredSource;
  readonly file: string;
  readonly onProgress?: ((progress: CatchUpProgress) => void) | undefined;
}

/**
 * Opens the log in its file, made where there is none. Refuses as `openLogStore` does. Catching up refuses MERKLE_LOG_DIVERGED
 * where the journal no longer holds what the log took in last: it was cut back, altered, or is another one.
 */
export async function openMerkleLog({ source, file, onProgress = () => undefined }: MerkleLogOptions): Promise<MerkleLog> {
  const store = await patiently(() => openLogStore(file));
  const ending = new AbortController();

  const diverged = (position: bigint): never => refuseDiverged(position, file);
  const expectLeaf = ({ text, position }: StoredRecord, leaf: Uint8Array): void => {
    if (!sameBytes(leafHash(text), leaf)) diverged(position);
  };

  const expectSame = async ({ size, position }: LogEnd): Promise<void> => {
    if (size === 0) return;
    const [record = diverged(position)] = await recordsOf(source, position - 1n, position);
    expectLeaf(record, store.subtrees()(0, size - 1));
  };

  const run = async (): Promise<LogEnd> => {
    const begin = store.end();
    await expectSame(begin);
    const last = await source.end();
    let end = begin;
    for await (const records of source.records({ after: begin.position })) {
      if (ending.signal.aborted) refuse('STOPPING', { left: 'merkle-log' });
      end = await patiently(() => store.add(records.map(leafOf)));
      const [events, share] = [end.size - begin.size, Number(end.position - begin.position)];
      onProgress({ events, total: share <= 0 ? events : Math.max(events, Math.round((events * Number(last - begin.position)) / share)) });
    }
    return end;
  };

  const runs = sharedRuns(run);

  /** Records from a mark on, each the one that the log took in at its place. */
  async function* from({ index, position }: Mark, upTo: bigint): AsyncGenerator<PlacedRecord> {
    const subtree = store.subtrees();
    let place = index;
    for await (const records of source.records({ after: position - 1n, upTo })) {
      for (const record of records) {
        expectLeaf(record, subtree(0, place));
        yield { record, index: place };
        place += 1;
      }
    }
  }

  return {
    catchUp: runs.ask,
    days: store.days,
    subtrees: store.subtrees,
    endAt: async (knowledge) => {
      const last = store.end();
      const isBefore = ({ position, time }: LogEnd): boolean => (typeof knowledge === 'bigint' ? position <= knowledge : time <= knowledge);
      if (isBefore(last)) return last;
      const mark = store.markAt(typeof knowledge === 'bigint' ? { position: knowledge } : { time: knowledge });
      if (mark === undefined) return EMPTY_LOG;
      let end: LogEnd = { size: mark.index, position: 0n, time: mark.time };
      for await (const { record, index } of from(mark, typeof knowledge === 'bigint' ? knowledge : last.position)) {
        const reached = { size: index + 1, position: record.position, time: record.time > end.time ? record.time : end.time };
        if (!isBefore(reached)) break;
        end = reached;
      }
      return end.size > mark.index ? end : diverged(mark.position);
    },
    recordAt: async (position) => {
      const mark = store.markAt({ position });
      if (mark !== undefined) for await (const placed of from(mark, position)) if (placed.record.position === position) return placed;
      return diverged(position);
    },
    close: async () => {
      ending.abort();
      await Promise.allSettled([runs.underWay()]);
      store.close();
      await source.close();
    },
  };
}

function refuseDiverged(position: bigint, file: string): never {
  throw new Refused(divergedRefusal(position, file));
}

function divergedRefusal(position: bigint, file: string): Refusal {
  return refusal('MERKLE_LOG_DIVERGED', { position: String(position), file });
}

/** Size and root of a log as it stands in its file. Refuses as `openMerkleLog` does. */
export async function headOfLog(file: string): Promise<TreeHead> {
  const store = await patiently(() => openLogStore(file));
  try {
    const { size } = store.end();
    return { size, root: rootHash(store.subtrees(), size) };
  } finally {
    store.close();
  }
}

/** How far a log has come, as it stands in its file. Refuses as `openMerkleLog` does. */
export async function endOfLog(file: string): Promise<LogEnd> {
  const store = await patiently(() => openLogStore(file));
  try {
    return store.end();
  } finally {
    store.close();
  }
}

/** MERKLE_LOG_DIVERGED where the journal holds another event than the log in the file took in last: one look at each. */
export async function divergenceOf(file: string, source: StoredSource): Promise<Refusal | undefined> {
  const store = await patiently(() => openLogStore(file));
  try {
    const { size, position } = store.end();
    if (size === 0) return undefined;
    const [record] = await recordsOf(source, position - 1n, position);
    const isSame = record !== undefined && sameBytes(leafHash(record.text), store.subtrees()(0, size - 1));
    return isSame ? undefined : divergedRefusal(position, file);
  } finally {
    store.close();
  }
}

const BUSY_PAUSE_MILLISECONDS = 25;
const BUSY_TRIES = 1_000;

/** Again and again while another process writes; this one goes on with other things meanwhile. */
async function patiently<T>(write: () => T): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code !== 'MERKLE_LOG_BUSY' || tries === BUSY_TRIES) throw error;
      await pause(BUSY_PAUSE_MILLISECONDS);
    }
  }
}

async function recordsOf(source: StoredSource, after: bigint, upTo: bigint): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  for await (const records of source.records({ after, upTo })) found.push(...records);
  return found;
}
