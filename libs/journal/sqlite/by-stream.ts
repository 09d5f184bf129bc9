/** Whole streams one after another, in the order in which they were begun: sequential in the file. */
import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ReadingRules, ReadByStreamOptions, StreamHistory } from '../port.js';
import { corruptFile, guarded } from './faults.js';
import { eventLines } from './event-lines.js';
import { afterPrefix, eventKey } from './keys.js';
import { breathe } from '../breathe.js';
import type { SqliteReads } from './reads.js';
import { storedLinesReader } from './stored-event.js';
import { streamColumns, streamProofs, type StreamRow } from './stream-proof.js';

/**
 * Events of a page: small streams come several at a time, a longer stream comes alone. What is read at once is young garbage
 * once it is folded; with larger pages it grows old first (a sweep then takes 7 % longer).
 */
const PAGE_EVENTS = 500;
const STREAMS_AT_A_TIME = 500;
/** Streams that stay together in one partition: neighbours share pages of the file. */
const BLOCK = 16;

export function byStreamReads(
  db: Database,
  file: string,
  rules: ReadingRules,
  reads: SqliteReads,
): (options: ReadByStreamOptions) => AsyncGenerator<readonly StreamHistory[]> {
  const streamsAfter = db
    .prepare<[number, string, string, number, number, number], StreamRow>(
      `SELECT ${streamColumns(db)} FROM streams
       WHERE id > ? AND name >= ? AND name < ? AND (id / ${BLOCK}) % CAST(? AS INTEGER) = CAST(? AS INTEGER) ORDER BY id LIMIT ?`,
    )
    .raw();
  const positionAt = db.prepare<[number], number>('SELECT position FROM events WHERE key = ?').pluck();
  const proofs = streamProofs(db, file);

  /** Refuses JOURNAL_CORRUPT where these are not the lines of the stream's events up to a position. */
  const expectWhole = (stream: StreamRow, events: number, lines: readonly string[], upTo: number): void => {
    const [id, name, count] = stream;
    const following = events < count ? guarded(file, () => positionAt.get(eventKey(id, events))) : Infinity;
    if (following === undefined || following <= upTo) throw corruptFile(file, `${name} ends before revision ${events}`);
    if (events === 0) return; // it begins behind that position
    const proof = proofs(stream, events);
    for (const piece of lines) proof.take(piece);
    proof.end();
  };

  const historiesOf = historyReader(db, file, rules, expectWhole);

  return async function* readByStream({ streamPrefix = '', partition = { index: 0, count: 1 }, upTo, afterStream }) {
    const { index, count } = partition;
    if (!(Number.isSafeInteger(count) && Number.isSafeInteger(index) && index >= 0 && index < count)) {
      throw new Error(`no such partition: ${index} of ${count}`);
    }
    const end = reads.lastPosition();
    const last = upTo === undefined ? end : Math.min(Number(upTo), end);
    let after = afterStream === undefined ? 0 : (reads.streamId(afterStream) ?? refuseUnknownStream(afterStream));
    for (;;) {
      const streams = guarded(file, () =>
        streamsAfter.all(after, streamPrefix, afterPrefix(streamPrefix), count, index, STREAMS_AT_A_TIME),
      );
      if (streams.length === 0) return;
      for (const group of groupsOf(streams)) {
        const histories = historiesOf(group, last);
        if (histories.length > 0) yield histories;
        await breathe();
      }
      after = (streams.at(-1) as StreamRow)[0];
    }
  };
}

/** Reads neighbouring streams up to a position; `expectWhole` sees each of them at its end. */
function historyReader(
  db: Database,
  file: string,
  rules: ReadingRules,
  expectWhole: (stream: StreamRow, events: number, lines: readonly string[], upTo: number) => void,
): (streams: readonly StreamRow[], upTo: number) => readonly StreamHistory[] {
  const [linesFrom, readLines] = [eventLines(db), storedLinesReader(file, rules)];
  return (streams, upTo) => {
    const histories: { stream: string; events: RecordedEvent[] }[] = [];
    let [current, events, pieces] = [0, [] as RecordedEvent[], [] as string[]];
    const end = (stream: StreamRow): void => {
      expectWhole(stream, events.length, pieces, upTo);
      [current, events, pieces] = [current + 1, [], []];
    };
    const take = (lines: string): void => {
      let start = 0;
      readLines(lines, (event, from) => {
        while (event.stream !== streams[current]?.[1]) {
          const ended = streams[current];
          if (ended === undefined) {
            throw corruptFile(
              file,
              `the event at position ${event.position} stands in ${streams.at(-1)?.[1]} or before it and calls itself one ` +
                `of ${event.stream}`,
            );
          }
          pieces.push(lines.slice(start, from));
          start = from;
          end(ended);
        }
        if (event.revision !== events.length) throw corruptFile(file, `${event.stream} has no revision ${events.length}`);
        if (events.length === 0) histories.push({ stream: event.stream, events });
        events.push(event);
      });
      pieces.push(lines.slice(start));
    };
    const before = eventKey((streams.at(-1) as StreamRow)[0] + 1, 0);
    for (let lines = ' '; lines !== ''; ) {
      const key = eventKey((streams[current] as StreamRow)[0], events.length);
      lines = guarded(file, () => linesFrom(key, before, upTo));
      if (lines !== '') take(lines);
    }
    while (current < streams.length) end(streams[current] as StreamRow);
    return histories;
  };
}

/** Runs of neighbouring streams that fill a page together. */
function* groupsOf(streams: readonly StreamRow[]): Generator<readonly StreamRow[]> {
  let [group, events] = [[] as StreamRow[], 0];
  for (const stream of streams) {
    const last = group.at(-1);
    if (last !== undefined && (stream[0] !== last[0] + 1 || events + stream[2] > PAGE_EVENTS)) {
      yield group;
      [group, events] = [[], 0];
    }
    group.push(stream);
    events += stream[2];
  }
  if (group.length > 0) yield group;
}

function refuseUnknownStream(stream: string): never {
  refuse('UNKNOWN_STREAM', { because: 'resumed-after', stream });
}
