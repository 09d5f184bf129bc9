/**
 * Reading a journal file. Every page is one short statement: nothing stays open between pages, so that the write-ahead log
 * can always be folded back into the file, and memory is bounded by a page.
 */
import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { breathe } from '../breathe.js';
import { CHAIN_START, chainWalk, hex, sameBytes } from '../hash-chain.js';
import type { ReadingRules, JournalHead, ReadAllOptions, ReadStreamOptions, StreamHead } from '../port.js';
import { corrupt, guarded } from './faults.js';
import { afterPrefix, eventKey, revisionOfKey, uuidBytes } from './keys.js';
import { bodyFilter, eventReader, type EventRow } from './stored-event.js';

const PAGE_EVENTS = 1_000;
/** A page ends early beyond this many characters of text: large events must not fill the memory. */
const PAGE_CHARACTERS = 8 * 1_048_576;
const HEADS_PAGE = 1_000;

export interface ScannedPage {
  readonly events: readonly RecordedEvent[];
  /** Position of the last event looked at, whether it passed the filter or not. */
  readonly scannedTo: number;
}

export interface SqliteReads {
  readonly head: () => JournalHead;
  readonly lastPosition: () => number;
  readonly streamId: (stream: string) => number | undefined;
  readonly streamHead: (stream: string) => StreamHead | undefined;
  readonly streamHeads: (prefix: string) => AsyncGenerator<readonly StreamHead[]>;
  readonly readStream: (stream: string, options: ReadStreamOptions) => AsyncGenerator<readonly RecordedEvent[]>;
  readonly readAll: (options: ReadAllOptions) => AsyncGenerator<readonly RecordedEvent[]>;
  /** One page of the whole journal; undefined at its end. */
  readonly scan: (after: number, upTo: number, options: ReadAllOptions) => ScannedPage | undefined;
  readonly findEvents: (ids: readonly string[]) => ReadonlyMap<string, RecordedEvent>;
}

/** Takes rows until the page is full by count (the statement's limit) or by size. */
export function takePage(rows: IterableIterator<EventRow>): readonly EventRow[] {
  const page: EventRow[] = [];
  let characters = 0;
  for (const row of rows) {
    page.push(row);
    characters += row[2].length;
    if (characters > PAGE_CHARACTERS) break;
  }
  return page;
}

/** Whether a link is the one that is stored at the end of a stream; before its end, nothing is to be compared. */
export function endsAs(link: Uint8Array, stored: Uint8Array | undefined): boolean {
  return stored === undefined || sameBytes(link, stored);
}

/** JOURNAL_CORRUPT: a stream's texts give another link than the one stored at its end. */
export function notAsWritten(file: string, stream: string): Error {
  return corrupt(file, `the events of ${stream} are not as they were written: their texts do not give the link at its end`);
}

export function sqliteReads(db: Database, file: string, rules: ReadingRules): SqliteReads {
  const read = eventReader(file, rules);
  const lastRow = db.prepare<[], [number, string]>('SELECT position, body FROM events ORDER BY position DESC LIMIT 1').raw();
  const lastPosition = db.prepare<[], number>('SELECT max(position) FROM events').pluck();
  const stream = db.prepare<[string], [number, number, Buffer]>('SELECT id, revision, chain FROM streams WHERE name = ?').raw();
  const headsAfter = db
    .prepare<[number, string, string, number], [number, string, number, Buffer]>(
      'SELECT id, name, revision, chain FROM streams WHERE id > ? AND name >= ? AND name < ? ORDER BY id LIMIT ?',
    )
    .raw();
  const forwards = db
    .prepare<[number, number, number], EventRow>('SELECT key, position, body FROM events WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?')
    .raw();
  const backwards = db
    .prepare<[number, number, number], EventRow>('SELECT key, position, body FROM events WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?')
    .raw();
  const byPosition = db
    .prepare<[number, number, number], EventRow>('SELECT key, position, body FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?')
    .raw();
  const byId = db.prepare<[Buffer], EventRow>('SELECT key, position, body FROM events WHERE id = ?').raw();
  const page = (statement: typeof forwards, from: number, to: number, limit: number): readonly EventRow[] =>
    guarded(file, () => takePage(statement.iterate(from, to, limit)));
  const endOfJournal = (): number => guarded(file, () => lastPosition.get() ?? 0);

  const scan: SqliteReads['scan'] = (after, upTo, { filter, pageSize = PAGE_EVENTS }) => {
    const rows = page(byPosition, after, upTo, pageSize);
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    const passes = bodyFilter(filter);
    const events: RecordedEvent[] = [];
    for (const [, position, body] of rows) if (passes === undefined || passes(body)) events.push(read(position, body));
    return { events, scannedTo: last[1] };
  };

  return {
    lastPosition: endOfJournal,
    scan,
    head: () => {
      const last = guarded(file, () => lastRow.get());
      if (last === undefined) return { position: 0n, recordedAt: undefined };
      const { migratedAt, recordedAt } = JSON.parse(last[1]) as RecordedEvent;
      return { position: BigInt(last[0]), recordedAt: migratedAt ?? recordedAt };
    },
    streamId: (name) => guarded(file, () => stream.get(name))?.[0],
    streamHead: (name) => {
      const row = guarded(file, () => stream.get(name));
      return row === undefined ? undefined : { stream: name, revision: row[1], chain: hex(row[2]) };
    },
    async *streamHeads(prefix) {
      for (let after = 0; ; await breathe()) {
        const rows = guarded(file, () => headsAfter.all(after, prefix, afterPrefix(prefix), HEADS_PAGE));
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last[0];
        yield rows.map(([, name, revision, chain]) => ({ stream: name, revision, chain: hex(chain) }));
        if (rows.length < HEADS_PAGE) return;
      }
    },
    async *readStream(name, { direction = 'forwards', from, limit = Infinity }) {
      const found = guarded(file, () => stream.get(name));
      if (found === undefined) return;
      const [id, lastRevision, lastLink] = found;
      const step = direction === 'forwards' ? 1 : -1;
      const end = direction === 'forwards' ? lastRevision : 0;
      // Who reads a stream from its beginning folds it: what its texts give has to be what stands at its end.
      const links = direction === 'forwards' && limit > lastRevision && (from ?? 0) <= 0 ? chainWalk() : undefined;
      links?.startAfter(CHAIN_START);
      let next = direction === 'forwards' ? Math.max(from ?? 0, 0) : Math.min(from ?? lastRevision, lastRevision);
      for (let left = limit; left > 0 && (end - next) * step >= 0; await breathe()) {
        const low = eventKey(id, Math.min(next, end));
        const rows = page(step === 1 ? forwards : backwards, low, eventKey(id, Math.max(next, end)), Math.min(left, PAGE_EVENTS));
        if (rows.length === 0) throw corrupt(file, `${name} ends before revision ${next}`);
        const events = rows.map(([key, position, body]) => {
          if (revisionOfKey(key) !== next) throw corrupt(file, `${name} has no revision ${next}`);
          next += step;
          if (links !== undefined && !endsAs(links.next(body), next > lastRevision ? lastLink : undefined)) throw notAsWritten(file, name);
          return read(position, body);
        });
        yield events;
        left -= rows.length;
        if (left <= 0 || (end - next) * step < 0) return;
      }
    },
    async *readAll(options) {
      // The end is taken at the start: a journal that keeps growing is still read to an end.
      const end = endOfJournal();
      const upTo = options.upTo === undefined ? end : Math.min(Number(options.upTo), end);
      for (let after = Number(options.after ?? 0n); after < upTo; await breathe()) {
        const scanned = scan(after, upTo, options);
        if (scanned === undefined) return;
        after = scanned.scannedTo;
        if (scanned.events.length > 0) yield scanned.events;
      }
    },
    findEvents: (ids) =>
      guarded(file, () => {
        const found = new Map<string, RecordedEvent>();
        for (const id of ids) {
          const row = /^[0-9a-f-]{36}$/.test(id) ? byId.get(uuidBytes(id)) : undefined;
          if (row !== undefined) found.set(id, read(row[1], row[2]));
        }
        return found;
      }),
  };
}
