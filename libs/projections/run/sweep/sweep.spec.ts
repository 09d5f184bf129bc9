/** The sweep's files: the same bytes at every run, rejects beside them, nothing half-written under the name. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { contributed, enrolled, step, testLedger, type TestLedger } from '../testing/ledger.js';
import { liveRunner, coverageProjection, portfolioDigest, sweep } from '../testing/registry.js';
import type { SweepOptions } from './sweep.js';

const AS_OF = '2015-07-01';
let ledger: TestLedger;
let folder: string;

beforeEach(async () => {
  ledger = await testLedger();
  folder = join(ledger.folder, 'out');
  mkdirSync(folder);
});

afterEach(() => ledger.dispose());

const run = (options: Partial<SweepOptions>) =>
  sweep({
    journal: ledger.journal,
    journalUrl: ledger.journalUrl,
    clock: () => ledger.clock.now,
    model: 'coverage',
    coordinates: { asOf: AS_OF },
    workers: 0,
    ...options,
  });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** zoe has a value, bob none (so no benefit), fay is disabled: a condition with a comma and quotes; late comes after the day. */
const PEOPLE = [
  enrolled('zoe', 1),
  contributed('zoe', 2, '2010-03-01', '100.00'),
  enrolled('bob', 3),
  enrolled('fay', 4),
  contributed('fay', 5, '2010-03-01', '2.50'),
  step('participant-fay', 6, 'DisabilityBegan', '2012-01-01', { beganOn: '2012-01-01', decidedOn: '2012-02-01' }),
  enrolled('late', 7, '2020-01-01'),
];

describe('coverage', () => {
  it('as CSV: a row for each benefit, in the order of streams; who was enrolled later is counted', async () => {
    await ledger.append(PEOPLE);
    const report = await run({ out: join(folder, 'coverage.csv') });
    expect(report).toMatchObject({ answers: 3, notApplicable: 1, rejected: 0, events: 7, rejects: null });
    const [header, ...lines] = read('coverage.csv').split('\r\n');
    expect(header).toBe(
      'participantId,scheme,value,benefit,amount,currency,frequency,basis,condition,validUntil,figure,asOf,knownAt,' +
        'rulesKnownAt,position,rulebook,rulebookVersion,parameters,digest,digestVersion',
    );
    expect(lines.map((line) => line.split(',2015-07-01')[0])).toEqual([
      'zoe,savings,100.00,old-age-pension,100.00,DKK,lump-sum,guaranteed,,,value',
      'bob,savings,0.00,,,,,,,,',
      'fay,savings,2.50,old-age-pension,2.50,DKK,lump-sum,guaranteed,"in payment since ""2012-01-01"", disabled",,value',
      '',
    ]);
  });

  it('as NDJSON: the whole answer a line, equal to the live one', async () => {
    await ledger.append(PEOPLE);
    const report = await run({ out: join(folder, 'coverage.ndjson') });
    const answers = read('coverage.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { digest: string; participantId: string });
    const live = liveRunner(ledger.journal, () => ledger.clock.now);
    expect(answers).toEqual([
      await live.ask(coverageProjection, 'zoe', { asOf: AS_OF }, undefined),
      await live.ask(coverageProjection, 'bob', { asOf: AS_OF }, undefined),
      await live.ask(coverageProjection, 'fay', { asOf: AS_OF }, undefined),
    ]);
    expect(report.digest).toBe(await portfolioDigest(answers.map(({ digest }) => digest)));
  });

  it('as Parquet: the same columns, amounts as decimals', async () => {
    await ledger.append(PEOPLE);
    await run({ out: join(folder, 'coverage.parquet') });
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'coverage.parquet')) });
    expect(rows).toMatchObject([
      { participantId: 'zoe', value: 100, amount: 100, asOf: new Date(AS_OF), position: 2n, condition: null },
      { participantId: 'bob', value: 0, amount: null, position: 3n },
      { participantId: 'fay', value: 2.5, condition: 'in payment since "2012-01-01", disabled', position: 6n },
    ]);
  });

  it('names unreadable and unfoldable participants in the rejects; the others go on', async () => {
    await ledger.append([
      enrolled('anna', 1),
      step('participant-anna', 2, 'Teleported', '2005-01-01', {}),
      enrolled('berta', 3),
      contributed('berta', 4, '2005-01-01', 'a fortune'),
      enrolled('fault', 5),
      enrolled('zoe', 6),
    ]);
    const report = await run({ out: join(folder, 'coverage.csv') });
    expect(report).toMatchObject({ answers: 1, rejected: 3 });
    const codes = read('coverage.csv.rejects.csv').trimEnd().split('\r\n').slice(1).map((line) => line.split(',').slice(0, 2));
    expect(codes).toEqual([['anna', 'UNREADABLE_EVENT'], ['berta', 'EVENT_NOT_FOLDABLE'], ['fault', 'VIEW_FAILED']]);
  });
});

describe('windows and account', () => {
  it('has a row for each income year, and a row for each participant', async () => {
    const income = (number: number, incomeYear: number, amount: string) =>
      step('participant-zoe', number, 'IncomeReported', `${incomeYear}-12-31`, {
        incomeYear,
        employerId: 'e',
        amount,
        currency: 'DKK',
        coverage: 'kapl',
      });
    await ledger.append([...PEOPLE, income(10, 2009, '1000.00'), income(11, 2011, '2000.00'), enrolled('windowless', 12)]);
    // windowless by the scheme, late by the day
    expect(await run({ model: 'windows', out: join(folder, 'windows.csv') })).toMatchObject({
      answers: 3,
      notApplicable: 2,
      rejected: 0,
      rejects: null,
    });
    expect(read('windows.csv').split('\r\n').slice(1).map((line) => line.split(',2015-07-01')[0])).toEqual([
      'zoe,2015,2007,2014,2009,open,2017,2017-12-31,1000.00,1000.00,0.00,0.00,1,0,0,0.00,0.00,0.00,0.00,0.00',
      'zoe,2015,2007,2014,2011,open,2019,2019-12-31,2000.00,2000.00,0.00,0.00,1,0,0,0.00,0.00,0.00,0.00,0.00',
      '',
    ]);
    await run({ model: 'account', question: { year: 2010 }, out: join(folder, 'account.csv') });
    expect(read('account.csv').split('\r\n').slice(0, 2).map((line) => line.split(/,2015-07-01|,asOf/)[0])).toEqual([
      'participantId,year,opening,contributions,interest,bonus,administration,insurance,adjustments,transfers,benefits,closing',
      'zoe,2010,0.00,100.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,100.00',
    ]);
  });
});

describe('the file', () => {
  it('keeps its earlier content, and nothing is left beside it, when a sweep is stopped', async () => {
    await ledger.append(Array.from({ length: 2_500 }, (_, index) => enrolled(`p${index}`, index + 1)));
    const out = join(folder, 'coverage.csv');
    writeFileSync(out, 'earlier');
    const stop = new AbortController();
    await expect(run({ out, signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) })).rejects.toThrow('stopped');
    expect(readdirSync(folder)).toEqual(['coverage.csv']);
    expect(read('coverage.csv')).toBe('earlier');
  });

  it('loses an earlier run’s rejects where there are none any more', async () => {
    await ledger.append([enrolled('early', 1, '1990-01-01')]);
    const out = join(folder, 'coverage.csv');
    const report = await run({ out, coordinates: { asOf: '1999-12-31' } }); // the rate begins in 2000
    expect(report).toMatchObject({ rejected: 1, rejects: `${out}.rejects.csv` });
    expect(read('coverage.csv.rejects.csv').split('\r\n')[1]).toMatch(
      /^early,MISSING_PARAMETER,savings.rate is not in force on 1999-12-31/,
    );
    await run({ out, coordinates: { asOf: '2020-02-01' } });
    expect(existsSync(`${out}.rejects.csv`)).toBe(false);
  });

  it('refuses a name that tells no format', async () => {
    await expect(run({ out: join(folder, 'coverage.xlsx') })).rejects.toThrow('UNKNOWN_OUTPUT_FORMAT');
  });

  it('is complete for an empty ledger', async () => {
    await ledger.append([]);
    for (const format of ['csv', 'ndjson', 'parquet']) {
      expect(await run({ out: join(folder, `none.${format}`) })).toMatchObject({ answers: 0, rejected: 0 });
    }
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'none.parquet')) })).toEqual([]);
  });
});
