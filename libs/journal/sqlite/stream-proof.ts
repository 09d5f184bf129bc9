/**
 * Whether the events of a stream are as they were written, told by whoever reads them from the first on.
 *
 * The link of the chain says so, at two hashes an event: as much as reading and parsing them. So the row of a stream also holds a
 * sum over its lines, CRC-32 carried on by each append: any run of up to 32 bits that reads otherwise is noticed, and of all other
 * changes one in four thousand million is not. Sum and link alike could be computed anew by whoever can write the file; those
 * changes are for checkpoints to show, and `verify` goes through the chains, event by event. Where there is no sum, as in what an
 * older program wrote, or for a part of a stream, the chain has to do (docs/adr/0036).
 */
import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { CHAIN_START, chainWalk, sameBytes } from '../hash-chain.js';
import { corruptFile, guarded } from './faults.js';
import { eventLines, LINE_BREAK } from './event-lines.js';
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
  /** The lines of the next events. */
  readonly take: (lines: string) => void;
  /** Refuses JOURNAL_CORRUPT where what was taken is not what was written. */
  readonly end: () => void;
}

/** Proof of the first so many events of a stream. */
export type StreamProofs = (stream: StreamRow, events: number) => StreamProof;

export function streamProofs(db: Database, file: string): StreamProofs {
  const linkAt = db.prepare<[number], Buffer>('SELECT chain FROM events WHERE key = ?').pluck();
  return ([id, name, count, lastLink, lastSum], events) => {
    if (events === count && lastSum !== null) {
      let sum = SUM_START;
      return {
        take: (lines) => void (sum = crc32(lines, sum)),
        end: () => {
          if (sum !== lastSum) throw notAsWritten(file, name, 'the sum in its row');
        },
      };
    }
    const walk = chainWalk();
    walk.startAfter(CHAIN_START);
    let link: Uint8Array = CHAIN_START;
    return {
      take: (lines) => {
        for (const line of lines.split(LINE_BREAK).slice(1)) link = walk.next(line.slice(line.indexOf('{')));
      },
      end: () => {
        const stored = events === count ? lastLink : guarded(file, () => linkAt.get(eventKey(id, events - 1)));
        if (stored === undefined || !sameBytes(link, stored)) throw notAsWritten(file, name, 'the link at its end');
      },
    };
  };
}

/** The sum of a stream that has none in its row, once its chain has proved it. Refuses JOURNAL_CORRUPT. */
export function standingSums(db: Database, file: string): (stream: string) => number {
  const rowOf = db.prepare<[string], StreamRow>(`SELECT ${streamColumns(db)} FROM streams WHERE name = ?`).raw();
  const [linesFrom, proofs] = [eventLines(db), streamProofs(db, file)];
  return (name) => {
    const row = rowOf.get(name);
    if (row === undefined) return SUM_START;
    const [id, , count] = row;
    const proof = proofs(row, count);
    let sum = SUM_START;
    for (let next = 0; next < count; ) {
      const lines = linesFrom(eventKey(id, next), eventKey(id, count), Infinity);
      if (lines === '') throw corruptFile(file, `${name} ends before revision ${next}`);
      proof.take(lines);
      sum = crc32(lines, sum);
      next += lines.split(LINE_BREAK).length - 1;
    }
    proof.end();
    return sum;
  };
}

const SCRATCH_BYTES = 65_536;
/** Bytes of UTF-8 that a character of a JavaScript text takes at most. */
const MOST_BYTES = 3;

/** A sum over lines, one behind the other; one at a time, within one turn. */
export interface LineSum {
  readonly carryOn: (sum: number) => void;
  readonly add: (position: number, body: string) => void;
  readonly end: () => number;
}

/** One call for a buffer of many lines costs a third of one for each. */
export function lineSum(): LineSum {
  const scratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  let [sum, filled] = [SUM_START, 0];
  const flush = (): void => {
    sum = crc32(scratch.subarray(0, filled), sum);
    filled = 0;
  };
  const take = (text: string): void => {
    if (filled + text.length * MOST_BYTES > SCRATCH_BYTES) flush();
    if (text.length * MOST_BYTES > SCRATCH_BYTES) sum = crc32(text, sum);
    else filled += scratch.write(text, filled);
  };
  return {
    carryOn: (before) => void ([sum, filled] = [before, 0]),
    add: (position, body) => {
      take(`${LINE_BREAK}${position}`);
      take(body);
    },
    end: () => {
      flush();
      return sum;
    },
  };
}

function notAsWritten(file: string, stream: string, what: string): Error {
  return corruptFile(file, `the events of ${stream} are not as they were written: they do not give ${what}`);
}
