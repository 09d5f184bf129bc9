/**
 * What an append becomes: refused for its place, a repeat of what stands, or the texts to write. The same for every engine; where
 * the stream and the standing events come from is theirs.
 */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import {
  exceedsLimit,
  idConflict,
  type IdConflict,
  LONGEST_STREAM,
  notWritten,
  refusalOfMigratedTimes,
  saysTheSame,
  streamFull,
  tooLarge,
  wrongRevision,
} from './append-checks.js';
import { envelopeText } from './hash-chain.js';
import type { AppendOutcome, EventRules, StreamAppend } from './port.js';

/** The end of a stream; revision −1 before its first event. */
export interface StreamEnd {
  readonly revision: number;
  readonly recorded: Instant | undefined;
}

/** WRONG_EXPECTED_REVISION, STREAM_FULL or the refusal of a migrated time; undefined: the events may follow. */
export function refusalOfPlace({ stream, expected, events }: StreamAppend, state: StreamEnd, now: Instant): Refusal | undefined {
  if (expected !== 'any' && (expected === 'no-stream' ? -1 : expected) !== state.revision) {
    return wrongRevision(stream, expected, state.revision);
  }
  if (state.revision + events.length >= LONGEST_STREAM) return streamFull(stream);
  return events.some(({ migratedFrom }) => migratedFrom !== undefined)
    ? refusalOfMigratedTimes(stream, events, state.recorded, now)
    : undefined;
}

/** The canonical texts of the events from revision `first` on; INVALID_EVENT and EVENT_TOO_LARGE where one cannot be written. */
export function textsOf(stream: string, events: readonly EventToAppend[], first: number, now: Instant): readonly string[] | Refusal {
  const texts: string[] = [];
  for (let index = 0; index < events.length; index += 1) {
    const { id, type, schemaVersion, effectiveDate, actor, causationId, correlationId, source, migratedFrom, data } = events[
      index
    ] as EventToAppend;
    const [recordedAt, migratedAt] = migratedFrom === undefined ? [now, undefined] : [migratedFrom.recordedAt, now];
    const revision = first + index;
    let text: string;
    try {
      text = envelopeText({
        id,
        stream,
        revision,
        type,
        schemaVersion,
        effectiveDate,
        recordedAt,
        migratedAt,
        actor,
        causationId,
        correlationId,
        source,
        data,
      });
    } catch (error) {
      return refusal('INVALID_EVENT', { because: 'no-canonical-form', stream, eventId: id, cause: (error as Error).message });
    }
    if (exceedsLimit(text)) return tooLarge(stream, id, Buffer.byteLength(text));
    texts.push(text);
  }
  return texts;
}

/** `repeated` where every id stands in this stream, ascending and saying the same; a refusal where some do; else undefined. */
export function standingOutcome(
  stream: string,
  events: readonly EventToAppend[],
  found: ReadonlyMap<string, RecordedEvent>,
  rules: EventRules,
): AppendOutcome | undefined {
  if (found.size === 0) return undefined;
  const conflict = (id: string, why: IdConflict): AppendOutcome => ({ status: 'refused', stream, refusal: idConflict(stream, id, why) });
  const standing: RecordedEvent[] = [];
  for (const event of events) {
    const known = found.get(event.id);
    if (known === undefined) continue;
    if (known.stream !== stream) return conflict(event.id, { because: 'in-another-stream', standsIn: known.stream });
    if (!saysTheSame(known, event, rules)) return conflict(event.id, { because: 'other-content', revision: known.revision });
    if (known.revision <= (standing.at(-1)?.revision ?? -1)) {
      return conflict(event.id, { because: 'other-order', revision: known.revision });
    }
    standing.push(known);
  }
  const [first, last] = [standing[0] as RecordedEvent, standing.at(-1) as RecordedEvent];
  if (standing.length < events.length) {
    return conflict(first.id, { because: 'others-do-not-stand', revision: first.revision });
  }
  return {
    status: 'repeated',
    stream,
    firstRevision: first.revision,
    lastRevision: last.revision,
    lastPosition: last.position,
    recordedAt: last.recordedAt,
  };
}

/** What becomes of an append where another one of the same call was refused. */
export function withdrawn(outcome: AppendOutcome, because: string): AppendOutcome {
  return outcome.status === 'refused'
    ? outcome
    : { status: 'refused', stream: outcome.stream, refusal: notWritten(outcome.stream, because) };
}
