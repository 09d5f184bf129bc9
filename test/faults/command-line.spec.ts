/** Faults as the person at the command line meets them, on the program as built: what it says, and what is left. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CATALOGUE } from '#ledger/catalogue.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';

const CLI = resolve('dist/programs/accrual.js');
/** 200 months of one participant; the last one is the only one of 4 321.00. */
const MONTHS = 200;
let folder: string;
let whole: string;
let data: string;

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** `accrual ARGS` on the data folder; with a limit, no file may grow beyond so many KiB. */
function accrual(args: readonly string[], fileLimitKib?: number): Said {
  const limit = fileLimitKib === undefined ? '' : `ulimit -f ${fileLimitKib}; `;
  const ended = spawnSync('bash', ['-c', `${limit}exec "$@"`, 'bash', process.execPath, CLI, '--data', data, ...args], {
    encoding: 'utf8',
  });
  return { code: ended.status, out: ended.stdout, errors: ended.stderr };
}

function months(from: number, count: number, amount: (index: number) => string): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const month = from + index;
    const period = `${1990 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    return `P1,${period},${amount(index)},DKK,E1,${period}-28`;
  });
  return `participantId,period,amount,currency,employerId,receivedOn\n${lines.join('\n')}\n`;
}

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('this test runs the program as built: npm run build first');
  folder = mkdtempSync(join(tmpdir(), 'faults-cli-'));
  writeFileSync(
    join(folder, 'participants.csv'),
    'participantId,scheme,birthDate,sex,enrolledOn\nP1,dk-p90,1970-01-01,female,1990-01-01\n',
  );
  writeFileSync(join(folder, 'contributions.csv'), months(0, MONTHS, (index) => (index === MONTHS - 1 ? '4321.00' : '1000.00')));
  data = join(folder, 'whole');
  expect(accrual(['import', 'participants', join(folder, 'participants.csv')]).code).toBe(0);
  expect(accrual(['import', 'contributions', join(folder, 'contributions.csv')]).code).toBe(0);
  whole = join(data, 'journal.sqlite');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
beforeEach(() => {
  data = join(folder, `copy-${(copies += 1)}`);
  mkdirSync(data);
  copyFileSync(whole, join(data, 'journal.sqlite'));
});

const journalFile = (): string => join(data, 'journal.sqlite');

describe('a damaged journal', () => {
  it('whole: says so', () => {
    const { code, out } = accrual(['verify', '--json']);
    expect(code).toBe(0);
    // Enrolment and contributions, the fund, two batches of two events each.
    expect(JSON.parse(out)).toMatchObject({ status: 'clean', events: 1 + MONTHS + 1 + 4 });
  });

  it('one flipped bit in an amount: the event is named', () => {
    const bytes = readFileSync(journalFile());
    const place = bytes.indexOf('"amount":"4321.00"') + '"amount":"'.length;
    bytes[place] = (bytes[place] as number) ^ 1; // 4321.00 reads 5321.00
    writeFileSync(journalFile(), bytes);
    const { code, out } = accrual(['verify', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      status: 'damaged',
      findings: [{ kind: 'altered', stream: 'participant-P1', revision: MONTHS }],
    });
    const page = accrual(['verify']);
    expect(page.code).toBe(1);
    expect(page.out).toMatch(/THE JOURNAL IS DAMAGED[\s\S]*First: altered: participant-P1, revision 200/);
  });

  it.each([
    ['in the middle of a page', 0.6, 100],
    ['between two pages', 0.6, 0],
    ['in the first page', 0, 2_000],
  ])('cut off %s: named, and nothing is written to it', (_where, share, extra) => {
    const { length } = readFileSync(journalFile());
    truncateSync(journalFile(), Math.floor((length * share) / 4_096) * 4_096 + extra);
    const cut = readFileSync(journalFile());
    const { code, out } = accrual(['verify', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      status: 'damaged',
      findings: expect.arrayContaining([expect.objectContaining({ kind: 'unreadable' })]),
    });
    expect(readFileSync(journalFile()).equals(cut)).toBe(true);
  });

  it('cut off: reading it is refused with what to do', () => {
    truncateSync(journalFile(), Math.floor((readFileSync(journalFile()).length * 0.3) / 4_096) * 4_096);
    const { code, errors } = accrual(['history', 'P1']);
    expect(code).toBe(1);
    expect(errors).toMatch(/JOURNAL_CORRUPT.*accrual verify/s);
  });
});

it('a second writer is told who writes, and changes nothing', async () => {
  const journal = await openSqliteJournal(journalFile(), { rules: CATALOGUE, clock: () => '2026-01-01T00:00:00.000Z' });
  const before = await journal.head();
  const { code, errors } = accrual(['import', 'contributions', join(folder, 'contributions.csv')]);
  expect(code).toBe(1);
  expect(errors).toContain('JOURNAL_IN_USE');
  expect(errors).toContain(String(process.pid));
  expect(await journal.head()).toEqual(before);
  await journal.close();
  expect(accrual(['import', 'contributions', join(folder, 'contributions.csv')]).code).toBe(0);
});

it('a full disk: said, nothing half-written, and the same import goes on once there is room', () => {
  const more = join(folder, 'more.csv');
  writeFileSync(more, months(MONTHS, 200, () => '2000.00'));
  // The journal of 206 events takes about 160 KiB, and 200 more do not fit into the log's 100 KiB.
  const { code, errors } = accrual(['import', 'contributions', more], 100);
  expect(code).toBe(1);
  expect(errors).toMatch(/JOURNAL_(DISK_FULL|IO_ERROR).*journal\.sqlite/s);
  expect(JSON.parse(accrual(['verify', '--json']).out)).toMatchObject({ status: 'clean', events: 1 + MONTHS + 1 + 4 });
  expect(existsSync(`${more}.rejects.csv`)).toBe(false);
  expect(JSON.parse(accrual(['import', 'contributions', more, '--json']).out)).toMatchObject({ appended: 200, repeated: 0, refused: 0 });
  expect(accrual(['verify']).code).toBe(0);
});
