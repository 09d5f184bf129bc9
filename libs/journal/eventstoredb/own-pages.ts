/**
 * The journal's own events out of a log that others write to as well: pages of `$all` where most of it is the journal's, and where
 * it is not, one connection that the server filters. Between them the reader keeps its place, so that no event of another program
 * is read twice.
 */
import type { AllStreamResolvedEvent } from '@eventstore/db-client';
import type { AppendRegister } from './register.js';
import { isInvalidPosition, positionOf, type EventStoreServer } from './server.js';
import { ownPrefixes } from './wire.js';

const PAGE_EVENTS = 1_000;
/** Below this share of own events the server filters: it looks through others' faster than they can be sent. */
const OWN_SHARE = 0.25;
/** A checkpoint comes after so many events that are not the journal's. */
const WINDOW = 500;
/** The last events before the end, fewer than a window, bring no word: after this silence they are looked at. */
const SILENCE_MILLISECONDS = 40;

export interface OwnPage {
  readonly events: readonly AllStreamResolvedEvent[];
  /** Nothing of the journal's up to here is left out. */
  readonly scanned: bigint;
}

/** Up to where the log is settled; undefined: it is empty. See `horizon.ts` for the order. */
export async function settledEnd(server: EventStoreServer, register: AppendRegister): Promise<bigint | undefined> {
  const end = positionOf((await server.allBefore(undefined, 1))[0]);
  if (end === undefined) return undefined;
  const settled = await register.horizon(end);
  return 'upTo' in settled ? settled.upTo : positionOf((await server.allBefore(settled.before, 1))[0]);
}

/** The journal's events behind a position, in pages of at most `pageSize` looked at, up to another position; a page may be empty. */
export async function* ownPages(
  server: EventStoreServer,
  after: bigint | undefined,
  upTo: bigint,
  pageSize = PAGE_EVENTS,
): AsyncGenerator<OwnPage> {
  const prefixes = ownPrefixes(server.address.streamPrefix);
  const upToIt = (events: readonly AllStreamResolvedEvent[]): readonly AllStreamResolvedEvent[] =>
    events.filter((event) => isOwn(event, prefixes) && (positionOf(event) ?? 0n) <= upTo);
  let behind = after;
  while (behind === undefined || behind < upTo) {
    const page = await allBehind(server, behind, pageSize);
    const last = positionOf(page.at(-1));
    if (last === undefined) return;
    const events = upToIt(page);
    yield { events, scanned: last < upTo ? last : upTo };
    behind = last;
    if (page.length < pageSize || events.length >= page.length * OWN_SHARE) continue;
    for await (const filtered of filteredPages(server, behind, upTo, prefixes)) {
      yield filtered;
      behind = filtered.scanned;
    }
  }
}

/** Ends at `upTo`, or where the connection broke: reading goes on behind the last page. */
async function* filteredPages(server: EventStoreServer, after: bigint, upTo: bigint, prefixes: readonly string[]): AsyncGenerator<OwnPage> {
  const incoming = arrivals(server, after, prefixes);
  try {
    for (let behind = after; behind < upTo; ) {
      const arrived = await incoming.next(SILENCE_MILLISECONDS);
      if (arrived === 'broken') return;
      let { events, scanned } = arrived;
      if (scanned <= behind && events.length > 0) continue; // read in silence before
      if (scanned <= behind) {
        const page = await allBehind(server, behind, WINDOW);
        scanned = positionOf(page.at(-1)) ?? upTo;
        events = page.filter((event) => isOwn(event, prefixes));
      }
      const from = behind;
      behind = scanned < upTo ? scanned : upTo;
      yield { events: events.filter((event) => isWithin(positionOf(event), from, behind)), scanned: behind };
    }
  } finally {
    incoming.stop();
  }
}

function isOwn({ event }: AllStreamResolvedEvent, prefixes: readonly string[]): boolean {
  return event !== undefined && prefixes.some((prefix) => event.streamId.startsWith(prefix));
}

function isWithin(position: bigint | undefined, after: bigint, upTo: bigint): boolean {
  return position !== undefined && position > after && position <= upTo;
}

interface Arrivals {
  /** What has come, or will within some milliseconds; nothing new where none has. */
  readonly next: (milliseconds: number) => Promise<OwnPage | 'broken'>;
  readonly stop: () => void;
}

/** Events of a filtered connection as they come, no more than a page ahead of the reader. */
function arrivals(server: EventStoreServer, after: bigint, prefixes: readonly string[]): Arrivals {
  let [events, scanned]: [AllStreamResolvedEvent[], bigint] = [[], after];
  let [isBroken, wake] = [false, (): void => undefined];
  const subscription = server.follow(after, prefixes, WINDOW, (checkpoint) => {
    scanned = checkpoint;
    wake();
  });
  subscription.on('data', (event: AllStreamResolvedEvent) => {
    events.push(event);
    scanned = positionOf(event) ?? scanned;
    if (events.length >= PAGE_EVENTS) subscription.pause();
    wake();
  });
  const broken = (): void => {
    isBroken = true;
    wake();
  };
  subscription.on('error', broken).on('end', broken).on('close', broken);
  return {
    next: async (milliseconds) => {
      const before = scanned;
      if (events.length === 0 && !isBroken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => (clearTimeout(timer), resolve());
        });
        wake = () => undefined;
      }
      if (events.length === 0 && scanned === before && isBroken) return 'broken';
      const arrived = { events, scanned };
      events = [];
      if (subscription.isPaused() && !isBroken) subscription.resume();
      return arrived;
    },
    stop: () => {
      void subscription.unsubscribe().catch(() => undefined);
      subscription.destroy();
    },
  };
}

/** A position between two records (a caller's own arithmetic) is read from the record behind or before it. */
export async function allBehind(
  server: EventStoreServer,
  after: bigint | undefined,
  limit: number,
): Promise<readonly AllStreamResolvedEvent[]> {
  try {
    return (await server.allAfter(after, limit)).events;
  } catch (error) {
    if (after === undefined || !isInvalidPosition(error)) throw error;
  }
  // Most often the caller asks from just before a record.
  const next = await server.at(after + 1n);
  if (next !== undefined) return [next, ...(await server.allAfter(after + 1n, limit)).events].slice(0, limit);
  for (let behind: bigint | undefined; ;) {
    const page: readonly AllStreamResolvedEvent[] = (await server.allAfter(behind, PAGE_EVENTS)).events;
    const rest = page.filter((event) => (positionOf(event) ?? 0n) > after);
    if (rest.length > 0 || page.length === 0) return rest.slice(0, limit);
    behind = positionOf(page.at(-1));
  }
}
