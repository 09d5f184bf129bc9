/**
 * Corrections of one employer and year stand in order of their days (fi-kapl section 11, "Order"), however they come: newest
 * first in one file, in files of their own, beside a time-barred one, from an older system, in a plan.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accountProjection } from '#projections/account/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { importFile, type ImportReport } from '#reprocessing/intake/import-file.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

const PARAMETERS = resolve('test/samples/fi-kapl/illustrative-1997-2013.json');
const HEADER = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
const OLDER = 'W1,2003,E1,18500.00,EUR,audit,2009-05-01';
const NEWER = 'W1,2003,E1,19000.00,EUR,audit,2010-05-01';
const BARRED = 'W1,2003,E1,20000.00,EUR,audit,2012-05-01';

/** 0.214·500 = 107.00 twice, with 107·0.36905221147 = 39.4886 and 107·0.4443500831 = 47.5455: 301.04; premium 0.214·19000. */
const IN_ORDER = {
  current: '19000.00',
  premium: '4066.00',
  settled: [
    ['18000.00', '18500.00', '146.49'],
    ['18500.00', '19000.00', '154.55'],
  ],
};
/** 0.214·1000 = 214.00 and 214·0.4443500831 = 95.0909 against the reported income; the barred one moves nothing. */
const BESIDE_BARRED = {
  current: '20000.00',
  premium: '4066.00',
  settled: [
    ['18000.00', '19000.00', '309.09'],
    ['18000.00', '20000.00', '0.00'],
  ],
};

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
  await ledger.publish('fi-kapl', PARAMETERS);
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01']),
  );
  await ledger.import('incomes', ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', 'W1,2003,18000.00,EUR,E1']));
});
afterEach(() => ledger.close());

async function corrections(name: string, lines: readonly string[], chunkRows?: number): Promise<ImportReport> {
  const rules = rulesFromJournal(ledger.journal);
  const file = ledger.file(name, [HEADER, ...lines]);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  return importFile({
    journal: ledger.journal,
    kind: 'corrections',
    file,
    dryRun: false,
    migrate: false,
    clock: () => NOW,
    actor: 'test',
    rulebooks: RULEBOOKS,
    parameters,
    chunkRows,
  });
}

async function windowOf2003(asOf = '2022-12-31') {
  const { years } = await liveRunner(ledger.journal, () => NOW).ask(windowsProjection, 'W1', { asOf }, { correctionYear: 2010 });
  const [year] = years;
  if (year === undefined) throw new Error('2003 is shown');
  const settled = year.settlements.map(({ incomeBefore, incomeAfter, total }) => [incomeBefore, incomeAfter, total]);
  return { current: year.income.current, premium: year.premium, settled: settled.sort() };
}

/** What the books say of the year: the incomes, and what the account was charged. */
async function booksOn(asOf: string) {
  const { accounts } = await trialBalance({ journal: ledger.journal, clock: () => NOW, coordinates: { asOf }, participantId: 'W1' });
  const balance = (account: string): string | undefined => accounts.find((one) => one.account === account)?.balance;
  const { closing } = await liveRunner(ledger.journal, () => NOW).ask(
    accountProjection,
    'W1',
    { asOf },
    { year: Number(asOf.slice(0, 4)) },
  );
  return { income: balance('employers:reported-income'), settled: balance('employers:premium-receivable') ?? '0.00', closing };
}

describe('in one file, newest first', () => {
  it.each([[undefined], [1]])('as the rows in date order, by chunks of %p rows', async (chunkRows) => {
    expect(await corrections('newest-first.csv', [NEWER, OLDER], chunkRows)).toMatchObject({ appended: 2, refused: 0 });
    expect(await windowOf2003()).toEqual(IN_ORDER);
    expect(await windowOf2003('2009-12-31')).toEqual({
      current: '18500.00',
      premium: '3959.00',
      settled: [['18000.00', '18500.00', '146.49']],
    });
    // The books at the end of 2009 are those of the windows: income 18,500.00; charged 0.214·18000 = 3,852.00, and 146.49.
    expect(await booksOn('2009-12-31')).toEqual({ income: '18500.00', settled: '146.49', closing: '3998.49' });
    expect(await booksOn('2010-12-31')).toEqual({ income: '19000.00', settled: '301.04', closing: '4153.04' });
    expect(await corrections('newest-first.csv', [NEWER, OLDER], chunkRows)).toMatchObject({ appended: 0, repeated: 2 });
    expect(await corrections('oldest-first.csv', [OLDER, NEWER])).toMatchObject({ appended: 0, repeated: 2 });
  });

  it('rows of other years and persons pass as they stand', async () => {
    const unknown = 'W9,2003,E1,1.00,EUR,audit,2010-05-01';
    expect(await corrections('mixed.csv', [NEWER, unknown, OLDER, unknown], 2)).toMatchObject({ appended: 2, refused: 2 });
    expect(readFileSync(`${ledger.folder}/mixed.csv.rejects.csv`, 'utf8').match(/UNKNOWN_PARTICIPANT/g)).toHaveLength(2);
    expect(await windowOf2003()).toEqual(IN_ORDER);
  });
});

describe('in a second file', () => {
  it('one of an earlier day than the settled one is refused, and taken once that one is annulled', async () => {
    await corrections('first.csv', [NEWER]);
    expect(await corrections('second.csv', [OLDER])).toMatchObject({ appended: 0, byCode: { LATER_CORRECTION_STANDS: 1 } });
    expect(readFileSync(`${ledger.folder}/second.csv.rejects.csv`, 'utf8')).toContain(
      'settled at 19000.00 by the correction of 2010-05-01; a correction of 2009-05-01 comes too late for that division',
    );
    expect((await windowOf2003()).settled).toEqual([['18000.00', '19000.00', '309.09']]);
  });

  it('one inside its window after a time-barred one settles against the income as reported', async () => {
    await corrections('first.csv', [BARRED]);
    expect(await corrections('second.csv', [NEWER])).toMatchObject({ appended: 1 });
    expect(await windowOf2003()).toEqual(BESIDE_BARRED);
    expect((await windowOf2003('2010-12-31')).current).toBe('19000.00');
    // The barred change moves the income that is shown, from 2012 on, and nothing that was charged: 3,852.00 + 309.09.
    expect(await booksOn('2010-12-31')).toEqual({ income: '19000.00', settled: '309.09', closing: '4161.09' });
    expect(await booksOn('2012-12-31')).toEqual({ income: '20000.00', settled: '309.09', closing: '4161.09' });
    expect(await corrections('third.csv', ['W1,2003,E1,19500.00,EUR,audit,2012-01-01'])).toMatchObject({ appended: 1 });
    expect((await windowOf2003()).current).toBe('20000.00'); // barred too, and of an earlier day
    expect((await booksOn('2022-12-31')).income).toBe('20000.00');
  });
});

describe('one that confirms what is in force', () => {
  const confirms = (day: string): string => `W1,2003,E1,18000.00,EUR,audit,${day}`;

  it('stands, so that one of an earlier day that comes later does not change what it confirmed', async () => {
    expect(await corrections('first.csv', [confirms('2010-05-01')])).toMatchObject({ appended: 1, events: 2 });
    expect(await corrections('second.csv', ['W1,2003,E1,19000.00,EUR,audit,2009-05-01'])).toMatchObject({
      byCode: { LATER_CORRECTION_STANDS: 1 },
    });
    expect(await windowOf2003()).toEqual({ current: '18000.00', premium: '3852.00', settled: [['18000.00', '18000.00', '0.00']] });
    expect(await corrections('first.csv', [confirms('2010-05-01')])).toMatchObject({ appended: 0, repeated: 1 });
    expect(await corrections('other.csv', [confirms('2010-05-01')])).toMatchObject({ appended: 0, repeated: 1 });
  });

  it('comes before a settled one of a later day without changing what that one settled', async () => {
    await corrections('first.csv', [NEWER]);
    expect(await corrections('second.csv', [confirms('2009-05-01')])).toMatchObject({ appended: 1 });
    const expected = {
      current: '19000.00',
      premium: '4066.00',
      settled: [
        ['18000.00', '18000.00', '0.00'],
        ['18000.00', '19000.00', '309.09'],
      ],
    };
    expect(await windowOf2003()).toEqual(expected);
    expect(await booksOn('2010-12-31')).toEqual({ income: '19000.00', settled: '309.09', closing: '4161.09' });
  });

  it('outside of the window stays the current income, beside one inside that comes later', async () => {
    await corrections('first.csv', [confirms('2012-05-01')]);
    await corrections('second.csv', [NEWER]);
    expect(await windowOf2003()).toEqual({
      current: '18000.00',
      premium: '4066.00',
      settled: [
        ['18000.00', '18000.00', '0.00'],
        ['18000.00', '19000.00', '309.09'],
      ],
    });
    expect((await booksOn('2012-12-31')).income).toBe('18000.00');
  });
});

describe('a correction that does not name the cover', () => {
  const COVERED = `${HEADER},coverage`;
  const raised = 'W1,2003,E1,19000.00,EUR,audit,2003-11-01,';
  const moved = 'W1,2003,E1,18500.00,EUR,audit,2003-06-01,apl-10b';

  it.each([[[raised, moved]], [[moved, raised]]])('has that of the version before its day, however they come: %j', async (rows) => {
    for (const [index, row] of rows.entries()) await ledger.import('corrections', ledger.file(`c${index}.csv`, [COVERED, row]));
    // 19,000.00 under APL: it leaves the base (2.4).
    expect(await windowOf2003()).toMatchObject({ current: '19000.00', premium: '0.00' });
  });

  it('and one that names it keeps what it names', async () => {
    for (const [index, row] of [`${raised}kapl`, moved].entries())
      await ledger.import('corrections', ledger.file(`c${index}.csv`, [COVERED, row]));
    expect(await windowOf2003()).toMatchObject({ current: '19000.00', premium: '4066.00' });
  });
});

describe('two employers of a person, and the threshold of the year, 700.00', () => {
  const settledOf = async (participantId: string): Promise<unknown> => {
    const { years } = await liveRunner(ledger.journal, () => NOW).ask(
      windowsProjection,
      participantId,
      { asOf: '2022-12-31' },
      { correctionYear: 2010 },
    );
    return [
      years[0]?.premium,
      years[0]?.settlements
        .map(({ correctionYear, premiumDelta, premiumInterest }) => `${correctionYear} ${premiumDelta} ${premiumInterest}`)
        .sort(),
    ];
  };
  const reported = async (id: string, amount: string): Promise<void> => {
    await ledger.import(
      'participants',
      ledger.file(`p${id}.csv`, ['participantId,scheme,birthDate,sex,enrolledOn', `${id},fi-kapl,1962-04-05,female,1999-01-01`]),
    );
    const rows = ['E1', 'E2'].map((employer) => `${id},2003,${amount},EUR,${employer}`);
    await ledger.import('incomes', ledger.file(`i${id}.csv`, ['participantId,incomeYear,amount,currency,employerId', ...rows]));
  };

  it('what one settled across it stands: an older one of the other employer that would change that is refused', async () => {
    await reported('T1', '500.00');
    const [down, up] = ['T1,2003,E1,100.00,EUR,audit,2009-05-01', 'T1,2003,E2,900.00,EUR,audit,2010-05-01'];
    // 500 + 900 = 1,400 after 1,000: 0.214·400 = 85.60 and 85.6·0.4443500831 = 38.04.
    await corrections('up.csv', [up]);
    expect(await corrections('down.csv', [down])).toMatchObject({ appended: 0, byCode: { LATER_CORRECTION_STANDS: 1 } });
    expect(readFileSync(`${ledger.folder}/down.csv.rejects.csv`, 'utf8')).toContain(
      'from employer E2 was settled at 900.00 by the correction of 2010-05-01',
    );
    expect(await settledOf('T1')).toEqual(['299.60', ['2010 85.60 38.04']]); // 0.214·1,400
  });

  it('by day: the year falls under the threshold, and comes over it again', async () => {
    await reported('T1', '500.00');
    // 100 + 500 counts for nothing: 0.214·1,000 = 214.00 back with 214·0.36905221147 = 78.98; with 900 it is 1,000 again: 95.09.
    await corrections('down.csv', ['T1,2003,E1,100.00,EUR,audit,2009-05-01']);
    await corrections('up.csv', ['T1,2003,E2,900.00,EUR,audit,2010-05-01']);
    expect(await settledOf('T1')).toEqual(['214.00', ['2009 -214.00 -78.98', '2010 214.00 95.09']]);
  });

  it('a report of the running year that would change what was settled on top of another one is refused as well', async () => {
    await reported('T1', '400.00');
    // 400 + 250 count for nothing; then 400 + 900 = 1,300: 0.214·1,300 = 278.20. With E1 at 250 it would have been 0.214·1,150.
    await corrections('up.csv', ['T1,2003,E2,250.00,EUR,slip,2003-02-16', 'T1,2003,E2,900.00,EUR,audit,2005-12-16']);
    expect(await corrections('down.csv', ['T1,2003,E1,250.00,EUR,slip,2003-02-15'])).toMatchObject({
      appended: 0,
      byCode: { LATER_CORRECTION_STANDS: 1 },
    });
    expect(await settledOf('T1')).toEqual(['278.20', ['2003 0.00 0.00', '2005 278.20 29.24']]); // ·(1.0525^1.5·1.0475^0.5 − 1)
  });

  it('far from it either comes first, to the same amounts', async () => {
    const rows = (id: string): readonly [string, string] => [
      `${id},2003,E1,18500.00,EUR,audit,2009-05-01`,
      `${id},2003,E2,19000.00,EUR,audit,2010-05-01`,
    ];
    for (const id of ['T1', 'T2']) await reported(id, '18000.00');
    for (const [index, row] of [...rows('T1'), ...[...rows('T2')].reverse()].entries())
      expect(await corrections(`c${index}.csv`, [row])).toMatchObject({ appended: 1 });
    const expected = ['8025.00', ['2009 107.00 39.49', '2010 214.00 95.09']]; // 0.214·37,500; 0.214·500, 0.214·1,000
    expect([await settledOf('T1'), await settledOf('T2')]).toEqual([expected, expected]);
  });
});

it('a plan decides its rows in order of their days, and its commit books them', async () => {
  const report = await ledger.plan(ledger.file('c.csv', [HEADER, BARRED, NEWER, OLDER]));
  expect(report.rows).toMatchObject({ accepted: 3, timeBarred: 1, refused: 0 });
  expect(report.currencies).toMatchObject([{ total: '301.04' }]);
  await ledger.approve(report.digest);
  expect(await ledger.commit(report.digest)).toMatchObject({
    incomeYears: [
      { year: 2003, account: 'employers:premium-receivable', planned: '301.04', committed: '301.04' },
      { year: 2003, account: 'participants:pensionable-income' },
    ],
  });
  expect(await windowOf2003()).toEqual({
    ...IN_ORDER,
    current: '20000.00',
    settled: [...IN_ORDER.settled, ['19000.00', '20000.00', '0.00']].sort(),
  });
  const refused = await ledger.plan(ledger.file('d.csv', [HEADER, 'W1,2003,E1,18600.00,EUR,audit,2009-06-01']));
  expect(refused.refusedByCode).toEqual({ LATER_CORRECTION_STANDS: 1 });
});

it('beside a time-barred one that hides it, a correction moves no income in the reconciliation either', async () => {
  await corrections('first.csv', [BARRED]);
  const { digest } = await ledger.plan(ledger.file('c.csv', [HEADER, NEWER]));
  await ledger.approve(digest);
  // 18,000.00 to 20,000.00 stood; now it is 19,000.00, then 20,000.00: the sum stays, and 309.09 is settled.
  expect((await ledger.commit(digest)).incomeYears).toEqual([
    { year: 2003, account: 'employers:premium-receivable', commodity: 'EUR', planned: '309.09', committed: '309.09' },
    { year: 2003, account: 'participants:pensionable-income', commodity: 'EUR income', planned: '0.00', committed: '0.00' },
  ]);
  expect((await booksOn('2022-12-31')).income).toBe('20000.00');
});

it('history of an older system keeps the order in which that one knew of things', async () => {
  const record = (fields: object): string => JSON.stringify({ participantId: 'M1', ...fields });
  const income = { incomeYear: 2003, employerId: 'E1', currency: 'EUR' };
  const corrected = (amount: string, correctedOn: string, recordedAt: string): string =>
    record({ record: 'correction', ...income, amount, reason: 'audit', correctedOn, recordedAt });
  const file = ledger.file('history.ndjson', [
    record({
      record: 'participant',
      scheme: 'fi-kapl',
      birthDate: '1962-04-05',
      sex: 'female',
      enrolledOn: '1999-01-01',
      recordedAt: '1999-02-01T00:00:00.000Z',
    }),
    record({ record: 'income', ...income, amount: '18000.00', recordedAt: '2004-02-01T00:00:00.000Z' }),
    // Recorded at one moment: decided by day. Recorded later: too late.
    corrected('19000.00', '2010-05-01', '2010-06-01T00:00:00.000Z'),
    corrected('18500.00', '2009-05-01', '2010-06-01T00:00:00.000Z'),
    corrected('18600.00', '2009-06-01', '2010-07-01T00:00:00.000Z'),
  ]);
  const rules = rulesFromJournal(ledger.journal);
  const report = await importFile({
    journal: ledger.journal, kind: 'history', file, dryRun: false, migrate: true, clock: () => NOW, actor: 'test', rulebooks: RULEBOOKS,
    parameters: async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters,
  });
  expect(report).toMatchObject({ appended: 4, byCode: { LATER_CORRECTION_STANDS: 1 } });
  const { years, totals } = await liveRunner(ledger.journal, () => NOW).ask(
    windowsProjection,
    'M1',
    { asOf: '2022-12-31' },
    { correctionYear: 2010 },
  );
  expect([years[0]?.income.current, years[0]?.settlements.map(({ total }) => total), totals.total]).toEqual([
    '19000.00',
    ['146.49', '154.55'],
    '154.55',
  ]);
});

it('newest first, one that restores the income before an older one is no repeat of it', async () => {
  // By day: 18,000.00 → 19,000.00 on 2009-05-01, then back on 2010-05-01; 107·2 with interest to 2009, then to 2010 against.
  const back = 'W1,2003,E1,18000.00,EUR,audit,2010-05-01';
  const up = 'W1,2003,E1,19000.00,EUR,audit,2009-05-01';
  expect(await corrections('newest-first.csv', [back, up])).toMatchObject({ appended: 2, repeated: 0, refused: 0 });
  expect(await windowOf2003()).toMatchObject({
    current: '18000.00',
    settled: [
      ['18000.00', '19000.00', '292.98'],
      ['19000.00', '18000.00', '-309.09'],
    ],
  });
  expect(await corrections('newest-first.csv', [back, up])).toMatchObject({ appended: 0, repeated: 2 });
});
