/** Faults that are run, not imagined: a second writer, a killed one, a full disk, foreign and newer files, damaged pages. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { allOf, append, fact, NOON, only, PERMISSIVE, standing, summary, to } from '../contract/setting.js';
import { sqliteFaultOf } from './faults.js';
import { openSqliteJournal, openSqliteJournalReader } from './journal.js';
import { refuseUnsafeSqlite, SCHEMA_VERSION } from './schema.js';
import { verifySqliteJournal } from './verify.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const A = 'participant-1';
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
  file = join(folder, 'journal.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another process that holds the journal's lock as a writer does, until it is killed. */
async function otherWriter(): Promise<{ readonly pid: number; readonly kill: () => Promise<void> }> {
  const program = `
    const Database = require(process.argv[1]);
    const lock = new Database(process.argv[2] + '.lock', { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    require('node:fs').writeFileSync(process.argv[2] + '.writer.json', JSON.stringify({ pid: process.pid, command: 'serve', since: '${NOON}' }));
    const db = new Database(process.argv[2]);
    db.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS half_written(x); INSERT INTO half_written VALUES (1)');
    console.log('holding');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', program, createRequire(import.meta.url).resolve('better-sqlite3'), file]);
  await once(child.stdout, 'data');
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('one writer', () => {
  it('refuses a second in the same process, until the first closes', async () => {
    const first = await openSqliteJournal(file, OPTIONS);
    await expect(openSqliteJournal(file, OPTIONS)).rejects.toMatchObject({
      refusal: { code: 'JOURNAL_IN_USE', pid: process.pid, since: NOON },
    });
    expect(summary(await append(first, A, 'a'))).toBe('appended 0-0');
    await first.close();
    const second = await openSqliteJournal(file, OPTIONS);
    expect(summary(await append(second, A, 'b'))).toBe('appended 1-1');
    await second.close();
  });

  it('refuses beside another process, names it, and goes on where it was killed in the middle of a write', async () => {
    const journal = await openSqliteJournal(file, OPTIONS);
    await append(journal, A, 'a');
    await journal.close();
    const other = await otherWriter();
    await expect(openSqliteJournal(file, OPTIONS)).rejects.toMatchObject({
      refusal: { code: 'JOURNAL_IN_USE', pid: other.pid, command: 'serve', since: NOON },
    });
    const reader = await openSqliteJournalReader(file, OPTIONS);
    expect(await standing(reader)).toEqual([`${A}/0`]);
    await reader.close();
    await other.kill();
    const after = await openSqliteJournal(file, OPTIONS);
    expect(summary(await append(after, A, 'b'))).toBe('appended 1-1');
    await after.close();
    expect((await verifySqliteJournal(file)).status).toBe('clean');
  });

  it('needs no writer to be read, and leaves no note behind', async () => {
    const journal = await openSqliteJournal(file, OPTIONS);
    await append(journal, A, 'a');
    await journal.close();
    await journal.close();
    expect(existsSync(`${file}.writer.json`)).toBe(false);
    const reader = await openSqliteJournalReader(file, OPTIONS);
    expect(await standing(reader)).toEqual([`${A}/0`]);
    await reader.close();
  });

  it('keeps its latest time and its positions over a restart with the clock gone back', async () => {
    const before = await openSqliteJournal(file, OPTIONS);
    await before.append([to(A, 'any', fact(A, 'a', { migratedFrom: { recordedAt: '2001-01-01T00:00:00.000Z' } }))]);
    await before.close();
    const after = await openSqliteJournal(file, { ...OPTIONS, clock: () => '2019-01-01T00:00:00.000Z' });
    expect(await append(after, A, 'b')).toMatchObject({ lastPosition: 2n, recordedAt: NOON });
    await after.close();
  });
});

describe('a full disk', () => {
  it('refuses the append, leaves nothing of it behind, and takes it once there is room', async () => {
    const journal = await openSqliteJournal(file, OPTIONS);
    await append(journal, A, 'a');
    await journal.close();
    // The same limit as a full disk gives, for this connection alone: SQLite keeps it in the file's pages at hand.
    const pragma = Database.prototype.pragma;
    let full = true;
    Database.prototype.pragma = function limited(this: Database.Database, source: string, options?: Database.PragmaOptions) {
      if (full && source.startsWith('wal_autocheckpoint')) pragma.call(this, 'max_page_count = 30');
      return pragma.call(this, source, options);
    };
    const cramped = await openSqliteJournal(file, OPTIONS);
    full = false;
    Database.prototype.pragma = pragma;
    const large = fact(A, 'large', { data: { text: 'x'.repeat(300_000) } });
    await expect(cramped.append([to('participant-2', 'any', fact('participant-2', 'x')), to(A, 'any', large)])).rejects.toMatchObject({
      refusal: { code: 'JOURNAL_DISK_FULL', file: expect.stringContaining('journal.sqlite') },
    });
    expect(await standing(cramped)).toEqual([`${A}/0`]);
    expect(await cramped.streamHead('participant-2')).toBeUndefined();
    expect(await append(cramped, A, 'small')).toMatchObject({ status: 'appended', firstRevision: 1, lastPosition: 2n });
    await cramped.close();
    const roomy = await openSqliteJournal(file, OPTIONS);
    expect(summary(only(await roomy.append([to(A, 1, large)])))).toBe('appended 2-2');
    await roomy.close();
    expect((await verifySqliteJournal(file)).status).toBe('clean');
  });

  it.each([
    ['SQLITE_FULL', 'JOURNAL_DISK_FULL'],
    ['SQLITE_IOERR_WRITE', 'JOURNAL_IO_ERROR'],
    ['SQLITE_IOERR_FSYNC', 'JOURNAL_IO_ERROR'],
    ['SQLITE_CANTOPEN', 'JOURNAL_IO_ERROR'],
    ['SQLITE_CORRUPT', 'JOURNAL_CORRUPT'],
    ['SQLITE_CORRUPT_INDEX', 'JOURNAL_CORRUPT'],
    ['SQLITE_NOTADB', 'JOURNAL_CORRUPT'],
    ['SQLITE_BUSY', 'JOURNAL_BUSY'],
  ])('%s is told as %s', (code, expected) => {
    expect(sqliteFaultOf('j.sqlite', Object.assign(new Error('disk I/O error'), { code }))).toMatchObject({
      refusal: { code: expected, file: 'j.sqlite' },
    });
  });

  it('does not disguise other errors', () => {
    const error = new Error('a bug');
    expect(sqliteFaultOf('j.sqlite', error)).toBe(error);
  });
});

describe('a file that is not this program’s journal', () => {
  const refusedWith = async (code: string): Promise<void> => {
    await expect(openSqliteJournal(file, OPTIONS)).rejects.toMatchObject({ refusal: { code } });
    await expect(openSqliteJournalReader(file, OPTIONS)).rejects.toMatchObject({ refusal: { code } });
    expect(existsSync(`${file}.writer.json`)).toBe(false);
  };

  it('text: refused and left as it is', async () => {
    const text = 'participantId,scheme\n'.repeat(100);
    writeFileSync(file, text);
    await refusedWith('NOT_A_JOURNAL');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('a database of something else: refused', async () => {
    const db = new Database(file);
    db.exec('CREATE TABLE invoices(id)');
    db.close();
    await refusedWith('NOT_A_JOURNAL');
  });

  it('written by a newer program: refused, naming both schemas', async () => {
    await (await openSqliteJournal(file, OPTIONS)).close();
    const db = new Database(file);
    db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    await refusedWith('JOURNAL_TOO_NEW');
  });

  it('missing: refused to a reader', async () => {
    await expect(openSqliteJournalReader(file, OPTIONS)).rejects.toMatchObject({ refusal: { code: 'NO_JOURNAL' } });
    expect(existsSync(file)).toBe(false);
  });

  it.each([['3.51.2'], ['3.50.9'], ['2.99.0']])('SQLite %s is refused', (version) => {
    expect(() => refuseUnsafeSqlite(version)).toThrow('UNSAFE_SQLITE');
  });
  it.each([['3.51.3'], ['3.52.0'], ['4.0.0']])('SQLite %s is taken', (version) => {
    expect(() => refuseUnsafeSqlite(version)).not.toThrow();
  });
});

describe('a damaged journal', () => {
  it('says so when it is read, naming the file and what to do', async () => {
    const journal = await openSqliteJournal(file, OPTIONS);
    await append(journal, A, ...Array.from({ length: 200 }, (_, index) => `event ${index}`));
    await journal.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(255, 4096 * 6, 4096 * 16));
    const reader = await openSqliteJournalReader(file, OPTIONS);
    await expect(allOf(reader.readStream(A))).rejects.toMatchObject({
      refusal: { code: 'JOURNAL_CORRUPT', because: 'file', file: expect.stringMatching(/journal\.sqlite$/) },
    });
    await reader.close();
  });
});

describe('limits', () => {
  it('refuses a stream beyond 2^24 events', async () => {
    const journal = await openSqliteJournal(file, OPTIONS);
    await append(journal, A, 'a');
    await journal.close();
    const full = await openSqliteJournal(file, OPTIONS);
    const db = new Database(file);
    db.exec(`UPDATE streams SET revision = ${2 ** 24 - 2} WHERE id = 1`);
    db.close();
    expect(summary(only(await full.append([to(A, 'any', fact(A, 'x'), fact(A, 'y'))])))).toBe('STREAM_FULL');
    expect(summary(await append(full, A, 'last'))).toBe(`appended ${2 ** 24 - 1}-${2 ** 24 - 1}`);
    expect(summary(await append(full, A, 'beyond'))).toBe('STREAM_FULL');
    await full.close();
  });

  it('keeps the write-ahead log bounded while much is written and a reader reads on', async () => {
    const journal = await openSqliteJournal(file, OPTIONS);
    const reader = await openSqliteJournalReader(file, OPTIONS);
    const text = 'x'.repeat(100_000);
    for (let round = 0; round < 100; round += 1) {
      const events = Array.from({ length: 10 }, (_, index) => fact(A, `${round}/${index}`, { data: { text } }));
      await journal.append([to(A, 'any', ...events)]);
      await allOf(reader.readStream(A, { direction: 'backwards', limit: 3 }));
    }
    // 100 MB were written; the log is folded back every 16 MB.
    expect(statSync(`${file}-wal`).size).toBeLessThan(40 * 1_048_576);
    await reader.close();
    await journal.close();
  });
});
