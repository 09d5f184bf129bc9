/**
 * The letter at the start of accrual (4.5; Pension Act, art. 21), through files: recorded on the day it was sent, once by its reference.
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

it('is refused after a death, in the future, and where the scheme has none', async () => {
  expect(
    await books.take('start-letters', LETTERS, 'd,2018-04-11,l4', 'a,2999-01-01,l5', 'k,2018-05-15,l6'),
  ).toMatchObject({ appended: 0, byCode: { AFTER_DEATH: 1, EVENT_IN_FUTURE: 1, NOT_ACCEPTED_BY_SCHEME: 1 } });
});

it('is recorded on its day, whatever is known of accrual by then: once by its reference', async () => {
  const rows = ['a,2018-03-01,l1', 'b,2018-03-31,l2', 'c,2018-05-15,l3', 'd,2018-04-10,l4'];
  expect(await books.take('start-letters', LETTERS, ...rows)).toMatchObject({ appended: 4, byCode: {} });
  expect(await books.take('start-letters', LETTERS, ...rows, 'a,2018-03-02,l1', 'b,2018-04-02,l9')).toMatchObject({
    appended: 1,
    repeated: 4,
    byCode: { START_LETTER_ALREADY_SENT: 1 },
  });
  expect((await books.participant('b')).startLetters.map(({ sentOn, reference }) => `${sentOn} ${reference}`)).toEqual([
    '2018-03-31 l2',
    '2018-04-02 l9',
  ]);
  const [letter] = (await books.events('participant-a')).filter(({ type }) => type === 'StartLetterSent');
  expect(letter).toMatchObject({ effectiveDate: '2018-03-01', data: { sentOn: '2018-03-01', reference: 'l1' } });
});
