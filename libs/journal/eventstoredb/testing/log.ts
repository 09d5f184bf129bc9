/**
 * What a server stores, in memory: one log of records, streams over it, and a server's own rules for expected revisions and
 * repeats. Every rule here was observed on a real server (23.10), or read in the source of a later one where it is stricter.
 */

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LogRecord extends ProposedEvent {
  /** Commit and prepare position: an offset in the log, ascending with gaps. */
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  /** Ticks of 100 nanoseconds since 1970. */
  readonly created: bigint;
}

export type Expected = bigint | 'no-stream' | 'any' | 'stream-exists';

export type WriteResult =
  | { readonly kind: 'written'; readonly revision: bigint; readonly position: bigint | undefined }
  /** −1: there is no stream. */
  | { readonly kind: 'wrong-version'; readonly current: bigint }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large' };

export interface EventLog {
  readonly records: readonly LogRecord[];
  readonly append: (stream: string, expected: Expected, events: readonly ProposedEvent[]) => WriteResult;
  /** Records of a stream that can still be read, ascending; undefined: no such stream. */
  readonly stream: (name: string) => readonly LogRecord[] | undefined;
  /** Hides what stands; numbering goes on. */
  readonly softDelete: (name: string) => void;
  readonly tombstone: (name: string) => void;
  /** Index of the first record at or behind a position; −1 where the position is inside a record. */
  readonly indexAt: (position: bigint) => number;
  /** A restart forgets which ids were written lately: a repeat with ANY doubles. */
  readonly forgetIds: () => void;
  /** Writes of the server itself and of other programs: statistics, metadata, streams of theirs. */
  readonly addForeign: (count: number) => void;
  /** Called after every write; answers how to stop listening. */
  readonly onWrite: (listener: () => void) => () => void;
  /** For tests of verification: puts another record in place of one, as no server does. */
  readonly tamper: (index: number, change: (record: LogRecord) => LogRecord) => void;
}

/** Of one append. */
export const LARGEST_APPEND_BYTES = 1_048_576;

/** What 24.10.4 counts of an event; 23.10 counts the data alone. */
function countedBytes({ data, metadata, type }: ProposedEvent): number {
  return data.length + metadata.length + 2 * type.length;
}

export function eventLog(): EventLog {
  const records: LogRecord[] = [];
  const streams = new Map<string, { records: LogRecord[]; firstVisible: bigint; isTombstone: boolean }>();
  const listeners = new Set<() => void>();
  let lately = new Map<string, LogRecord>();
  // The server's own records come first.
  let end = 1_000n;

  const write = (stream: string, events: readonly ProposedEvent[]): WriteResult => {
    const known = streams.get(stream) ?? { records: [], firstVisible: 0n, isTombstone: false };
    streams.set(stream, known);
    for (const event of events) {
      const record: LogRecord = {
        ...event,
        id: event.id.toLowerCase(),
        stream,
        revision: BigInt(known.records.length),
        position: end,
        created: BigInt(Date.now()) * 10_000n,
      };
      end += BigInt(120 + stream.length + event.data.length + event.metadata.length);
      records.push(record);
      known.records.push(record);
      lately.set(`${stream} ${record.id}`, record);
    }
    for (const listener of [...listeners]) listener();
    const last = records.at(-1) as LogRecord;
    return { kind: 'written', revision: last.revision, position: last.position };
  };

  /** The events stand from `first` on, by their ids alone: the result of the original append. */
  const repeatFrom = (standing: readonly LogRecord[], first: bigint, events: readonly ProposedEvent[]): WriteResult | undefined => {
    let last: LogRecord | undefined;
    for (let index = 0; index < events.length; index += 1) {
      last = standing[Number(first) + index];
      if (last?.id !== events[index]?.id.toLowerCase()) return undefined;
    }
    return last === undefined ? undefined : { kind: 'written', revision: last.revision, position: last.position };
  };

  const append: EventLog['append'] = (stream, expected, events) => {
    if (events.reduce((sum, event) => sum + countedBytes(event), 0) > LARGEST_APPEND_BYTES) return { kind: 'too-large' };
    const known = streams.get(stream);
    if (known?.isTombstone === true) return { kind: 'deleted' };
    const standing = known?.records ?? [];
    const current = BigInt(standing.length) - 1n;
    if (events.length === 0) return { kind: 'written', revision: current, position: undefined };
    const isHidden = known !== undefined && known.firstVisible > current;
    if (expected === 'any' || expected === 'stream-exists') {
      if (expected === 'stream-exists' && (current < 0n || isHidden)) return { kind: 'wrong-version', current: -1n };
      const first = expected === 'any' ? lately.get(`${stream} ${events[0]?.id.toLowerCase()}`) : undefined;
      return (first === undefined ? undefined : repeatFrom(standing, first.revision, events)) ?? write(stream, events);
    }
    const wanted = expected === 'no-stream' ? -1n : expected;
    if (wanted === current || (wanted === -1n && isHidden)) return write(stream, events);
    const again = wanted < current ? repeatFrom(standing, wanted + 1n, events) : undefined;
    return again ?? { kind: 'wrong-version', current };
  };

  let foreign = 0;
  const addForeign = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const stream = ['$stats-127.0.0.1:2113', '$$$stats-127.0.0.1:2113', 'order-4711', 'participants'][foreign % 4] as string;
      const id = `99999999-0000-4000-8000-${String(foreign).padStart(12, '0')}`;
      foreign += 1;
      write(stream, [
        {
          id,
          type: stream.startsWith('$') ? '$statsCollected' : 'OrderPlaced',
          contentType: 'application/json',
          data: Buffer.from('{"size":1}'),
          metadata: new Uint8Array(),
        },
      ]);
    }
  };
  // A server is never empty: it writes of itself, and others write beside the ledger.
  addForeign(6);

  return {
    records,
    append,
    addForeign,
    stream: (name) => {
      const known = streams.get(name);
      if (known === undefined || known.firstVisible >= BigInt(known.records.length)) return undefined;
      return known.firstVisible === 0n ? known.records : known.records.slice(Number(known.firstVisible));
    },
    softDelete: (name) => {
      const known = streams.get(name);
      if (known !== undefined) known.firstVisible = BigInt(known.records.length);
    },
    tombstone: (name) => {
      const known = streams.get(name);
      if (known !== undefined) [known.isTombstone, known.firstVisible] = [true, BigInt(known.records.length)];
    },
    indexAt: (position) => {
      let [low, high] = [0, records.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((records[middle] as LogRecord).position < position) low = middle + 1;
        else high = middle;
      }
      return low < records.length && (records[low] as LogRecord).position !== position ? -1 : low;
    },
    forgetIds: () => (lately = new Map()),
    onWrite: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tamper: (index, change) => {
      const before = records[index] as LogRecord;
      const after = change(before);
      records[index] = after;
      const own = streams.get(before.stream)?.records;
      if (own !== undefined) own[own.indexOf(before)] = after;
    },
  };
}
