/** A payment that is imported before the invoice that it pays is written: the same books as the other way round (nl-pob 2.4, 2.5). */
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

let books: EmployersLedger;
beforeEach(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take('headcounts', 'employerId,on,employees', 'E1,2018-03-01,24');
  await books.take(
    'participants',
    PARTICIPANTS,
    'a,nl-pob,1970-04-05,female,2018-03-01',
    'b,nl-pob,1980-05-06,male,2018-03-01',
  );
  await books.take('salaries', SALARIES, 'a,E1,2018-03,36000,EUR,2018-03-02,0.8,', 'b,E1,2018-03,41000.50,EUR,2018-03-02,,0.5');
});
afterEach(() => books.close());

const invoice = (): Promise<unknown> => books.monthly('2018-03', '2018-03-08'); // 800.80, due on 2018-04-15
const pay = (): Promise<unknown> => books.take('premium-payments', PAYMENTS, 'E1,800.80,EUR,2018-06-01,late,');

it.each([
  ['the invoice first', invoice, pay],
  ['the payment first', pay, invoice],
])('%s', async (_which, first, second) => {
  await first();
  await second();
  // 800.80·8 %·47/365 = 8.249…; 8.25·8 %·366/365 = 0.66…; 8.91·8 % = 0.71…
  expect(await books.interest('2021-12-31')).toMatchObject({
    charges: 3,
    adjustments: 0,
    interest: '9.62',
    creditApplied: '0.00',
    corrected: 0,
    failed: [],
  });
  expect(await books.interest('2021-12-31')).toMatchObject({ charges: 0, adjustments: 0, interest: '0.00', creditApplied: '0.00' });
});
