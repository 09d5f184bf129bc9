/** Estimates that overlap (4.3): the one that was set last stands for a month, whichever months it begins with. */
import { DEMANDS, EMPLOYERS, type EmployersLedger, ESTIMATES, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeAll(async () => {
  books = await openEmployers();
});
afterAll(() => books.close());

it('set last for April to June, it stands for May and June as well', async () => {
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-03-01');
  await books.take('salaries', SALARIES, 'a,E1,2018-04,24000,EUR,2018-04-02,,');
  await books.take(
    'demands',
    DEMANDS,
    'E1,May and June,data,2018-06-30,2018-07-05,2018-07-20,no,letter 1',
    'E1,second quarter,data,2018-07-15,2018-08-01,2018-08-20,no,letter 2',
  );
  await books.take(
    'estimates',
    ESTIMATES,
    'a,E1,2018-04,2018-06,48000,EUR,letter 2,2018-08-21',
    'a,E1,2018-05,2018-06,36000,EUR,letter 1,2018-07-21',
  );
  await books.monthly('2018-06', '2018-08-25');
  // 48,000/12·19.7 % = 788.00 for each of three months
  expect((await books.employer('E1')).invoices.at(-1)?.data).toMatchObject({ total: '2364.00' });
});

it('of those set on one day the one told last stands, whichever months it begins with', async () => {
  await books.take('participants', PARTICIPANTS, 'b,nl-pob,1970-04-05,female,2018-03-01', 'c,nl-pob,1970-04-05,female,2018-03-01');
  await books.take('salaries', SALARIES, 'b,E1,2018-04,24000,EUR,2018-04-02,,', 'c,E1,2018-04,24000,EUR,2018-04-02,,');
  const quarter = (id: string): string => `${id},E1,2018-04,2018-06,48000,EUR,letter 2,2018-08-21`;
  const may = (id: string): string => `${id},E1,2018-05,2018-06,36000,EUR,letter 1,2018-08-21`;
  await books.take('estimates', ESTIMATES, may('b'), quarter('b'), quarter('c'), may('c'));
  expect((await books.participant('b')).salaries.get('E1')?.estimates.map(({ demand }) => demand)).toEqual(['letter 1', 'letter 2']);
  expect((await books.participant('c')).salaries.get('E1')?.estimates.map(({ demand }) => demand)).toEqual(['letter 2', 'letter 1']);
  await books.monthly('2018-07', '2018-08-26');
  const { lines, ...invoiced } = (await books.employer('E1')).invoices.at(-1)?.data ?? {};
  // b: 48,000/12·19.7 % = 788.00 for each of three months; c: 788.00 and twice 36,000/12·19.7 % = 591.00; July by 24,000: 394.00
  // for each of them and for a: 2,364.00 + 1,970.00 + 3·394.00
  expect([lines, invoiced]).toMatchObject([9, { total: '5516.00' }]);
});
