/** What is gone must be missed, as the person at the command line meets it: nothing is written or rebuilt until it is back or given up. */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { answerDigest } from '#projections/answer.js';
import { accrual, MAIN, type Accrual } from './accrual.js';

let cli: Accrual;
/** The data folder as it was before anything happened to it, closed by its writers. */
let kept: string;
let events: number;

beforeAll(() => {
  cli = accrual();
  cli.run('sample', join(cli.folder, 'sample'), '--participants', '3', '--scheme', 'fi-kapl');
  expect(cli.run('parameters', join(cli.folder, 'sample', 'parameters.json')).code).toBe(0);
  expect(cli.run('import', 'participants', join(cli.folder, 'sample', 'participants.csv')).code).toBe(0);
  kept = join(cli.folder, 'kept');
  cpSync(cli.data, join(cli.folder, 'before-incomes'), { recursive: true });
  expect(cli.run('import', 'incomes', join(cli.folder, 'sample', 'incomes.csv')).code).toBe(0);
  expect(cli.run('rebuild').code).toBe(0);
  expect(cli.run('checkpoint').code).toBe(0);
  events = cli.json<{ readonly events: number }>(0, 'verify').events;
  cpSync(cli.data, kept, { recursive: true });
});
afterAll(() => cli.dispose());

beforeEach(() => {
  rmSync(cli.data, { recursive: true, force: true });
  cpSync(kept, cli.data, { recursive: true });
});

const journal = (): string => join(cli.data, 'journal.sqlite');
const incomes = (): readonly string[] => ['import', 'incomes', join(cli.folder, 'sample', 'incomes.csv')];

/** The journal as it was before the incomes, in its place; the evidence named is taken away. */
function cutBack(...without: readonly string[]): void {
  copyFileSync(join(cli.folder, 'before-incomes', 'journal.sqlite'), journal());
  for (const name of without) rmSync(join(cli.data, name), { force: true });
}

it.each([
  ['the writer’s note', ['merkle-log.sqlite', 'read-models.sqlite', 'self-check.json']],
  ['the Merkle log', ['journal.sqlite.head', 'read-models.sqlite', 'self-check.json']],
  ['the read models', ['journal.sqlite.head', 'merkle-log.sqlite', 'self-check.json']],
  ['the last check', ['journal.sqlite.head', 'merkle-log.sqlite', 'read-models.sqlite']],
])('%s alone misses what was cut back: nothing is written or rebuilt, answers are marked', (_what, without) => {
  cutBack(...without);
  const before = readFileSync(journal());
  for (const args of [incomes(), ['rebuild'], ['serve', '--port', '0', '--read-only']]) {
    const { code, stderr } = cli.run(...args);
    expect([args[0], code, stderr]).toEqual([args[0], 1, expect.stringMatching(/EVENTS_MISSING: [^]*accept-loss/)]);
    expect([args[0], stderr.match(/EVENTS_MISSING/g)]).toEqual([args[0], ['EVENTS_MISSING']]);
  }
  const read = cli.run('history', 'F000001');
  expect([read.code, read.stderr]).toEqual([1, expect.stringContaining('EVENTS_MISSING')]);
  expect(read.stdout).toMatch(/^INCOMPLETE: events that this journal once held, at positions \d+ to \d+, are missing;/);
  const verdict = cli.run('verify');
  expect([verdict.code, verdict.stdout]).toEqual([1, expect.stringMatching(/^THE JOURNAL IS (DAMAGED|NOT WHOLE) /)]);
  if (!without.includes('read-models.sqlite')) expect(cli.run('models').stdout).toContain('beyond the end');
  expect(readFileSync(journal()).equals(before)).toBe(true);
});

it.each([
  ['the read models', 'self-check.json'],
  ['an earlier check', 'read-models.sqlite'],
])('verify tells from %s alone which positions are gone, as often as it is asked', (_what, other) => {
  cutBack('journal.sqlite.head', 'merkle-log.sqlite', other);
  const { error } = cli.json<{ readonly error: { readonly from: number; readonly to: number } }>(1, ...incomes());
  expect(cli.json<object>(1, 'verify')).toMatchObject({
    isWhole: false,
    status: 'clean',
    missing: { code: 'EVENTS_MISSING', from: error.from, to: error.to },
  });
  expect(cli.json<object>(1, 'verify')).toMatchObject({ missing: { from: error.from, to: error.to } });
  expect(cli.json<object>(0, 'accept-loss', '--from', String(error.from))).toMatchObject({ from: error.from, to: error.to });
  expect(cli.json<object>(0, 'verify')).toMatchObject({ isWhole: true, events: error.from - 1 });
});

it('a check of one journal says nothing of another that is kept with the same folder', () => {
  const other = { ACCRUAL_JOURNAL_URL: `sqlite:${join(cli.folder, 'before-incomes', 'journal.sqlite')}` };
  for (const name of ['merkle-log.sqlite', 'read-models.sqlite']) rmSync(join(cli.data, name));
  expect(cli.runWith(other, 'verify', '--json')).toMatchObject({ code: 0, stdout: expect.stringContaining('"isWhole":true') });
  expect(cli.json<object>(0, 'verify')).toMatchObject({ isWhole: true, events });
  cutBack('journal.sqlite.head');
  expect(cli.json<object>(1, 'verify')).toMatchObject({ missing: { to: events } });
});

it('verify says that read models which cannot be read vouch for nothing', () => {
  const file = join(cli.data, 'read-models.sqlite');
  writeFileSync(file, Buffer.alloc(4096));
  const { stdout, code } = cli.run('verify');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^The journal is whole[^]*What the read models saw could not be held against it: .*delete it/)]);
  expect(cli.json<object>(0, 'verify')).toMatchObject({ isWhole: true, readModels: { code: 'READ_MODEL_DAMAGED', file } });
});

it('an answer says itself what it lacks, under a digest of its own; a file is not written, and a word makes the exit code 0', () => {
  const ask = ['account', 'F000001', '--year', '2005', '--as-of', '2026-01-01'];
  const whole = cli.json<{ readonly digest: string; readonly incomplete?: object }>(0, ...ask);
  expect(whole.incomplete).toBeUndefined();
  cutBack();
  const marked = cli.json<{ readonly digest: string; readonly incomplete: { readonly from: number } }>(1, ...ask);
  expect(marked.incomplete).toEqual({ code: 'EVENTS_MISSING', from: expect.any(Number), to: events });
  const { incomplete: _mark, ...unmarked } = marked;
  expect(answerDigest(marked)).toBe(marked.digest);
  expect(answerDigest(unmarked)).not.toBe(marked.digest);
  expect(cli.json<object>(0, '--despite-missing', ...ask)).toEqual(marked);
  const kinds = [['sweep', 'account', '--year', '2005', '--out', 'a.csv'], ['overview', 'F000001', '--html', 'a.html'], ['checkpoint']];
  for (const args of kinds) {
    expect(cli.json<object>(1, '--despite-missing', ...args)).toMatchObject({ error: { code: 'EVENTS_MISSING' } });
  }
});

it('an older copy that was written to since is told by the Merkle log, whatever its length', () => {
  cutBack('journal.sqlite.head', 'read-models.sqlite', 'merkle-log.sqlite', 'self-check.json');
  expect(cli.run(...incomes()).code).toBe(0); // the same rows, at other times: other events
  copyFileSync(join(kept, 'merkle-log.sqlite'), join(cli.data, 'merkle-log.sqlite'));
  const { code, stderr } = cli.run(...incomes());
  expect([code, stderr]).toEqual([1, expect.stringContaining('MERKLE_LOG_DIVERGED')]);
});

it('goes on once the loss is accepted as it was told, sets aside what stood beyond, and remembers who said so', () => {
  cutBack();
  const { error } = cli.json<{ readonly error: { readonly from: number; readonly to: number } }>(1, ...incomes());
  expect(error.to).toBe(events);
  expect(cli.json<object>(1, 'accept-loss', '--from', String(error.from + 1))).toMatchObject({
    error: { code: 'LOSS_DIFFERS', from: error.from },
  });
  expect(cli.json<object>(1, 'accept-loss', '--begin-again')).toMatchObject({ error: { code: 'LOSS_DIFFERS' } });
  const accepted = cli.json<object>(0, 'accept-loss', '--from', String(error.from));
  expect(accepted).toMatchObject({
    actor: 'tester',
    code: 'EVENTS_MISSING',
    from: error.from,
    to: events,
    setAside: ['merkle-log\\.sqlite', 'read-models\\.sqlite', 'self-check\\.json'].map((name) => expect.stringMatching(`${name}\\.until-`)),
  });
  expect(cli.run(...incomes()).code).toBe(0);
  expect(cli.run('rebuild').code).toBe(0);
  expect(cli.json<object>(0, 'verify')).toMatchObject({ isWhole: true, events, acceptedLosses: [accepted] });
  expect(cli.run('accept-loss', '--from', '1').stderr).toContain('NOTHING_MISSING');
});

it.each([
  ['is gone', () => rmSync(journal())],
  ['is gone, with the note of its writer', () => [journal(), `${journal()}.head`].forEach((file) => rmSync(file))],
  [
    'lies in a folder that is not mounted, but for the key',
    () =>
      readdirSync(cli.data)
        .filter((name) => name !== 'checkpoint.key')
        .forEach((name) => rmSync(join(cli.data, name), { recursive: true })),
  ],
])('a journal that %s is not begun anew without a word', (_what, remove) => {
  remove();
  for (const args of [incomes(), ['history', 'F000001'], ['serve', '--port', '0']]) {
    const { code, stderr } = cli.run(...args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/JOURNAL_GONE: [^]*accept-loss --begin-again/)]);
  }
  expect(existsSync(journal())).toBe(false);
  expect(cli.run('accept-loss', '--begin-again').code).toBe(0);
  expect(cli.run('parameters', join(cli.folder, 'sample', 'parameters.json')).code).toBe(0);
  expect(cli.json<object>(0, 'verify')).toMatchObject({ isWhole: true, acceptedLosses: [{ code: 'JOURNAL_GONE' }] });
});

it('a key made before the first import begins the ledger', () => {
  expect(cli.run('checkpoint-key', '--new', 'pension.example/ledger', '--data', 'fresh').code).toBe(0);
  expect(cli.run('parameters', join(cli.folder, 'sample', 'parameters.json'), '--data', 'fresh').code).toBe(0);
});

describe('a copy onto itself', () => {
  it.each([
    ['a symbolic link', (to: string) => symlinkSync(journal(), to)],
    ['a hard link', (to: string) => linkSync(journal(), to)],
  ])('by %s proves nothing, and is refused', (kind, link) => {
    const to = join(cli.folder, `itself-${kind.slice(2, 6)}.sqlite`);
    link(to);
    const { code, stderr } = cli.run('copy-journal', '--to', `sqlite:${to}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining('SAME_JOURNAL')]);
    rmSync(to);
  });

  it('by a folder’s other name is refused', () => {
    symlinkSync(cli.data, join(cli.folder, 'other-name'));
    expect(cli.run('copy-journal', '--to', `sqlite:${join(cli.folder, 'other-name', 'journal.sqlite')}`).stderr).toContain('SAME_JOURNAL');
  });
});

const isRoot = process.getuid?.() === 0;
/** Rights do not bind root: the tests of them need another user, whom only root can become. */
const asAnother = isRoot ? it : it.skip;

describe('on a disk that can only be read', () => {
  const NOBODY = 65_534;
  let shelf: string;

  /** `accrual ARGS` as a user who owns nothing, on a folder that nobody may write. */
  function asNobody(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly errors: string } {
    const env = { PATH: process.env['PATH'], HOME: '/', ACCRUAL_DATA: shelf };
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: '/',
      env,
      encoding: 'utf8',
      uid: NOBODY,
      gid: NOBODY,
    });
    return { code: status, out: stdout, errors: stderr };
  }

  /** Everything of the folder readable, nothing of it writable. */
  function shelve(...without: readonly string[]): void {
    shelf = join(cli.folder, 'shelf');
    if (existsSync(shelf)) chmodSync(shelf, 0o755);
    rmSync(shelf, { recursive: true, force: true });
    mkdirSync(shelf);
    for (const name of readdirSync(cli.data).filter((each) => !without.includes(each))) {
      copyFileSync(join(cli.data, name), join(shelf, name));
      chmodSync(join(shelf, name), 0o444);
    }
    chmodSync(shelf, 0o555);
    chmodSync(cli.folder, 0o755);
  }

  asAnother.each([
    ['as its last reader left it', []],
    ['alone', ['journal.sqlite-wal', 'journal.sqlite-shm', 'journal.sqlite.lock', 'journal.sqlite.head']],
  ])('a whole journal, %s, is read, answered from and proven', (_what, without) => {
    shelve('read-models.sqlite', 'merkle-log.sqlite', ...without);
    const verified = asNobody('verify', '--json');
    expect([verified.code, JSON.parse(verified.out)]).toEqual([0, expect.objectContaining({ isWhole: true, events })]);
    expect(asNobody('history', 'F000001')).toMatchObject({ code: 0, errors: '' });
    expect(asNobody('trial-balance').code).toBe(0);
  });

  asAnother('what would write says so, and is no fault of the program', () => {
    shelve();
    for (const args of [['models'], ['rebuild'], incomes(), ['serve', '--port', '0'], ['checkpoint']]) {
      const { code, errors } = asNobody(...args);
      expect([args[0], code, errors]).toEqual([args[0], 1, expect.stringMatching(/^[A-Z_]+: .*(rights|right|disk)/s)]);
    }
  });

  asAnother('a log without its index is not damage: what is missing is named', () => {
    // As a killed writer leaves it.
    const db = new Database(journal());
    db.pragma('wal_autocheckpoint = 0');
    db.exec("INSERT INTO writing (since) VALUES ('now'); DELETE FROM writing");
    copyFileSync(`${journal()}-wal`, join(cli.folder, 'wal'));
    db.close();
    renameSync(join(cli.folder, 'wal'), `${journal()}-wal`);
    shelve('read-models.sqlite', 'merkle-log.sqlite', 'journal.sqlite-shm');
    for (const args of [['verify'], ['history', 'F000001']]) {
      const { code, out, errors } = asNobody(...args);
      expect([code, out, errors]).toEqual([
        1,
        '',
        expect.stringMatching(/^JOURNAL_CANNOT_BE_OPENED: .*says nothing about its content.*-wal holds \d+ bytes.*-shm/),
      ]);
    }
  });
});
