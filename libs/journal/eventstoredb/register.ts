/**
 * Appends over several streams. The server writes one stream at a time, so the register decides: a record begins the append, the
 * events go to their streams held by that record, and a second record settles it, committed or withdrawn. Until it is settled no
 * fold sees any of its events; once it is withdrawn none ever will. Records alternate (begun at even revisions, settled at odd
 * ones), each written at an exact revision: at most one append is open, and the first to settle it decides.
 *
 * Whoever finds an append open beyond patience withdraws it. That is safe at any time: a writer that was only slow finds its
 * append withdrawn when it comes to settle it, and appends anew.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ResolvedEvent } from '@eventstore/db-client';
import { refuse } from '#ledger/kernel/refusal.js';
import { corruptServer, wait } from './faults.js';
import { horizonIn, type RegisterMark } from './horizon.js';
import { positionOf, type EventStoreServer } from './server.js';
import { REGISTER } from './wire.js';

export type AppendSettlement = 'committed' | 'withdrawn';

interface RegisterRecord {
  readonly status: 'begun' | AppendSettlement;
  readonly host: string;
  readonly pid: number;
  readonly events: number;
  /** Of one opened journal. */
  readonly writer: string;
  /** Revision of the latest withdrawn append's first record: from one to the one before, all can be found. */
  readonly lastWithdrawn: number | null;
}

/** The end of the register. `open`: revision of an append begun and not settled. */
export interface RegisterEnd {
  readonly revision: number;
  readonly open: number | undefined;
}

export interface AppendRegister {
  /** The end as it was read last. */
  readonly end: () => RegisterEnd;
  /** Reads the end anew. Every append begun before it is settled, but the open one. */
  readonly refresh: () => Promise<RegisterEnd>;
  /**
   * Reads the register from its end on, and tells up to where the log is settled, given an end of the log that was read before this
   * was called: the end itself, or in front of the append in whose midst it lies.
   */
  readonly horizon: (end: bigint) => Promise<{ readonly upTo: bigint } | { readonly before: bigint }>;
  /** What became of the append begun at a revision. */
  readonly statusOf: (revision: number) => Promise<AppendSettlement | 'open'>;
  /** Waits until the append is settled; a writer withdraws it when it takes too long. */
  readonly untilSettled: (revision: number, signal?: AbortSignal) => Promise<AppendSettlement | 'open'>;
  /** Begins an append; waits for one that is open. Answers the revision that holds its events. */
  readonly begin: (events: number) => Promise<number>;
  /** Settles an append; answers what was decided, by whoever came first. */
  readonly settle: (revision: number, settlement: AppendSettlement) => Promise<AppendSettlement>;
}

/** An open append of another process is withdrawn after this, and as much more as its events may take. */
const OPEN_MILLISECONDS = 15_000;
const OPEN_MILLISECONDS_AN_EVENT = 2;
const LONGEST_POLL = 200;
/** Records read at once when the log's end is looked up: more than an append or two begin between two reads only under load. */
const MARKS_A_PAGE = 4;

/** With its last record, once one was read. */
type KnownEnd = RegisterEnd & { readonly record?: RegisterRecord };

/** `mayWithdraw`: a reader only waits. */
export function appendRegister(server: EventStoreServer, mayWithdraw: boolean): AppendRegister {
  const { shown, streamPrefix } = server.address;
  const stream = `${streamPrefix}${REGISTER}`;
  const writer = randomUUID();
  const recordOf = (resolved: ResolvedEvent | undefined): RegisterRecord => recordIn(resolved, stream, shown);
  let end: KnownEnd = { revision: -1, open: undefined };
  /** When this process first saw the open append, by its own clock. */
  let openSince = { revision: -1, at: 0 };

  const withdrawn = withdrawnAppends(async (revision) => recordOf((await server.streamFrom(stream, revision, 1))[0]).lastWithdrawn);

  /** Takes in the register's last record. */
  const take = async (last: ResolvedEvent | undefined): Promise<KnownEnd> => {
    if (last?.event === undefined) return end;
    const [record, revision] = [recordOf(last), Number(last.event.revision)];
    if ((revision % 2 === 0) !== (record.status === 'begun')) {
      throw corruptServer(shown, `${stream} holds two records of the same kind in a row, at revision ${revision}`);
    }
    await withdrawn.learn(record.lastWithdrawn);
    const open = record.status === 'begun' ? revision : undefined;
    if (revision >= end.revision) end = { revision, open, record };
    if (open !== undefined && openSince.revision !== open) openSince = { revision: open, at: performance.now() };
    return end;
  };

  const refresh = async (): Promise<KnownEnd> => take((await server.streamBack(stream, undefined, 1))[0]);

  const horizon: AppendRegister['horizon'] = async (logEnd) => {
    const page = await server.streamBack(stream, undefined, MARKS_A_PAGE);
    await take(page[0]);
    return horizonFrom(page, logEnd, server, stream);
  };

  const statusOf = async (revision: number): Promise<AppendSettlement | 'open'> => {
    if (revision >= end.revision) await refresh();
    if (revision >= end.revision) return 'open';
    return withdrawn.has(revision) ? 'withdrawn' : 'committed';
  };

  /** Writes the record behind a revision; false where another one stands there. */
  const write = async (after: number, status: RegisterRecord['status'], events: number, lastWithdrawn: number | null): Promise<boolean> => {
    const record: RegisterRecord = { status, host: hostname(), pid: process.pid, events, writer, lastWithdrawn };
    const type = status === 'begun' ? 'AppendBegun' : status === 'committed' ? 'AppendCommitted' : 'AppendWithdrawn';
    const result = await server.append(stream, after, [{ serverId: randomUUID(), type, text: JSON.stringify(record), metadata: '{}' }]);
    if (result.kind !== 'written' || result.lastPlace !== after + 1) return false;
    if (after >= end.revision) end = { revision: after + 1, open: status === 'begun' ? after + 1 : undefined, record };
    return true;
  };

  const settle = async (revision: number, settlement: AppendSettlement): Promise<AppendSettlement> => {
    const before = end.record?.lastWithdrawn ?? null;
    if (await write(revision, settlement, 0, settlement === 'withdrawn' ? revision : before)) {
      if (settlement === 'withdrawn') withdrawn.add(revision);
      return settlement;
    }
    const settled = await statusOf(revision);
    if (settled === 'open') throw corruptServer(shown, `${stream} has no record behind revision ${revision}, though one was written`);
    return settled;
  };

  const untilSettled = async (revision: number, signal?: AbortSignal): Promise<AppendSettlement | 'open'> => {
    for (let pause = 5; signal?.aborted !== true; pause = Math.min(pause * 2, LONGEST_POLL)) {
      const status = await statusOf(revision);
      if (status !== 'open') return status;
      if (mayWithdraw && isAbandoned(end.record, openSince.at)) return settle(revision, 'withdrawn');
      await wait(pause);
    }
    return 'open';
  };

  return {
    end: () => end,
    refresh,
    horizon,
    statusOf,
    untilSettled,
    settle,
    begin: (events) => begin(events, { shown, writer, end: () => end, refresh, settle, untilSettled, write }),
  };
}

/** Its process is gone from this machine, or it has been open for too long. */
function isAbandoned(record: RegisterRecord | undefined, seenAt: number): boolean {
  if (performance.now() - seenAt > OPEN_MILLISECONDS + OPEN_MILLISECONDS_AN_EVENT * (record?.events ?? 0)) return true;
  if (record === undefined || record.host !== hostname() || record.pid === process.pid) return false;
  try {
    process.kill(record.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

interface WithdrawnAppends {
  readonly has: (revision: number) => boolean;
  readonly add: (revision: number) => void;
  /** All up to the latest: each names the one before it. */
  readonly learn: (latest: number | null) => Promise<void>;
}

function withdrawnAppends(before: (revision: number) => Promise<number | null>): WithdrawnAppends {
  const withdrawn = new Set<number>();
  let known = -1;
  return {
    has: (revision) => withdrawn.has(revision),
    add: (revision) => void withdrawn.add(revision),
    learn: async (latest) => {
      const found: number[] = [];
      for (let next = latest; next !== null && next > known; next = await before(next)) found.push(next);
      for (const revision of found) withdrawn.add(revision);
      known = Math.max(known, latest ?? -1);
    },
  };
}

interface Beginning extends Pick<AppendRegister, 'settle' | 'untilSettled'> {
  readonly shown: string;
  readonly writer: string;
  readonly end: () => KnownEnd;
  readonly refresh: () => Promise<KnownEnd>;
  readonly write: (after: number, status: 'begun', events: number, lastWithdrawn: number | null) => Promise<boolean>;
}

async function begin(events: number, { shown, writer, end, refresh, settle, untilSettled, write }: Beginning): Promise<number> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    // Behind one's own settlement nobody else may have come: tried without looking, and looked at where somebody has.
    const isOwn = attempt === 0 && end().record?.writer === writer && end().open === undefined;
    const { revision, open, record } = isOwn ? end() : await refresh();
    // One's own appends come one after another: one that is still open broke off before it could be settled.
    if (open !== undefined && record?.writer === writer) await settle(open, 'withdrawn');
    else if (open !== undefined) await untilSettled(open);
    else if (await write(revision, 'begun', events, record?.lastWithdrawn ?? null)) return revision + 1;
  }
  return refuse('JOURNAL_BUSY', { because: 'appends-begun', url: shown });
}

function recordIn(resolved: ResolvedEvent | undefined, stream: string, shown: string): RegisterRecord {
  const record = resolved?.event?.data as RegisterRecord | undefined;
  const isKnown = record?.status === 'begun' || record?.status === 'committed' || record?.status === 'withdrawn';
  if (record === undefined || !isKnown) throw corruptServer(shown, `${stream} holds a record that no ledger wrote`);
  return record;
}

/** From the register's last page on, backwards: up to where the log is settled. */
async function horizonFrom(
  last: readonly ResolvedEvent[],
  logEnd: bigint,
  server: EventStoreServer,
  stream: string,
): ReturnType<AppendRegister['horizon']> {
  let page = last;
  for (;;) {
    const marks: RegisterMark[] = [];
    for (const resolved of page) {
      const position = positionOf(resolved) ?? (await server.positionInLog(resolved.event?.id ?? ''));
      marks.push({ position, begins: recordIn(resolved, stream, server.address.shown).status === 'begun' });
      if (position <= logEnd) break;
    }
    const first = Number(page.at(-1)?.event?.revision ?? 0n);
    const found = horizonIn(logEnd, marks, first === 0);
    if (found !== 'earlier') return found;
    page = await server.streamBack(stream, first - 1, MARKS_A_PAGE);
  }
}
