/**
 * A Merkle log in an SQLite file of its own. Everything in it follows from the journal; but it also remembers what the journal
 * held when it was written, and that is why it is kept, and refuses a journal that goes on otherwise.
 */
import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { hex, sameBytes } from '#journal/hash-chain.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { rootHash, type Subtree } from '../merkle/tree.js';
import { EMPTY_LOG, type Leaf, type LogEnd } from './leaf.js';
import { addLeaves, checkedSubtrees, WIDTH } from './tiles.js';

type LogDamage =
  | { readonly because: 'tile'; readonly tile: number; readonly level: number }
  | { readonly because: 'end'; readonly day: string }
  | { readonly because: 'disk'; readonly fault: string; readonly reason: string | undefined };

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_A_MERKLE_LOG: { readonly file: string };
    MERKLE_LOG_DAMAGED: { readonly file: string } & LogDamage;
    MERKLE_LOG_BUSY: { readonly file: string };
    MERKLE_LOG_IO_ERROR: { readonly file: string; readonly fault: string; readonly reason: undefined | string };
  }
}

/** "ACRT", so that no other file is ever written into. */
const APPLICATION_ID = 0x41435254;
const LAYOUT = 1;
/** Short, since nothing else runs in the thread meanwhile; who is told MERKLE_LOG_BUSY tries again. */
const BUSY_MILLISECONDS = 50;
/** Key of a tile: level · 2^44 + place. */
const PLACES = 2 ** 44;

/**
 * `marks`: the first leaf of each tile of leaves, by which positions and times find their leaves; `time` never goes back. `ends`:
 * the last leaf of each day, the last of all being the log's end; `digest` guards the row, with the root at that size.
 */
const SCHEMA = `
  CREATE TABLE tiles (key INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
  CREATE TABLE marks (place INTEGER PRIMARY KEY, position INTEGER NOT NULL UNIQUE, time TEXT NOT NULL) STRICT;
  CREATE INDEX marks_by_time ON marks (time);
  CREATE TABLE ends (day TEXT PRIMARY KEY, size INTEGER NOT NULL, position INTEGER NOT NULL, time TEXT NOT NULL, digest BLOB NOT NULL)
    STRICT, WITHOUT ROWID;
`;

interface SeenLog {
  readonly end: LogEnd;
  readonly subtree: Subtree;
}

type EndRow = [day: string, size: number, position: number, time: Instant, digest: Buffer];
type MarkRow = [place: number, position: number, time: Instant];

/** A leaf by which a place in the log is found: the first of a tile. */
export interface Mark {
  readonly index: number;
  readonly position: bigint;
  readonly time: Instant;
}

export interface LogStore {
  readonly end: () => LogEnd;
  /** Adds the leaves behind those that stand; what another process has added meanwhile is passed over. Durable when it returns. */
  readonly add: (leaves: readonly Leaf[]) => LogEnd;
  /** Of the log as it stands. */
  readonly subtrees: () => Subtree;
  /** The last mark at or before a position, or a time. */
  readonly markAt: (place: { readonly position: bigint } | { readonly time: Instant }) => Mark | undefined;
  /** Ends of days behind so many leaves and before a day, in order; the last day's may still move on. */
  readonly days: (afterSize: number, before: string, limit: number) => readonly LogEnd[];
  readonly close: () => void;
}

/**
 * Opens or makes the file. Refuses NOT_A_MERKLE_LOG, MERKLE_LOG_DAMAGED, MERKLE_LOG_BUSY and MERKLE_LOG_IO_ERROR; so does all that it
 * does.
 */
export function openLogStore(file: string): LogStore {
  return guarded(file, () => {
    const db = new Database(file, { timeout: BUSY_MILLISECONDS });
    try {
      prepare(db, file);
      return storeOn(db, file);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function prepare(db: Database.Database, file: string): void {
  const isNew = (): boolean => db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  const make = db.transaction(() => {
    if (!isNew()) return; // another process was first
    db.exec(SCHEMA);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${LAYOUT}`);
  });
  if (isNew()) {
    db.pragma('journal_mode = WAL');
    make.immediate();
  }
  const [application, layout] = ['application_id', 'user_version'].map((name) => db.pragma(name, { simple: true }));
  if (application !== APPLICATION_ID || layout !== LAYOUT) {
    refuse('NOT_A_MERKLE_LOG', { file });
  }
  db.pragma('synchronous = FULL');
}

function storeOn(db: Database.Database, file: string): LogStore {
  const readTile = db.prepare<[number], Buffer>('SELECT hashes FROM tiles WHERE key = ?').pluck();
  const writeTile = db.prepare('INSERT INTO tiles (key, hashes) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET hashes = excluded.hashes');
  const lastEnd = db.prepare<[], EndRow>('SELECT day, size, position, time, digest FROM ends ORDER BY day DESC LIMIT 1').raw();
  const endsAfter = db
    .prepare<[number, string, number], EndRow>(
      'SELECT day, size, position, time, digest FROM ends WHERE size > ? AND day < ? ORDER BY day LIMIT ?',
    )
    .raw();
  const writeEnd = db.prepare('INSERT OR REPLACE INTO ends (day, size, position, time, digest) VALUES (?, ?, ?, ?, ?)');
  const marks = marksOn(db);

  const tile = (level: number, place: number): Uint8Array | undefined => readTile.get(level * PLACES + place);
  const subtrees = checkedSubtrees(tile, (level, place) => refuseDamaged(file, { because: 'tile', tile: place, level }));

  const fresh = (): SeenLog => {
    const row = lastEnd.get();
    const subtree = subtrees(row?.[1] ?? 0);
    return { end: row === undefined ? EMPTY_LOG : held(row, subtree, file), subtree };
  };

  /** The log as it was last seen. */
  let seen: SeenLog = { end: EMPTY_LOG, subtree: subtrees(0) };
  const look = (): SeenLog => (lastEnd.get()?.[1] === seen.end.size ? seen : (seen = fresh()));

  const add = db.transaction((leaves: readonly Leaf[]): SeenLog => {
    const before = fresh(); // what is stored goes on into new tiles: it is checked each time
    const added = leaves.filter(({ position }) => position > before.end.position);
    if (added.length === 0) return before;
    const ends: LogEnd[] = [before.end];
    for (const { position, time } of added) {
      const last = ends.at(-1) as LogEnd;
      const end = { size: last.size + 1, position, time: time > last.time ? time : last.time };
      if (last.size % WIDTH === 0) marks.write(last.size / WIDTH, Number(position), end.time);
      if (dayOf(end) === dayOf(last)) ends.pop();
      ends.push(end);
    }
    addLeaves(
      before.end.size,
      added.map(({ hash }) => hash),
      tile,
      (level, place, hashes) => writeTile.run(level * PLACES + place, hashes),
    );
    const end = ends.at(-1) as LogEnd;
    const subtree = subtrees(end.size);
    for (const each of ends.filter(({ size }) => size > before.end.size)) {
      writeEnd.run(dayOf(each), each.size, Number(each.position), each.time, endDigest(each, subtree));
    }
    return { end, subtree };
  }).immediate;

  return {
    end: () => guarded(file, look).end,
    add: (leaves) => (seen = guarded(file, () => add(leaves))).end,
    subtrees: () => {
      const { subtree } = guarded(file, look);
      return (level, index) => guarded(file, () => subtree(level, index));
    },
    markAt: (place) => guarded(file, () => marks.at(place)),
    days: (afterSize, before, limit) =>
      guarded(file, () => {
        const { subtree } = look();
        return endsAfter.all(afterSize, before, limit).map((row) => held(row, subtree, file));
      }),
    close: () => db.close(),
  };
}

interface Marks {
  readonly write: (place: number, position: number, time: Instant) => void;
  readonly at: LogStore['markAt'];
}

function marksOn(db: Database.Database): Marks {
  const insert = db.prepare('INSERT INTO marks (place, position, time) VALUES (?, ?, ?)');
  const byPosition = db
    .prepare<[number], MarkRow>('SELECT place, position, time FROM marks WHERE position <= ? ORDER BY position DESC LIMIT 1')
    .raw();
  const byTime = db
    .prepare<[string], MarkRow>('SELECT place, position, time FROM marks WHERE time <= ? ORDER BY time DESC, place DESC LIMIT 1')
    .raw();
  return {
    write: (place, position, time) => void insert.run(place, position, time),
    at: (place) => {
      const row = 'time' in place ? byTime.get(place.time) : byPosition.get(Number(place.position));
      return row === undefined ? undefined : { index: row[0] * WIDTH, position: BigInt(row[1]), time: row[2] };
    },
  };
}

/** The end in a row, held against the root of the tree there. */
function held([day, size, position, time, digest]: EndRow, subtree: Subtree, file: string): LogEnd {
  const end = { size, position: BigInt(position), time };
  if (day !== dayOf(end) || !sameBytes(endDigest(end, subtree), digest)) {
    refuseDamaged(file, { because: 'end', day });
  }
  return end;
}

function dayOf({ time }: LogEnd): string {
  return time.slice(0, 10);
}

/** SHA-256 over all that a row says, and the root there. */
function endDigest({ size, position, time }: LogEnd, subtree: Subtree): Uint8Array {
  return hash('sha256', `${size} ${position} ${time} ${hex(rootHash(subtree, size))}`, 'buffer');
}

function refuseDamaged(file: string, damage: LogDamage): never {
  return refuse('MERKLE_LOG_DAMAGED', { file, ...damage });
}

function guarded<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
    if (typeof code !== 'string' || !code.startsWith('SQLITE_')) throw error;
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
      refuseDamaged(file, { because: 'disk', fault: code, reason: message });
    }
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
      refuse('MERKLE_LOG_BUSY', { file });
    }
    if (code === 'SQLITE_ERROR' || code.startsWith('SQLITE_CONSTRAINT')) throw error;
    return refuse('MERKLE_LOG_IO_ERROR', { file, fault: code, reason: message });
  }
}
