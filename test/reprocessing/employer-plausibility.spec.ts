/** What a plan finds unusual in files about employers and their salaries: each mistake by hand, and right rows beside it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanReport } from '#reprocessing/plan/make-plan.js';
import { openEmployers, PAYMENTS, SALARIES, type EmployersLedger } from '../employers/books.js';

let books: EmployersLedger;
const codesOf = ({ flags }: PlanReport): readonly string[] => flags.map(({ line, code }) => `${line} ${code}`);
const plan = (name: string, ...lines: readonly string[]): Promise<PlanReport> => books.plan(books.file(name, lines));

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn', ...['E1', 'E2'].map((id) => `${id},nl-pob,mandatory,2018-03-01`));
  await books.take('participants', 'participantId,scheme,birthDate,sex,enrolledOn', 'a,nl-pob,1970-04-05,female,2018-03-01');
  await books.take('salaries', SALARIES, 'a,E1,2018-03,36000,EUR,2018-03-02,0.8,');
  for (const month of ['2018-03', '2018-04', '2018-05']) await books.monthly(month, `${month}-08`); // 472.80 each
  await books.take('headcounts', 'employerId,on,employees', 'E1,2018-06-30,24', 'E2,2018-06-30,3');
  await books.take('premium-payments', PAYMENTS, 'E1,472.80,EUR,2018-04-15,s1,', 'E1,472.80,EUR,2018-05-15,s2,');
});
afterAll(() => books.close());

it('a headcount is held against the one before, in the ledger and in the file; where few work, some more are nothing', async () => {
  const rows = ['E1,2018-12-31,240', 'E1,2019-12-31,230', 'E2,2018-12-31,9', 'E1,2018-03-31,20'];
  const report = await plan('headcounts.csv', 'employerId,on,employees', ...rows);
  expect([report.rows.accepted, codesOf(report)]).toEqual([4, ['2 UNUSUAL_HEADCOUNT']]);
  expect(report.flags[0]?.message).toBe(
    '240 on 2018-12-31 is × 10.00 what it employed on 2018-06-30, 24; a factor of 2 or more is unusual',
  );
});

it('a payment is held against the invoice that it names, else against the last ones; told twice is said', async () => {
  const report = await plan(
    'payments.csv',
    PAYMENTS,
    'E1,47.28,EUR,2018-06-15,s3,2018-05',
    'E1,4728.00,EUR,2018-06-16,s4,',
    'E1,472.80,EUR,2018-05-15,s5,',
    'E1,472.80,EUR,2018-06-17,s6,2018-05',
  );
  expect(codesOf(report)).toEqual(['2 SHIFTED_DECIMAL', '3 SHIFTED_DECIMAL', '4 SAME_DAY_AND_AMOUNT']);
  expect(report.flags.map(({ message }) => message)).toEqual([
    '47.28 is ÷ 10.00 the invoice that it names, 472.80: a decimal point may have moved',
    '4728.00 is × 10.00 the median of its last payments, 472.80: a decimal point may have moved',
    'another payment of 472.80 on 2018-05-15 stands with the reference "s2": it may be the same, told a second time',
  ]);
  // the rows come to 5,720.88 in four: the next file of the kind is held against that, once this one is committed
  expect(report.totals).toEqual({ 'nl-pob': { rows: 4, amount: '5720.88' } });
});

it('a reported salary is held against what held in the month before; one that ends it is nothing', async () => {
  const report = await plan('salaries.csv', SALARIES, 'a,E1,2019-01,360000,EUR,2019-01-02,0.8,', 'a,E1,2019-06,0,EUR,2019-01-02,,');
  expect(codesOf(report)).toEqual(['2 SHIFTED_DECIMAL']);
  expect(report.flags[0]?.message).toBe('360000.00 is × 10.00 what held in the month before, 36000.00: a decimal point may have moved');
  expect(codesOf(await plan('raised.csv', SALARIES, 'a,E1,2019-01,37000,EUR,2019-01-02,0.8,'))).toEqual([]);
});

it('the fund says what is unusual, from a day on', async () => {
  const file = join(books.folder, 'limits.json');
  const entries = [{ from: '2018-01-01', value: '20', reference: 'board', status: 'external' }];
  const parameters = [{ name: 'plausibleChange', unit: 'factor against what stood before', entries }];
  writeFileSync(file, JSON.stringify({ scheme: 'nl-pob', announced: '2018-01-01', parameters }));
  await books.publish('nl-pob', file);
  expect(codesOf(await plan('again.csv', PAYMENTS, 'E1,47.28,EUR,2018-06-15,s3,2018-05'))).toEqual([]);
  expect(codesOf(await plan('counts.csv', 'employerId,on,employees', 'E1,2018-12-31,240'))).toEqual([]);
});

const REQUESTS = 'employerId,kind,requestedOn,from,reference,participants';

it('an exemption for participants whom nobody knows is taken and flagged; for known ones, or for all, it is not', async () => {
  const rows = ['E1,other,2018-05-10,2018-06-01,r1,a', 'E1,other,2018-05-10,2018-06-01,r2,', 'E1,other,2018-05-10,2018-06-01,r3,NOBODY a'];
  const planned = await plan('requests.csv', REQUESTS, ...rows);
  expect([planned.rows.accepted, codesOf(planned)]).toEqual([3, ['4 UNKNOWN_PARTICIPANTS']]);
  const file = books.file('asked.csv', [REQUESTS, ...rows]);
  const imported = await books.import('exemption-requests', file);
  expect(imported).toMatchObject({ appended: 3, refused: 0, flagged: 1 });
  const message = 'no participant is enrolled as NOBODY (1 of 2 named): the exemption holds for them once they are; check the ids';
  const figures = { participants: ['NOBODY'], unknown: 1, named: 2 };
  expect(imported.flags).toEqual([{ line: 4, code: 'UNKNOWN_PARTICIPANTS', message, figures }]);
  expect(await books.import('exemption-requests', file)).toMatchObject({ repeated: 3, flagged: 0 });
});
