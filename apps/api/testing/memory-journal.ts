/** A journal in memory, for the tests of the API: the port's rules without a disk. */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { canonicalText, type JsonValue } from '#ledger/kernel/json.js';
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import type { AppendOutcome, EventFilter, Journal, JournalOptions, StreamAppend } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';

export interface MemoryJournal extends Journal {
  readonly events: readonly RecordedEvent[];
  readonly closed: () => boolean;
}

export function memoryJournal({ rules, clock }: JournalOptions): MemoryJournal {
  const events: RecordedEvent[] = [];
  const byId = new Map<string, RecordedEvent>();
  let closed = false;
  const streamOf = (stream: string): readonly RecordedEvent[] => events.filter((event) => event.stream === stream);

  const decide = ({ stream, expected, events: wanted }: StreamAppend): AppendOutcome | undefined => {
    const actual = streamOf(stream).length - 1;
    const refused = (why: Refusal): AppendOutcome => ({ status: 'refused', stream, refusal: why });
    const standing = wanted.map(({ id }) => byId.get(id));
    const stands = standing.find((event) => event !== undefined);
    if (stands !== undefined) {
      const same = standing.every(
        (event, index) => event?.stream === stream && contentOf(event) === contentOf(wanted[index] as EventToAppend),
      );
      if (same) return repeated(stream, standing as RecordedEvent[]);
      const { id: eventId, revision } = stands;
      return refused(refusal('EVENT_ID_CONFLICT', { stream, eventId, because: 'other-content', revision }));
    }
    if (expected !== 'any' && (expected === 'no-stream' ? -1 : expected) !== actual) {
      return refused(refusal('WRONG_EXPECTED_REVISION', { stream, expected, actual: actual < 0 ? 'no-stream' : actual }));
    }
    const invalid = wanted.map(rules.check).find((problem) => problem !== undefined);
    return invalid === undefined ? undefined : refused(invalid);
  };

  const write = ({ stream, events: wanted }: StreamAppend): AppendOutcome => {
    const firstRevision = streamOf(stream).length;
    const recordedAt = clock();
    wanted.forEach((event, index) => {
      const recorded = {
        ...event,
        stream,
        revision: firstRevision + index,
        position: BigInt(events.length + 1),
        recordedAt,
      } as RecordedEvent;
      events.push(recorded);
      byId.set(event.id, recorded);
    });
    const lastRevision = firstRevision + wanted.length - 1;
    return { status: 'appended', stream, firstRevision, lastRevision, lastPosition: BigInt(events.length), recordedAt };
  };

  return {
    events,
    closed: () => closed,
    append: async (appends, mode = 'each') => {
      const decided = appends.map(decide);
      const refused = decided.find((outcome) => outcome?.status === 'refused');
      return appends.map((append, index) => {
        const outcome = decided[index];
        if (outcome !== undefined) return outcome;
        if (mode === 'each' || refused === undefined) return write(append);
        const { stream } = append;
        return { status: 'refused', stream, refusal: refusal('NOT_WRITTEN', { stream, because: refused.stream }) };
      });
    },
    head: async () => ({ position: BigInt(events.length), recordedAt: events.at(-1)?.recordedAt }),
    async *readStream(stream, { direction = 'forwards', limit = Infinity } = {}) {
      const found = streamOf(stream);
      const page = (direction === 'forwards' ? found : [...found].reverse()).slice(0, limit);
      if (page.length > 0) yield page;
    },
    async *readAll({ after = 0n, upTo, filter, pageSize = 1000 } = {}) {
      const found = events.filter(
        (event) => event.position > after && (upTo === undefined || event.position <= upTo) && passes(event, filter),
      );
      for (let start = 0; start < found.length; start += pageSize) yield found.slice(start, start + pageSize);
    },
    async *readByStream({ streamPrefix = '', upTo, afterStream = '' } = {}) {
      const streams = [...new Set(events.map(({ stream }) => stream))].sort();
      for (const stream of streams.filter((name) => name.startsWith(streamPrefix) && name > afterStream)) {
        const found = streamOf(stream).filter(({ position }) => upTo === undefined || position <= upTo);
        if (found.length > 0) yield [{ stream, events: found }];
      }
    },
    async *streamHeads(prefix = '') {
      const names = [...new Set(events.map(({ stream }) => stream))].sort().filter((name) => name.startsWith(prefix));
      yield names.map((stream) => ({ stream, revision: streamOf(stream).length - 1, chain: sha256Hex(stream) }));
    },
    streamHead: async (stream) => {
      const last = streamOf(stream).at(-1);
      return last === undefined ? undefined : { stream, revision: last.revision, chain: sha256Hex(last.id) };
    },
    findEvents: async (ids) => new Map(ids.flatMap((id) => (byId.has(id) ? [[id, byId.get(id) as RecordedEvent] as const] : []))),
    countEvents: async (after, upTo) => events.filter(({ position }) => position > after && position <= upTo).length,
    subscribe: () => {
      throw new Error('the API does not subscribe');
    },
    close: async () => {
      closed = true;
    },
  };
}

function repeated(stream: string, standing: readonly RecordedEvent[]): AppendOutcome {
  const [first, last] = [standing[0] as RecordedEvent, standing.at(-1) as RecordedEvent];
  return {
    status: 'repeated',
    stream,
    firstRevision: first.revision,
    lastRevision: last.revision,
    lastPosition: last.position,
    recordedAt: last.recordedAt,
  };
}

function contentOf({ type, effectiveDate, correlationId, data }: EventToAppend): string {
  return canonicalText({ type, effectiveDate, correlationId, data } as JsonValue);
}

function passes(event: RecordedEvent, filter: EventFilter | undefined): boolean {
  return event.stream.startsWith(filter?.streamPrefix ?? '') && (filter?.types === undefined || filter.types.includes(event.type));
}
