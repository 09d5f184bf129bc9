/** A journal file as the source or the target of a copy. */
import type { Database } from 'better-sqlite3';
import { refuse } from '#ledger/kernel/refusal.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Instant } from '#money/civil-date.js';
import { CHAIN_START, hex } from '../hash-chain.js';
import { linkOf, parsedEvent, refuseConflict, type StoredRecord, type StoredSource, type StoredTarget, type TakenOver } from '../stored.js';
import { corruptFile, guarded } from './faults.js';
import { expectOneRow } from './append.js';
import { endOfFile, openForReading, openForWriting } from './opening.js';
import { eventKey, revisionOfKey, uuidBytes } from './keys.js';
import { lineSum, standingSums, SUM_START } from './stream-proof.js';
import { breathe } from '../breathe.js';

const PAGE_EVENTS = 1_000;
const REVISIONS = 2 ** 24;

/** Key, position, stream, chain, body. */
type SourceRow = [key: number, position: number, stream: string, chain: Buffer, body: string];

/** Opens a journal file to be copied. Refuses as `openSqliteJournalReader` does. */
export function openSqliteSource(path: string): StoredSource {
  const { db, file } = openForReading(path);
  return { ...recordsOf(db, file), close: async () => void db.close() };
}

/** Opens a journal file to be copied into; creates it where there is none. Refuses as `openSqliteJournal` does. */
export function openSqliteTarget(path: string, now: Instant): StoredTarget {
  const { db, file, begin, acknowledge, close } = openForWriting(path, now);
  const takeOver = takingOver(db, file);
  return {
    ...recordsOf(db, file),
    takeOver: async (records) =>
      guarded(file, () => {
        begin();
        const taken = takeOver(records);
        if (taken.taken > 0) acknowledge(endOfFile(db));
        return taken;
      }),
    close: async () => close(),
  };
}

function recordsOf(db: Database, file: string): Pick<StoredSource, 'name' | 'end' | 'records'> {
  const last = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
  const page = db
    .prepare<[number, number, number], SourceRow>(
      `SELECT e.key, e.position, s.name, e.chain, e.body FROM events e JOIN streams s ON s.id = e.key / ${REVISIONS}
       WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?`,
    )
    .raw();
  return {
    name: `sqlite:${file}`,
    end: async () => BigInt(guarded(file, () => last.get() ?? 0)),
    records: async function* (range = {}) {
      const end = Math.min(guarded(file, () => last.get() ?? 0), Number(range.upTo ?? Infinity));
      for (let after = Number(range.after ?? 0n); after < end; await breathe()) {
        const rows = guarded(file, () => page.all(after, end, PAGE_EVENTS));
        if (rows.length === 0) return;
        after = rows.at(-1)?.[1] ?? end;
        yield rows.map((row) => storedRecord(row, file));
      }
    },
  };
}

function storedRecord([key, position, stream, chain, text]: SourceRow, file: string): StoredRecord {
  const event = parsedEvent(text);
  if (event === undefined) throw corruptFile(file, `the event at position ${position} cannot be read`);
  const { id, type, recordedAt, migratedAt } = event;
  return {
    stream,
    revision: revisionOfKey(key),
    position: BigInt(position),
    id,
    type,
    recordedAt,
    time: migratedAt ?? recordedAt,
    chain: hex(chain),
    text,
  };
}

/** What is known of a stream that goes on. */
interface Going {
  readonly id: number;
  readonly revision: number;
  readonly link: Uint8Array;
  readonly sum: number;
  readonly recordedAt: Instant;
}

function takingOver(db: Database, file: string): (records: readonly StoredRecord[]) => TakenOver {
  const selectStream = db
    .prepare<[string], [id: number, revision: number, chain: Buffer, sum: number | null]>(
      'SELECT id, revision, chain, sum FROM streams WHERE name = ?',
    )
    .raw();
  const insertStream = db.prepare('INSERT INTO streams (name, revision, recorded, chain) VALUES (?, ?, ?, ?)');
  const updateStream = db.prepare('UPDATE streams SET revision = ?, recorded = ?, chain = ?, sum = ? WHERE id = ?');
  const insertEvent = db.prepare('INSERT INTO events (key, position, id, chain, body) VALUES (?, ?, ?, ?, ?)');
  const standingChain = db.prepare<[number], Buffer>('SELECT chain FROM events WHERE key = ?').pluck();
  const lastEvent = db.prepare<[], [number, string]>('SELECT position, body FROM events ORDER BY position DESC LIMIT 1').raw();

  const [sum, standingSum] = [lineSum(), standingSums(db, file)];
  const standingEnd = (stream: string): Omit<Going, 'sum'> & { readonly sum: number | null } => {
    const row = selectStream.get(stream);
    if (row === undefined) return { id: 0, revision: -1, link: CHAIN_START, sum: SUM_START, recordedAt: '' };
    return { id: row[0], revision: row[1], link: row[2], sum: row[3], recordedAt: '' };
  };

  return db.transaction((records: readonly StoredRecord[]): TakenOver => {
    const last = lastEvent.get();
    let [position, time] = last === undefined ? [0, ''] : [last[0], timeOf(last[1])];
    let standing = 0;
    const streams = new Map<string, Going>();
    for (const record of records) {
      const { stream, revision, recordedAt } = record;
      const known = streams.get(stream) ?? standingEnd(stream);
      if (revision <= known.revision) {
        const there = standingChain.get(eventKey(known.id, revision));
        if (there === undefined || hex(there) !== record.chain) refuseConflict(`sqlite:${file}`, stream, revision);
        standing += 1;
        continue;
      }
      if (revision > known.revision + 1) refuseConflict(`sqlite:${file}`, stream, revision, known.revision);
      if (record.time < time) {
        refuse('RECORDED_AT_GOES_BACK', { because: 'copied', stream, revision, file, recordedAt: record.time, last: time });
      }
      const link = linkOf(record, known.link, 'the source');
      const id = known.id === 0 ? Number(insertStream.run(stream, revision, recordedAt, link).lastInsertRowid) : known.id;
      position += 1;
      time = record.time;
      expectOneRow(insertEvent.run(eventKey(id, revision), position, uuidBytes(record.id), link, record.text).changes, file, position);
      sum.carryOn(known.sum ?? standingSum(stream));
      sum.add(position, record.text);
      streams.set(stream, { id, revision, link, sum: sum.end(), recordedAt });
    }
    for (const { id, revision, link, sum, recordedAt } of streams.values()) updateStream.run(revision, recordedAt, link, sum, id);
    return { taken: records.length - standing, standing };
  }).immediate;
}

function timeOf(body: string): Instant {
  const { recordedAt, migratedAt } = JSON.parse(body) as RecordedEvent;
  return migratedAt ?? recordedAt;
}
