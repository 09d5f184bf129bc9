/**
 * What late data may cost (4.8 a, b) before and after a claim names the invoice that they are for, beside interest on late payment (2.5),
 * by hand: 120,000 a year is 1,920.00 + 50.00 = 1,970.00 a month, at 8 %.
 */
import { dutiesProjection, type DutiesAnswer } from '#projections/employers/duties.js';
import { liveRunner } from '#projections/run/live.js';
import { dutiesPage } from '../../apps/cli/pages/employers/lists.js';
import type { Answer } from '#projections/answer.js';
import { NOW } from '../reprocessing/ledger.js';
import { DEMANDS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

const CLAIMS = 'employerId,kind,decidedOn,reference,obligation,invoice,premiumDue';
let books: EmployersLedger;
const duties = (asOf: string): Promise<Answer<DutiesAnswer>> =>
  liveRunner(books.journal, () => NOW).ask(dutiesProjection, 'E1', { asOf }, undefined);
const claimed = async (asOf: string): Promise<readonly string[]> =>
  ((await duties(asOf)).duties[0]?.claimable ?? []).map(({ invoice, premiumDue, interest, collectionCosts }) =>
    [
      ...[invoice, premiumDue, interest.from, interest.until, interest.amount, interest.claimed],
      ...[collectionCosts.amount, collectionCosts.claimed],
    ].join(' '),
  );
const late = async (asOf: string): Promise<readonly string[]> =>
  (await duties(asOf)).latePayments.map(({ invoice, premiumDue, from, until, charged, interest }) =>
    [invoice, premiumDue, from, until, charged, interest].join(' '),
  );

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-03-01');
  await books.take('salaries', SALARIES, 'a,E1,2018-03,120000,EUR,2018-03-02,,');
  // due on 15 April, 15 May, 15 June
  for (const month of ['2018-03', '2018-04', '2018-05']) await books.monthly(month, `${month}-08`);
  await books.take(
    'demands',
    DEMANDS,
    'E1,salaries of April,data,2018-04-05,2018-04-10,2018-04-20,no,letter 1',
  );
  await books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E1,salaries of April,2018-05-10,yes,upload 1');
  await books.take('premium-payments', PAYMENTS, 'E1,200.00,EUR,2018-04-26,s1,2018-04');
});
afterAll(() => books.close());

it('in time there is nothing to claim', async () => {
  expect((await duties('2018-04-10')).duties).toMatchObject([{ defaultFrom: '2018-04-06' }]);
  const before = await liveRunner(books.journal, () => NOW).ask(dutiesProjection, 'E1', { asOf: '2018-04-09' }, undefined);
  expect(before.duties).toEqual([]); // nothing was demanded yet
});

it('until a claim names one, by each invoice with premium left to pay', async () => {
  const { duties: [duty] } = await duties('2018-05-20');
  expect(duty).toMatchObject({ defaultFrom: '2018-04-06', interest: null, collectionCosts: null });
  expect(await claimed('2018-05-20')).toEqual([
    // to its due date, nine days: 1,970·0.08·9/365 = 3.886…; 15 % of 1,970.00
    '2018-03 1970.00 2018-04-06 2018-04-15 3.89 0.00 295.50 0.00',
    // to the delivery: 1,970·0.08·20/365 = 8.635… before the payment of 200.00, 1,770·0.08·14/365 = 5.431… after it; 15 % of 1,770.00
    '2018-04 1770.00 2018-04-06 2018-05-10 14.07 0.00 265.50 0.00',
    // 1,970·0.08·34/365 = 14.680…
    '2018-05 1970.00 2018-04-06 2018-05-10 14.68 0.00 295.50 0.00',
  ]);
  // so far: to the day asked for. 1,970·0.08·14/365 = 6.044… for April, nine days for March; May's was sent on 8 May
  expect(await claimed('2018-04-20')).toEqual([
    '2018-03 1970.00 2018-04-06 2018-04-15 3.89 0.00 295.50 0.00',
    '2018-04 1970.00 2018-04-06 2018-04-20 6.04 0.00 295.50 0.00',
  ]);
});

it('from the due date on late payment bears interest, whoever owes data: a day bears it once', async () => {
  // 1,970·0.08·35/365 = 15.112…; 1,770·0.08·5/365 = 1.939…; May is not due
  expect(await late('2018-05-20')).toEqual([
    '2018-03 1970.00 2018-04-15 2018-05-20 0.00 15.11',
    '2018-04 1770.00 2018-05-15 2018-05-20 0.00 1.94',
    '2018-05 1970.00 2018-06-15  0.00 0.00',
  ]);
  // charged 157.60 on 15 April 2019, then 2,127.60·0.08·35/365 = 16.321…; the premium is what it was
  expect((await late('2019-05-20'))[0]).toBe('2018-03 1970.00 2018-04-15 2019-05-20 157.60 173.92');
});

it('a claim that names the invoice comes to what was shown, and needs no premium told', async () => {
  const rows = [
    'E1,collection-costs,2018-05-20,board 4,salaries of April,2018-04,',
    'E1,data-interest,2018-05-20,board 5,salaries of April,2018-04,',
  ];
  expect(await books.take('claims', CLAIMS, ...rows)).toMatchObject({ appended: 2, byCode: {} });
  expect((await books.employer('E1')).imposed.map(({ article, amountMinor }) => `${article} ${amountMinor}`)).toEqual([
    '4.8 b 26550',
    '4.8 a 1407',
  ]);
  expect(
    await books.take(
      'claims',
      CLAIMS,
      ...rows,
      'E1,data-interest,2018-05-21,board 6,salaries of April,2018-04,', // delivered on the 10th: no day more
      'E1,data-interest,2018-05-07,board 7,salaries of April,2018-05,', // sent on the 8th
      'E1,data-interest,2018-05-21,board 8,salaries of April,2018-09,',
    ),
  ).toMatchObject({ appended: 0, repeated: 2, byCode: { NOTHING_MORE_TO_CLAIM: 1, MISSING_FIELD: 1, UNKNOWN_INVOICE: 1 } });
});

it('from then on the duty is about that invoice', async () => {
  expect((await duties('2018-05-19')).duties[0]).toMatchObject({ interest: null, collectionCosts: null });
  expect((await duties('2018-05-20')).duties[0]).toMatchObject({ interest: '14.07', collectionCosts: '265.50' });
  expect(await claimed('2018-05-20')).toEqual(['2018-04 1770.00 2018-04-06 2018-05-10 14.07 14.07 265.50 265.50']);
  // paid: the days before it bore interest, and nothing is left to collect
  await books.take('premium-payments', PAYMENTS, 'E1,1770.00,EUR,2018-06-01,s2,2018-04');
  expect(await claimed('2018-06-01')).toEqual(['2018-04 0.00 2018-04-06 2018-05-10 14.07 14.07 0.00 265.50']);
  expect((await duties('2018-06-01')).duties[0]).toMatchObject({ interest: '14.07', collectionCosts: '0.00' });
});

it('what was claimed and told again is no news, though a payment of before it has come to be known', async () => {
  await books.take('premium-payments', PAYMENTS, 'E1,70.00,EUR,2018-05-01,s3,2018-04');
  const row = 'E1,collection-costs,2018-05-20,board 4,salaries of April,2018-04,';
  expect(await books.take('claims', CLAIMS, row)).toMatchObject({ repeated: 1, byCode: {} });
});

it('the page says whose sums they are not', async () => {
  const page = dutiesPage(await duties('2018-05-19')).replace(/ +/g, ' ');
  expect(page).toContain('one of them, not their sum');
  expect(page).toContain('Interest on late payment (2.5)');
  const named = dutiesPage(await duties('2018-05-20'));
  expect(named).not.toContain('not their sum');
});

it('interest charged on what is left does not raise what may be collected', async () => {
  // Of March's 1,970.00 the 70.00 paid too much on April's are paid; 1,970·0.08·47/365 + 1,900·0.08·318/365 = 152.72 were charged on
  // 15 April 2019. 500.00 then meet the charge first: 1,900.00 − (500.00 − 152.72) = 1,552.72.
  await books.take('premium-payments', PAYMENTS, 'E1,500.00,EUR,2019-05-20,s4,2018-03');
  expect((await late('2019-05-19'))[0]).toMatch(/^2018-03 1900\.00 .* 152\.72 /);
  expect((await late('2019-05-20'))[0]).toMatch(/^2018-03 1552\.72 .* 152\.72 /);
  // A year later 8 % of what was owed then have been charged again, and nothing was paid.
  expect((await late('2020-05-20'))[0]).toMatch(/^2018-03 1552\.72 /);
  const row = 'E1,collection-costs,2020-05-20,board 9,salaries of April,2018-03,';
  expect(await books.take('claims', CLAIMS, row)).toMatchObject({ appended: 1, byCode: {} });
  expect((await books.employer('E1')).imposed.at(-1)).toMatchObject({ amountMinor: 232_91 }); // 15 % of 1,552.72
  expect(await books.take('claims', CLAIMS, row.replace('2020-05-20,board 9', '2021-05-20,board 10'))).toMatchObject({
    byCode: { NOTHING_MORE_TO_CLAIM: 1 },
  });
});
