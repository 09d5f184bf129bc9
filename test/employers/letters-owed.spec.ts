/**
 * The letter owed at the start of accrual (4.5): from the first month that accrues, for three months; gone from the list once it is sent,
 * and late where it was sent late.
 */
import { lettersProjection, type LettersView } from '#projections/letters/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { listEntries } from '#projections/run/standing/digest.js';
import { NOW } from '../reprocessing/ledger.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
const IDS = ['a', 'b', 'c', 'd', 'e', 'o', 'z', 'n', 'p', 'q'];

const of = async (id: string, asOf: string): Promise<LettersView['startLetter']> =>
  (await liveRunner(books.journal, () => NOW).ask(lettersProjection, id, { asOf }, undefined)).startLetter;
/** `last day status days`, or null. */
const told = async (id: string, asOf: string): Promise<string | null> => {
  const letter = await of(id, asOf);
  return letter === null ? null : `${letter.accrualBegan} ${letter.lastDate} ${letter.status} ${letter.daysLate}`;
};

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-01-01', 'E2,nl-pob,mandatory,2018-01-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    ...IDS.map((id) => `${id},nl-pob,1980-05-06,female,2018-01-01`),
    'k,dk-p90,1980-05-06,female,2018-01-01',
  );
  await books.take(
    'salaries',
    SALARIES,
    ...['a', 'b', 'c', 'd', 'o'].map((id) => `${id},E1,2018-03,36000,EUR,2018-03-05,,`),
    'e,E2,2018-03,36000,EUR,2018-03-05,,',
    'z,E1,2018-03,0,EUR,2018-03-05,,',
    'z,E2,2018-11,12000,EUR,2018-11-05,,', // below the franchise of 13,000: it takes part
  );
  await books.take('start-letters', 'participantId,sentOn,reference', 'b,2018-06-01,l1', 'c,2018-06-05,l2');
  await books.take('deaths', 'participantId,diedOn', 'd,2018-07-10');
  await books.take('objectors', 'participantId,requestedOn,from,declaration,reference', 'o,2018-02-10,2018-03-01,yes,board 1');
  await books.take('objector-ends', 'participantId,cause,on,reference', 'o,request,2018-08-01,board 2');
});
afterAll(() => books.close());

it('owed for three months from 1 March, the last day is 1 June; from then on it is overdue', async () => {
  expect(await told('a', '2018-02-28')).toBeNull();
  expect(await told('a', '2018-03-01')).toBe('2018-03-01 2018-06-01 owed 0');
  expect(await told('a', '2018-06-01')).toBe('2018-03-01 2018-06-01 owed 0');
  expect(await told('a', '2018-06-02')).toBe('2018-03-01 2018-06-01 overdue 1');
  expect(await told('n', '2020-01-01')).toBeNull(); // no salary
  await expect(of('k', '2018-06-02')).rejects.toMatchObject({ refusal: { code: 'NOT_APPLICABLE', lacks: 'notices' } });
});

it('sent on the last day in time, four days after it late; until then it is owed', async () => {
  expect(await told('b', '2019-01-01')).toBe('2018-03-01 2018-06-01 sent 0');
  expect(await told('c', '2018-06-04')).toBe('2018-03-01 2018-06-01 overdue 3');
  expect(await told('c', '2019-01-01')).toBe('2018-03-01 2018-06-01 sent-late 4');
  expect(await of('c', '2019-01-01')).toMatchObject({ sentOn: '2018-06-05', reference: 'l2' });
});

it('nobody is told after a death', async () => {
  expect(await told('d', '2018-07-09')).toBe('2018-03-01 2018-06-01 overdue 38');
  expect(await told('d', '2018-07-10')).toBeNull();
});

it('nothing accrues without a salary, or while it is saved or the employer is exempt', async () => {
  expect(await told('z', '2018-10-31')).toBeNull();
  expect(await told('z', '2018-11-01')).toBe('2018-11-01 2019-02-01 owed 0');
  expect(await told('o', '2018-07-31')).toBeNull();
  // August is the first month after the savings
  expect(await told('o', '2018-12-01')).toBe('2018-08-01 2018-11-01 overdue 30');
  expect(await told('e', '2018-12-01')).toBe('2018-03-01 2018-06-01 overdue 183');
  expect(await books.take(
    'exemption-requests',
    'employerId,kind,requestedOn,from,reference,caoBinding,separateSchemeWithUnions,jointRequest',
    'E2,ownCao,2018-02-01,2018-03-01,letter 1,no,yes,yes',
  )).toMatchObject({ appended: 1 });
  const decision = 'employerId,request,decidedOn,reference,otherProvider';
  expect(await books.take('exemption-decisions', decision, 'E2,letter 1,2018-02-20,board 1,yes')).toMatchObject({ appended: 1 });
  expect(await told('e', '2018-12-01')).toBeNull();
});

it('an earlier start, told late, has an earlier last day', async () => {
  await books.take('salaries', SALARIES, 'a,E1,2018-01,36000,EUR,2018-04-20,,');
  expect(await told('a', '2018-03-31')).toBe('2018-01-01 2018-04-01 owed 0');
  await books.take('salary-corrections', CORRECTIONS, 'a,E1,2018-01,0,EUR,hours,2018-05-20,,');
  expect(await told('a', '2018-04-01')).toBe('2018-03-01 2018-06-01 owed 0');
});

const LETTERS = 'participantId,sentOn,reference';
/** Sent for a start in March, and one for the start in June. */
const lettersOf = (id: string): readonly string[] => [`${id},2018-03-15,first`, `${id},2018-06-20,second`];

it('whether a letter tells of the start is a matter of the two days, in whatever order they were told', async () => {
  // p: the letter, then that nothing accrued before June; q: June first
  await books.take('salaries', SALARIES, 'p,E1,2018-03,36000,EUR,2018-03-05,,', 'p,E1,2018-06,36000,EUR,2018-03-05,,');
  await books.take('start-letters', LETTERS, ...lettersOf('p').slice(0, 1));
  expect(await told('p', '2018-12-01')).toBe('2018-03-01 2018-06-01 sent 0');
  await books.take('salary-corrections', CORRECTIONS, 'p,E1,2018-03,0,EUR,hours,2018-06-10,,');
  await books.take('salaries', SALARIES, 'q,E1,2018-03,0,EUR,2018-03-05,,', 'q,E1,2018-06,36000,EUR,2018-06-05,,');
  await books.take('start-letters', LETTERS, ...lettersOf('q').slice(0, 1));
  // June to 1 September; 1 December is 91 days later: 29 + 31 + 30 + 1
  for (const id of ['p', 'q']) expect(await told(id, '2018-12-01')).toBe('2018-06-01 2018-09-01 overdue 91');
  for (const id of ['p', 'q']) {
    expect(await books.take('start-letters', LETTERS, ...lettersOf(id))).toMatchObject({ appended: 1, repeated: 1 });
    expect(await told(id, '2018-12-01')).toBe('2018-06-01 2018-09-01 sent 0');
    expect(await of(id, '2018-12-01')).toMatchObject({ sentOn: '2018-06-20', reference: 'second' });
  }
  // it began in March after all: the first letter told of it
  await books.take('salary-corrections', CORRECTIONS, ...['p', 'q'].map((id) => `${id},E1,2018-03,30000,EUR,hours,2018-07-10,,`));
  for (const id of ['p', 'q']) expect(await of(id, '2018-12-01')).toMatchObject({ sentOn: '2018-03-15', reference: 'first', daysLate: 0 });
});

it('the list holds who is owed one, the earliest last day first, and says what the live answers do', async () => {
  const asOf = '2018-12-01';
  const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf, workers: 0 });
  await standing.catchUp();
  const { position: knownAt } = await books.journal.head();
  const listed: string[] = [];
  for await (const page of listEntries(standing, 'letters')) {
    listed.push(...page.map(({ subjectId, entry }) => `${subjectId} ${String(entry['lastDate'])} ${String(entry['status'])}`));
  }
  // z works at E2, which is exempt by now
  expect(listed).toEqual(['a 2018-06-01 overdue', 'o 2018-11-01 overdue']);
  for (const id of IDS) {
    const live = await liveRunner(books.journal, () => NOW).ask(lettersProjection, id, { asOf, knownAt }, undefined);
    expect((await standing.get('letters', id)).digest).toBe(live.digest);
  }
  await standing.close();
});
