/** From a decided event to one for the journal: id, version, and where it comes from. */
import { eventId } from '#journal/event-id.js';
import { EVENT_TYPES } from '#ledger/event-types.js';
import type { EventSource, EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Instant } from '#money/civil-date.js';

/** What is said of every event of one row. */
export interface Stamp {
  readonly actor: string;
  /** The batch. */
  readonly correlationId: string;
  readonly source?: EventSource | undefined;
  /** Migrated: when the older system recorded it. */
  readonly recordedAt?: Instant | undefined;
}

/** A decided event of any kind. */
export interface Keyed {
  readonly type: string;
  readonly key: string;
  readonly effectiveDate: string;
  readonly data: object;
  readonly causationId?: string | undefined;
}

const VERSIONS = new Map([...EVENT_TYPES.definitions].map(([type, { version }]) => [type, version]));

export function toAppend(stream: string, { type, key, effectiveDate, data, causationId }: Keyed, stamp: Stamp): EventToAppend {
  const schemaVersion = VERSIONS.get(type);
  if (schemaVersion === undefined) throw new Error(`no event type ${type}`);
  return {
    id: eventId(stream, key),
    type,
    schemaVersion,
    effectiveDate,
    actor: stamp.actor,
    causationId,
    correlationId: stamp.correlationId,
    source: stamp.source,
    migratedFrom: stamp.recordedAt === undefined ? undefined : { recordedAt: stamp.recordedAt },
    data: data as JsonObject,
  };
}

/** The event as it will stand, for decisions that come after it in the same write. */
export function asIfRecorded(event: EventToAppend, stream: string, revision: number, position: bigint, now: Instant): RecordedEvent {
  const { migratedFrom, causationId, correlationId, source, ...rest } = event;
  return {
    ...rest,
    stream,
    revision,
    position,
    recordedAt: migratedFrom?.recordedAt ?? now,
    ...(causationId === undefined ? {} : { causationId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(source === undefined ? {} : { source }),
  };
}
