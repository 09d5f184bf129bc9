/**
 * Reading a journal file. Every page is one short statement: nothing stays open between pages, so that the write-ahead log
 * can always be folded back into the file, and memory is bounded by a page.
 */
import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { breathe } from '../breathe.js';
import { isUuid } from '../event-id.js';
import { hex } from '../hash-chain.js';
import type { ReadingRules, JournalHead, ReadAllOptions, ReadStreamOptions, StreamHead } from '../port.js';
import { guarded } from './faults.js';
import { afterPrefix, uuidBytes } from './keys.js';
import { PAGE_EVENTS, streamReader, takePage } from './one-stream.js';
import { bodyFilter, eventReader, type EventRow } from './stored-event.js';
import { streamColumns, type StreamRow } from './stream-proof.js';

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

export function sqliteReads(db: Database, file: string, rules: ReadingRules): SqliteReads {
  const read = eventReader(file, rules);
  const lastRow = db.prepare<[], [number, string]>('SELECT position, body FROM events ORDER BY position DESC LIMIT 1').raw();
  const lastPosition = db.prepare<[], number>('SELECT max(position) FROM events').pluck();
  const stream = db.prepare<[string], StreamRow>(`SELECT ${streamColumns(db)} FROM streams WHERE name = ?`).raw();
  const byPosition = db
    .prepare<[number, number, number], EventRow>(
      'SELECT key, position, body FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
    )
    .raw();
  const byId = db.prepare<[Buffer], EventRow>('SELECT key, position, body FROM events WHERE id = ?').raw();
  const endOfJournal = (): number => guarded(file, () => lastPosition.get() ?? 0);
  let end: JournalHead = { position: 0n, recordedAt: undefined };

  const scan: SqliteReads['scan'] = (after, upTo, { filter, pageSize = PAGE_EVENTS }) => {
    const rows = guarded(file, () => takePage(byPosition.iterate(after, upTo, pageSize)));
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
      // An event that stands is never another: its time is read once.
      if (endOfJournal() === Number(end.position)) return end;
      const last = guarded(file, () => lastRow.get());
      if (last === undefined) return { position: 0n, recordedAt: undefined };
      const { migratedAt, recordedAt } = JSON.parse(last[1]) as RecordedEvent;
      return (end = { position: BigInt(last[0]), recordedAt: migratedAt ?? recordedAt });
    },
    streamId: (name) => guarded(file, () => stream.get(name))?.[0],
    streamHead: (name) => {
      const row = guarded(file, () => stream.get(name));
      return row === undefined ? undefined : { stream: name, revision: row[2] - 1, chain: hex(row[3]) };
    },
    streamHeads: headsReader(db, file),
    readStream: streamReader(db, file, rules),
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
          const row = isUuid(id) ? byId.get(uuidBytes(id)) : undefined;
          if (row !== undefined) found.set(id, read(row[1], row[2]));
        }
        return found;
      }),
  };
}

function headsReader(db: Database, file: string): SqliteReads['streamHeads'] {
  const headsAfter = db
    .prepare<[number, string, string, number], [number, string, number, Buffer]>(
      'SELECT id, name, revision, chain FROM streams WHERE id > ? AND name >= ? AND name < ? ORDER BY id LIMIT ?',
    )
    .raw();
  return async function* (prefix) {
    for (let after = 0; ; await breathe()) {
      const rows = guarded(file, () => headsAfter.all(after, prefix, afterPrefix(prefix), HEADS_PAGE));
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last[0];
      yield rows.map(([, name, revision, chain]) => ({ stream: name, revision, chain: hex(chain) }));
      if (rows.length < HEADS_PAGE) return;
    }
  };
}
