/** What is gone must be missed: every kind of loss that leaves a file which looks whole. */
import {
  copyFileSync,
  linkSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { allOf, append, fact, NOON, PERMISSIVE, standing, summary, to } from '../contract/setting.js';
import type { Journal } from '../port.js';
import { headNote } from './head-note.js';
import { openSqliteJournal, openSqliteJournalReader } from './journal.js';
import { uuidText } from './keys.js';
import { openForWriting } from './opening.js';
import { migrate } from './schema.js';
import { verifySqliteJournal } from './verify.js';
import { logDamage } from './write-ahead-log.js';

const OPTIONS = { rules: PERMISSIVE, clock: () => NOON };
const A = 'participant-1';
/** Single appends, each acknowledged by itself. */
const APPENDS = 40;

let folder: string;
/** A ledger as a killed writer leaves it: its files as they were while the writer still lived. */
let killed: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loss-'));
  killed = join(folder, 'killed');
  mkdirSync(killed);
  const living = join(folder, 'living.sqlite');
  const journal = await openSqliteJournal(living, OPTIONS);
  for (let index = 0; index < APPENDS; index += 1) await append(journal, A, `event ${index}`);
  for (const suffix of ['', '-wal', '.head']) copyFileSync(living + suffix, join(killed, `journal.sqlite${suffix}`));
  await journal.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

let copies = 0;
/** A copy of the killed ledger, of the files named alone. */
function copy(suffixes: readonly string[] = ['', '-wal', '.head']): string {
  const own = join(folder, `copy-${(copies += 1)}`);
  mkdirSync(own);
  for (const suffix of suffixes) copyFileSync(join(killed, `journal.sqlite${suffix}`), join(own, `journal.sqlite${suffix}`));
  return join(own, 'journal.sqlite');
}

/** The refusal of opening it for writing, or the journal's last position. */
async function opened(file: string): Promise<object> {
  let journal: Journal;
  try {
    journal = await openSqliteJournal(file, OPTIONS);
  } catch (error) {
    return (error as { readonly refusal: object }).refusal;
  }
  const { position } = await journal.head();
  await journal.close();
  return { position: Number(position) };
}

const MISSING = expect.objectContaining({ code: 'EVENTS_MISSING' });

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] as number) ^ 0x10;
  writeFileSync(file, bytes);
}

it('a killed writer’s ledger is whole: its log is taken in', async () => {
  const file = copy();
  expect((await verifySqliteJournal(file)).status).toBe('clean');
  expect(await opened(file)).toEqual({ position: APPENDS });
  expect(existsSync(`${file}-wal`)).toBe(false); // the last to close folds it in
  expect(await opened(file)).toEqual({ position: APPENDS });
});

it('one flipped byte anywhere in the log is noticed: 220 of 220', async () => {
  const { size } = statSync(join(killed, 'journal.sqlite-wal'));
  let noticed = 0;
  for (let trial = 0; trial < 220; trial += 1) {
    const file = copy();
    flip(`${file}-wal`, Math.floor((trial * size) / 220));
    const { code, from, to: last } = (await opened(file)) as { readonly code?: string; readonly from: number; readonly to: number };
    if (code !== 'EVENTS_MISSING') continue;
    expect([last, from > 0 && from <= APPENDS]).toEqual([APPENDS, true]);
    noticed += 1;
    rmSync(join(file, '..'), { recursive: true });
  }
  expect(noticed).toBe(220);
});

it('says so when it is verified, and changes nothing while it is refused', async () => {
  const file = copy();
  flip(`${file}-wal`, 20_000);
  const before = ['', '-wal', '.head'].map((suffix) => readFileSync(file + suffix));
  expect(await opened(file)).toEqual(MISSING);
  const verdict = await verifySqliteJournal(file);
  expect(verdict).toMatchObject({
    status: 'damaged',
    findings: [{ kind: 'missing', to: APPENDS, found: { code: 'EVENTS_LOST', found: { because: 'log-damaged', frame: 5 } } }],
  });
  expect(['', '-wal', '.head'].map((suffix) => readFileSync(file + suffix))).toEqual(before);
});

it('frames of later commits behind a bad one are damage by themselves, without the note', async () => {
  const file = copy(['', '-wal']);
  flip(`${file}-wal`, 20_000);
  // Header of 32 bytes, frames of 24 + 4,096: byte 20,000 lies in the fifth.
  expect(logDamage(file)).toEqual({ frame: 5, offset: 32 + 4 * 4_120 });
  expect(await opened(file)).toEqual(expect.objectContaining({ code: 'EVENTS_MISSING', from: expect.any(Number) }));
});

it('events taken out at the end of the file, with the note: it is not written to', async () => {
  const file = copy();
  await (await openSqliteJournal(file, OPTIONS)).close();
  const db = new Database(file);
  db.exec('DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE position > 30');
  db.close();
  rmSync(`${file}.head`);
  await expect(openSqliteJournal(file, OPTIONS)).rejects.toMatchObject({
    refusal: { code: 'JOURNAL_CORRUPT', cause: `its streams tell of ${APPENDS} events, and its last one stands at position 30` },
  });
});

it('a log that a crash cut off in its last commit is none, unless the note says that it was acknowledged, or is not there', async () => {
  const cut = (suffixes: readonly string[]): string => {
    const file = copy(suffixes);
    truncateSync(`${file}-wal`, statSync(`${file}-wal`).size - 10_000);
    return file;
  };
  const lost = (await opened(cut(['', '-wal', '.head']))) as { readonly code: string; readonly from: number; readonly to: number };
  expect([lost.code, lost.to]).toEqual(['EVENTS_MISSING', APPENDS]);
  const position = lost.from - 1;
  const crashed = cut(['', '-wal']);
  expect(logDamage(crashed)).toBeUndefined();
  const eventId = uuidText(new Database(crashed, { readonly: true })
    .prepare<[number], Buffer>('SELECT id FROM events WHERE position = ?').pluck().get(position) as Buffer);
  const note = headNote(crashed);
  note.acknowledge({ position, eventId });
  note.close();
  expect(await opened(crashed)).toEqual({ position });
  const unnoted = cut(['', '-wal']);
  expect(await opened(unnoted)).toEqual(expect.objectContaining({ code: 'EVENTS_MISSING', from: position + 1 }));
  expect(await verifySqliteJournal(unnoted)).toMatchObject({ status: 'damaged', findings: [{ kind: 'missing', position: position + 1 }] });
});

it('a writer killed before its first commit was acknowledged leaves a note of nothing, and nothing is missing', async () => {
  const file = join(folder, 'first.sqlite');
  const writer = openForWriting(file, NOON);
  writer.begin();
  const left = join(folder, 'first-killed.sqlite');
  for (const suffix of ['', '-wal', '.head']) copyFileSync(file + suffix, left + suffix);
  writer.close();
  expect(await opened(left)).toEqual({ position: 0 });
  rmSync(left);
  expect(await opened(left)).toEqual({ position: 0 }); // it held nothing that could be missed
});

it.each([
  ['its log left behind', ['', '.head']],
  ['the file alone, as `cp` of a running ledger makes it', ['']],
])('%s: noticed', async (_what, suffixes) => {
  const file = copy(suffixes);
  expect(await opened(file)).toEqual(MISSING);
  expect(await verifySqliteJournal(file)).toMatchObject({ status: 'damaged', findings: [{ kind: 'missing' }] });
});

it('a copy of a ledger that was closed is whole, with the note or without', async () => {
  const file = copy();
  await opened(file);
  const alone = join(folder, 'alone.sqlite');
  copyFileSync(file, alone);
  expect(await opened(alone)).toEqual({ position: APPENDS });
});

it('an older copy in the file’s place, and another journal, are noticed', async () => {
  const file = copy();
  await opened(file);
  const older = readFileSync(file);
  const journal = await openSqliteJournal(file, OPTIONS);
  await append(journal, A, 'later');
  await journal.close();
  writeFileSync(file, older);
  expect(await opened(file)).toEqual(expect.objectContaining({ code: 'EVENTS_MISSING', from: APPENDS + 1, to: APPENDS + 1 }));

  const other = join(folder, 'other.sqlite');
  const another = await openSqliteJournal(other, OPTIONS);
  await another.append([
    to('participant-2', 'any', ...Array.from({ length: APPENDS + 5 }, (_, index) => fact('participant-2', `other ${index}`))),
  ]);
  await another.close();
  copyFileSync(other, file);
  expect(await opened(file)).toMatchObject({ code: 'EVENTS_MISSING', found: { because: 'other-event' } });
});

it('a journal that is gone, or empty, is not begun anew', async () => {
  const file = copy();
  await opened(file);
  rmSync(file);
  const gone = expect.objectContaining({ code: 'JOURNAL_GONE', from: 1, to: APPENDS });
  expect(await opened(file)).toEqual(gone);
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, '');
  expect(await opened(file)).toEqual(gone);
  expect(statSync(file).size).toBe(0);
});

it('goes on without what is missing where that is accepted, and then stands by what is there', async () => {
  const file = copy(['']);
  const accepted = openForWriting(file, NOON, { acceptsLoss: true });
  expect(accepted.db.open).toBe(true);
  accepted.close();
});

it('a note that cannot be read says nothing, and the journal goes on', async () => {
  const file = copy();
  flip(`${file}.head`, 16);
  expect(await opened(file)).toEqual({ position: APPENDS });
});

it('readers beside a writer find nothing missing, whatever is being written', async () => {
  const file = copy();
  const journal = await openSqliteJournal(file, OPTIONS);
  for (let index = 0; index < 20; index += 1) {
    await append(journal, A, `beside ${index}`);
    expect((await verifySqliteJournal(file)).status).toBe('clean');
  }
  await journal.close();
});

describe('one file, one name', () => {
  it('a hard link is refused to a writer, whichever name comes first', async () => {
    const file = copy();
    await opened(file);
    const link = join(folder, 'link.sqlite');
    linkSync(file, link);
    const refused = expect.objectContaining({ code: 'JOURNAL_HAS_OTHER_NAMES', links: 2 });
    expect([await opened(link), await opened(file)]).toEqual([refused, refused]);
    rmSync(link);
    expect(await opened(file)).toEqual({ position: APPENDS });
  });

  it('a link made, and a file moved or removed, under a writer: nothing more is acknowledged', async () => {
    const file = copy();
    const journal = await openSqliteJournal(file, OPTIONS);
    linkSync(file, join(folder, 'late.sqlite'));
    await expect(append(journal, A, 'x')).rejects.toMatchObject({ refusal: { code: 'JOURNAL_HAS_OTHER_NAMES' } });
    rmSync(join(folder, 'late.sqlite'));
    expect(summary(await append(journal, A, 'x'))).toBe(`appended ${APPENDS}-${APPENDS}`);
    renameSync(file, join(folder, 'moved.sqlite'));
    await expect(append(journal, A, 'y')).rejects.toMatchObject({ refusal: { code: 'JOURNAL_MOVED' } });
    copyFileSync(join(folder, 'moved.sqlite'), file);
    await expect(append(journal, A, 'y')).rejects.toMatchObject({ refusal: { code: 'JOURNAL_MOVED' } });
    await journal.close();
  });
});

describe('a schema that is not the journal’s', () => {
  const IGNORES = "CREATE TRIGGER ignores BEFORE INSERT ON events WHEN NEW.position % 3 = 0 BEGIN SELECT RAISE(IGNORE); END";

  async function tampered(sql: string): Promise<string> {
    const file = copy();
    await opened(file);
    const db = new Database(file);
    db.exec(sql);
    db.close();
    return file;
  }

  it('a trigger that leaves events out is damage, and an append that it bites is refused whole', async () => {
    const file = await tampered(IGNORES);
    expect(await verifySqliteJournal(file)).toMatchObject({
      status: 'damaged',
      findings: [{ kind: 'altered', found: { code: 'SCHEMA_ADDED', name: 'ignores' } }],
    });
    const journal = await openSqliteJournal(file, OPTIONS);
    // 40 stand: of 41, 42, 43 the second is the one that the trigger leaves out.
    await expect(append(journal, A, 'a', 'b', 'c')).rejects.toMatchObject({
      refusal: { code: 'JOURNAL_CORRUPT', cause: expect.stringContaining('position 42 changed 0 rows') },
    });
    expect(await standing(journal)).toHaveLength(APPENDS);
    await journal.close();
  });

  it.each([
    ['a table', 'CREATE TABLE notes (text)'],
    ['a view', 'CREATE VIEW totals AS SELECT count(*) FROM events'],
    ['an index', 'CREATE INDEX by_body ON events (body)'],
  ])('%s is damage', async (_what, sql) => {
    expect(await verifySqliteJournal(await tampered(sql))).toMatchObject({ status: 'damaged', findings: [{ kind: 'altered' }] });
  });

  it('statistics are the database’s own', async () => {
    expect((await verifySqliteJournal(await tampered('ANALYZE'))).status).toBe('clean');
  });

  it('of the first version is read, verified, and brought up by a writer', async () => {
    const file = join(folder, 'first.sqlite');
    const db = new Database(file);
    migrate(db, 1);
    db.close();
    const reader = await openSqliteJournalReader(file, OPTIONS);
    expect(await allOf(reader.readAll())).toEqual([]);
    await reader.close();
    expect((await verifySqliteJournal(file)).status).toBe('clean');
    const journal = await openSqliteJournal(file, OPTIONS);
    expect(summary(await append(journal, A, 'a'))).toBe('appended 0-0');
    await journal.close();
    expect((await verifySqliteJournal(file)).status).toBe('clean');
  });
});
