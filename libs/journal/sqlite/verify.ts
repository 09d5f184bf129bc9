/** Verification of a journal file: SQLite's own checks, then every event of every stream. */
import Database from 'better-sqlite3';
import { Refused, type Refusal } from '#ledger/kernel/refusal.js';
import { breathe } from '../breathe.js';
import type { Finding, Found } from '../finding.js';
import { hex } from '../hash-chain.js';
import {
  orderedFindings,
  positionCheck,
  streamCheck,
  type JournalVerdict,
  type PlacedFinding,
  type StoredEvent,
  type VerifyOptions,
  type VerifyProgress,
  type Witness,
} from '../verify.js';
import { sqliteFaultOf, isSqliteFault } from './faults.js';
import { besideFile, lossOf, type LostEvents } from './loss.js';
import { realFile } from './one-file.js';
import { openForReading } from './opening.js';
import { eventKey, revisionOfKey, streamOfKey, uuidText } from './keys.js';
import { migrate, schemaVersion } from './schema.js';
import { lineSum, sumColumn, SUM_START } from './stream-proof.js';

declare module '../finding.js' {
  interface Findings {
    /** Reading it is refused. */
    REFUSED: { readonly refusal: Refusal };
    EVENTS_LOST: LostEvents;
    SQLITE_FAILS: { readonly fault: string; readonly reason: string };
    /** The sum of the lines in the row of the stream; the chain of its events fits. */
    SUM_DIFFERS: object;
    /** `streamKey`: the number that its key names a stream by; `link` in hexadecimal. */
    OF_NO_STREAM: { readonly streamKey: number; readonly link: string };
    /** A line of SQLite's own check. */
    SQLITE_FINDS: { readonly line: string };
    SCHEMA_CHANGED: { readonly name: string; readonly isMissing: boolean };
    /** Null where it has no text. */
    SCHEMA_ADDED: { readonly name: string; readonly sql: string | null };
  }
}

/** Key, position, id, chain, body. */
type StoredRow = [key: number, position: number, id: Buffer, chain: Buffer, body: string];
type StreamRow = [id: number, name: string, revision: number, recorded: string, chain: Buffer, sum: number | null];

const PAGE_EVENTS = 2_000;
const MOST_FINDINGS = 1_000;
/** Keys are exact in 53 bits: 2^29 streams of 2^24 events. */
const MOST_STREAMS = 2 ** 29 - 1;
/** Refusals of opening that tell of the file itself; the others, of what this user or this program cannot do with it. */
const IS_DAMAGE: ReadonlySet<string> = new Set(['NOT_A_JOURNAL', 'JOURNAL_CORRUPT']);
/** Behind everything that has a place. */
const NOWHERE = Number.MAX_SAFE_INTEGER;

/**
 * Reads the whole journal as it stands at the start, also beside a live writer, and proves it or names what is damaged. A file
 * that is no journal any more is damaged; one that does not exist, or cannot be opened by this user or this program, is refused as
 * `openForReading` does.
 */
export async function verifySqliteJournal(path: string, { onProgress = () => undefined }: VerifyOptions = {}): Promise<JournalVerdict> {
  const beside = besideFile(realFile(path), false);
  let opened: ReturnType<typeof openForReading>;
  try {
    opened = openForReading(path);
  } catch (error) {
    if (!(error instanceof Refused) || !IS_DAMAGE.has(error.refusal.code)) throw error;
    return damaged(0, 0, [{ finding: { kind: 'unreadable', found: { code: 'REFUSED', refusal: error.refusal } }, near: 0 }]);
  }
  const { db, file } = opened;
  try {
    // One snapshot for all of it; a writer beside us goes on undisturbed.
    db.exec('BEGIN');
    const found: PlacedFinding[] = [];
    const loss = readable(file, found, undefined, NOWHERE, () => lossOf(db, file, beside));
    if (loss !== undefined) {
      const { from, to } = loss;
      found.push({
        finding: { kind: 'missing', position: from, ...(to === undefined ? {} : { to }), found: { code: 'EVENTS_LOST', ...loss } },
        near: from,
      });
    }
    return await verifyOpened(db, file, found, onProgress);
  } finally {
    db.close();
  }
}

/** What can no longer be read is a finding; the rest is checked all the same. */
function readable<T>(file: string, found: PlacedFinding[], instead: T, near: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const fault = sqliteFaultOf(file, error);
    if (!(fault instanceof Refused)) throw fault;
    found.push({ finding: { kind: 'unreadable', found: { code: 'REFUSED', refusal: fault.refusal } }, near });
    return instead;
  }
}

async function verifyOpened(
  db: Database.Database,
  file: string,
  found: PlacedFinding[],
  onProgress: (progress: VerifyProgress) => void,
): Promise<JournalVerdict> {
  found.push(...readable(file, found, [], NOWHERE, () => ownChecks(db)), ...readable(file, found, [], NOWHERE, () => schemaChecks(db)));
  const [total, last] = readable(file, found, [0, 0] as [number, number], NOWHERE, () => sizeOf(db));
  const positions = positionCheck(total, last);
  let latest: string | undefined;
  const witness: Witness = (position, time) => {
    if (position === last) latest = time;
    positions.witness(position, time);
  };
  const pages = eventPages(db);
  let [events, streams, before] = [0, 0, 0];
  for (;;) {
    const rows = readable(file, found, [], NOWHERE - 1, () => streamRows(db, before));
    if (rows.length === 0 || found.length >= MOST_FINDINGS) break;
    for (const row of rows) {
      found.push(...readable(file, found, [], NOWHERE - 1, () => orphansBetween(db, before, row[0])));
      before = row[0];
      streams += 1;
      found.push(...(await checkStream(row, witness, pages, (taken) => onProgress({ events: (events += taken), total }))));
    }
  }
  found.push(...readable(file, found, [], NOWHERE - 1, () => orphansBetween(db, before, MOST_STREAMS)));
  found.push(...positions.finish(found.every(({ finding }) => finding.kind !== 'unreadable')));
  if (found.length > 0) return damaged(events, streams, found);
  const leaps = positions.leaps();
  return { status: 'clean', events, streams, head: { position: last, recordedAt: latest }, ...(leaps.length === 0 ? {} : { leaps }) };
}

/** Number of events, last position. */
function sizeOf(db: Database.Database): [number, number] {
  return db.prepare<[], [number, number]>('SELECT count(*), coalesce(max(position), 0) FROM events').raw().get() as [number, number];
}

function damaged(events: number, streams: number, found: readonly PlacedFinding[]): JournalVerdict {
  return { status: 'damaged', events, streams, findings: orderedFindings(found).slice(0, MOST_FINDINGS) };
}

const lines = lineSum();

type EventPages = (from: number, to: number) => readonly StoredRow[];

function eventPages(db: Database.Database): EventPages {
  const statement = db
    .prepare<[number, number, number], StoredRow>(
      'SELECT key, position, id, chain, body FROM events WHERE key >= ? AND key < ? ORDER BY key LIMIT ?',
    )
    .raw();
  return (from, to) => statement.all(from, to, PAGE_EVENTS);
}

function streamRows(db: Database.Database, after: number): readonly StreamRow[] {
  return db
    .prepare<[number], StreamRow>(
      `SELECT id, name, revision, recorded, chain, ${sumColumn(db)} FROM streams WHERE id > ? ORDER BY id LIMIT 500`,
    )
    .raw()
    .all(after);
}

/** A stream whose pages cannot be read ends there, is named, and does not keep the others from being checked. */
async function checkStream(
  [id, name, revision, recordedAt, chain, sum]: StreamRow,
  witness: Witness,
  pages: EventPages,
  progressed: (events: number) => void,
): Promise<readonly PlacedFinding[]> {
  const check = streamCheck(name, { revision, recordedAt, chain }, witness);
  const end = eventKey(id + 1, 0);
  let [next, position, found] = [eventKey(id, 0), 0, SUM_START];
  for (;;) {
    try {
      const rows = pages(next, end);
      for (const row of rows) check.take(storedEvent(row));
      lines.carryOn(found);
      for (const [, place, , , text] of rows) lines.add(place, text);
      found = lines.end();
      const last = rows.at(-1);
      if (last === undefined) break;
      [next, position] = [last[0] + 1, last[1]];
      progressed(rows.length);
      await breathe();
    } catch (error) {
      if (!isSqliteFault(error)) throw error;
      const finding: Finding = {
        kind: 'unreadable',
        stream: name,
        revision: revisionOfKey(next),
        found: { code: 'SQLITE_FAILS', fault: error.code, reason: error.message },
      };
      return [{ finding, near: position + 0.5 }];
    }
  }
  const findings = check.finish();
  if (findings.length > 0 || sum === null || sum === found) return findings;
  return [{ finding: { kind: 'altered', stream: name, revision, found: { code: 'SUM_DIFFERS' } }, near: position }];
}

function storedEvent([key, position, id, chain, text]: StoredRow): StoredEvent {
  return { revision: revisionOfKey(key), position, id: uuidText(id), chain, text };
}

/** Events between two neighbouring streams belong to none. */
function orphansBetween(db: Database.Database, before: number, next: number): readonly PlacedFinding[] {
  if (next === before + 1) return [];
  const rows = db
    .prepare<[number, number], StoredRow>(
      'SELECT key, position, id, chain, body FROM events WHERE key >= ? AND key < ? ORDER BY key LIMIT 1',
    )
    .raw()
    .all(eventKey(before + 1, 0), eventKey(next, 0));
  return rows.map((row) => {
    const { revision, position, id, chain } = storedEvent(row);
    const found: Found = { code: 'OF_NO_STREAM', streamKey: streamOfKey(row[0]), link: hex(chain) };
    return { finding: { kind: 'altered', revision, position, eventId: id, found }, near: position };
  });
}

/** The structure of the file, and that every index says what its table says. */
function ownChecks(db: Database.Database): readonly PlacedFinding[] {
  const lines = db.prepare<[], string>('PRAGMA integrity_check(20)').pluck().all();
  return lines
    .filter((line) => line !== 'ok')
    .map((line) => ({ finding: { kind: 'unreadable', found: { code: 'SQLITE_FINDS', line } }, near: NOWHERE }));
}

/**
 * Tables, indexes and triggers against those of a fresh journal: what is missing or changed, and what was added. A trigger that was
 * added can leave out, double or change what is written from now on. What the database keeps for itself (statistics, the indexes of
 * UNIQUE) is not of the schema.
 */
function schemaChecks(db: Database.Database): readonly PlacedFinding[] {
  const fresh = new Database(':memory:');
  try {
    migrate(fresh, schemaVersion(db));
    const [expected, present] = [schemaOf(fresh), schemaOf(db)];
    const altered = (found: Found): PlacedFinding => ({ finding: { kind: 'altered', found }, near: NOWHERE });
    return [
      ...[...expected]
        .filter(([name, sql]) => present.get(name) !== sql)
        .map(([name]) => altered({ code: 'SCHEMA_CHANGED', name, isMissing: !present.has(name) })),
      ...[...present]
        .filter(([name]) => !expected.has(name) && !name.startsWith('sqlite_stat'))
        .map(([name, sql]) => altered({ code: 'SCHEMA_ADDED', name, sql })),
    ];
  } finally {
    fresh.close();
  }
}

function schemaOf(db: Database.Database): ReadonlyMap<string, string | null> {
  return new Map(db.prepare<[], [string, string | null]>('SELECT name, sql FROM sqlite_schema').raw().all());
}
