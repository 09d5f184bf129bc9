/**
 * The envelope around every event. Its canonical form (RFC 8785) without `position` is what is hashed and chained, so that
 * a journal copied to another engine keeps every hash.
 */
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { JsonObject } from './json.js';

/** Where a fact came from: a line of a file, named by its SHA-256. */
export interface EventSource {
  readonly [detail: string]: string | number;
  readonly file: string;
  /** 1-based line of the file. */
  readonly line: number;
  readonly sha256: string;
}

/** An event as it is handed to the journal. `id` is unique in the whole journal and stable for a repeat of the same intent. */
export interface EventToAppend {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Value date: when the fact takes effect. */
  readonly effectiveDate: CivilDate;
  readonly actor: string;
  /** The event that led to this one. */
  readonly causationId?: string | undefined;
  /** The batch or decision it belongs to. */
  readonly correlationId?: string | undefined;
  readonly source?: EventSource | undefined;
  /** History from an older system: `recordedAt` is the older system's, `migratedAt` (set by the journal) is ours. */
  readonly migratedFrom?: { readonly recordedAt: Instant } | undefined;
  readonly data: JsonObject;
}

/** An event as it stands in the journal. */
export interface RecordedEvent {
  readonly id: string;
  readonly stream: string;
  /** 0 for the first event of its stream, without gaps. */
  readonly revision: number;
  /** Place in the whole journal, ascending; not part of the hashed bytes. */
  readonly position: bigint;
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveDate: CivilDate;
  /** Knowledge time: when the ledger (or, migrated, the older system) recorded it. */
  readonly recordedAt: Instant;
  /** Only on migrated events: when this ledger took the event over. */
  readonly migratedAt?: Instant;
  readonly actor: string;
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly source?: EventSource;
  readonly data: JsonObject;
}
