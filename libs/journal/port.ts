/**
 * The journal: immutable events in streams, in recorded order. Every engine passes the same contract suite
 * (`contract-suite.ts`).
 */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_STREAM: { readonly because: 'asked-for' | 'resumed-after'; readonly stream: string };
  }
}

/** `any`: no check. `no-stream`: the stream must not exist. A number: the revision of its last event. */
export type ExpectedRevision = 'any' | 'no-stream' | number;

export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** At least one event. */
  readonly events: readonly EventToAppend[];
}

/**
 * `repeated`: all its event ids stand in that stream already, ascending in this order and with the same content (type,
 * value date, data, and the older system's time where migrated; who brought it and from which file may differ); nothing was
 * written. A repeat is told before a wrong revision is.
 * Refusals: WRONG_EXPECTED_REVISION `{stream, expected, actual: number | 'no-stream'}`, EVENT_ID_CONFLICT `{stream, eventId}`
 * (the id stands with other content, in another stream, twice in one append, or only a part of the ids stands),
 * INVALID_EVENT, INVALID_STREAM_NAME, INVALID_EXPECTED_REVISION, EVENT_TOO_LARGE (more than 1 047 552 bytes of canonical
 * text), RECORDED_AT_GOES_BACK (a migrated event before the last of its stream), RECORDED_IN_FUTURE, STREAM_FULL, and those
 * of the rules.
 */
export type AppendOutcome =
  | {
      readonly status: 'appended' | 'repeated';
      readonly stream: string;
      readonly firstRevision: number;
      readonly lastRevision: number;
      readonly lastPosition: bigint;
      readonly recordedAt: Instant;
    }
  | { readonly status: 'refused'; readonly stream: string; readonly refusal: Refusal };

/**
 * `all-or-nothing` (default): one refused append writes none of them, in any stream; the others are then refused with
 * NOT_WRITTEN. `each`: every append is decided by itself, all in one durable write.
 */
export type AppendMode = 'all-or-nothing' | 'each';

export interface EventFilter {
  readonly streamPrefix?: string;
  readonly types?: readonly string[];
}

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** First revision to read, inclusive; default the start (forwards) or the end (backwards). */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Read events after this position; 0n (default): from the start. */
  readonly after?: bigint;
  /** Last position to read, inclusive. */
  readonly upTo?: bigint;
  readonly filter?: EventFilter;
  /** Largest page, default 1 000 events. */
  readonly pageSize?: number;
}

/** A part of the streams: those whose `index` out of `count` it is, by a fixed rule of the engine. */
export interface StreamPartition {
  readonly index: number;
  readonly count: number;
}

/** A whole stream, in revision order. */
export interface StreamHistory {
  readonly stream: string;
  readonly events: readonly RecordedEvent[];
}

export interface ReadByStreamOptions {
  readonly streamPrefix?: string;
  readonly partition?: StreamPartition;
  /** Only events up to this position. */
  readonly upTo?: bigint;
  /** Resume after this stream, in the engine's own fixed order of streams. */
  readonly afterStream?: string;
}

export interface JournalHead {
  /** 0n for an empty journal. */
  readonly position: bigint;
  /** The journal's own time at its last append, never before any `recordedAt` in it; undefined for an empty one. */
  readonly recordedAt: Instant | undefined;
}

export interface StreamHead {
  readonly stream: string;
  readonly revision: number;
  /** Hex of the chain link of its last event. */
  readonly chain: string;
}

export type SubscriptionItem =
  | { readonly kind: 'events'; readonly events: readonly RecordedEvent[] }
  /** Sent once the subscriber has seen all that stood in the journal; more follow live. */
  | { readonly kind: 'caught-up'; readonly position: bigint };

export interface SubscribeOptions {
  readonly after?: bigint;
  readonly filter?: EventFilter;
  readonly signal?: AbortSignal;
  readonly pageSize?: number;
}

export interface JournalReader {
  head(): Promise<JournalHead>;
  /** Pages of one stream. A missing stream yields nothing. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly RecordedEvent[]>;
  /** Bounded pages of the whole journal in position order. */
  readAll(options?: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]>;
  /** Whole streams one after another, a few at a time: for folds over a portfolio in bounded memory. */
  readByStream(options?: ReadByStreamOptions): AsyncIterable<readonly StreamHistory[]>;
  /** Heads of the streams with a prefix, in the engine's fixed order of streams, in pages. */
  streamHeads(prefix?: string): AsyncIterable<readonly StreamHead[]>;
  streamHead(stream: string): Promise<StreamHead | undefined>;
  /**
   * Events behind a position, up to another. Positions may lie far apart, so that their difference counts nothing. Where counting takes
   * reading it ends at `enough`: at least so many.
   */
  countEvents(after: bigint, upTo: bigint, enough?: number): Promise<number>;
  /** Those of the ids that stand in the journal. */
  findEvents(ids: readonly string[]): Promise<ReadonlyMap<string, RecordedEvent>>;
  /** Catches up from a position, then follows live, until the signal aborts. */
  subscribe(options?: SubscribeOptions): AsyncIterable<SubscriptionItem>;
  close(): Promise<void>;
}

export interface Journal extends JournalReader {
  /**
   * Appends to one or several streams in one durable write. Outcomes come in the order of the appends.
   * `recordedAt` is the journal's clock and never goes back, within the journal and within a stream: where the clock does, the
   * latest time holds on. (Where an engine lets several processes write at once, it never goes back within a stream and within
   * what one process has read; their clocks must be kept in step.) All events of one call get the same. An event with `migratedFrom`
   * takes that time instead, and
   * the journal's as `migratedAt`; within its stream it may not go back either.
   * A fault of the machinery (disk, network) throws `Refused`; nothing is half-written.
   */
  append(appends: readonly StreamAppend[], mode?: AppendMode): Promise<readonly AppendOutcome[]>;
}

/** What the journal asks of the catalogue of events; it knows the envelope alone. */
export interface ReadingRules {
  /** Brings an event to its type's present version; throws on a type or version it does not know. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
}

export interface EventRules extends ReadingRules {
  /** A refusal (INVALID_EVENT, UNKNOWN_EVENT_TYPE …) where the event's data does not fit its type and version. */
  readonly check: (event: EventToAppend) => Refusal | undefined;
}

export interface JournalOptions {
  readonly rules: EventRules;
  /** Now, in UTC. */
  readonly clock: () => Instant;
}

/** Of a reader: it writes nothing, so it checks nothing. */
export type ReaderOptions = Omit<JournalOptions, 'rules'> & { readonly rules: ReadingRules };
