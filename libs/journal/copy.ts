/**
 * Moving a journal to another engine. Texts, times and links stay as they are; positions are the target's own. Run again after
 * any interruption it passes over what is there and goes on. The proof is a digest over the ends of all streams, their links
 * computed anew from the texts that stand on either side.
 */
import { hash } from 'node:crypto';
import { refuse } from '#ledger/kernel/refusal.js';
import { CHAIN_START, hex } from './hash-chain.js';
import { linkOf, type StoredRecord, type StoredSource, type StoredTarget } from './stored.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    COPY_DIFFERS: { readonly stream: string; readonly target: string; readonly source: string };
  }
}

export interface JournalDigest {
  readonly events: number;
  readonly streams: number;
  /** SHA-256 over the lines `stream revision link`, in order of the streams' names. */
  readonly digest: string;
}

export interface CopyReport extends JournalDigest {
  readonly from: string;
  readonly to: string;
  readonly copied: number;
  /** There already when this run came to them. */
  readonly standing: number;
}

export interface CopyProgress {
  readonly phase: 'copying' | 'proving';
  readonly events: number;
  /** Estimated from positions. */
  readonly total: number;
}

/** Records that are held back, so that those of several writers' clocks come in order of time; fewer where they are large. */
const WINDOW = 10_000;
const MOST_CHARACTERS = 64 * 1_048_576;

/**
 * Copies all of `source` into `target` and proves both equal. Refuses as `takeOver` does, and COPY_DIFFERS `{stream}` where the
 * target holds more than the source or something else.
 */
export async function copyJournal(
  source: StoredSource,
  target: StoredTarget,
  onProgress: (progress: CopyProgress) => void = () => undefined,
): Promise<CopyReport> {
  const ends = streamEnds(source.name);
  const last = await source.end();
  let [copied, standing] = [0, 0];
  for await (const records of inTimeOrder(source.records())) {
    for (const record of records) ends.take(record);
    const done = await target.takeOver(records);
    copied += done.taken;
    standing += done.standing;
    onProgress({ phase: 'copying', events: ends.events(), total: estimated(ends.events(), records, last) });
  }
  const there = await endsOf(target, (events) => onProgress({ phase: 'proving', events, total: ends.events() }));
  const differing = firstDifference(ends.heads(), there.heads());
  if (differing !== undefined) {
    refuse('COPY_DIFFERS', { stream: differing, target: target.name, source: source.name });
  }
  return { from: source.name, to: target.name, copied, standing, ...digestOf(there) };
}

interface StreamEnd {
  readonly revision: number;
  readonly link: Uint8Array;
}

interface StreamEnds {
  readonly take: (record: StoredRecord) => void;
  readonly events: () => number;
  readonly heads: () => ReadonlyMap<string, StreamEnd>;
}

function streamEnds(name: string): StreamEnds {
  const heads = new Map<string, StreamEnd>();
  let events = 0;
  return {
    take: (record) => {
      const before = heads.get(record.stream) ?? { revision: -1, link: CHAIN_START };
      if (record.revision !== before.revision + 1) {
        refuse('JOURNAL_CORRUPT', { because: 'revision-missing', stream: record.stream, name, revision: before.revision + 1 });
      }
      heads.set(record.stream, { revision: record.revision, link: linkOf(record, before.link, name) });
      events += 1;
    },
    events: () => events,
    heads: () => heads,
  };
}

async function endsOf(source: StoredSource, progressed: (events: number) => void): Promise<StreamEnds> {
  const ends = streamEnds(source.name);
  for await (const records of source.records()) {
    for (const record of records) ends.take(record);
    progressed(ends.events());
  }
  return ends;
}

function digestOf(ends: StreamEnds): JournalDigest {
  const heads = ends.heads();
  const lines = [...heads.keys()].sort().map((stream) => {
    const { revision, link } = heads.get(stream) as StreamEnd;
    return `${stream} ${revision} ${hex(link)}\n`;
  });
  return { events: ends.events(), streams: heads.size, digest: hash('sha256', lines.join(''), 'hex') };
}

function firstDifference(left: ReadonlyMap<string, StreamEnd>, right: ReadonlyMap<string, StreamEnd>): string | undefined {
  for (const [stream, { revision, link }] of left) {
    const other = right.get(stream);
    if (other?.revision !== revision || hex(other.link) !== hex(link)) return stream;
  }
  return [...right.keys()].find((stream) => !left.has(stream));
}

function estimated(events: number, records: readonly StoredRecord[], last: bigint): number {
  const position = records.at(-1)?.position ?? last;
  return position <= 0n ? events : Math.max(events, Math.round((events * Number(last)) / Number(position)));
}

/**
 * Records in order of the journal's own time, ties in order of position. They are in that order but where several writers wrote
 * with clocks of their own; a stream's own order never changes, since its times never go back.
 */
async function* inTimeOrder(pages: AsyncIterable<readonly StoredRecord[]>): AsyncGenerator<readonly StoredRecord[]> {
  let held: StoredRecord[] = [];
  let characters = 0;
  const sizeOf = (records: readonly StoredRecord[]): number => records.reduce((sum, { text }) => sum + text.length, 0);
  const byTime = (left: StoredRecord, right: StoredRecord): number => (left.time < right.time ? -1 : left.time > right.time ? 1 : 0);
  for await (const page of pages) {
    held.push(...page);
    characters += sizeOf(page);
    if (held.length < 2 * WINDOW && characters < MOST_CHARACTERS) continue;
    held.sort(byTime);
    const due = held.slice(0, Math.ceil(held.length / 2));
    yield due;
    held = held.slice(due.length);
    characters -= sizeOf(due);
  }
  held.sort(byTime);
  if (held.length > 0) yield held;
}
