/**
 * Premium and accrual end with the participation (2.1): no salary of 0 is needed after a death, and none is taken. What was charged since
 * comes back on the next invoice (2.4).
 */
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
const invoiced = async (): Promise<unknown> => (await books.employer('E1')).invoices.at(-1)?.data;
const accrued = async (id: string): Promise<readonly (readonly [string, number])[]> =>
  [...(await books.participant(id)).bookedRights.values()].map(({ key, amountMinor }) => [key.of, amountMinor] as const);

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['a', 'b', 'c'].map((id) => `${id},nl-pob,1970-04-05,female,2018-03-01`),
  );
  await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-03,36000,EUR,2018-03-02,0.8,',
    'b,E1,2018-03,41000.50,EUR,2018-03-02,,0.5',
    'c,E1,2018-03,36000,EUR,2018-03-02,0.8,',
  );
  await books.take('voluntary-continuations', 'participantId,employerId,from,to', 'c,E1,2018-06,');
  for (const month of ['03', '04', '05', '06', '07']) await books.monthly(`2018-${month}`, `2018-${month}-08`);
});
afterAll(() => books.close());

it('told late: the months after that of the death come back on the next invoice, and no more is charged', async () => {
  // a and c 472.80 each, b 328.00; c pays for itself from June
  expect(await invoiced()).toMatchObject({ invoice: '2018-07', total: '800.80' });
  expect(await books.take('deaths', 'participantId,diedOn', 'a,2018-05-10')).toMatchObject({ appended: 1 });
  const none = 'a,E1,2018-06,0,EUR,2018-07-20,0.8,';
  expect(await books.take('salaries', SALARIES, none)).toMatchObject({ byCode: { AFTER_DEATH: 1 } });
  await books.monthly('2018-08', '2018-08-08');
  // August: b's 328.00 less a's June and July, 2·472.80 = 945.60
  expect(await invoiced()).toMatchObject({
    total: '-617.60',
    adjustments: [
      { month: '2018-06', amount: '-472.80' },
      { month: '2018-07', amount: '-472.80' },
    ],
  });
  await books.monthly('2018-09', '2018-09-08');
  expect(await invoiced()).toMatchObject({ total: '328.00', adjustments: [] });
});

it('whoever died on the first of a month had lived to see it: the month counts; a continuation ends too', async () => {
  await books.take('deaths', 'participantId,diedOn', 'c,2018-10-01');
  for (const month of ['10', '11']) await books.monthly(`2018-${month}`, `2018-${month}-08`);
  const charged = (await books.participant('c')).premiums.get('E1')?.charged.map(({ month, debtor }) => `${month} ${debtor}`);
  expect(charged?.slice(-3)).toEqual(['2018-08 participant', '2018-09 participant', '2018-10 participant']);
});

it('what accrues ends with the same month', async () => {
  await books.fanOut();
  // a: 1.875 %·23,000·0.8/12 = 28.75 a month, March to May; c: March to October; b: 1.875 %·28,000.50/12·10 = 437.51 in 2018
  expect(await accrued('a')).toEqual([['2018', 86_25]]);
  expect(await accrued('c')).toEqual([['2018', 230_00]]);
  expect((await accrued('b'))[0]).toEqual(['2018', 437_51]);
  // a correction of the months that it lived still counts: 1.875 %·24,200·0.8/12 = 30.25 a month
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-03,37200,EUR,agreement,2018-11-20,0.8,');
  await books.fanOut();
  expect(await accrued('a')).toEqual([['2018', 90_75]]);
  expect(await books.outOfBalance()).toEqual([]);
});
