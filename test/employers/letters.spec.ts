/**
 * The letter at the start of accrual (4.5; Pension Act, art. 21), through files: recorded once, on the day it was sent, and not before
 * there is anything to tell of.
 */
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

const LETTERS = 'participantId,sentOn,reference';
let books: EmployersLedger;

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['a', 'b', 'c', 'd'].map((id) => `${id},nl-pob,1980-05-06,female,2018-01-01`),
    'k,dk-p90,1980-05-06,female,2018-01-01',
  );
  // a and d from March; b from April, after a month of nothing; c has no salary
  await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-03,36000,EUR,2018-03-05,,',
    'b,E1,2018-03,0,EUR,2018-03-05,,',
    'b,E1,2018-04,36000,EUR,2018-03-05,,',
    'd,E1,2018-03,36000,EUR,2018-03-05,,',
  );
  await books.take('deaths', 'participantId,diedOn', 'd,2018-04-10');
});
afterAll(() => books.close());

it('is refused before accrual began, after a death, in the future, and where the scheme has none', async () => {
  expect(
    await books.take(
      'start-letters',
      LETTERS,
      'a,2018-02-28,l1', // the day before 1 March
      'b,2018-03-31,l2', // the day before 1 April: a salary of 0 is none
      'c,2018-05-15,l3',
      'd,2018-04-11,l4',
      'a,2999-01-01,l5',
      'k,2018-05-15,l6',
    ),
  ).toMatchObject({
    appended: 0,
    byCode: { LETTER_BEFORE_ACCRUAL: 3, AFTER_DEATH: 1, EVENT_IN_FUTURE: 1, NOT_ACCEPTED_BY_SCHEME: 1 },
  });
});

it('is recorded from the first day of accrual on, once', async () => {
  const rows = ['a,2018-03-01,l1', 'b,2018-04-01,l2', 'd,2018-04-10,l4'];
  expect(await books.take('start-letters', LETTERS, ...rows)).toMatchObject({ appended: 3, byCode: {} });
  expect(await books.take('start-letters', LETTERS, ...rows, 'a,2018-03-02,l1', 'a,2018-03-01,l9')).toMatchObject({
    appended: 0,
    repeated: 3,
    byCode: { START_LETTER_ALREADY_SENT: 2 },
  });
  expect((await books.participant('a')).startLetter).toMatchObject({ sentOn: '2018-03-01', reference: 'l1' });
  const [letter] = (await books.events('participant-a')).filter(({ type }) => type === 'StartLetterSent');
  expect(letter).toMatchObject({ effectiveDate: '2018-03-01', data: { sentOn: '2018-03-01', reference: 'l1' } });
});
