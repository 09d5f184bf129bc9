/**
 * Appending. Decisions are made on what this process knows and written at exact places, so that a decision made on something old is
 * refused by the server, read anew and made again. One stream in one write is the server's own append; anything more goes through
 * the register of appends, all of it or nothing. What was written is known at once; the directory reads it in the background.
 */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { journalTime } from '../append-checks.js';
import { withdrawn } from '../append-decision.js';
import type { AppendMode, AppendOutcome, JournalOptions, StreamAppend } from '../port.js';
import { writtenAhead, type Ahead, type WrittenEnd } from './ahead.js';
import type { CatchUp } from './catch-up.js';
import { asRecorded, decideOne, streamEndOf, type KnownEnd } from './decide.js';
import type { Directory } from './directory.js';
import { inTurns } from './in-turns.js';
import { isWritten, outgoingAppend, partsOf, type StreamWrite } from './parts.js';
import type { AppendRegister } from './register.js';
import type { ServerReads } from './reads.js';
import { positionOf, type AppendResult, type EventStoreServer } from './server.js';
import { heldEvent } from './wire.js';

/** Streams read at the same time. */
const AT_A_TIME = 64;
/**
 * A directory read longer ago is brought up before deciding: another process may have written an id elsewhere. While appends go on it
 * is read in the background all the time, and nobody waits for it: from far away the reading takes as long as the writing.
 */
const STALE_MILLISECONDS = 5_000;
const MOST_ATTEMPTS = 50;
/** Events written ahead of the directory; with more the next append waits for it. */
const MOST_AHEAD = 100_000;

interface Decision {
  readonly outcomes: readonly AppendOutcome[];
  /** By the index of its outcome. */
  readonly writes: ReadonlyMap<number, StreamWrite>;
}

export interface ServerAppends {
  readonly append: (appends: readonly StreamAppend[], mode: AppendMode) => Promise<readonly AppendOutcome[]>;
}

export function serverAppends(
  server: EventStoreServer,
  register: AppendRegister,
  local: CatchUp,
  reads: ServerReads,
  options: JournalOptions,
): ServerAppends {
  const { shown } = server.address;
  const ahead = writtenAhead();
  const write = partWriter(server, register);
  const decide = decider(reads, ahead, options);
  /** A write broke off: it may have been stored, and nothing here knows. */
  let isInDoubt = false;

  const append: ServerAppends['append'] = async (appends, mode) => {
    if (appends.length === 0) return [];
    let isFresh = !isInDoubt && (local.age() < STALE_MILLISECONDS || local.isFollowing()) && ahead.size() < MOST_AHEAD;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      // What the first look takes for a reason not to write may be old: it counts once the directory is up.
      const begun = performance.now();
      const directory = isFresh ? await local.directory() : await local.caughtUp();
      ahead.prune(directory);
      const { outcomes, writes } = await decide(appends, mode, directory);
      const isCertain = outcomes.every(({ status }) => status === 'appended') || local.age() <= performance.now() - begun;
      isFresh = false;
      if (!isCertain) continue;
      if (writes.size === 0) return outcomes;
      isInDoubt = true;
      const positions = await write([...writes.values()]);
      isInDoubt = false;
      if (positions === undefined) {
        // Others have moved the streams on: what was known of them is old.
        ahead.clear();
        continue;
      }
      for (const [index, each] of writes) {
        ahead.wrote(
          each.stream,
          writtenEnd(each, outcomes[index]),
          each.events.map(({ id }, order) => ({ id, place: each.after + 1 + order })),
        );
      }
      local.followSoon();
      return placedOutcomes(outcomes, appends, writes, positions);
    }
    return refuse('JOURNAL_BUSY', { because: 'streams-moved', url: shown });
  };
  return { append };
}

type Decide = (appends: readonly StreamAppend[], mode: AppendMode, directory: Directory) => Promise<Decision>;

/** Decides the appends of a call one after another, each on what the ones before it are about to write. */
function decider(reads: ServerReads, ahead: Ahead, { rules, clock }: JournalOptions): Decide {
  /** The latest time this process has used. */
  let used: Instant | undefined;
  return async (appends, mode, directory) => {
    const standing = await standingEvents(appends, directory, ahead, reads);
    const now = journalTime(clock(), latestOf(used, directory.progress()?.latest));
    const ends = new Map<string, KnownEnd>();
    /** What this call is about to write: a later append of it may repeat an earlier one. */
    const planned = new Map<string, () => RecordedEvent>();
    const standingById = (id: string): RecordedEvent | undefined => standing.get(id) ?? planned.get(id)?.();
    const writes = new Map<number, StreamWrite>();
    const outcomes = appends.map((append, index): AppendOutcome => {
      const end = ends.get(append.stream) ?? streamEndOf(append.stream, directory, ahead);
      const decided = decideOne(append, end, standingById, rules, now);
      if (decided.write !== undefined) {
        writes.set(index, decided.write);
        ends.set(append.stream, decided.end);
        append.events.forEach((event, place) =>
          planned.set(event.id, () => asRecorded(event, append.stream, end.revision + 1 + place, now)),
        );
      }
      return decided.outcome;
    });
    const refused = mode === 'all-or-nothing' ? outcomes.find(({ status }) => status === 'refused') : undefined;
    if (refused !== undefined) return { outcomes: outcomes.map((outcome) => withdrawn(outcome, refused.stream)), writes: new Map() };
    if (writes.size > 0) used = now;
    return { outcomes, writes };
  };
}

/** Those of the appends' events that stand already, read from their streams. */
async function standingEvents(
  appends: readonly StreamAppend[],
  directory: Directory,
  ahead: Ahead,
  reads: ServerReads,
): Promise<ReadonlyMap<string, RecordedEvent>> {
  const spans = new Map<string, { from: number; to: number }>();
  const ids = appends
    .flatMap(({ events }) => (Array.isArray(events) ? events.map((event) => event?.id) : []))
    .filter((id) => typeof id === 'string');
  const read = directory.events(ids);
  for (const id of ids) {
    const known = ahead.event(id) ?? read.get(id);
    if (known === undefined) continue;
    const { from, to } = spans.get(known.stream) ?? { from: known.place, to: known.place };
    spans.set(known.stream, { from: Math.min(from, known.place), to: Math.max(to, known.place) });
  }
  const found = new Map<string, RecordedEvent>();
  await inTurns([...spans], AT_A_TIME, async ([stream, { from, to }]) => {
    for (const event of await reads.places(stream, from, to)) found.set(event.envelope.id, reads.recorded(event));
  });
  return found;
}

/** Writes all of it or nothing; answers each write's position in the log, undefined where a stream has moved on. */
type PartWriter = (writes: readonly StreamWrite[]) => Promise<readonly bigint[] | undefined>;

function partWriter(server: EventStoreServer, register: AppendRegister): PartWriter {
  const { streamPrefix, shown } = server.address;

  /** Position of a part's last event, asked of the stream where the answer did not say it; undefined: another event stands there. */
  const placedAt = async (part: StreamWrite, result: AppendResult | undefined, isOwn: boolean): Promise<bigint | undefined> => {
    if (!isWritten(result, part)) return undefined;
    if (isOwn && result?.kind === 'written' && result.position !== undefined) return result.position;
    const last = (await server.streamFrom(`${streamPrefix}${part.stream}`, part.after + part.events.length, 1))[0];
    const event = last === undefined ? undefined : heldEvent(last, streamPrefix, shown);
    if (last === undefined || event?.chain !== part.events.at(-1)?.chain) return undefined;
    return (
      positionOf(last) ?? (result?.kind === 'written' ? result.position : undefined) ?? (await server.positionInLog(last.event?.id ?? ''))
    );
  };

  const held = async (parts: readonly StreamWrite[]): Promise<readonly bigint[] | undefined> => {
    const heldBy = await register.begin(parts.reduce((sum, { events }) => sum + events.length, 0));
    let positions: readonly bigint[] | undefined;
    try {
      const results = await server.appendAll(parts.map((part) => outgoingAppend(part, streamPrefix, heldBy)));
      positions = await everyOne(parts, (part, index) => placedAt(part, results[index], true));
    } catch (error) {
      // Nobody has to wait for what will not be completed; the caller has waited for the server long enough.
      void register.settle(heldBy, 'withdrawn').catch(() => undefined);
      throw error;
    }
    if (positions === undefined) await register.settle(heldBy, 'withdrawn');
    return positions !== undefined && (await register.settle(heldBy, 'committed')) === 'committed' ? positions : undefined;
  };

  return async (writes) => {
    const parts = writes.map(partsOf);
    const [only] = parts[0] ?? [];
    if (parts.length === 1 && parts[0]?.length === 1 && only !== undefined) {
      const { stream, after, events } = outgoingAppend(only, streamPrefix, undefined);
      // The server compares ids alone: an earlier try, given up long ago, may stand there with another time and link.
      const position = await placedAt(only, await server.append(stream, after, events), false);
      return position === undefined ? undefined : [position];
    }
    const positions = await held(parts.flat());
    let last = -1;
    return positions === undefined ? undefined : parts.map(({ length }) => positions[(last += length)] as bigint);
  };
}

/** All answers in order; undefined at the first that has none. */
async function everyOne<T, R>(
  items: readonly T[],
  ask: (item: T, index: number) => Promise<R | undefined>,
): Promise<readonly R[] | undefined> {
  const found: R[] = [];
  for (const [index, item] of items.entries()) {
    const answer = await ask(item, index);
    if (answer === undefined) return undefined;
    found.push(answer);
  }
  return found;
}

/** Where a stream ends once its write stands. */
function writtenEnd({ stream, after, events }: StreamWrite, outcome: AppendOutcome | undefined): WrittenEnd {
  if (outcome === undefined || outcome.status === 'refused') throw new Error(`${stream} was written to without an outcome`);
  return { place: after + events.length, revision: outcome.lastRevision, recorded: outcome.recordedAt, chain: events.at(-1)?.chain ?? '' };
}

/** The outcomes with their positions; a repeat of what the same call writes has the position of that write. */
function placedOutcomes(
  outcomes: readonly AppendOutcome[],
  appends: readonly StreamAppend[],
  writes: ReadonlyMap<number, StreamWrite>,
  positions: readonly bigint[],
): readonly AppendOutcome[] {
  const byWrite = new Map([...writes.keys()].map((index, order) => [index, positions[order] as bigint]));
  const byId = new Map<string, bigint>();
  for (const [index, { events }] of writes) for (const { id } of events) byId.set(id, byWrite.get(index) as bigint);
  return outcomes.map((outcome, index) => {
    if (outcome.status === 'refused' || outcome.lastPosition !== 0n) return outcome;
    return { ...outcome, lastPosition: byWrite.get(index) ?? byId.get(appends[index]?.events.at(-1)?.id ?? '') ?? 0n };
  });
}

function latestOf(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  return left === undefined || (right !== undefined && right > left) ? right : left;
}
