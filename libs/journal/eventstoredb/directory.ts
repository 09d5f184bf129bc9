/**
 * What the server cannot be asked: which streams there are, in a fixed order, how each ends, and where an event id stands. Kept
 * in SQLite, in a file or in memory, built from `$all` alone: it may be deleted at any time and is built again.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { corruptServer } from './faults.js';
import { journalTimeOf, type HeldEvent } from './wire.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_A_DIRECTORY_OF_A_JOURNAL: { readonly file: undefined | string };
  }
}

const APPLICATION_ID = 0x4143524e;
const SCHEMA_VERSION = 2;
const SCHEMA = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    first INTEGER NOT NULL,
    place INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    chain TEXT NOT NULL
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream INTEGER NOT NULL,
    place INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE progress (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    scanned INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    anchor_id TEXT NOT NULL,
    last INTEGER NOT NULL,
    latest TEXT NOT NULL
  ) STRICT;
`;
const BUSY_MILLISECONDS = 10_000;

/** The end of a stream as far as the directory has read; `place` counts events of withdrawn appends too. */
export interface KnownStream {
  readonly id: number;
  readonly name: string;
  readonly place: number;
  readonly revision: number;
  readonly recorded: Instant;
  readonly chain: string;
}

export interface KnownEvent {
  readonly stream: string;
  readonly place: number;
  readonly position: bigint;
}

export interface DirectoryProgress {
  /** Everything up to here has been read. */
  readonly scanned: bigint;
  /** The last event of the journal read, and its id: whether the server is still the one it was built from. */
  readonly anchor: bigint;
  readonly anchorId: string;
  /** Position of the last event that stands; 0: none does. */
  readonly last: bigint;
  /** The latest time of the journal's own. */
  readonly latest: Instant;
}

/** An event read from `$all`; `withdrawn` ones take a place but are no part of the journal. */
export interface ReadEvent {
  readonly event: HeldEvent;
  readonly withdrawn: boolean;
}

export interface Directory {
  readonly progress: () => DirectoryProgress | undefined;
  /** Takes a page in, all of it or nothing; what it knows already (from another process) is passed over. */
  readonly take: (events: readonly ReadEvent[], scanned: bigint) => void;
  readonly stream: (name: string) => KnownStream | undefined;
  /** Streams with events, in the order in which they were begun, after the one with this id. */
  readonly streamsAfter: (
    after: number,
    prefix: string,
    begunUpTo: bigint,
    partition: { readonly index: number; readonly count: number },
    limit: number,
  ) => readonly KnownStream[];
  readonly event: (id: string) => KnownEvent | undefined;
  /** Those of many ids that it knows, looked up at once. */
  readonly events: (ids: readonly string[]) => ReadonlyMap<string, KnownEvent>;
  /** Events that stand behind a position, up to another. */
  readonly count: (after: bigint, upTo: bigint) => number;
  readonly clear: () => void;
  readonly close: () => void;
}

/** Neighbouring streams stay together in one partition. */
const BLOCK = 16;

type StreamRow = [id: bigint, name: string, place: bigint, revision: bigint, recorded: string, chain: string];

export function openDirectory(file: string | undefined, shown: string): Directory {
  const db = openDatabase(file);
  const selectProgress = db
    .prepare<[], [bigint, bigint, string, bigint, string]>('SELECT scanned, anchor, anchor_id, last, latest FROM progress')
    .raw()
    .safeIntegers();
  const saveProgress = db.prepare(
    'INSERT OR REPLACE INTO progress (only, scanned, anchor, anchor_id, last, latest) VALUES (1, ?, ?, ?, ?, ?)',
  );
  const selectStream = db
    .prepare<[string], StreamRow>('SELECT id, name, place, revision, recorded, chain FROM streams WHERE name = ?')
    .raw()
    .safeIntegers();
  const insertStream = db
    .prepare('INSERT INTO streams (name, first, place, revision, recorded, chain) VALUES (?, ?, ?, ?, ?, ?)')
    .safeIntegers();
  const updateStream = db.prepare('UPDATE streams SET place = ?, revision = ?, recorded = ?, chain = ? WHERE id = ?');
  const insertEvent = db.prepare('INSERT OR IGNORE INTO events (position, id, stream, place) VALUES (?, ?, ?, ?)');
  const countEvents = db.prepare<[bigint, bigint], number>('SELECT count(*) FROM events WHERE position > ? AND position <= ?').pluck();
  const known = eventsReader(db);

  const progress = (): DirectoryProgress | undefined => {
    const row = selectProgress.get();
    return row === undefined ? undefined : { scanned: row[0], anchor: row[1], anchorId: row[2], last: row[3], latest: row[4] };
  };
  const stream = (name: string): KnownStream | undefined => {
    const row = selectStream.get(name);
    return row === undefined ? undefined : knownStream(row);
  };

  const take = db.transaction((events: readonly ReadEvent[], scanned: bigint): void => {
    const before = progress();
    if (before !== undefined && before.scanned >= scanned) return;
    let { anchor, anchorId, last, latest } = before ?? { anchor: -1n, anchorId: '', last: 0n, latest: '' };
    const ends = new Map<string, KnownStream>();
    for (const { event, withdrawn } of events) {
      if (before !== undefined && event.position <= before.scanned) continue;
      const end = ends.get(event.stream) ?? stream(event.stream) ?? begin(event);
      ends.set(event.stream, endBehind(end, event, withdrawn, shown));
      [anchor, anchorId] = [event.position, event.serverId];
      if (withdrawn) continue;
      last = event.position;
      insertEvent.run(event.position, event.envelope.id, end.id, event.place);
      if (journalTimeOf(event.envelope) > latest) latest = journalTimeOf(event.envelope);
    }
    for (const { id, place, revision, recorded, chain } of ends.values()) updateStream.run(place, revision, recorded, chain, id);
    saveProgress.run(scanned, anchor, anchorId, last, latest);
  });

  const begin = ({ stream: name, position }: HeldEvent): KnownStream => {
    const id = Number(insertStream.run(name, position, -1, -1, '', '').lastInsertRowid);
    return { id, name, place: -1, revision: -1, recorded: '', chain: '' };
  };

  return {
    progress,
    take: (events, scanned) => take.immediate(events, scanned),
    stream,
    streamsAfter: streamsReader(db),
    event: (id) => known([id]).get(id),
    events: known,
    count: (after, upTo) => countEvents.get(after, upTo) as number,
    clear: () => db.exec('DELETE FROM progress; DELETE FROM events; DELETE FROM streams'),
    close: () => db.close(),
  };
}

/** The end of a stream once an event is taken in; refuses one that does not follow. */
function endBehind(
  end: KnownStream,
  { stream, place, position, chain, envelope }: HeldEvent,
  withdrawn: boolean,
  shown: string,
): KnownStream {
  const { revision, recordedAt } = envelope;
  if (place <= end.place || (!withdrawn && revision !== end.revision + 1)) {
    throw corruptServer(shown, `${stream} has revision ${revision} behind revision ${end.revision}, at position ${position}`);
  }
  return withdrawn ? { ...end, place } : { ...end, place, revision, recorded: recordedAt, chain };
}

function eventsReader(db: Database.Database): Directory['events'] {
  const selectEvents = db
    .prepare<[string], [string, string, bigint, bigint]>(
      `SELECT e.id, s.name, e.place, e.position FROM json_each(?) AS wanted
       CROSS JOIN events e ON e.id = wanted.value JOIN streams s ON s.id = e.stream`,
    )
    .raw()
    .safeIntegers();
  return (ids) =>
    new Map(
      selectEvents.all(JSON.stringify(ids)).map(([id, name, place, position]) => [id, { stream: name, place: Number(place), position }]),
    );
}

function streamsReader(db: Database.Database): Directory['streamsAfter'] {
  const streamsAfter = db
    .prepare<[number, string, string, bigint, number, number, number], StreamRow>(
      `SELECT id, name, place, revision, recorded, chain FROM streams
       WHERE id > ? AND name >= ? AND name < ? AND first <= ? AND revision >= 0 AND (id / ${BLOCK}) % CAST(? AS INTEGER) = CAST(? AS INTEGER)
       ORDER BY id LIMIT ?`,
    )
    .raw()
    .safeIntegers();
  return (after, prefix, begunUpTo, { index, count }, limit) =>
    streamsAfter.all(after, prefix, `${prefix}\u{10ffff}`, begunUpTo, count, index, limit).map(knownStream);
}

function knownStream([id, name, place, revision, recorded, chain]: StreamRow): KnownStream {
  return { id: Number(id), name, place: Number(place), revision: Number(revision), recorded, chain };
}

/** Opened, and made anew where another version of the program made it; a database of something else is left alone. */
function openDatabase(file: string | undefined): Database.Database {
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file ?? ':memory:', { timeout: BUSY_MILLISECONDS });
  // What a power cut takes away is read from the server again.
  db.pragma('synchronous = NORMAL');
  const prepare = db.transaction(() => {
    const [application, version] = [db.pragma('application_id', { simple: true }), db.pragma('user_version', { simple: true })];
    if (application === APPLICATION_ID && version === SCHEMA_VERSION) return;
    // Whatever it was built by, it can be built again.
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    if (application !== APPLICATION_ID && tables.length > 0) {
      refuse('NOT_A_DIRECTORY_OF_A_JOURNAL', { file });
    }
    for (const table of tables) db.exec(`DROP TABLE ${table}`);
    db.exec(SCHEMA);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
  try {
    prepare.immediate();
    if (file !== undefined) db.pragma('journal_mode = WAL');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
