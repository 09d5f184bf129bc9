/** Bulk reprocessing under window settlement (fi-kapl 2.4): plan, approval, commit, and what stands in their way. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { openLedger, type TestLedger } from './ledger.js';
import { refusalOf } from './refusal-of.js';

const PARAMETERS = resolve('test/samples/fi-kapl/illustrative-1997-2013.json');
const PARTICIPANTS = [
  'participantId,scheme,birthDate,sex,enrolledOn',
  'W1,fi-kapl,1962-04-05,female,1999-01-01',
  'W2,fi-kapl,1962-04-05,female,1999-01-01',
  'W3,fi-kapl,1950-12-31,male,1999-01-01',
];
const INCOMES = [
  'participantId,incomeYear,amount,currency,employerId',
  ...['W1', 'W2', 'W3'].flatMap((id) => [`${id},2000,15000.00,EUR,E1`, `${id},2003,18000.00,EUR,E1`]),
];
const HEADER = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
/** Worked example 3 of the law's specification, for W1; W2 the first of them only. */
const EXAMPLE = [
  'W1,2003,E1,19250.50,EUR,audit,2009-10-02',
  'W1,2000,E1,16000.00,EUR,audit,2009-10-02',
  'W2,2003,E1,19250.50,EUR,audit,2009-10-02',
  'W1,2003,E1,18700.00,EUR,audit again,2010-01-15',
];

let ledger: TestLedger;

async function filled(): Promise<TestLedger> {
  const opened = await openLedger();
  await opened.import('participants', opened.file('participants.csv', PARTICIPANTS));
  await opened.import('incomes', opened.file('incomes.csv', INCOMES));
  await opened.publish('fi-kapl', PARAMETERS);
  return opened;
}

beforeEach(async () => {
  ledger = await filled();
});
afterEach(() => ledger.close());

it('plans the worked example to the cent and writes to no participant', async () => {
  const before = (await ledger.events('participant-')).length;
  const report = await ledger.plan(ledger.file('c.csv', [HEADER, ...EXAMPLE]));
  expect((await ledger.events('participant-')).length).toBe(before);
  expect(report.rows).toEqual({ total: 4, accepted: 4, timeBarred: 1, noChange: 0, refused: 0, flagged: 0 });
  // Two events each: the correction and what settles or bars it.
  expect([report.participants, report.events]).toEqual([2, 8]);
  // W1: 366.37 and −170.16; W2: 366.37. Premium 267.61 − 117.81 + 267.61, interest 98.76 − 52.35 + 98.76,
  // smoothing part 198.45 − 87.36 + 198.45, its interest 73.24 − 38.82 + 73.24.
  expect(report.currencies).toMatchObject([
    {
      currency: 'EUR',
      participants: 2,
      total: '562.58',
      settled: {
        premiumDelta: '417.41',
        premiumInterest: '145.17',
        smoothingDelta: '309.54',
        smoothingInterest: '107.66',
        total: '562.58',
      },
      incomeYears: [
        { incomeYear: 2000, corrections: 1, timeBarred: 1, total: '0.00' },
        { incomeYear: 2003, corrections: 3, timeBarred: 0, total: '562.58' },
      ],
      largest: [
        { participantId: 'W2', total: '366.37' },
        { participantId: 'W1', total: '196.21' },
      ],
    },
  ]);
  const bars = report.currencies[0]?.histogram.filter(({ participants }) => participants > 0);
  expect(bars).toEqual([{ from: '100.00', to: '1000.00', participants: 2 }]);
});

it('the same file on the same ledger has the same digest; another ledger, file or revision another', async () => {
  const file = ledger.file('c.csv', [HEADER, ...EXAMPLE]);
  const first = await ledger.plan(file);
  expect((await ledger.plan(file, 'another')).digest).toBe(first.digest);
  expect((await ledger.events('batch-reprocess')).length).toBe(1);
  const shorter = await ledger.plan(ledger.file('d.csv', [HEADER, ...EXAMPLE.slice(0, 3)]));
  expect(shorter.digest).not.toBe(first.digest);
  await ledger.import('incomes', ledger.file('more.csv', [INCOMES[0] as string, 'W2,2004,1000.00,EUR,E9']));
  expect((await ledger.plan(file)).digest).not.toBe(first.digest);
});

it('commits what was planned, as importing the corrections one by one would have', async () => {
  const report = await ledger.plan(ledger.file('c.csv', [HEADER, ...EXAMPLE]));
  expect(await refusalOf(ledger.commit(report.digest))).toBe('NOT_APPROVED');
  await ledger.approve(report.digest);
  const committed = await ledger.commit(report.digest);
  expect(committed).toMatchObject({ participants: 2, events: 8, appended: 8, moved: [] });
  expect(committed.incomeYears).toContainEqual({
    year: 2003,
    account: 'employers:premium-receivable',
    commodity: 'EUR',
    planned: '562.58',
    committed: '562.58',
  });
  // Incomes of 2003: 18 000.00 → 18 700.00 and 19 250.50; of 2000: 15 000.00 → 16 000.00.
  expect(committed.incomeYears).toContainEqual({
    year: 2003,
    account: 'participants:pensionable-income',
    commodity: 'EUR income',
    planned: '1950.50',
    committed: '1950.50',
  });
  expect(committed.incomeYears).toContainEqual({
    year: 2000,
    account: 'participants:pensionable-income',
    commodity: 'EUR income',
    planned: '1000.00',
    committed: '1000.00',
  });

  const other = await filled();
  try {
    await other.import('corrections', other.file('c.csv', [HEADER, ...EXAMPLE]));
    for (const id of ['W1', 'W2', 'W3']) expect(await ledger.figures(id)).toEqual(await other.figures(id));
  } finally {
    await other.close();
  }
});

it('the same file again is no change and leaves the journal as it is', async () => {
  const file = ledger.file('c.csv', [HEADER, ...EXAMPLE]);
  const { digest } = await ledger.plan(file);
  await ledger.approve(digest);
  await ledger.commit(digest);
  const { position } = await ledger.journal.head();
  const again = await ledger.plan(file);
  expect(again.rows).toMatchObject({ total: 4, accepted: 0, noChange: 4 });
  expect([again.participants, again.events]).toEqual([0, 0]);
  expect(await ledger.commit(digest)).toMatchObject({ events: 8, appended: 0, moved: [] });
  expect((await ledger.journal.head()).position).toBe(position);
});

it('goes on after a stop between any two chunks, to the same end', async () => {
  const report = await ledger.plan(ledger.file('c.csv', [HEADER, ...EXAMPLE]));
  await ledger.approve(report.digest);
  const stop = new AbortController();
  expect(await refusalOf(ledger.commit(report.digest, { chunkParticipants: 1, signal: stop.signal, onProgress: () => stop.abort() }))).toBe(
    'INTERRUPTED',
  );
  expect((await ledger.events('participant-W1')).length).toBe(1 + 2 + 6);
  expect((await ledger.events('participant-W2')).length).toBe(1 + 2);
  expect(await ledger.commit(report.digest, { chunkParticipants: 1 })).toMatchObject({
    participants: 2,
    events: 8,
    appended: 2,
    moved: [],
  });
  const life = (await ledger.events('batch-reprocess')).map(({ type, data }) => [type, data['upTo']]);
  expect(life).toEqual([
    ['BatchPlanned', undefined],
    ['BatchApproved', undefined],
    ['BatchChunkCommitted', 'W1'],
    ['BatchChunkCommitted', 'W2'],
    ['BatchCompleted', undefined],
  ]);
});

it('leaves out and names who has moved since the plan; a new plan takes them in', async () => {
  const report = await ledger.plan(ledger.file('c.csv', [HEADER, ...EXAMPLE]));
  await ledger.approve(report.digest);
  await ledger.import('corrections', ledger.file('between.csv', [HEADER, 'W2,2003,E1,18100.00,EUR,by hand,2009-09-01']));
  expect(await ledger.commit(report.digest)).toMatchObject({ participants: 1, events: 6, moved: ['W2'] });
  const again = await ledger.planAgain(report.digest, ['W2']);
  expect(again.rows).toMatchObject({ total: 1, accepted: 1 });
  // Against 18 100.00 now: 0.214 · 1150.50 = 246.207 → 246.21; · 0.36905221147 = 90.8632… → 90.86; together 337.07.
  expect(again.currencies[0]?.total).toBe('337.07');
  expect(await refusalOf(ledger.commit(again.digest))).toBe('NOT_APPROVED');
  await ledger.approve(again.digest);
  expect(await ledger.commit(again.digest)).toMatchObject({ participants: 1, events: 2, moved: [] });
});

it('refuses what is wrong by name, in the input’s own columns, and takes the rest', async () => {
  const bad: readonly (readonly [row: string, code: string])[] = [
    ['W1,2003,E1,-1.00,EUR,audit,2009-10-02', 'NEGATIVE_AMOUNT'],
    ['W1,2003,E1,1.00,DKK,audit,2009-10-02', 'WRONG_CURRENCY'],
    ['W1,2003,E1,1.00,EUR,audit,2023-03-02', 'CORRECTED_IN_FUTURE'],
    ['W1,2010,E1,1.00,EUR,audit,2009-10-02', 'INCOME_YEAR_AFTER_CORRECTION'],
    ['W1,2003,E7,1.00,EUR,audit,2009-10-02', 'INCOME_NOT_REPORTED'],
    ['W9,2003,E1,1.00,EUR,audit,2009-10-02', 'UNKNOWN_PARTICIPANT'],
    ['W1,2003,E1,1e3,EUR,audit,2009-10-02', 'INVALID_AMOUNT'],
    ['W1,2003,E1,1.00,EUR,audit,2009-02-30', 'INVALID_DATE'],
    ['W1,2003,E1,1.00,EUR,,2009-10-02', 'MISSING_FIELD'],
  ];
  const file = ledger.file('c.csv', [HEADER, ...bad.map(([row]) => row), ...EXAMPLE]);
  const report = await ledger.plan(file);
  expect(report.rows).toMatchObject({ total: 13, accepted: 4, refused: 9 });
  expect(report.refusedByCode).toEqual(Object.fromEntries(bad.map(([, code]) => [code, 1])));
  const rejects = readFileSync(report.rejectsFile as string, 'utf8').trimEnd().split('\n');
  expect(rejects[0]).toBe(`${HEADER},line,code,message`);
  expect(rejects.slice(1).map((line) => line.split(',').slice(0, 9).join(','))).toEqual(
    bad.map(([row = '', code], index) => `${row.replace(',-', ",'-")},${index + 2},${code}`),
  ); // guarded: no formula
});

it('flags a late income beside another employer’s of the same year: a correction gone astray', async () => {
  const report = await ledger.plan(ledger.file('i.csv', [INCOMES[0] as string, 'W1,2003,19250.50,EUR,E-1', 'W1,2004,100.00,EUR,E1']));
  expect(report.kind).toBe('incomes');
  expect(report.rows).toMatchObject({ accepted: 2, flagged: 2 });
  // 100.00 beside 15,000.00 and 18,000.00 of the other years.
  expect(report.flags).toMatchObject([{ line: 2, code: 'MAY_BE_A_CORRECTION' }, { line: 3, code: 'UNUSUAL_AMOUNT' }]);
});

it('another person approves where roles are on, with a note', async () => {
  const { digest } = await ledger.plan(ledger.file('c.csv', [HEADER, ...EXAMPLE]));
  expect(await refusalOf(ledger.approve(digest, 'planner'))).toBe('SAME_PERSON');
  expect(await refusalOf(ledger.approve(digest, 'approver', true, ' '))).toBe('NOTE_MISSING');
  await ledger.approve(digest, 'planner', false);
  expect((await ledger.events('batch-reprocess')).at(-1)).toMatchObject({ type: 'BatchApproved', actor: 'planner', data: { digest } });
});

it('a plan that was changed behind its digest is not committed', async () => {
  const { digest } = await ledger.plan(ledger.file('c.csv', [HEADER, ...EXAMPLE]));
  await ledger.approve(digest);
  const db = new Database(join(ledger.folder, 'plans', `${digest}.sqlite`));
  db.exec(`UPDATE planned SET events = replace(events, '267.61', '267.60')`);
  db.close();
  expect(await refusalOf(ledger.commit(digest))).toBe('PLAN_ALTERED');
  expect(await refusalOf(ledger.commit('0'.repeat(64)))).toBe('UNKNOWN_PLAN');
});

it('nothing is kept of a plan that could not be made', async () => {
  expect(await refusalOf(ledger.plan(ledger.file('c.csv', ['participantId;incomeYear;correctedOn'])))).toBe('WRONG_SEPARATOR');
  expect(existsSync(join(ledger.folder, 'plans')) ? readdirSync(join(ledger.folder, 'plans')) : []).toEqual([]);
  expect(await ledger.events('batch-reprocess')).toEqual([]);
});
