/**
 * A portfolio cut into portions: runs of neighbouring streams in the journal's own fixed order, of about equal numbers of
 * events. The cut depends on the journal alone, so that any number of workers gives the same results in the same order.
 */
import type { JournalReader, StreamHistory } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { prefixOf, streamOf, type SubjectKind } from '#ledger/subjects.js';
import { isIn, type Partition } from './partition.js';

export interface Portion {
  /** 0, 1, 2 … in the order of streams. */
  readonly index: number;
  /** The stream before the first one; undefined at the journal's start. */
  readonly afterStream: string | undefined;
  readonly streams: readonly string[];
  /** Other streams lie between these. */
  readonly isSparse: boolean;
}

/** Enough for a worker to be busy for a tenth of a second; few enough for some to be in flight at once. */
const EVENTS_PER_PORTION = 40_000;
const STREAMS_PER_PORTION = 1_000;

/** Portions of the streams of a kind, of all or of a partition, from the start or after one that an earlier run had finished with. */
export async function* portionsOf(
  reader: JournalReader,
  subject: SubjectKind,
  resumeAfter?: string,
  partition?: Partition,
): AsyncGenerator<Portion> {
  const prefix = prefixOf(subject);
  const isSparse = partition !== undefined;
  let resumed = resumeAfter === undefined;
  let afterStream = resumeAfter;
  let streams: string[] = [];
  let events = 0;
  let index = 0;
  for await (const heads of reader.streamHeads(prefix)) {
    for (const { stream, revision } of heads) {
      if (!resumed) {
        resumed = stream === resumeAfter;
        continue;
      }
      if (partition !== undefined && !isIn(partition, stream.slice(prefix.length))) continue;
      streams.push(stream);
      events += revision + 1;
      if (events < EVENTS_PER_PORTION && streams.length < STREAMS_PER_PORTION) continue;
      yield { index, afterStream, streams, isSparse };
      afterStream = stream;
      index += 1;
      streams = [];
      events = 0;
    }
  }
  if (!resumed) throw new Error(`the journal has no stream ${String(resumeAfter)} to go on from`);
  if (streams.length > 0) yield { index, afterStream, streams, isSparse };
}

/** So many streams of subjects that are named: each is read by itself, and nothing of the portfolio besides. */
export const NAMED_PER_PORTION = 500;

/** Portions of the streams of the subjects named, in their order; one of them may have no stream. */
export async function* portionsOfNamed(subject: SubjectKind, ids: Iterable<string>): AsyncGenerator<Portion> {
  let streams: string[] = [];
  let afterStream: string | undefined;
  let index = 0;
  for (const id of ids) {
    streams.push(streamOf(subject, id));
    if (streams.length < NAMED_PER_PORTION) continue;
    yield { index, afterStream, streams, isSparse: true };
    afterStream = streams.at(-1);
    index += 1;
    streams = [];
  }
  if (streams.length > 0) yield { index, afterStream, streams, isSparse: true };
}

/** Visits the streams of a portion in order, as they stood at a position; those that came later are not seen. */
export async function readPortion(
  reader: JournalReader,
  subject: SubjectKind,
  portion: Portion,
  upTo: bigint,
  visit: (history: StreamHistory) => void | Promise<void>,
): Promise<void> {
  if (portion.isSparse) return readOneByOne(reader, portion, upTo, visit);
  const wanted = new Set(portion.streams);
  const last = portion.streams.at(-1);
  const from = portion.afterStream === undefined ? {} : { afterStream: portion.afterStream };
  for await (const page of reader.readByStream({ streamPrefix: prefixOf(subject), upTo, ...from })) {
    for (const history of page) {
      if (!wanted.has(history.stream)) return;
      const visited = visit(history);
      if (visited !== undefined) await visited;
      if (history.stream === last) return;
    }
  }
}

/** Reads no more than the portion's own streams. */
async function readOneByOne(
  reader: JournalReader,
  { streams }: Portion,
  upTo: bigint,
  visit: (history: StreamHistory) => void | Promise<void>,
): Promise<void> {
  for (const stream of streams) {
    const events = (await readWhole(reader, stream)).filter(({ position }) => position <= upTo);
    if (events.length === 0) continue;
    const visited = visit({ stream, events });
    if (visited !== undefined) await visited;
  }
}
