/** Whole streams one after another, in the order in which they were begun: sequential in the file. */
import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { ReadingRules, ReadByStreamOptions, StreamHistory } from '../port.js';
import { corrupt, guarded } from './faults.js';
import { afterPrefix, eventKey } from './keys.js';
import { placedBodyReader } from './placed-body.js';
import { breathe } from '../breathe.js';
import { endsAs, notAsWritten, type SqliteReads } from './reads.js';
import { unreadable } from './stored-event.js';
import { CHAIN_START, chainWalk } from '../hash-chain.js';

/**
 * Events of a page: small streams come several at a time, a longer stream comes alone. What is read at once is young garbage
 * once it is folded; with larger pages it grows old first (a sweep then takes 7 % longer).
 */
const PAGE_EVENTS = 500;
const STREAMS_AT_A_TIME = 500;
/** Streams that stay together in one partition: neighbours share pages of the file. */
const BLOCK = 16;

/** Id, name, events, the link of the last of them. */
type StreamRow = [id: number, name: string, events: number, link: Buffer];

export function byStreamReads(
  db: Database,
  file: string,
  rules: ReadingRules,
  reads: SqliteReads,
): (options: ReadByStreamOptions) => AsyncGenerator<readonly StreamHistory[]> {
  const readPlaced = placedBodyReader();
  const streamsAfter = db
    .prepare<[number, string, string, number, number, number], StreamRow>(
      `SELECT id, name, revision + 1, chain FROM streams
       WHERE id > ? AND name >= ? AND name < ? AND (id / ${BLOCK}) % CAST(? AS INTEGER) = CAST(? AS INTEGER) ORDER BY id LIMIT ?`,
    )
    .raw();
  const range = db
    .prepare<[number, number, number], string>('SELECT position || body FROM events WHERE key >= ? AND key < ? AND position <= ? ORDER BY key')
    .pluck();

  const linkAt = db.prepare<[number], Buffer>('SELECT chain FROM events WHERE key = ?').pluck();
  const links = chainWalk();

  /** The texts of a stream, up to where they were read, against the link that stands there. */
  const expectLink = ([id, name, count, link]: StreamRow, read: number, found: Uint8Array): void => {
    const stored = read === count ? link : guarded(file, () => linkAt.get(eventKey(id, read - 1)));
    if (!endsAs(found, stored)) throw notAsWritten(file, name);
  };

  const readEvent = (text: string): RecordedEvent => {
    try {
      return rules.upcast(readPlaced(text));
    } catch (error) {
      throw error instanceof SyntaxError ? unreadable(file, parseInt(text, 10), error) : error;
    }
  };

  const historiesOf = (streams: readonly StreamRow[], upTo: number): readonly StreamHistory[] => {
    const [first, last] = [streams[0] as StreamRow, streams.at(-1) as StreamRow];
    const rows = guarded(file, () => range.all(eventKey(first[0], 0), eventKey(last[0] + 1, 0), upTo));
    const histories: { stream: string; events: RecordedEvent[] }[] = [];
    const following = streams.values();
    let [current, events, link] = [undefined as StreamRow | undefined, [] as RecordedEvent[], CHAIN_START];
    for (const row of rows) {
      const event = readEvent(row);
      if (event.stream !== current?.[1]) {
        if (current !== undefined) expectLink(current, events.length, link);
        do {
          const next = following.next();
          if (next.done === true) throw corrupt(file, `the event at position ${event.position} stands in ${current?.[1]} and calls itself one of ${event.stream}`);
          current = next.value;
        } while (event.stream !== current[1]);
        events = [];
        histories.push({ stream: event.stream, events });
        links.startAfter(CHAIN_START);
      }
      if (event.revision !== events.length) throw corrupt(file, `${event.stream} has no revision ${events.length}`);
      link = links.next(row.slice(row.indexOf('{')));
      events.push(event);
    }
    if (current !== undefined) expectLink(current, events.length, link);
    return histories;
  };

  return async function* readByStream({ streamPrefix = '', partition = { index: 0, count: 1 }, upTo, afterStream }) {
    const { index, count } = partition;
    if (!(Number.isSafeInteger(count) && Number.isSafeInteger(index) && index >= 0 && index < count)) {
      throw new Error(`no such partition: ${index} of ${count}`);
    }
    const end = reads.lastPosition();
    const last = upTo === undefined ? end : Math.min(Number(upTo), end);
    let after = afterStream === undefined ? 0 : (reads.streamId(afterStream) ?? refuseUnknownStream(afterStream));
    for (;;) {
      const streams = guarded(file, () => streamsAfter.all(after, streamPrefix, afterPrefix(streamPrefix), count, index, STREAMS_AT_A_TIME));
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
  refuse('UNKNOWN_STREAM', `${stream} is not in this journal; resume after a stream that is`, { stream });
}
