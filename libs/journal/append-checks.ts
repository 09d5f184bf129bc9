/** What every engine checks before it writes, and what it compares when an event id stands already. */
import { STREAM_NAME } from '#ledger/subjects.js';
import type { EventSource, EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { canonicalText } from '#ledger/kernel/json.js';
import type { MayBeOf } from '#ledger/kernel/annulment.js';
import type { EnvelopeField } from '#ledger/kernel/catalogue.js';
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import { isCivilDate, parseInstant, type Instant } from '#money/civil-date.js';
import { isUuid } from './event-id.js';
import type { EventRules, ExpectedRevision, StreamAppend } from './port.js';

/** How an id came to stand twice. */
export type IdConflict =
  | { readonly because: 'twice-in-one-append' }
  | { readonly because: 'in-another-stream'; readonly standsIn: string }
  | { readonly because: 'other-content' | 'other-order' | 'others-do-not-stand'; readonly revision: number };

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_STREAM_NAME: { readonly stream: string };
    INVALID_EXPECTED_REVISION: { readonly stream: string; readonly expected: string };
    RECORDED_AT_GOES_BACK:
      | {
          readonly because: 'appended';
          readonly stream: string;
          readonly eventId: string;
          readonly recordedAt: string;
          readonly last: string;
        }
      | {
          readonly because: 'copied';
          readonly stream: string;
          readonly revision: number;
          readonly file: string;
          readonly recordedAt: string;
          readonly last: string;
        };
    EVENT_ID_CONFLICT: { readonly stream: string; readonly eventId: string } & IdConflict;
    EVENT_TOO_LARGE:
      | {
          readonly because: 'longer-than-an-event';
          readonly stream: string;
          readonly eventId: string;
          readonly bytes: number;
          readonly limit: number;
        }
      | { readonly because: 'more-than-the-server-takes'; readonly url: string; readonly cause: string };
    WRONG_EXPECTED_REVISION: {
      readonly stream: string;
      readonly expected: number | 'no-stream' | 'any';
      readonly actual: number | 'no-stream';
    };
    STREAM_FULL: { readonly stream: string; readonly limit: number };
    /** Of an event that is appended, or of a row of history from an older system, by its subject. */
    RECORDED_IN_FUTURE:
      | { readonly stream: string; readonly eventId: string; readonly recordedAt: string; readonly now: string }
      | (MayBeOf & { readonly transferId?: string; readonly recordedAt: string; readonly now: string });
    NOT_WRITTEN: { readonly stream: string; readonly because: string };
  }
}

/**
 * Largest event, in bytes of its canonical text: what every engine takes in one write. Servers take 1 MiB in one append, and later
 * ones count the event's type and metadata too; a KiB is left for these.
 */
export const LARGEST_EVENT_BYTES = 1_047_552;
/** Most events of one stream. */
export const LONGEST_STREAM = 2 ** 24;

const EVENT_TYPE = /^[A-Z][A-Za-z0-9]{0,127}$/;

/** INVALID_STREAM_NAME, INVALID_EVENT, EVENT_ID_CONFLICT (an id twice) or the refusal of the rules; undefined: fit to append. */
export function refusalOfAppend(append: StreamAppend, rules: EventRules): Refusal | undefined {
  const { stream, events, expected } = append;
  if (typeof stream !== 'string' || !STREAM_NAME.test(stream)) {
    return refusal('INVALID_STREAM_NAME', { stream: String(stream) });
  }
  if (expected !== 'any' && expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    return refusal('INVALID_EXPECTED_REVISION', { stream, expected: String(expected) });
  }
  if (!Array.isArray(events) || events.length === 0) {
    return refusal('INVALID_EVENT', { because: 'no-events', stream });
  }
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index] as EventToAppend;
    const field = unfitField(event);
    if (field !== undefined) {
      const [eventId, found] = [String(event?.id), foundAt(field, event)];
      return refusal('INVALID_EVENT', { because: 'envelope', stream, eventId, nth: index + 1, of: events.length, field, found });
    }
    const refused = rules.check(event);
    if (refused !== undefined) return refused;
  }
  return events.length === 1 ? undefined : repeatedIdWithin(stream, events);
}

function repeatedIdWithin(stream: string, events: readonly EventToAppend[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const { id } of events) {
    if (seen.has(id)) return idConflict(stream, id, { because: 'twice-in-one-append' });
    seen.add(id);
  }
  return undefined;
}

/** The field of the envelope that is not what it must be. */
function unfitField(event: EventToAppend): EnvelopeField | undefined {
  if (typeof event !== 'object' || event === null) return 'event';
  const { id, type, schemaVersion, effectiveDate, actor, causationId, correlationId, source, migratedFrom, data } = event;
  if (typeof id !== 'string' || !isUuid(id)) return 'id';
  if (typeof type !== 'string' || !EVENT_TYPE.test(type)) return 'type';
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) return 'schemaVersion';
  if (typeof effectiveDate !== 'string' || !isCivilDate(effectiveDate)) return 'effectiveDate';
  if (!isText(actor)) return 'actor';
  if (causationId !== undefined && !isText(causationId)) return 'causationId';
  if (correlationId !== undefined && !isText(correlationId)) return 'correlationId';
  if (source !== undefined && !isSource(source)) return 'source';
  if (migratedFrom !== undefined && !isFullInstant(migratedFrom?.recordedAt)) return 'migratedFrom.recordedAt';
  return typeof data !== 'object' || data === null || Array.isArray(data) ? 'data' : undefined;
}

function foundAt(field: EnvelopeField, event: EventToAppend): string {
  if (field === 'event') return String(event);
  return String(field === 'migratedFrom.recordedAt' ? event.migratedFrom?.recordedAt : event[field]);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.isWellFormed();
}

function isSource(source: EventSource | null): boolean {
  return (
    typeof source === 'object' &&
    source !== null &&
    isText(source.file) &&
    Number.isSafeInteger(source.line) &&
    source.line >= 1 &&
    isText(source.sha256)
  );
}

function isFullInstant(text: unknown): boolean {
  return typeof text === 'string' && parseInstant(text) === text && !isCivilDate(text);
}

/** The journal's time for an append: the clock, or the latest time it has ever used where the clock went back. */
export function journalTime(clock: Instant, latest: Instant | undefined): Instant {
  const now = parseInstant(clock);
  if (now === undefined) throw new Error(`the clock gave ${clock}, which is no instant`);
  return latest !== undefined && latest > now ? latest : now;
}

/**
 * RECORDED_IN_FUTURE or RECORDED_AT_GOES_BACK where a migrated event's time does not fit the stream it is to follow;
 * `lastRecordedAt` is that of the stream's last event.
 */
export function refusalOfMigratedTimes(
  stream: string,
  events: readonly EventToAppend[],
  lastRecordedAt: Instant | undefined,
  now: Instant,
): Refusal | undefined {
  let last = lastRecordedAt ?? '';
  for (const { id, migratedFrom } of events) {
    const recordedAt = migratedFrom?.recordedAt ?? now;
    if (recordedAt > now) {
      return refusal('RECORDED_IN_FUTURE', { stream, eventId: id, recordedAt, now });
    }
    if (recordedAt < last) {
      return refusal('RECORDED_AT_GOES_BACK', { because: 'appended', stream, eventId: id, recordedAt, last });
    }
    last = recordedAt;
  }
  return undefined;
}

/**
 * Whether a standing event says the same as one that comes again: type, value date, data and, where migrated, the older
 * system's time. Who brought it and from which file may differ: the same fact handed in twice is one fact.
 */
export function saysTheSame(standing: RecordedEvent, again: EventToAppend, rules: EventRules): boolean {
  const present = standing.schemaVersion === again.schemaVersion ? standing : rules.upcast(standing);
  return (
    present.type === again.type &&
    present.schemaVersion === again.schemaVersion &&
    present.effectiveDate === again.effectiveDate &&
    (present.migratedAt !== undefined) === (again.migratedFrom !== undefined) &&
    (again.migratedFrom === undefined || again.migratedFrom.recordedAt === present.recordedAt) &&
    canonicalText(present.data) === canonicalText(again.data)
  );
}

export function wrongRevision(stream: string, expected: ExpectedRevision, actual: number): Refusal {
  const found = actual < 0 ? 'no-stream' : actual;
  return refusal('WRONG_EXPECTED_REVISION', { stream, expected, actual: found });
}

export function idConflict(stream: string, eventId: string, why: IdConflict): Refusal {
  return refusal('EVENT_ID_CONFLICT', { stream, eventId, ...why });
}

export function tooLarge(stream: string, eventId: string, bytes: number): Refusal {
  return refusal('EVENT_TOO_LARGE', { because: 'longer-than-an-event', stream, eventId, bytes, limit: LARGEST_EVENT_BYTES });
}

export function streamFull(stream: string): Refusal {
  return refusal('STREAM_FULL', { stream, limit: LONGEST_STREAM });
}

export function notWritten(stream: string, because: string): Refusal {
  return refusal('NOT_WRITTEN', { stream, because });
}

/** Bytes in UTF-8, counted only where they could pass the limit. */
export function exceedsLimit(text: string): boolean {
  return text.length * 3 > LARGEST_EVENT_BYTES && Buffer.byteLength(text) > LARGEST_EVENT_BYTES;
}
