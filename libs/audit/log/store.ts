/**
 * A Merkle log in an SQLite file of its own. Everything in it follows from the journal; but it also remembers what the journal
 * held when it was written, and that is why it is kept, and refuses a journal that goes on otherwise.
 */
import Database from 'better-sqlite3';
import { refuse } from '#ledger/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { EMPTY_ROOT, rootHash, type Subtree } from '../merkle/tree.js';
import { NOTHING, type Leaf, type LogEnd } from './leaf.js';
import { addLeaves, checkedSubtrees, WIDTH } from './tiles.js';

/** "ACRT", so that no other file is ever written into. */
const APPLICATION_ID = 0x41435254;
const LAYOUT = 1;
const BUSY_MILLISECONDS = 30_000;
/** Key of a tile: level · 2^44 + place. */
const PLACES = 2 ** 44;

/** `marks`: the first leaf of each tile of leaves, by which positions and times find their leaves; `time` never goes back. */
const SCHEMA = `
  CREATE TABLE tiles (key INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
  CREATE TABLE marks (place INTEGER PRIMARY KEY, position INTEGER NOT NULL UNIQUE, time TEXT NOT NULL) STRICT;
  CREATE INDEX marks_by_time ON marks (time);
  CREATE TABLE days (day TEXT PRIMARY KEY, size INTEGER NOT NULL, position INTEGER NOT NULL, time TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE log_end (only INTEGER PRIMARY KEY CHECK (only = 1), size INTEGER NOT NULL, position INTEGER NOT NULL, time TEXT NOT NULL, root BLOB NOT NULL) STRICT;
`;

interface SeenLog {
  readonly end: LogEnd;
  readonly subtree: Subtree;
}

type EndRow = [size: number, position: number, time: Instant];
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
  /** Ends of days behind so many leaves and before a day, in order. */
  readonly days: (afterSize: number, before: string, limit: number) => readonly LogEnd[];
  readonly close: () => void;
}

/** Opens or makes the file. Refuses NOT_A_MERKLE_LOG, MERKLE_LOG_DAMAGED and MERKLE_LOG_IO_ERROR; so does all that it does. */
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
  const makeWhereNew = db.transaction(() => {
    const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (tables === 0) {
      db.exec(SCHEMA);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${LAYOUT}`);
    }
    const [application, layout] = ['application_id', 'user_version'].map((name) => db.pragma(name, { simple: true }));
    if (application !== APPLICATION_ID || layout !== LAYOUT) {
      refuse('NOT_A_MERKLE_LOG', `${file} holds something else, or was written by a newer program; move it away, and the Merkle log is built again`, { file });
    }
  });
  makeWhereNew.immediate();
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
}

function storeOn(db: Database.Database, file: string): LogStore {
  const readTile = db.prepare<[number], Buffer>('SELECT hashes FROM tiles WHERE key = ?').pluck();
  const writeTile = db.prepare('INSERT INTO tiles (key, hashes) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET hashes = excluded.hashes');
  const readEnd = db.prepare<[], [...EndRow, Buffer]>('SELECT size, position, time, root FROM log_end').raw();
  const writeEnd = db.prepare('INSERT OR REPLACE INTO log_end (only, size, position, time, root) VALUES (1, ?, ?, ?, ?)');
  const writeMark = db.prepare('INSERT INTO marks (place, position, time) VALUES (?, ?, ?)');
  const writeDay = db.prepare('INSERT OR REPLACE INTO days (day, size, position, time) VALUES (?, ?, ?, ?)');
  const markByPosition = db.prepare<[number], MarkRow>('SELECT place, position, time FROM marks WHERE position <= ? ORDER BY position DESC LIMIT 1').raw();
  const markByTime = db.prepare<[string], MarkRow>('SELECT place, position, time FROM marks WHERE time <= ? ORDER BY time DESC, place DESC LIMIT 1').raw();
  const daysAfter = db.prepare<[number, string, number], EndRow>('SELECT size, position, time FROM days WHERE size > ? AND day < ? ORDER BY day LIMIT ?').raw();

  const tile = (level: number, place: number): Uint8Array | undefined => readTile.get(level * PLACES + place);
  const subtrees = checkedSubtrees(tile, (level, place) => refuseDamaged(file, `tile ${place} of level ${level} is not as it was written`));
  const lastEnd = (): [...EndRow, Buffer] => readEnd.get() ?? [0, 0, '', Buffer.from(EMPTY_ROOT)];
  /** The log as it was last seen, its last tiles held against its root. */
  let seen: SeenLog = { end: NOTHING, subtree: subtrees(0) };

  const held = (...[size, position, time, root]: [...EndRow, Buffer]): SeenLog => {
    const subtree = subtrees(size);
    if (Buffer.compare(rootHash(subtree, size), root) !== 0) refuseDamaged(file, 'its last hashes are not as they were written');
    return { end: { size, position: BigInt(position), time }, subtree };
  };

  const look = (): SeenLog => {
    const [size, position, time, root] = lastEnd();
    return size === seen.end.size ? seen : (seen = held(size, position, time, root));
  };

  const add = db.transaction((leaves: readonly Leaf[]): SeenLog => {
    // What is stored goes on into new tiles: it is held against its root each time.
    const { end: before } = held(...lastEnd());
    const added = leaves.filter(({ position }) => position > before.position);
    let { size, position, time } = before;
    for (const leaf of added) {
      if (leaf.time > time) {
        if (size > 0 && time.slice(0, 10) !== leaf.time.slice(0, 10)) writeDay.run(time.slice(0, 10), size, Number(position), time);
        time = leaf.time;
      }
      if (size % WIDTH === 0) writeMark.run(size / WIDTH, Number(leaf.position), time);
      size += 1;
      position = leaf.position;
    }
    if (added.length === 0) return look();
    addLeaves(before.size, added.map(({ hash }) => hash), tile, (level, place, hashes) => writeTile.run(level * PLACES + place, hashes));
    const subtree = subtrees(size);
    writeEnd.run(size, Number(position), time, rootHash(subtree, size));
    return { end: { size, position, time }, subtree };
  }).immediate;

  const markOf = (row: MarkRow | undefined): Mark | undefined => (row === undefined ? undefined : { index: row[0] * WIDTH, position: BigInt(row[1]), time: row[2] });
  return {
    end: () => guarded(file, look).end,
    add: (leaves) => (seen = guarded(file, () => add(leaves))).end,
    subtrees: () => {
      const { subtree } = guarded(file, look);
      return (level, index) => guarded(file, () => subtree(level, index));
    },
    markAt: (place) => guarded(file, () => markOf('time' in place ? markByTime.get(place.time) : markByPosition.get(Number(place.position)))),
    days: (afterSize, before, limit) => guarded(file, () => daysAfter.all(afterSize, before, limit)).map(([size, position, time]) => ({ size, position: BigInt(position), time })),
    close: () => db.close(),
  };
}

function refuseDamaged(file: string, detail: string): never {
  return refuse('MERKLE_LOG_DAMAGED', `${file} is damaged: ${detail}. Keep it for evidence, prove the journal with "accrual verify" and the checkpoints you hold, then move the file away; the log is built again`, { file });
}

function guarded<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
    if (typeof code !== 'string' || !code.startsWith('SQLITE_')) throw error;
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') refuseDamaged(file, `${code}: ${message}`);
    if (code === 'SQLITE_ERROR' || code.startsWith('SQLITE_CONSTRAINT')) throw error;
    return refuse('MERKLE_LOG_IO_ERROR', `${file} cannot be read or written (${code}: ${message}); check disk, rights and free space, then repeat`, { file });
  }
}
