/** What is altered in a file is answered to nobody who folds a stream, whichever program wrote it last. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { allOf, fact, NOON, PERMISSIVE, to } from '../contract/setting.js';
import { openSqliteJournal, openSqliteJournalReader } from './journal.js';
import { lineSum, SUM_START } from './stream-proof.js';
import { verifySqliteJournal } from './verify.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const [A, B, C] = ['participant-1', 'participant-2', 'participant-3'];
/** Stream 1 is A, stream 2 is B. */
const key = (stream: number, revision: number): number => stream * 2 ** 24 + revision;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proof-'));
  const journal = await openSqliteJournal(join(folder, 'pristine.sqlite'), OPTIONS);
  // Positions: A 1-6, B 7-8, A 9-10 (revisions 6 and 7), C 11.
  await journal.append([to(A, 'any', ...[0, 1, 2, 3, 4, 5].map((n) => fact(A, `event ${n}`, { data: { text: `€ ${n} ä` } })))]);
  await journal.append([to(B, 'any', fact(B, 'a'), fact(B, 'b'))]);
  await journal.append([to(A, 'any', fact(A, 'event 6'), fact(A, 'event 7')), to(C, 'any', fact(C, 'a'))]);
  await journal.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy, changed with the means of SQLite. */
function changed(change: (db: Database.Database) => void): string {
  const file = join(folder, 'copy.sqlite');
  for (const suffix of ['', '-wal', '-shm', '.head']) rmSync(file + suffix, { force: true });
  copyFileSync(join(folder, 'pristine.sqlite'), file);
  const db = new Database(file);
  const triggers = db.prepare<[], [string, string]>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").raw().all();
  for (const [name] of triggers) db.exec(`DROP TRIGGER ${name}`);
  change(db);
  for (const [, sql] of triggers) db.exec(sql);
  db.close();
  return file;
}

async function opened<T>(file: string, read: (reader: Awaited<ReturnType<typeof openSqliteJournalReader>>) => Promise<T>): Promise<T> {
  const reader = await openSqliteJournalReader(file, OPTIONS);
  try {
    return await read(reader);
  } finally {
    await reader.close();
  }
}

/** A journal as its writers left it. */
const FORMS: Readonly<Record<string, (db: Database.Database) => void>> = {
  'with sums': () => undefined,
  'with a stream that an older program wrote last': (db) => void db.exec('UPDATE streams SET sum = NULL'),
  'of the second version': (db) => {
    db.exec('ALTER TABLE streams DROP COLUMN sum');
    db.pragma('user_version = 2');
  },
};

describe.each(Object.entries(FORMS))('a journal %s', (_form, form) => {
  const DAMAGED = { refusal: { code: 'JOURNAL_CORRUPT' } };
  /** Each leaves valid JSON in every row. */
  const ALTERATIONS: Readonly<Record<string, (db: Database.Database) => void>> = {
    'an amount in the middle reads otherwise': (db) =>
      void db.exec(`UPDATE events SET body = replace(body, '€ 3', '€ 8') WHERE key = ${key(1, 3)}`),
    'the last event reads otherwise': (db) =>
      void db.exec(`UPDATE events SET body = replace(body, 'event 7', 'event 8') WHERE key = ${key(1, 7)}`),
    'the last event is gone': (db) => void db.exec(`DELETE FROM events WHERE key = ${key(1, 7)}`),
    'an event in the middle is gone': (db) => void db.exec(`DELETE FROM events WHERE key = ${key(1, 3)}`),
    'all events are gone': (db) => void db.exec(`DELETE FROM events WHERE key < ${key(2, 0)}`),
    'an event stands in another stream': (db) => void db.exec(`UPDATE events SET key = ${key(2, 2)} WHERE key = ${key(1, 7)}`),
  };

  it.each(Object.entries(ALTERATIONS))('%s: nobody is answered, alone or among others', async (what, alter) => {
    const file = changed((db) => {
      form(db);
      alter(db);
    });
    await opened(file, async (reader) => {
      await expect(allOf(reader.readStream(A))).rejects.toMatchObject(DAMAGED);
      await expect(allOf(reader.readByStream())).rejects.toMatchObject(DAMAGED);
      if (what !== 'an event stands in another stream') expect(await allOf(reader.readStream(B))).toHaveLength(2);
    });
    expect((await verifySqliteJournal(file)).status).toBe('damaged');
  });

  it('up to a position, the link there is what counts', async () => {
    const alter = (at: number) => changed((db) => {
      form(db);
      db.exec(`UPDATE events SET body = replace(body, 'importer', 'imported') WHERE key = ${key(1, at)}`);
    });
    await opened(alter(3), async (reader) => expect(allOf(reader.readByStream({ upTo: 8n }))).rejects.toMatchObject(DAMAGED));
    await opened(alter(7), async (reader) => expect(await allOf(reader.readByStream({ upTo: 8n }))).toHaveLength(2));
  });

  it('as it was written it is read: whole, in part, up to a position', async () => {
    await opened(changed(form), async (reader) => {
      expect((await allOf(reader.readStream(A))).map(({ data }) => data['text']).slice(0, 2)).toEqual(['€ 0 ä', '€ 1 ä']);
      expect(await allOf(reader.readStream(A, { limit: 3 }))).toHaveLength(3);
      expect((await allOf(reader.readByStream())).map(({ events }) => events.length)).toEqual([8, 2, 1]);
      expect((await allOf(reader.readByStream({ upTo: 8n }))).map(({ events }) => events.length)).toEqual([6, 2]);
    });
  });

  it('a writer gives the streams it appends to their sums, once their chains have proved them', async () => {
    const file = changed(form);
    const journal = await openSqliteJournal(file, OPTIONS);
    await journal.append([to(A, 'any', fact(A, 'event 8'))]);
    await journal.close();
    const db = new Database(file, { readonly: true });
    const texts = db
      .prepare<[number], string>('SELECT char(10) || position || body FROM events WHERE key < ? ORDER BY key')
      .pluck()
      .all(key(2, 0));
    expect(db.prepare('SELECT sum FROM streams WHERE id = 1').pluck().get()).toBe(crc32(texts.join('')));
    db.close();
    expect((await verifySqliteJournal(file)).status).toBe('clean');
  });
});

describe('sums', () => {
  it('a writer appends to no stream without a sum whose chain does not prove it', async () => {
    const file = changed((db) => {
      db.exec('UPDATE streams SET sum = NULL');
      db.exec(`UPDATE events SET body = replace(body, '€ 3', '€ 8') WHERE key = ${key(1, 3)}`);
    });
    const journal = await openSqliteJournal(file, OPTIONS);
    await expect(journal.append([to(A, 'any', fact(A, 'event 8'))])).rejects.toMatchObject({ refusal: { code: 'JOURNAL_CORRUPT' } });
    await journal.close();
  });

  it('a sum that the events do not give is damage, also where the chain fits', async () => {
    const file = changed((db) => void db.exec('UPDATE streams SET sum = sum + 1 WHERE id = 1'));
    await opened(file, async (reader) =>
      expect(allOf(reader.readStream(A))).rejects.toMatchObject({ refusal: { code: 'JOURNAL_CORRUPT' } }),
    );
    expect(await verifySqliteJournal(file)).toMatchObject({
      status: 'damaged',
      findings: [{ kind: 'altered', stream: A, found: { code: 'SUM_DIFFERS' } }],
    });
  });

  it('carry on over texts of every length and script, however they are cut', () => {
    const texts = ['', 'a', 'ä€😀', 'x'.repeat(30_000), '€'.repeat(40_000), 'y'.repeat(200_000), 'z'];
    const whole = crc32(texts.map((text, index) => `\n${index}${text}`).join(''));
    const sum = lineSum();
    for (let cut = 0; cut <= texts.length; cut += 1) {
      sum.carryOn(SUM_START);
      for (const [index, text] of texts.entries()) {
        if (index === cut) sum.carryOn(sum.end());
        sum.add(index, text);
      }
      expect(sum.end()).toBe(whole);
    }
  });
});
