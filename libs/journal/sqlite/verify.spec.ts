/** Damage done on purpose: each is found and named, and where a flipped bit is not, nothing that is read has changed. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { allOf, fact, NOON, PERMISSIVE, to } from '../contract/setting.js';
import { CHAIN_START, chainLink, leafHash } from '../hash-chain.js';
import type { Finding } from '../finding.js';
import type { JournalVerdict, VerifyProgress } from '../verify.js';
import { openSqliteJournal, openSqliteJournalReader } from './journal.js';
import { verifySqliteJournal } from './verify.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const A = 'participant-1';
const B = 'participant-2';
/** Stream 1 is A: key of its revision r. */
const keyOfA = (revision: number): number => 2 ** 24 + revision;

let folder: string;
let pristine: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  pristine = join(folder, 'pristine.sqlite');
  const journal = await openSqliteJournal(pristine, OPTIONS);
  // Positions: A 1-6, B 7-8, A 9-10 (revisions 6 and 7), then 40 streams of 10.
  await journal.append([to(A, 'any', ...[0, 1, 2, 3, 4, 5].map((n) => fact(A, `event ${n}`)))]);
  await journal.append([to(B, 'any', fact(B, 'a'), fact(B, 'b'))]);
  await journal.append([to(A, 'any', fact(A, 'event 6'), fact(A, 'event 7'))]);
  for (let stream = 10; stream < 50; stream += 1) {
    const name = `participant-${stream}`;
    const events = Array.from({ length: 10 }, (_, index) =>
      fact(name, `event ${index}`, { data: { text: `${stream}/${index} `.repeat(40) } }),
    );
    await journal.append([to(name, 'any', ...events)]);
  }
  await journal.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function copy(): string {
  const file = join(folder, 'copy.sqlite');
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  copyFileSync(pristine, file);
  return file;
}

/** Changes a copy with the means of SQLite, as somebody with access to the file could. */
async function afterTampering(tamper: (db: Database.Database) => void): Promise<JournalVerdict> {
  const file = copy();
  const db = new Database(file);
  const triggers = db.prepare<[], [string, string]>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").raw().all();
  for (const [name] of triggers) db.exec(`DROP TRIGGER ${name}`);
  tamper(db);
  for (const [, sql] of triggers) db.exec(sql);
  db.close();
  return verifySqliteJournal(file);
}

function first(verdict: JournalVerdict): Partial<Finding> {
  if (verdict.status === 'clean') throw new Error('found to be clean');
  return verdict.findings[0] as Finding;
}

/** Moves A's events from a revision on by one place, as a row in between needs or a gap allows. */
function shift(db: Database.Database, from: number, by: 1 | -1): void {
  const revisions = [0, 1, 2, 3, 4, 5, 6, 7].filter((revision) => revision >= from);
  for (const revision of by === 1 ? revisions.reverse() : revisions) {
    db.prepare('UPDATE events SET key = key + ? WHERE key = ?').run(by, keyOfA(revision));
  }
  db.prepare('UPDATE streams SET revision = revision + ? WHERE id = 1').run(by);
}

function forge(db: Database.Database, revision: number, chain: Uint8Array | undefined): void {
  const before = db
    .prepare<[number], { chain: Buffer; body: string }>('SELECT chain, body FROM events WHERE key = ?')
    .get(keyOfA(revision - 1));
  const body = (before?.body ?? '')
    .replace(`"revision":${revision - 1}`, `"revision":${revision}`)
    .replace(/"id":"[^"]*"/, `"id":"${fact(A, 'forged').id}"`);
  const link = chain ?? chainLink(before?.chain ?? CHAIN_START, leafHash(body));
  const id = Buffer.from(fact(A, 'forged').id.replaceAll('-', ''), 'hex');
  db.prepare('INSERT INTO events (key, position, id, chain, body) VALUES (?, 411, ?, ?, ?)').run(keyOfA(revision), id, link, body);
}

describe('a journal as it was written', () => {
  it('is clean, with its size, its head and progress on the way', async () => {
    const progress: VerifyProgress[] = [];
    expect(await verifySqliteJournal(pristine, { onProgress: (step) => progress.push(step) })).toEqual({
      status: 'clean',
      events: 410,
      streams: 42,
      head: { position: 410, recordedAt: NOON },
    });
    expect(progress.at(-1)).toEqual({ events: 410, total: 410 });
  });

  it('is clean while a writer has it open, and where it is empty', async () => {
    const file = join(folder, 'live.sqlite');
    const journal = await openSqliteJournal(file, OPTIONS);
    expect(await verifySqliteJournal(file)).toEqual({
      status: 'clean',
      events: 0,
      streams: 0,
      head: { position: 0, recordedAt: undefined },
    });
    await journal.append([to(A, 'any', fact(A, 'a', { migratedFrom: { recordedAt: '2001-01-01T00:00:00.000Z' } }))]);
    expect(await verifySqliteJournal(file)).toMatchObject({ status: 'clean', events: 1, head: { position: 1, recordedAt: NOON } });
    await journal.close();
  });

  it('that does not exist is refused', async () => {
    await expect(verifySqliteJournal(join(folder, 'nowhere.sqlite'))).rejects.toThrow('NO_JOURNAL');
  });
});

describe('tampering', () => {
  const body = (db: Database.Database, revision: number, from: string, into: string): void => {
    const { changes } = db.prepare('UPDATE events SET body = replace(body, ?, ?) WHERE key = ?').run(from, into, keyOfA(revision));
    if (changes !== 1) throw new Error('nothing was changed');
  };
  const cases: readonly [string, (db: Database.Database) => void, Partial<Finding>][] = [
    [
      'a byte of an event',
      (db) => body(db, 3, 'event 3', 'event 4'),
      { kind: 'altered', stream: A, revision: 3, position: 4, eventId: fact(A, 'event 3').id },
    ],
    ['its first event', (db) => body(db, 0, 'importer', 'exporter'), { kind: 'altered', stream: A, revision: 0, position: 1 }],
    ['its last event', (db) => body(db, 7, 'importer', 'exporter'), { kind: 'altered', stream: A, revision: 7, position: 10 }],
    ['a text that is no JSON any more', (db) => body(db, 3, '{"actor"', '{actor'), { kind: 'altered', stream: A, revision: 3 }],
    [
      'an id beside the text',
      (db) => db.prepare('UPDATE events SET id = zeroblob(16) WHERE key = ?').run(keyOfA(3)),
      { kind: 'altered', stream: A, revision: 3 },
    ],
    [
      'a stored link',
      (db) => db.prepare('UPDATE events SET chain = zeroblob(32) WHERE key = ?').run(keyOfA(3)),
      { kind: 'altered', stream: A, revision: 3 },
    ],
    [
      'a stream’s head',
      (db) => db.prepare('UPDATE streams SET chain = zeroblob(32) WHERE id = 1').run(),
      { kind: 'altered', stream: A, revision: 7 },
    ],
    [
      'a stream’s time',
      (db) => db.prepare("UPDATE streams SET recorded = '2020-01-01T00:00:00.000Z' WHERE id = 1").run(),
      { kind: 'altered', stream: A },
    ],
    [
      'a stream’s name',
      (db) => db.prepare("UPDATE streams SET name = 'participant-3' WHERE id = 1").run(),
      { kind: 'altered', stream: 'participant-3', revision: 0 },
    ],
    [
      'a stream without its head',
      (db) => db.prepare('DELETE FROM streams WHERE id = 1').run(),
      { kind: 'altered', revision: 0, position: 1 },
    ],
    [
      'an event in the middle gone',
      (db) => db.prepare('DELETE FROM events WHERE key = ?').run(keyOfA(3)),
      { kind: 'removed', stream: A, revision: 3 },
    ],
    [
      'the first event gone',
      (db) => db.prepare('DELETE FROM events WHERE key = ?').run(keyOfA(0)),
      { kind: 'removed', stream: A, revision: 0 },
    ],
    [
      'the last event gone',
      (db) => db.prepare('DELETE FROM events WHERE key = ?').run(keyOfA(7)),
      { kind: 'removed', stream: A, revision: 7 },
    ],
    [
      'an event gone and the others moved up',
      (db) => (db.prepare('DELETE FROM events WHERE key = ?').run(keyOfA(3)), shift(db, 4, -1)),
      { kind: 'removed', stream: A, revision: 3 },
    ],
    [
      'a whole stream gone',
      (db) => db.exec('DELETE FROM events WHERE position IN (7, 8); DELETE FROM streams WHERE id = 2'),
      { kind: 'removed', position: 7 },
    ],
    [
      'a forged event at the end',
      (db) => forge(db, 8, undefined),
      { kind: 'inserted', stream: A, revision: 8, eventId: fact(A, 'forged').id },
    ],
    ['a forged event in the middle', (db) => (shift(db, 4, 1), forge(db, 4, undefined)), { kind: 'inserted', stream: A }],
    ['a forged event with a made-up link', (db) => (shift(db, 4, 1), forge(db, 4, Buffer.alloc(32, 7))), { kind: 'inserted', stream: A }],
    ['two events swapped', (db) => swap(db, 'key'), { kind: 'reordered', stream: A }],
    ['two texts swapped', (db) => swapBodies(db), { kind: 'altered', stream: A, revision: 2 }],
    ['two positions swapped', (db) => swap(db, 'position'), { kind: 'reordered', stream: A }],
  ];
  const swap = (db: Database.Database, column: 'key' | 'position'): void => {
    const at = (revision: number): number =>
      db.prepare<[number], number>(`SELECT ${column} FROM events WHERE key = ?`).pluck().get(keyOfA(revision)) ?? 0;
    const [two, five, two_, five_] = [at(2), at(5), keyOfA(2), keyOfA(5)];
    const set = db.prepare(`UPDATE events SET ${column} = ? WHERE key = ?`);
    set.run(99_999, five_);
    set.run(five, two_);
    set.run(two, column === 'key' ? 99_999 : five_);
  };
  const swapBodies = (db: Database.Database): void => {
    const at = (revision: number): string =>
      db.prepare<[number], string>('SELECT body FROM events WHERE key = ?').pluck().get(keyOfA(revision)) ?? '';
    const [two, five] = [at(2), at(5)];
    db.prepare('UPDATE events SET body = ? WHERE key = ?').run(five, keyOfA(2));
    db.prepare('UPDATE events SET body = ? WHERE key = ?').run(two, keyOfA(5));
  };
  it.each(cases)('is found and named: %s', async (_, tamper, finding) => {
    expect(first(await afterTampering(tamper))).toMatchObject(finding);
  });

  it('names the first damaged event first', async () => {
    const verdict = await afterTampering((db) => {
      body(db, 5, 'event 5', 'event 9');
      body(db, 2, 'event 2', 'event 9');
      db.prepare("UPDATE events SET body = replace(body, 'importer', 'exporter') WHERE position = 8").run();
    });
    if (verdict.status === 'clean') throw new Error('found to be clean');
    expect(verdict.findings.map(({ stream, revision }) => `${stream}/${revision}`)).toEqual([`${A}/2`, `${A}/5`, `${B}/1`]);
  });

  it('finds that the guards against changes are gone', async () => {
    const file = copy();
    const db = new Database(file);
    db.exec('DROP TRIGGER events_are_never_changed');
    db.close();
    expect(first(await verifySqliteJournal(file))).toMatchObject({
      kind: 'altered',
      found: { code: 'SCHEMA_CHANGED', name: 'events_are_never_changed', isMissing: true },
    });
  });

  it('is kept out by the file itself as long as its guards stand', () => {
    const db = new Database(copy());
    expect(() => db.exec("UPDATE events SET body = '{}' WHERE position = 3")).toThrow('events are never changed');
    expect(() => db.exec('DELETE FROM events WHERE position = 3')).toThrow('events are never deleted');
    expect(() => db.exec('DELETE FROM streams WHERE id = 1')).toThrow('streams are never deleted');
    db.close();
  });
});

describe('a damaged file', () => {
  it.each([0.1, 0.5, 0.9])('cut off at %d of its length is found to be damaged', async (part) => {
    const file = copy();
    truncateSync(file, Math.floor(statSync(file).size * part));
    expect(first(await verifySqliteJournal(file))).toMatchObject({ kind: 'unreadable', found: { code: 'REFUSED', refusal: { file } } });
  });

  it('of zeros in the middle, or no database at all, is found to be damaged', async () => {
    const file = copy();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0, 40_960, 57_344));
    expect((await verifySqliteJournal(file)).status).toBe('damaged');
    writeFileSync(file, 'not a database, but long enough to be looked at as one'.repeat(100));
    expect(first(await verifySqliteJournal(file))).toMatchObject({ kind: 'unreadable', found: { code: 'REFUSED', refusal: { file } } });
  });

  it('with one bit flipped, at 100 places: damage is found, or nothing that is read has changed', async () => {
    const contents = async (file: string) => {
      const reader = await openSqliteJournalReader(file, OPTIONS);
      try {
        return {
          events: await allOf(reader.readAll()),
          streams: await allOf(reader.readByStream()),
          heads: await allOf(reader.streamHeads()),
        };
      } finally {
        await reader.close();
      }
    };
    const [bytes, expected] = [readFileSync(pristine), await contents(pristine)];
    // A fixed sequence of places, spread over the file (multiplicative congruential, modulus 2^31 − 1).
    let random = 20_261_120;
    const next = (below: number): number => (random = (random * 48_271) % 2_147_483_647) % below;
    let found = 0;
    for (let flip = 0; flip < 100; flip += 1) {
      const file = copy();
      const [at, bit] = [next(bytes.length), next(8)];
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] as number) ^ (1 << bit);
      writeFileSync(file, flipped);
      const verdict = await verifySqliteJournal(file);
      if (verdict.status === 'damaged') found += 1;
      else expect({ at, bit, ...(await contents(file)) }).toEqual({ at, bit, ...expected });
    }
    expect(found).toBeGreaterThan(50);
  });
});
