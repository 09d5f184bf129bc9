/** A file of salary corrections, planned and committed: what is charged on, waits and has lapsed by year, and rights before and after. */
import { liveRunner } from '#projections/run/live.js';
import { rightsProjection } from '#projections/rights/projection.js';
import { listCorrections } from '#reprocessing/invoicing/corrections-list.js';
import { NOW } from '../reprocessing/ledger.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    'a,nl-pob,1970-04-05,female,2018-03-01',
    'b,nl-pob,1980-05-06,male,2018-03-01',
  );
  await books.take('salaries', SALARIES, 'a,E1,2018-03,36000,EUR,2018-03-02,0.8,', 'b,E1,2020-01,41000.50,EUR,2020-01-02,,0.5');
  await books.monthly('2020-12', '2020-12-08');
  await books.invoice({ kind: 'final', year: 2019, sentOn: '2021-02-11' });
  await books.monthly('2021-02', '2021-02-11');
  await books.fanOut();
});
afterAll(() => books.close());

it('the plan says what becomes of each year’s premium, and what rights come to', async () => {
  // a from 03/2018: 0.75 instead of 0.8: 444.00−… 432.00 + 11.25 against 460.80 + 12.00: −29.55 a month
  const file = books.file('corrections.csv', [
    CORRECTIONS,
    'a,E1,2018-03,36000,EUR,hours,2022-06-03,0.75,',
    'b,E1,2020-01,41000.50,EUR,reassessed,2022-06-03,,0.4',
    'x,E1,2020-01,1,EUR,nobody,2022-06-03,,',
  ]);
  const plan = await books.plan(file);
  expect(plan).toMatchObject({
    kind: 'salary-corrections',
    rows: { total: 3, accepted: 2, refused: 1 },
    refusedByCode: { UNKNOWN_PARTICIPANT: 1 },
  });
  const [euro] = plan.currencies;
  // 2018: ten months, lapsed at the end of 2021; 2019: twelve, lapsed at the end of 2022, whatever its final invoice says
  // 2020: 12·(−29.55) of a and 12·65.60 of b; 2021: two months of each
  expect(euro?.premiums).toEqual([
    { year: 2018, status: 'lapsed-2.11', amount: '-295.50' },
    { year: 2019, status: 'lapsed-2.11', amount: '-354.60' },
    { year: 2020, status: 'next-invoice', amount: '432.60' },
    { year: 2021, status: 'next-invoice', amount: '72.10' },
  ]);
  expect(euro?.total).toBe('504.70'); // 432.60 + 72.10: what has lapsed moves nothing
  // a: 287.50 + 4·345.00 = 1,667.50, then 269.53 + 4·323.44 = 1,563.29; b stays at 3·525.01: accrual goes on without premium
  expect(euro?.rights).toEqual({ before: '3242.53', after: '3138.32' });
});

it('committed: each correction stands, rights at their original dates, and the next invoice charges what may be charged', async () => {
  const file = books.file('corrections-2.csv', [CORRECTIONS, 'a,E1,2018-03,36000,EUR,hours,2022-06-03,0.75,']);
  const { digest } = await books.plan(file);
  await books.approve(digest);
  expect(await books.commit(digest)).toMatchObject({ participants: 1, moved: [] });
  expect((await listCorrections(books.journal, 'E1', NOW.slice(0, 10), () => NOW)).totals).toEqual({
    'lapsed-2.11': '-650.10',
    'next-invoice': '-413.70',
  });
  await books.monthly('2021-03', '2021-03-08');
  const { invoices } = await books.employer('E1');
  // on 8 March 2021 nothing of 2018 had lapsed: its ten months, and two of 2021; 2019 waits (4.9), 2020 for its final invoice
  expect(invoices.at(-1)?.data.adjustments).toHaveLength(12);
  expect(invoices.at(-1)?.data.adjustments.every(({ amount }) => amount === '-29.55')).toBe(true);
  const rights = await liveRunner(books.journal, () => NOW).ask(rightsProjection, 'a', { asOf: '2022-12-31' }, { year: 2018 });
  // 1.875 %·23,000·0.75/12·10 = 269.53125 against 287.50
  expect(rights).toMatchObject({
    opening: '0.00',
    lines: [
      { kind: 'accrual', amount: '287.50' },
      { kind: 'adjustment', amount: '-17.97' },
    ],
    closing: '269.53',
  });
  expect(await books.fanOut()).toMatchObject({ booked: 0 });
  expect(await books.outOfBalance()).toEqual([]);
});
