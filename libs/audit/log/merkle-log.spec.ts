/** The log over a journal on either engine: what it takes in, where it finds things, and what it does not put up with. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { allOf, fact, PERMISSIVE, to } from '#journal/contract/setting.js';
import { copyJournal } from '#journal/copy.js';
import { openEventStoreSource, openEventStoreTarget } from '#journal/eventstoredb/copy.js';
import { openEventStoreJournal } from '#journal/eventstoredb/journal.js';
import { emptyJournalPlace } from '#journal/eventstoredb/testing/settings.js';
import { CHAIN_START, chainLink, leafHash } from '#journal/hash-chain.js';
import type { Journal } from '#journal/port.js';
import { openSqliteSource, openSqliteTarget } from '#journal/sqlite/copy.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import type { StoredRecord, StoredSource } from '#journal/stored.js';
import { keptCheckpoints } from '../checkpoint/kept.js';
import { growingRoot } from '../merkle/growing-root.js';
import { rootHash } from '../merkle/tree.js';
import { openMerkleLog, type MerkleLog } from './merkle-log.js';

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-05'] as const;
const [A, B] = ['participant-1', 'participant-2'];

let folder: string;
let clock: string;
const options = { rules: PERMISSIVE, clock: () => clock };
const file = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'merkle-'));
  clock = `${DAYS[0]}T08:00:00.000Z`;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** 2 · 150 events on each of three days, some of one moment, and an old one that is migrated in. */
async function fill(journal: Journal): Promise<void> {
  for (const day of DAYS) {
    for (let round = 0; round < 30; round += 1) {
      clock = `${day}T08:00:${String(Math.floor(round / 2)).padStart(2, '0')}.000Z`;
      const keys = Array.from({ length: 5 }, (_, index) => `${day} ${round} ${index}`);
      await journal.append([A, B].map((stream) => to(stream, 'any', ...keys.map((key) => fact(stream, key)))));
    }
  }
  await journal.append([
    to('participant-3', 'any', fact('participant-3', 'old', { migratedFrom: { recordedAt: '1999-12-31T00:00:00.000Z' } })),
  ]);
}

const SIZE = 901;

function rootOf(records: readonly StoredRecord[]): string {
  const growing = growingRoot();
  for (const { text } of records) growing.add(leafHash(text));
  return Buffer.from(growing.root()).toString('hex');
}

const rootIn = (log: MerkleLog, size: number): string => Buffer.from(rootHash(log.subtrees(), size)).toString('hex');
const codeOf = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'done',
    (error: { refusal?: { code: string } }) => error.refusal?.code ?? String(error),
  );

async function sqliteLog(name = 'journal.sqlite', log = 'log.sqlite'): Promise<MerkleLog> {
  return openMerkleLog({ source: openSqliteSource(file(name)), file: file(log) });
}

async function filledSqlite(): Promise<void> {
  const journal = await openSqliteJournal(file('journal.sqlite'), options);
  await fill(journal);
  await journal.close();
}

const ENGINES: readonly (readonly [
  string,
  () => Promise<{ readonly journal: Journal; readonly source: () => StoredSource; readonly stop: () => Promise<void> }>,
])[] = [
  [
    'SQLite',
    async () => {
      const journal = await openSqliteJournal(file('journal.sqlite'), options);
      return { journal, source: () => openSqliteSource(file('journal.sqlite')), stop: () => journal.close() };
    },
  ],
  [
    'EventStoreDB',
    async () => {
      const place = await emptyJournalPlace();
      const journal = await openEventStoreJournal(place.url, options);
      return {
        journal,
        source: () => openEventStoreSource(place.url),
        stop: async () => {
          await journal.close();
          await place.stop();
        },
      };
    },
  ],
];

it.each(ENGINES)('%s: takes in every event in order, and finds positions, times and days', async (_engine, open) => {
  const { journal, source, stop } = await open();
  await fill(journal);
  const log = await openMerkleLog({ source: source(), file: file('log.sqlite') });
  const records = await allOf(source().records());
  expect(records).toHaveLength(SIZE);
  const position = (size: number): bigint => (records[size - 1] as StoredRecord).position;

  const end = await log.catchUp();
  expect(end).toEqual({ size: SIZE, position: position(SIZE), time: `${DAYS[2]}T08:00:14.000Z` });
  for (const size of [1, 255, 256, 257, 512, 600, SIZE]) expect(rootIn(log, size)).toBe(rootOf(records.slice(0, size)));

  // By position: exact at each, and between two the one before.
  for (const size of [1, 2, 255, 256, 257, 300, 511, 512, 513, 900, SIZE]) {
    expect((await log.endAt(position(size))).size).toBe(size);
    expect((await log.endAt(position(size) - 1n)).size).toBe(size - 1);
    expect((await log.recordAt(position(size))).index).toBe(size - 1);
    expect((await log.recordAt(position(size))).record.text).toBe((records[size - 1] as StoredRecord).text);
  }
  expect((await log.endAt(0n)).size).toBe(0);

  // By the journal's own time: two appends of ten a second; the migrated event counts from when it came.
  expect((await log.endAt(`${DAYS[0]}T07:59:59.999Z`)).size).toBe(0);
  expect(await log.endAt(`${DAYS[0]}T08:00:00.000Z`)).toEqual({ size: 20, position: position(20), time: `${DAYS[0]}T08:00:00.000Z` });
  expect((await log.endAt(`${DAYS[0]}T08:00:13.500Z`)).size).toBe(280);
  expect((await log.endAt(`${DAYS[1]}T23:59:59.999Z`)).size).toBe(600);
  expect((await log.endAt('1999-12-31T23:59:59.999Z')).size).toBe(0);
  expect((await log.endAt(`${DAYS[2]}T08:00:14.000Z`)).size).toBe(SIZE);

  const last = (day: string, size: number) => ({ size, position: position(size), time: `${day}T08:00:14.000Z` });
  expect(log.days(0, '2026-01-31', 10)).toEqual([last(DAYS[0], 300), last(DAYS[1], 600), last(DAYS[2], SIZE)]);
  expect(log.days(0, DAYS[2], 10)).toEqual([last(DAYS[0], 300), last(DAYS[1], 600)]);
  expect(log.days(0, '2026-01-31', 1)).toEqual([last(DAYS[0], 300)]);
  expect(log.days(300, DAYS[2], 10)).toEqual([last(DAYS[1], 600)]);
  expect(log.days(0, DAYS[1], 10)).toEqual([last(DAYS[0], 300)]);

  await log.close();
  await stop();
});

it('goes on where it was, in another process and beside one', async () => {
  const journal = await openSqliteJournal(file('journal.sqlite'), options);
  await journal.append([to(A, 'any', ...Array.from({ length: 700 }, (_, index) => fact(A, `event ${index}`)))]);
  const first = await sqliteLog();
  expect((await first.catchUp()).size).toBe(700);
  await first.close();
  await journal.append([to(A, 'any', ...Array.from({ length: 5_000 }, (_, index) => fact(A, `later ${index}`)))]);
  const [second, third] = [await sqliteLog(), await sqliteLog()];
  const ends = await Promise.all([second.catchUp(), third.catchUp(), second.catchUp(), third.catchUp()]);
  expect(ends.map(({ size }) => size)).toEqual([5_700, 5_700, 5_700, 5_700]);
  const source = openSqliteSource(file('journal.sqlite'));
  const root = rootOf(await allOf(source.records()));
  expect([rootIn(second, 5_700), rootIn(third, 5_700)]).toEqual([root, root]);
  await journal.append([to(B, 'any', fact(B, 'last'))]);
  expect((await second.catchUp()).size).toBe(5_701);
  await Promise.all([second.close(), third.close(), source.close(), journal.close()]);
});

it('refuses a journal that was cut back, or is another one', async () => {
  const journal = await openSqliteJournal(file('journal.sqlite'), options);
  await journal.append([to(A, 'any', fact(A, 'one'), fact(A, 'two'))]);
  await journal.close();
  copyFileSync(file('journal.sqlite'), file('backup.sqlite'));
  await filledSqlite();
  const log = await sqliteLog();
  await log.catchUp();
  await log.close();
  const restored = await sqliteLog('backup.sqlite');
  expect(await codeOf(restored.catchUp())).toBe('MERKLE_LOG_DIVERGED');
  await restored.close();
  // The same length, another history.
  const other = await openSqliteJournal(file('other.sqlite'), options);
  await other.append([to(B, 'any', ...Array.from({ length: SIZE + 2 }, (_, index) => fact(B, `event ${index}`)))]);
  await other.close();
  const swapped = await sqliteLog('other.sqlite');
  expect(await codeOf(swapped.catchUp())).toBe('MERKLE_LOG_DIVERGED');
  await swapped.close();
});

it('shows a history that was rewritten with all its hashes, where verify alone cannot', async () => {
  await filledSqlite();
  const log = await sqliteLog();
  const { size } = await log.catchUp();
  const signed = [
    { size: 3, root: rootHash(log.subtrees(), 3) },
    { size: 300, root: rootHash(log.subtrees(), 300) },
    { size, root: rootHash(log.subtrees(), size) },
    { size: size + 1, root: new Uint8Array(32) },
  ];
  await log.close();

  const db = new Database(file('journal.sqlite'));
  db.exec('DROP TRIGGER events_are_never_changed');
  const [changed, stream] = db
    .prepare<[], [number, number]>('SELECT position, key / 16777216 FROM events WHERE position = 42')
    .raw()
    .get() as [number, number];
  let link: Uint8Array = CHAIN_START;
  for (const [key, position, body] of db
    .prepare<[number], [number, number, string]>('SELECT key, position, body FROM events WHERE key / 16777216 = ? ORDER BY key')
    .raw()
    .all(stream)) {
    const text = position === changed ? body.replace('"key":"', '"key":"forged ') : body;
    link = chainLink(link, leafHash(text));
    db.prepare('UPDATE events SET body = ?, chain = ? WHERE key = ?').run(text, link, key);
  }
  db.prepare('UPDATE streams SET chain = ?, sum = NULL WHERE id = ?').run(link, stream); // as an older program leaves it
  db.exec("CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events\n    BEGIN SELECT RAISE(ABORT, 'events are never " +
    "changed'); END");
  db.close();

  const verdict = await verifySqliteJournal(file('journal.sqlite'));
  expect(verdict.status).toBe('clean');
  const source = openSqliteSource(file('journal.sqlite'));
  expect((await keptCheckpoints(source, signed)).map((kept) => kept.status)).toEqual(['kept', 'broken', 'broken', 'missing']);
  await source.close();
  const after = await sqliteLog();
  await after.catchUp(); // its last event is as it was
  expect(await codeOf(after.recordAt(41n))).toBe('done');
  expect(await codeOf(after.recordAt(42n))).toBe('MERKLE_LOG_DIVERGED');
  await after.close();
});

it('a copy on another engine, and one back, hold what was signed', async () => {
  await filledSqlite();
  const log = await sqliteLog();
  const { size } = await log.catchUp();
  const signed = [1, 256, 300, size].map((each) => ({ size: each, root: rootHash(log.subtrees(), each) }));
  await log.close();
  const place = await emptyJournalPlace();
  const [from, there] = [openSqliteSource(file('journal.sqlite')), openEventStoreTarget(place.url)];
  await copyJournal(from, there);
  expect((await keptCheckpoints(there, signed)).map(({ status }) => status)).toEqual(['kept', 'kept', 'kept', 'kept']);
  const back = openSqliteTarget(file('back.sqlite'), clock);
  await copyJournal(there, back);
  expect((await keptCheckpoints(back, signed)).map(({ status }) => status)).toEqual(['kept', 'kept', 'kept', 'kept']);
  await Promise.all([from.close(), there.close(), back.close()]);
  await place.stop();
});

/** Changes a file with the means of SQLite; in the journal, past its triggers. */
function tamper(name: string, sql: string): void {
  const db = new Database(file(name));
  for (const trigger of db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
    db.exec(`DROP TRIGGER ${trigger}`);
  db.exec(sql);
  db.close();
}

it.each([
  ['a mark moved on', 'log.sqlite', 'UPDATE marks SET position = position + 16 WHERE place = 1', ['right', 'MERKLE_LOG_DIVERGED']],
  [
    'a mark moved back',
    'log.sqlite',
    'UPDATE marks SET position = position - 16 WHERE place = 1',
    ['MERKLE_LOG_DIVERGED', 'MERKLE_LOG_DIVERGED'],
  ],
  ['a mark of another time', 'log.sqlite', "UPDATE marks SET time = '2025-01-01T00:00:00.000Z' WHERE place = 2", ['right', 'right']],
  ['an event taken away', 'journal.sqlite', 'DELETE FROM events WHERE position = 265', ['MERKLE_LOG_DIVERGED', 'MERKLE_LOG_DIVERGED']],
  [
    'an event changed',
    'journal.sqlite',
    'UPDATE events SET body = replace(body, \'"key":"\', \'"key":"x\') WHERE position = 265',
    ['MERKLE_LOG_DIVERGED', 'MERKLE_LOG_DIVERGED'],
  ],
])('%s: what stood at a moment is told rightly, or not at all', async (_what, name, sql, expected) => {
  await filledSqlite();
  const log = await sqliteLog();
  await log.catchUp();
  await log.close();
  tamper(name, sql);
  const again = await sqliteLog();
  const told = async (known: bigint | string): Promise<string> => {
    const answer = await again.endAt(known).then(
      ({ size }) => size,
      (error: { refusal: { code: string } }) => error.refusal.code,
    );
    return answer === 270 || answer === 280 ? 'right' : String(answer);
  };
  expect([await told(270n), await told(`${DAYS[0]}T08:00:13.500Z`)]).toEqual(expected);
  await again.close();
});

it.each([
  ['the last end, its time', "UPDATE ends SET time = replace(time, '08:', '09:') WHERE day = '2026-01-05'"],
  ['the last end, its size', "UPDATE ends SET size = size - 1 WHERE day = '2026-01-05'"],
  ['the last end, its position', "UPDATE ends SET position = position - 1 WHERE day = '2026-01-05'"],
  ['a day, its size', "UPDATE ends SET size = size - 1 WHERE day = '2026-01-02'"],
  ['a day, its name', "UPDATE ends SET day = '2026-01-03' WHERE day = '2026-01-02'"],
])('%s altered: named', async (_what, sql) => {
  await filledSqlite();
  const log = await sqliteLog();
  await log.catchUp();
  await log.close();
  tamper('log.sqlite', sql);
  const again = await sqliteLog();
  expect(await codeOf((async () => again.days(0, '2027-01-01', 10))())).toBe('MERKLE_LOG_DAMAGED');
  await again.close();
});

it('waits for another process that writes, and does not hold up its own', async () => {
  await filledSqlite();
  const log = await sqliteLog();
  const other = new Database(file('log.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const caughtUp = log.catchUp();
  let turns = 0;
  for (const until = performance.now() + 400; performance.now() < until; turns += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  other.exec('ROLLBACK');
  other.close();
  expect((await caughtUp).size).toBe(SIZE);
  expect(turns).toBeGreaterThan(3); // one at all means that the thread was free
  await log.close();
});

it('stops in the midst, and shares what is under way', async () => {
  const journal = await openSqliteJournal(file('journal.sqlite'), options);
  for (let part = 0; part < 4; part += 1)
    await journal.append([to(A, 'any', ...Array.from({ length: 1_500 }, (_, index) => fact(A, `${part} ${index}`)))]);
  const seen: number[] = [];
  let close = (): void => undefined;
  const log = await openMerkleLog({
    source: openSqliteSource(file('journal.sqlite')),
    file: file('log.sqlite'),
    onProgress: ({ events, total }) => {
      seen.push(events);
      expect(total).toBe(6_000);
      if (events === 2_000) close();
    },
  });
  const running = codeOf(log.catchUp());
  let closed: Promise<void> | undefined;
  close = () => (closed = log.close());
  expect(await running).toBe('STOPPING');
  await closed;
  expect(seen).toEqual([1_000, 2_000]);
  const again = await sqliteLog();
  const source = openSqliteSource(file('journal.sqlite'));
  expect((await again.catchUp()).size).toBe(6_000);
  expect(rootIn(again, 6_000)).toBe(rootOf(await allOf(source.records())));
  await Promise.all([again.close(), source.close(), journal.close()]);
});

it('refuses a file that is something else, and one that is none', async () => {
  await filledSqlite();
  expect(await codeOf(sqliteLog('journal.sqlite', 'journal.sqlite'))).toBe('NOT_A_MERKLE_LOG');
  writeFileSync(file('text.sqlite'), 'no database at all, but long enough to be looked at as one '.repeat(20));
  expect(await codeOf(sqliteLog('journal.sqlite', 'text.sqlite'))).toBe('MERKLE_LOG_DAMAGED');
});
