/**
 * Whether the events of a stream are as they were written, told by whoever reads them from the first on.
 *
 * The link of the chain says so, at two hashes an event: as much as reading and parsing them. So the row of a stream also holds a
 * sum over its texts, CRC-32 carried on by each append: any run of up to 32 bits that reads otherwise is noticed, and of all other
 * changes one in four thousand million is not. Sum and link alike could be computed anew by whoever can write the file; those
 * changes are for checkpoints to show, and `verify` goes through the chains, event by event. Where there is no sum, as in what an
 * older program wrote, or for a part of a stream, the chain has to do (docs/adr/0033).
 */
import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { CHAIN_START, chainWalk, sameBytes } from '../hash-chain.js';
import { corrupt, guarded } from './faults.js';
import { eventKey } from './keys.js';
import { hasSums } from './schema.js';

/** A file that cannot be written to stays at the schema it has. */
export function sumColumn(db: Database): string {
  return hasSums(db) ? 'sum' : 'NULL';
}

/** The columns of `StreamRow`, in its order. */
export function streamColumns(db: Database): string {
  return `id, name, revision + 1, chain, ${sumColumn(db)}`;
}

/** `link` and `sum` stand at the end; no sum in a stream that an older program wrote last. */
export type StreamRow = [id: number, name: string, events: number, link: Buffer, sum: number | null];

/** Before the first event. */
export const SUM_START = 0;

export interface StreamProof {
  /** The next events, each its position with its body right behind it. */
  readonly take: (placed: readonly string[]) => void;
  /** Refuses JOURNAL_CORRUPT where what was taken is not what was written. */
  readonly end: () => void;
}

/** Proof of the first so many events of a stream. */
export type StreamProofs = (stream: StreamRow, events: number) => StreamProof;

export function streamProofs(db: Database, file: string): StreamProofs {
  const linkAt = db.prepare<[number], Buffer>('SELECT chain FROM events WHERE key = ?').pluck();
  const carryOn = textSums();
  return ([id, name, count, lastLink, lastSum], events) => {
    if (events === count && lastSum !== null) {
      let sum = SUM_START;
      return {
        take: (placed) => void (sum = carryOn(sum, placed)),
        end: () => {
          if (sum !== lastSum) throw notAsWritten(file, name, 'the sum in its row');
        },
      };
    }
    const walk = chainWalk();
    walk.startAfter(CHAIN_START);
    let link: Uint8Array = CHAIN_START;
    return {
      take: (placed) => {
        for (const text of placed) link = walk.next(text.slice(text.indexOf('{')));
      },
      end: () => {
        const stored = events === count ? lastLink : guarded(file, () => linkAt.get(eventKey(id, events - 1)));
        if (stored === undefined || !sameBytes(link, stored)) throw notAsWritten(file, name, 'the link at its end');
      },
    };
  };
}

/** The events of a range of keys, each its position with its body right behind it: one text is fetched in two thirds of the time of two. */
export function placedEvents(db: Database): (from: number, before: number, limit: number) => readonly string[] {
  const events = db
    .prepare<[number, number, number], string>('SELECT position || body FROM events WHERE key >= ? AND key < ? ORDER BY key LIMIT ?')
    .pluck();
  return (from, before, limit) => events.all(from, before, limit);
}

/** The sum of a stream that has none in its row, once its chain has proved it. Refuses JOURNAL_CORRUPT. */
export function standingSums(db: Database, file: string): (stream: string) => number {
  const rowOf = db.prepare<[string], StreamRow>(`SELECT ${streamColumns(db)} FROM streams WHERE name = ?`).raw();
  const [placedIn, proofs, carryOn] = [placedEvents(db), streamProofs(db, file), textSums()];
  return (name) => {
    const row = rowOf.get(name);
    if (row === undefined) return SUM_START;
    const [id, , count] = row;
    const proof = proofs(row, count);
    let sum = SUM_START;
    for (let next = 0; next < count; ) {
      const placed = placedIn(eventKey(id, next), eventKey(id, count), PAGE_EVENTS);
      if (placed.length === 0) throw corrupt(file, `${name} ends before revision ${next}`);
      proof.take(placed);
      sum = carryOn(sum, placed);
      next += placed.length;
    }
    proof.end();
    return sum;
  };
}

const PAGE_EVENTS = 500;
const SCRATCH_BYTES = 65_536;
/** Bytes of UTF-8 that a character of a JavaScript text takes at most. */
const MOST_BYTES = 3;

/**
 * Carries a sum on over texts, one behind the other. One call for a buffer of many costs a third of one for each text. The buffer
 * is shared: a sum is taken within one turn.
 */
export function textSums(): (sum: number, texts: readonly string[]) => number {
  const scratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  return (before, texts) => {
    let [sum, filled] = [before, 0];
    const flush = (): void => {
      sum = crc32(scratch.subarray(0, filled), sum);
      filled = 0;
    };
    for (const text of texts) {
      if (filled + text.length * MOST_BYTES > SCRATCH_BYTES) flush();
      if (text.length * MOST_BYTES > SCRATCH_BYTES) sum = crc32(text, sum);
      else filled += scratch.write(text, filled);
    }
    flush();
    return sum;
  };
}

function notAsWritten(file: string, stream: string, what: string): Error {
  return corrupt(file, `the events of ${stream} are not as they were written: their texts do not give ${what}`);
}
