/**
 * Reading streams and the whole journal, in pages. Events of an open append are not there yet, those of a withdrawn one never
 * were; a read of the whole journal ends before the append that is open when it begins.
 */
import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { EventFilter, ReadingRules, JournalHead, ReadAllOptions, ReadStreamOptions } from '../port.js';
import type { CatchUp } from './catch-up.js';
import type { DirectoryProgress } from './directory.js';
import { corruptServer, wait } from './faults.js';
import type { AppendRegister } from './register.js';
import { ownPages, settledEnd } from './own-pages.js';
import { positionOf, type EventStoreServer } from './server.js';
import { heldEvent, journalTimeOf, type HeldEvent } from './wire.js';

const PAGE_EVENTS = 1_000;
/** More events than this are not read only to be counted. */
const ENOUGH_EVENTS = 20_000;
/** So long the server's filter is given before others' events are looked at one by one. */
const FILTER_MILLISECONDS = 1_000;
/** Small pages are cut from larger ones: among many events few may be wanted. */
const SMALLEST_PAGE = 250;

/** The journal's head as it was when everything up to `scanned` was looked at. */
interface Head {
  readonly scanned: bigint;
  readonly head: JournalHead;
}

export interface ServerReads {
  readonly head: () => Promise<JournalHead>;
  /** Everything before this position is settled; undefined: nothing stands yet. */
  readonly horizon: () => Promise<bigint | undefined>;
  readonly readStream: (stream: string, options: ReadStreamOptions) => AsyncGenerator<readonly RecordedEvent[]>;
  readonly readAll: (options: ReadAllOptions) => AsyncGenerator<readonly RecordedEvent[]>;
  /** The journal's events behind a position, with their texts, up to one; a page may be empty. */
  readonly heldAll: (
    after: bigint | undefined,
    upTo: bigint,
    pageSize: number,
  ) => AsyncGenerator<{ readonly events: readonly HeldEvent[]; readonly scanned: bigint }>;
  /** See the port. From the directory where it is up, else by reading, while the directory is brought up in the background. */
  readonly countEvents: (after: bigint, upTo: bigint, enough: number | undefined) => Promise<number>;
  /** Events of a stream from one place to another, as far as they stand. */
  readonly places: (stream: string, from: number, to: number) => Promise<readonly HeldEvent[]>;
  readonly recorded: (event: HeldEvent) => RecordedEvent;
}

export function serverReads(server: EventStoreServer, register: AppendRegister, local: CatchUp, rules: ReadingRules): ServerReads {
  const { streamPrefix } = server.address;
  const recorded = (event: HeldEvent): RecordedEvent => rules.upcast({ ...event.envelope, position: event.position });

  const horizon = (): Promise<bigint | undefined> => settledEnd(server, register);
  const standing = standingEvents(server, register, local);
  const head = headReader(server, local, horizon, standing);
  const streamPages = streamReader(server, standing);
  const heldAll = heldReader(server, standing);

  return {
    head,
    horizon,
    recorded,
    heldAll,
    readStream: async function* (stream, options) {
      if (options.limit === 0) return;
      for await (const page of streamPages(stream, options)) yield page.map(recorded);
    },
    readAll: async function* ({ after = 0n, upTo, filter, pageSize = PAGE_EVENTS }) {
      const end = await horizon();
      if (end === undefined) return;
      const passes = filterOf(filter);
      const last = upTo === undefined || upTo > end ? end : upTo;
      if (after >= last) return;
      for await (const { events } of heldAll(after === 0n ? undefined : after, last, pageSize)) {
        const page = events.filter(passes).map(recorded);
        if (page.length > 0) yield page;
      }
    },
    countEvents: async (after, upTo, enough = ENOUGH_EVENTS) => {
      if (after >= upTo) return 0;
      const directory = await local.directory();
      if ((directory.progress()?.scanned ?? -1n) >= upTo) return directory.count(after, upTo);
      local.follow();
      let counted = 0;
      for await (const { events } of heldAll(after === 0n ? undefined : after, upTo, PAGE_EVENTS)) {
        counted += events.length;
        if (counted >= enough) break;
      }
      return counted;
    },
    places: async (stream, from, to) => {
      const found: HeldEvent[] = [];
      for (let next = from; next <= to; ) {
        const page = await server.streamFrom(`${streamPrefix}${stream}`, next, Math.min(to - next + 1, PAGE_EVENTS));
        const last = page.at(-1)?.event;
        if (last === undefined) break;
        found.push(...(await standing(page)).events);
        next = Number(last.revision) + 1;
      }
      return found;
    },
  };
}

interface Standing {
  readonly events: readonly HeldEvent[];
  readonly open: boolean;
}

/** Of a page, those that stand; `open` where the rest is not decided yet. */
type StandingEvents = (page: readonly ResolvedEvent[]) => Promise<Standing>;

function standingEvents(server: EventStoreServer, register: AppendRegister, local: CatchUp): StandingEvents {
  const { shown, streamPrefix } = server.address;
  const standing = async (page: readonly ResolvedEvent[]): Promise<Standing> => {
    const events: HeldEvent[] = [];
    let open = false;
    for (const resolved of page) {
      const event = heldEvent(resolved, streamPrefix, shown);
      const status = event?.heldBy === undefined ? 'committed' : await register.statusOf(event.heldBy);
      if (status === 'open') open = true;
      if (event !== undefined && status === 'committed') events.push(event.position >= 0n ? event : await located(event));
    }
    return { events, open };
  };

  const located = async (event: HeldEvent): Promise<HeldEvent> => {
    const { id } = event.envelope;
    const known = (await local.directory()).event(id) ?? (await local.caughtUp()).event(id);
    return { ...event, position: known?.position ?? (await server.positionInLog(event.serverId)) };
  };
  return standing;
}

function headReader(
  server: EventStoreServer,
  local: CatchUp,
  horizon: ServerReads['horizon'],
  standing: StandingEvents,
): ServerReads['head'] {
  /** What the last look found: a later one looks no farther back. */
  let seen: Head | undefined;

  const head = async (): Promise<JournalHead> => {
    const end = await horizon();
    if (end === undefined) return NO_HEAD;
    const before = seen;
    const progress = (await local.directory()).progress();
    let known = before ?? { scanned: 0n, head: NO_HEAD };
    if (progress !== undefined && progress.scanned > known.scanned) known = { scanned: progress.scanned, head: headOf(progress) };
    const found = known.scanned >= end ? known.head : await headBetween(known, end);
    if (seen === undefined || end > seen.scanned) seen = { scanned: end > known.scanned ? end : known.scanned, head: found };
    return found;
  };

  /**
   * The last event that stands up to `end`, looked for backwards as far as is known. Where a thousand events of others lie behind it,
   * the server is asked to filter instead, which brings the directory up; where that takes long (a large journal that this machine
   * does not know yet), the look backwards goes on beside it.
   */
  const headBetween = async (known: Head, end: bigint): Promise<JournalHead> => {
    let [looked, filtered] = [0, undefined as Promise<JournalHead | undefined> | undefined];
    for (let [before, size] = [undefined as bigint | undefined, 4]; ; size = Math.min(size * 8, PAGE_EVENTS)) {
      const page: readonly AllStreamResolvedEvent[] = await server.allBefore(before, size);
      looked += page.length;
      const within = page.filter((event) => (positionOf(event) ?? 0n) <= end && (positionOf(event) ?? 0n) > known.scanned);
      const last = (await standing(within)).events[0];
      if (last !== undefined) return { position: last.position, recordedAt: latestOf(journalTimeOf(last.envelope), known.head.recordedAt) };
      before = positionOf(page.at(-1));
      if (before === undefined || before <= known.scanned) return known.head;
      if (looked <= PAGE_EVENTS) continue;
      const patience = filtered === undefined ? FILTER_MILLISECONDS : 0;
      filtered ??= caughtUpHead();
      const found = await Promise.race([filtered, wait(patience)]);
      if (found !== undefined) return found;
    }
  };

  /** The head by the directory, once it is read up to the end; undefined where it could not be. */
  const caughtUpHead = (): Promise<JournalHead | undefined> =>
    local.caughtUp().then(
      (directory) => headOf(directory.progress()),
      () => undefined,
    );
  return head;
}

type StreamPages = (stream: string, options: ReadStreamOptions) => AsyncGenerator<readonly HeldEvent[]>;

function streamReader(server: EventStoreServer, standing: StandingEvents): StreamPages {
  const { shown, streamPrefix } = server.address;
  return async function* (stream, options) {
    const { direction = 'forwards', from, limit = Infinity } = options;
    const isForwards = direction === 'forwards';
    const start = Math.max(from ?? 0, 0);
    let left = limit;
    // A place is never before its revision: withdrawn events take places too.
    let place = isForwards ? start : undefined;
    let expected = isForwards ? start : undefined;
    while (left > 0) {
      const size = Math.min(left, PAGE_EVENTS);
      const name = `${streamPrefix}${stream}`;
      const page: readonly ResolvedEvent[] = isForwards
        ? await server.streamFrom(name, place ?? 0, size)
        : await server.streamBack(name, place, size);
      const last = page.at(-1)?.event;
      if (last === undefined) return;
      const { events, open } = await standing(page);
      const wanted = events
        .filter(({ envelope: { revision } }) => (isForwards ? revision >= start : revision <= (from ?? revision)))
        .slice(0, left);
      for (const { envelope } of wanted) {
        if (expected !== undefined && expected !== envelope.revision) throw corruptServer(shown, `${stream} has no revision ${expected}`);
        expected = envelope.revision + (isForwards ? 1 : -1);
      }
      left -= wanted.length;
      if (wanted.length > 0) yield wanted;
      place = Number(last.revision) + (isForwards ? 1 : -1);
      if ((isForwards && open) || place < 0) return;
    }
  };
}

function heldReader(server: EventStoreServer, standing: StandingEvents): ServerReads['heldAll'] {
  return async function* (after, upTo, pageSize) {
    for await (const { events: page, scanned } of ownPages(server, after, upTo, Math.max(Math.min(pageSize, PAGE_EVENTS), SMALLEST_PAGE))) {
      const { events } = await standing(page);
      for (let from = pageSize; from < events.length; from += pageSize) {
        const part = events.slice(from - pageSize, from);
        yield { events: part, scanned: part.at(-1)?.position ?? 0n };
      }
      yield { events: events.slice(Math.floor(Math.max(events.length - 1, 0) / pageSize) * pageSize), scanned };
    }
  };
}

const NO_HEAD: JournalHead = { position: 0n, recordedAt: undefined };

function headOf(progress: DirectoryProgress | undefined): JournalHead {
  return progress === undefined || progress.last === 0n ? NO_HEAD : { position: progress.last, recordedAt: progress.latest };
}

function latestOf(time: string, other: string | undefined): string {
  return other !== undefined && other > time ? other : time;
}

export function filterOf(filter: EventFilter | undefined): (event: HeldEvent) => boolean {
  const types = filter?.types === undefined ? undefined : new Set(filter.types);
  const prefix = filter?.streamPrefix ?? '';
  return ({ stream, envelope }) => stream.startsWith(prefix) && (types === undefined || types.has(envelope.type));
}
