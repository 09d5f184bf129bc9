/** Reading one stream: whole, for a fold, or a part of it, in either direction. */
import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { breathe } from '../breathe.js';
import type { ReadingRules, ReadStreamOptions } from '../port.js';
import { corruptFile, guarded } from './faults.js';
import { streamLines } from './event-lines.js';
import { eventKey, revisionOfKey } from './keys.js';
import { eventReader, storedLinesReader, type EventRow } from './stored-event.js';
import { streamColumns, streamProofs, type StreamRow } from './stream-proof.js';

export const PAGE_EVENTS = 1_000;
/** A page ends early beyond this many characters of text: large events must not fill the memory. */
const PAGE_CHARACTERS = 8 * 1_048_576;
type Pages = AsyncGenerator<readonly RecordedEvent[]>;

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

export function streamReader(db: Database, file: string, rules: ReadingRules): (stream: string, options: ReadStreamOptions) => Pages {
  const read = eventReader(file, rules);
  const readLines = storedLinesReader(file, rules);
  const [linesFrom, proofs] = [streamLines(db), streamProofs(db, file)];
  const stream = db.prepare<[string], StreamRow>(`SELECT ${streamColumns(db)} FROM streams WHERE name = ?`).raw();
  const forwards = db
    .prepare<[number, number, number], EventRow>('SELECT key, position, body FROM events WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?')
    .raw();
  const backwards = db
    .prepare<[number, number, number], EventRow>(
      'SELECT key, position, body FROM events WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?',
    )
    .raw();

  /** Who reads a stream from its beginning to its end folds it: it has to be as it was written. */
  async function* whole(row: StreamRow): AsyncGenerator<readonly RecordedEvent[]> {
    const [id, name, count] = row;
    const proof = proofs(row, count);
    for (let next = 0; next < count; await breathe()) {
      const events: RecordedEvent[] = [];
      for (let characters = 0; next < count && events.length < PAGE_EVENTS && characters < PAGE_CHARACTERS; ) {
        const lines = guarded(file, () => linesFrom(eventKey(id, next), eventKey(id, count)));
        if (lines === '') throw corruptFile(file, `${name} ends before revision ${next}`);
        readLines(lines, (event) => {
          if (event.stream !== name || event.revision !== next) throw corruptFile(file, `${name} has no revision ${next}`);
          next += 1;
          events.push(event);
        });
        proof.take(lines);
        characters += lines.length;
      }
      if (next === count) proof.end();
      yield events;
      if (next === count) return;
    }
  }

  async function* part(
    [id, name, count]: StreamRow,
    direction: 'forwards' | 'backwards',
    from: number | undefined,
    limit: number,
  ): AsyncGenerator<readonly RecordedEvent[]> {
    const step = direction === 'forwards' ? 1 : -1;
    const end = direction === 'forwards' ? count - 1 : 0;
    let next = direction === 'forwards' ? Math.max(from ?? 0, 0) : Math.min(from ?? count - 1, count - 1);
    for (let left = limit; left > 0 && (end - next) * step >= 0; await breathe()) {
      const low = eventKey(id, Math.min(next, end));
      const rows = guarded(file, () =>
        takePage((step === 1 ? forwards : backwards).iterate(low, eventKey(id, Math.max(next, end)), Math.min(left, PAGE_EVENTS))),
      );
      if (rows.length === 0) throw corruptFile(file, `${name} ends before revision ${next}`);
      yield rows.map(([key, position, body]) => {
        if (revisionOfKey(key) !== next) throw corruptFile(file, `${name} has no revision ${next}`);
        next += step;
        return read(position, body);
      });
      left -= rows.length;
      if (left <= 0 || (end - next) * step < 0) return;
    }
  }

  return async function* readStream(name, { direction = 'forwards', from, limit = Infinity }) {
    const found = guarded(file, () => stream.get(name));
    if (found === undefined) return;
    const isWhole = direction === 'forwards' && limit >= found[2] && (from ?? 0) <= 0;
    yield* isWhole ? whole(found) : part(found, direction, from, limit);
  };
}
