/**
 * An objection of conscience that is told more than three years after it began (2.11, VI.6): the contribution of those months changes its
 * form, so that savings take the place of premium at the same time; what was undue beside it is not given back. By hand, through files.
 */
import { correctionsPage } from '../../apps/cli/pages/employers/lists.js';
import { listCorrections } from '#reprocessing/invoicing/corrections-list.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';
import { NOW } from '../reprocessing/ledger.js';

let books: EmployersLedger;
const listed = async (on: string): Promise<readonly string[]> => {
  const { corrections } = await listCorrections(books.journal, 'E1', on, () => NOW);
  return corrections.map(({ month, as, difference, status }) => `${month} ${as} ${difference} ${status}`);
};

beforeAll(async () => {
  books = await openEmployers();
  await books.publish('nl-pob', 'test/samples/nl-pob/savings.json');
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-03-01');
  // 36,000·0.8·19.2 %/12 = 460.80 and ·0.5 %/12 = 12.00: 472.80 a month
  const entries = ['2018-11,36000', '2018-12,36000', '2019-01,36000', '2019-02,0'];
  await books.take('salaries', SALARIES, ...entries.map((entry) => `a,E1,${entry},EUR,2018-11-02,0.8,`));
  for (const month of ['2018-11', '2018-12']) await books.monthly(month, `${month}-08`);
  await books.monthly('2019-01', '2019-01-08');
  await books.invoice({ kind: 'final', year: 2018, sentOn: '2019-02-11' });
  const paid = (month: string, on: string): string => `E1,472.80,EUR,${on},for ${month},${month}`;
  await books.take(
    'premium-payments',
    PAYMENTS,
    ...[paid('2018-11', '2018-12-15'), paid('2018-12', '2019-01-15'), paid('2019-01', '2019-02-15')],
  );
  // December was 33,600: 430.08 + 11.20 = 441.28, less by 31.52
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-12,33600,EUR,hours,2021-02-01,0.8,');
  await books.take('objectors', 'participantId,requestedOn,from,declaration,reference', 'a,2018-10-10,2018-11-01,yes,board 1');
});
afterAll(() => books.close());

it('up to 31 December of the third year premium is given back as savings are charged', async () => {
  expect(await listed('2021-12-31')).toEqual([
    '2018-11 premium -472.80 awaits-4.9',
    '2018-11 savings 472.80 awaits-4.9',
    '2018-12 premium -472.80 awaits-4.9',
    '2018-12 savings 441.28 awaits-4.9',
    '2019-01 premium -472.80 next-invoice',
    '2019-01 savings 472.80 next-invoice',
  ]);
});

it('after it the same contribution goes over from premium to savings; the 31.52 that were undue are held back', async () => {
  expect(await listed('2022-01-01')).toEqual([
    '2018-11 premium -472.80 awaits-4.9',
    '2018-11 savings 472.80 awaits-4.9',
    '2018-12 premium -31.52 lapsed-2.11',
    '2018-12 premium -441.28 awaits-4.9',
    '2018-12 savings 441.28 awaits-4.9',
    '2019-01 premium -472.80 next-invoice',
    '2019-01 savings 472.80 next-invoice',
  ]);
});

it('the page says of each row which form the contribution has', async () => {
  const page = correctionsPage(await listCorrections(books.journal, 'E1', '2021-12-31', () => NOW)).replace(/ +/g, ' ');
  expect(page).toContain('a 2019-01 premium 472.80 0.00 -472.80 on the next invoice (2.4)');
  expect(page).toContain('a 2019-01 savings 0.00 472.80 472.80 on the next invoice (2.4)');
});

it('decided to change, both go on one invoice, which asks for nothing; what has lapsed is recorded once', async () => {
  const decided = { year: 2018, choice: 'change', decidedOn: '2022-01-10', reference: 'board 9' } as const;
  expect(await books.invoice({ kind: 'final-settlement', ...decided })).toMatchObject({ written: 1, lines: 4, total: '0.00', failed: [] });
  expect(await books.monthly('2022-01', '2022-01-20')).toMatchObject({ written: 1, lines: 6, total: '0.00' });
  // 472.80 + 441.28 + 472.80
  expect((await books.employer('E1')).invoices.at(-1)?.data).toMatchObject({
    premium: '-1351.68', // 460.80 + 430.08 + 460.80
    aoPremium: '-35.20', // 12.00 + 11.20 + 12.00
    savings: '1386.88',
    total: '0.00',
  });
  expect(await listed('2022-02-01')).toEqual(['2018-12 premium -31.52 lapsed-2.11']);
  const lapsed = (await books.events('participant-a')).filter(({ type }) => type === 'PremiumRefundLapsed');
  expect(lapsed.map(({ effectiveDate, data }) => [effectiveDate, data['month'], data['premium'], data['aoPremium']])).toEqual([
    ['2022-01-01', '2018-12', '-30.72', '-0.80'],
  ]);
});

it('savings are deposited, and nothing more is due', async () => {
  await books.fanOut();
  const { deposits } = await books.participant('a');
  expect(deposits.map(({ on, amountMinor }) => `${on} ${amountMinor}`)).toEqual(['2022-02-15 138688']);
  expect(await books.monthly('2022-02', '2022-02-20')).toMatchObject({ written: 0 });
  expect(await books.outOfBalance()).toEqual([]);
});
