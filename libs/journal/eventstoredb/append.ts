/**
 * Appending. Decisions are made on the directory and written at exact places, so that a decision made on something old is refused
 * by the server, read anew and made again. One stream in one write is the server's own append; anything more goes through the
 * register of appends, all of it or nothing.
 */
import { hash } from 'node:crypto';
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { journalTime, LARGEST_EVENT_BYTES, refusalOfAppend } from '../append-checks.js';
import { refusalOfPlace, standingOutcome, textsOf, withdrawn } from '../append-decision.js';
import { chainWalk, CHAIN_START, hex } from '../hash-chain.js';
import type { AppendMode, AppendOutcome, EventRules, JournalOptions, StreamAppend } from '../port.js';
import type { CatchUp } from './catch-up.js';
import type { Directory } from './directory.js';
import type { OutgoingAppend } from './pipeline.js';
import type { AppendRegister } from './register.js';
import type { ServerReads } from './reads.js';
import type { AppendResult, EventStoreServer, OutgoingEvent } from './server.js';
import { metadataOf } from './wire.js';

/** Streams read at the same time. */
const AT_A_TIME = 64;
/** Events of one write, besides the server's limit of bytes. */
const EVENTS_A_WRITE = 1_000;
/** A directory read longer ago is brought up before deciding: another process may have written an id elsewhere. */
const STALE_MILLISECONDS = 1_000;
const MOST_ATTEMPTS = 50;

interface End {
  readonly place: number;
  readonly revision: number;
  readonly recorded: Instant | undefined;
  readonly chain: Uint8Array;
}

interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly chain: string;
}

/** What is to be written to one stream, behind a place. */
export interface StreamWrite {
  readonly stream: string;
  readonly after: number;
  readonly events: readonly NewEvent[];
}

interface Decision {
  readonly outcomes: readonly AppendOutcome[];
  readonly writes: readonly StreamWrite[];
}

export interface ServerAppends {
  readonly append: (appends: readonly StreamAppend[], mode: AppendMode) => Promise<readonly AppendOutcome[]>;
}

export function serverAppends(server: EventStoreServer, register: AppendRegister, local: CatchUp, reads: ServerReads, { rules, clock }: JournalOptions): ServerAppends {
  const { shown, streamPrefix } = server.address;
  /** The latest time this process has used. */
  let used: Instant | undefined;
  /** A write broke off: it may have been stored, and the directory does not know. */
  let isInDoubt = false;

  const standingEvents = async (appends: readonly StreamAppend[], directory: Directory): Promise<ReadonlyMap<string, RecordedEvent>> => {
    const spans = new Map<string, { from: number; to: number }>();
    for (const { events } of appends) {
      for (const id of Array.isArray(events) ? events.map((event) => event?.id) : []) {
        const known = typeof id === 'string' ? directory.event(id) : undefined;
        if (known === undefined) continue;
        const { from, to } = spans.get(known.stream) ?? { from: known.place, to: known.place };
        spans.set(known.stream, { from: Math.min(from, known.place), to: Math.max(to, known.place) });
      }
    }
    const found = new Map<string, RecordedEvent>();
    await inTurns([...spans], AT_A_TIME, async ([stream, { from, to }]) => {
      for (const event of await reads.places(stream, from, to)) found.set(event.envelope.id, reads.recorded(event));
    });
    return found;
  };

  const decide = async (appends: readonly StreamAppend[], mode: AppendMode, directory: Directory): Promise<Decision> => {
    const standing = await standingEvents(appends, directory);
    const now = journalTime(clock(), latestOf(used, directory.progress()?.latest));
    const ends = new Map<string, End>();
    /** What this call is about to write: a later append of it may repeat an earlier one. */
    const planned = new Map<string, () => RecordedEvent>();
    const standingById = (id: string): RecordedEvent | undefined => standing.get(id) ?? planned.get(id)?.();
    const writes: StreamWrite[] = [];
    const outcomes = appends.map((append): AppendOutcome => {
      const end = ends.get(append.stream) ?? endOf(append.stream, directory);
      const decided = decideOne(append, end, standingById, rules, now);
      if (decided.write !== undefined) {
        writes.push(decided.write);
        ends.set(append.stream, decided.end);
        append.events.forEach((event, index) => planned.set(event.id, () => asRecorded(event, append.stream, end.revision + 1 + index, now)));
      }
      return decided.outcome;
    });
    const refused = mode === 'all-or-nothing' ? outcomes.find(({ status }) => status === 'refused') : undefined;
    if (refused !== undefined) return { outcomes: outcomes.map((outcome) => withdrawn(outcome, refused.stream)), writes: [] };
    if (writes.length > 0) used = now;
    return { outcomes, writes };
  };

  const write = async (writes: readonly StreamWrite[]): Promise<boolean> => {
    const parts = writes.flatMap(partsOf);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) {
      const { stream, after, events } = outgoingAppend(only, undefined);
      return isWritten(await server.append(stream, after, events), only);
    }
    const heldBy = await register.begin(parts.reduce((sum, { events }) => sum + events.length, 0));
    let isComplete = false;
    try {
      isComplete = await sendHeld(parts, heldBy);
    } finally {
      // Also where a write broke: nobody has to wait for what will not be completed.
      if (!isComplete) await register.settle(heldBy, 'withdrawn');
    }
    return isComplete && (await register.settle(heldBy, 'committed')) === 'committed';
  };

  /** All parts in their order; false where a stream has moved on. */
  const sendHeld = async (parts: readonly StreamWrite[], heldBy: number): Promise<boolean> => {
    const results = await server.appendAll(parts.map((part) => outgoingAppend(part, heldBy)));
    return parts.every((part, index) => isWritten(results[index], part));
  };

  const outgoingAppend = ({ stream, after, events }: StreamWrite, heldBy: number | undefined): OutgoingAppend => ({
    stream: `${streamPrefix}${stream}`,
    after,
    events: events.map((event) => outgoing(event, heldBy)),
  });

  const append: ServerAppends['append'] = async (appends, mode) => {
    if (appends.length === 0) return [];
    let isFresh = !isInDoubt && local.age() < STALE_MILLISECONDS;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      // What the first look takes for a reason not to write may be old: it counts once the directory is up.
      const begun = performance.now();
      const directory = isFresh ? await local.directory() : await local.caughtUp();
      const { outcomes, writes } = await decide(appends, mode, directory);
      const isCertain = outcomes.every(({ status }) => status === 'appended') || local.age() <= performance.now() - begun;
      isFresh = false;
      if (!isCertain) continue;
      if (writes.length === 0) return outcomes;
      isInDoubt = true;
      const isDone = await write(writes);
      const after = await local.caughtUp();
      isInDoubt = false;
      if (!isDone) continue;
      const placed = placedOutcomes(outcomes, appends, writes, after);
      if (placed !== undefined) return placed;
    }
    return refuse('JOURNAL_BUSY', `${shown}: other writers kept moving the same streams on; repeat it, nothing is doubled`, { url: shown });
  };
  return { append };
}

function endOf(stream: string, directory: Directory): End {
  const known = typeof stream === 'string' ? directory.stream(stream) : undefined;
  if (known === undefined) return { place: -1, revision: -1, recorded: undefined, chain: CHAIN_START };
  const isBegun = known.revision >= 0;
  return {
    place: known.place,
    revision: known.revision,
    recorded: isBegun ? known.recorded : undefined,
    chain: isBegun ? Buffer.from(known.chain, 'hex') : CHAIN_START,
  };
}

function decideOne(
  append: StreamAppend,
  end: End,
  standing: (id: string) => RecordedEvent | undefined,
  rules: EventRules,
  now: Instant,
): { readonly outcome: AppendOutcome; readonly write?: StreamWrite; readonly end: End } {
  const { stream, events } = append;
  const refused = (refusal: Refusal) => ({ outcome: { status: 'refused', stream, refusal } as const, end });
  const invalid = refusalOfAppend(append, rules);
  if (invalid !== undefined) return refused(invalid);
  const own = new Map<string, RecordedEvent>();
  for (const { id } of events) {
    const known = standing(id);
    if (known !== undefined) own.set(id, known);
  }
  const repeated = standingOutcome(stream, events, own, rules);
  if (repeated !== undefined) return { outcome: repeated, end };
  const wrong = refusalOfPlace(append, end, now);
  if (wrong !== undefined) return refused(wrong);
  const texts = textsOf(stream, events, end.revision + 1, now);
  if (!Array.isArray(texts)) return refused(texts as Refusal);
  const walk = chainWalk();
  walk.startAfter(end.chain);
  const written = events.map(({ id, type }, index): NewEvent => ({ id, type, text: texts[index] as string, chain: hex(walk.next(texts[index] as string)) }));
  const lastRevision = end.revision + events.length;
  const recordedAt = (events.at(-1) as EventToAppend).migratedFrom?.recordedAt ?? now;
  return {
    // The position is the server's to give.
    outcome: { status: 'appended', stream, firstRevision: end.revision + 1, lastRevision, lastPosition: 0n, recordedAt },
    write: { stream, after: end.place, events: written },
    end: { place: end.place + events.length, revision: lastRevision, recorded: recordedAt, chain: Buffer.from(written.at(-1)?.chain ?? '', 'hex') },
  };
}

/**
 * The outcomes with their positions; undefined where a stream does not hold what was meant to be written: an earlier try of the
 * same append, given up long ago, came first. Deciding again then finds a repeat.
 */
function placedOutcomes(
  outcomes: readonly AppendOutcome[],
  appends: readonly StreamAppend[],
  writes: readonly StreamWrite[],
  directory: Directory,
): readonly AppendOutcome[] | undefined {
  for (const { stream, after, events } of writes) {
    const end = directory.stream(stream);
    if (end?.place === after + events.length && end.chain !== events.at(-1)?.chain) return undefined;
  }
  const placed: AppendOutcome[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const last = appends[index]?.events.at(-1)?.id;
    const known = outcome.status === 'refused' || last === undefined ? undefined : directory.event(last);
    if (outcome.status === 'refused' || known === undefined) {
      if (outcome.status !== 'refused') return undefined;
      placed.push(outcome);
    } else {
      placed.push({ ...outcome, lastPosition: known.position });
    }
  }
  return placed;
}

/** An event that is about to be written, for those later in the same call that repeat it. */
function asRecorded(event: EventToAppend, stream: string, revision: number, now: Instant): RecordedEvent {
  const { migratedFrom, ...kept } = event;
  const times = migratedFrom === undefined ? { recordedAt: now } : { recordedAt: migratedFrom.recordedAt, migratedAt: now };
  return { ...kept, ...times, stream, revision, position: 0n } as RecordedEvent;
}

/** Parts that the server takes in one write each. */
export function partsOf({ stream, after, events }: StreamWrite): readonly StreamWrite[] {
  const parts: StreamWrite[] = [];
  let [own, bytes, next] = [[] as NewEvent[], 0, after];
  for (const event of events) {
    const size = Buffer.byteLength(event.text);
    if (own.length > 0 && (bytes + size > LARGEST_EVENT_BYTES || own.length >= EVENTS_A_WRITE)) {
      parts.push({ stream, after: next, events: own });
      [next, own, bytes] = [next + own.length, [], 0];
    }
    own.push(event);
    bytes += size;
  }
  return [...parts, { stream, after: next, events: own }];
}

export function isWritten(result: AppendResult | undefined, { after, events }: StreamWrite): boolean {
  return result?.kind === 'written' && result.lastPlace === after + events.length;
}

export function outgoing({ id, type, text, chain }: NewEvent, heldBy: number | undefined): OutgoingEvent {
  return { serverId: heldBy === undefined ? id : heldId(id, heldBy), type, text, metadata: metadataOf(chain, text, heldBy) };
}

/**
 * The server's id of a held event: one of its own for every try. The server takes an id that stands at the place as a repeat,
 * and a late write of a withdrawn try must not pass for one of the try that follows it.
 */
export function heldId(id: string, heldBy: number): string {
  const text = hash('sha256', `${id}\u0000${heldBy}`, 'hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-8${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`;
}

/** Runs over all items, a few at a time, begun in their order; the first failure ends it once those begun have ended. */
export async function inTurns<T>(items: readonly T[], atATime: number, run: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed: { readonly error: unknown } | undefined;
  const turn = async (): Promise<void> => {
    while (next < items.length && failed === undefined) {
      const item = items[next] as T;
      next += 1;
      try {
        await run(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, turn));
  if (failed !== undefined) throw failed.error;
}

function latestOf(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  return left === undefined || (right !== undefined && right > left) ? right : left;
}
