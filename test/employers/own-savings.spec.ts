/**
 * Who objects to every insurance and continues voluntarily owes the savings itself (2.9, VI.6): what it pays is recorded, and deposited
 * once all that an invoice charged it is paid. By hand, through files and runs.
 */
import { readWhole } from '#journal/read-whole.js';
import { savingsProjection, type SavingsAnswer } from '#projections/savings/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { NOW } from '../reprocessing/ledger.js';
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

const OWN = 'participantId,employerId,amount,currency,receivedOn,reference,invoice';
let books: EmployersLedger;
const savings = (id: string, asOf: string): Promise<SavingsAnswer> =>
  liveRunner(books.journal, () => NOW).ask(savingsProjection, id, { asOf }, undefined);
const pay = (...rows: readonly string[]) => books.take('voluntary-payments', OWN, ...rows);
const annul = (kind: 'participant' | 'employer', id: string, eventId: string) =>
  annulEvent({
    ...{ journal: books.journal, subject: { kind, id }, eventId, reason: 'of somebody else', settle: false },
    ...{ byTwo: false, actor: 'operator', clock: () => NOW },
  });
const receivable = async (): Promise<readonly string[]> =>
  (await books.participant('o')).ownPayments.get('E1')?.map(({ receivedOn, amountMinor }) => `${receivedOn} ${amountMinor}`) ?? [];

beforeAll(async () => {
  books = await openEmployers();
  await books.publish('nl-pob', 'test/samples/nl-pob/savings.json');
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2016-03-01', 'E2,nl-pob,mandatory,2016-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['o', 'p', 'q'].map((id) => `${id},nl-pob,1980-05-06,male,2016-03-01`),
    'k,dk-p90,1980-05-06,female,2018-01-01',
  );
  await books.take('objectors', 'participantId,requestedOn,from,declaration,reference', ...['o', 'q'].map((id) => `${id},2016-01-10,2016-03-01,yes,board 1`));
  await books.take('voluntary-continuations', 'participantId,employerId,from', 'o,E1,2016-03');
  // 150,000·19.2 %/12·(1 − 0.5) = 1,200.00 a month, in March of two years
  await books.take(
    'salaries',
    SALARIES,
    ...['o', 'p'].flatMap((id) =>
      ['2016', '2017'].flatMap((year) => [`${id},E1,${year}-03,150000,EUR,${year}-03-02,,0.5`, `${id},E1,${year}-04,0,EUR,${year}-03-02,,`]),
    ),
  );
  await books.take('salaries', SALARIES, 'q,E2,2016-03,150000,EUR,2016-03-02,,0.5', 'q,E2,2016-04,0,EUR,2016-03-02,,');
  for (const month of ['2016-03', '2017-03']) await books.monthly(month, `${month}-08`);
});
afterAll(() => books.close());

it('is refused where nobody continues, of nothing, and on an invoice that charges it nothing', async () => {
  expect(
    await pay(
      'p,E1,10.00,EUR,2016-04-20,r1,',
      'o,E9,10.00,EUR,2016-04-20,r2,',
      'o,E1,10.00,EUR,2016-04-20,r3,2016-04',
      'o,E1,10.00,EUR,2017-03-07,r9,2017-03', // received the day before it was sent
      'o,E1,0.00,EUR,2016-04-20,r4,',
      'o,E1,-1.00,EUR,2016-04-20,r5,',
      'o,E1,10.00,DKK,2016-04-20,r6,',
      'o,E1,10.00,EUR,2999-01-01,r7,',
      'k,E1,10.00,DKK,2018-04-20,r8,',
    ),
  ).toMatchObject({
    appended: 0,
    byCode: {
      ...{ NO_VOLUNTARY_CONTINUATION: 2, UNKNOWN_INVOICE: 2, INVALID_AMOUNT: 1, WRONG_CURRENCY: 1, EVENT_IN_FUTURE: 1 },
      ...{ NOT_ACCEPTED_BY_SCHEME: 1, NEGATIVE_AMOUNT: 1 },
    },
  });
});

it('a part of what was charged is no deposit, all of it is one on the day on which nothing was left', async () => {
  expect(await pay('o,E1,700.00,EUR,2016-04-20,s1,')).toMatchObject({ appended: 1 });
  expect(await pay('o,E1,700.00,EUR,2016-04-20,s1,', 'o,E1,800.00,EUR,2016-04-20,s1,')).toMatchObject({
    repeated: 1,
    byCode: { PAYMENT_ALREADY_RECORDED: 1 },
  });
  await books.fanOut();
  expect(await savings('o', '2019-12-31')).toMatchObject({ balance: '0.00', accounts: [{ deposits: [] }] });
  expect(await pay('o,E1,500.00,EUR,2016-05-10,s2,', 'o,E1,1200.00,EUR,2017-03-20,s3,2017-03')).toMatchObject({ appended: 2 });
  await books.fanOut();
  // 12.75 %: 1,200·12.75 %·7/12 = 89.25; −0.25 %: (1,289.25·12 + 1,200·9)·−0.25 %/12 = −5.473…
  expect(await savings('o', '2017-12-31')).toMatchObject({
    balance: '2483.78',
    accounts: [
      {
        deposits: [
          { invoice: '2016-03', on: '2016-05-10', amount: '1200.00', by: 'participant' },
          { invoice: '2017-03', on: '2017-03-20', amount: '1200.00', by: 'participant' },
        ],
        years: [
          { year: 2016, interest: '89.25', balance: '1289.25' },
          { year: 2017, interest: '-5.47', balance: '2483.78' },
        ],
      },
    ],
  });
  expect(await books.fanOut()).toMatchObject({ booked: 0, events: 0 });
  expect(await receivable()).toEqual(['2016-04-20 70000', '2016-05-10 50000', '2017-03-20 120000']);
});

it('an annulled payment takes its deposit back at its day, and paid anew it is one of the new day', async () => {
  const events = await readWhole(books.journal, 'participant-o');
  const eventId = events.find(({ data }) => data['reference'] === 's2')?.id as string;
  await annul('participant', 'o', eventId);
  await books.fanOut();
  // 1,200·−0.25 %·9/12 = −2.25
  expect(await savings('o', '2017-12-31')).toMatchObject({ balance: '1197.75' });
  expect(await pay('o,E1,500.00,EUR,2017-06-01,s4,')).toMatchObject({ appended: 1 });
  await books.fanOut();
  // and 1,200·−0.25 %·6/12 = −1.50 beside it: −3.75
  expect(await savings('o', '2017-12-31')).toMatchObject({ balance: '2396.25' });
  // at an earlier day nothing is due by what was paid since
  expect(await savings('o', '2016-12-31')).not.toHaveProperty('due');
  const deposits = (await books.participant('o')).deposits.map(({ invoice, on, amountMinor }) => `${invoice} ${on} ${amountMinor}`);
  expect(deposits).toEqual([
    '2016-03 2016-05-10 120000',
    '2016-03 2016-05-10 -120000',
    '2017-03 2017-03-20 120000',
    '2016-03 2017-06-01 120000',
  ]);
  expect(await books.fanOut()).toMatchObject({ booked: 0, events: 0 });
  expect(await books.outOfBalance()).toEqual([]);
});

it('so does an annulled payment of an employer', async () => {
  expect(await books.take('premium-payments', PAYMENTS, 'E2,1200.00,EUR,2016-03-20,e1,')).toMatchObject({ appended: 1 });
  await books.fanOut();
  // 1,200·12.75 %·9/12
  expect(await savings('q', '2016-12-31')).toMatchObject({ balance: '1314.75' });
  const [payment] = (await books.events('employer-E2')).filter(({ type }) => type === 'PremiumPaid');
  await annul('employer', 'E2', payment?.id as string);
  await books.fanOut();
  expect(await savings('q', '2016-12-31')).toMatchObject({ balance: '0.00' });
  expect(await books.fanOut()).toMatchObject({ booked: 0, events: 0 });
  expect(await books.outOfBalance()).toEqual([]);
});
