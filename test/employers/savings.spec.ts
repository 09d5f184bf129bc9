/**
 * Savings in the place of premium (chapter VI): charged by the same invoices, deposited when those are paid, with interest, paid out at
 * 65 or
 * to heirs, or voided; the worked example of the specification to the cent, through files and runs.
 */
import { savingsPage } from '../../apps/cli/pages/savings.js';
import { savingsCreditedOn } from '#projections/savings/credited-on.js';
import { savingsProjection, type SavingsAnswer } from '#projections/savings/projection.js';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { NOW } from '../reprocessing/ledger.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from './books.js';

const OBJECTORS = 'participantId,requestedOn,from,declaration,reference,condition';
const ENDS = 'participantId,cause,on,reference';
let books: EmployersLedger;

beforeAll(async () => {
  books = await openEmployers();
  await books.publish('nl-pob', 'test/samples/nl-pob/savings.json');
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2016-03-01', 'E2,nl-pob,mandatory,2016-03-01');
  // a: 65 on 20 March 2018; b far from it; c dies; d is not exempt
  await books.take(
    'participants',
    PARTICIPANTS,
    'a,nl-pob,1953-03-20,female,2016-03-01',
    'b,nl-pob,1980-05-06,male,2016-03-01',
    'c,nl-pob,1990-06-07,female,2016-03-01',
    'd,nl-pob,1990-06-07,female,2016-03-01',
  );
});
afterAll(() => books.close());

const savings = (id: string, asOf = '2019-12-31'): Promise<SavingsAnswer> =>
  liveRunner(books.journal, () => NOW).ask(savingsProjection, id, { asOf }, undefined);

it('VI.2: granted with the declaration alone, once', async () => {
  expect(
    await books.take(
      'objectors',
      OBJECTORS,
      'a,2016-01-10,2016-03-01,yes,board 1,hang it up',
      'b,2016-01-10,2016-03-01,yes,board 1,',
      'c,2016-01-10,2016-03-01,yes,board 1,',
      'd,2016-01-10,2016-03-01,no,board 1,',
    ),
  ).toMatchObject({ appended: 3, byCode: { DECLARATION_MISSING: 1 } });
  expect(
    await books.take(
      'objectors',
      OBJECTORS,
      'a,2016-01-10,2016-03-01,yes,board 1,hang it up',
      'a,2016-01-10,2016-04-01,yes,board 2,',
      'a,2016-01-11,2016-03-01,yes,board 1,',
      'a,2015-12-10,2016-01-01,yes,board 0,', // it would hold beside the later one
    ),
  ).toMatchObject({ repeated: 1, byCode: { OBJECTION_ALREADY_GRANTED: 3 } });
});

it('VI.6: the same contribution is charged as savings, and is a deposit once the invoice is paid', async () => {
  // one month a year: 150,000·19.2 %/12·(1 − 0.5) = 1,200.00, and no disability premium where a share is free
  const ofMonth = (id: string, employer: string, month: string, next: string): readonly string[] => [
    `${id},${employer},${month},150000,EUR,${month}-02,,0.5`,
    `${id},${employer},${next},0,EUR,${month}-02,,`,
  ];
  await books.take(
    'salaries',
    SALARIES,
    ...ofMonth('a', 'E1', '2016-03', '2016-04'),
    ...ofMonth('a', 'E1', '2017-03', '2017-04'),
    ...['b', 'c', 'd'].flatMap((id) => ofMonth(id, 'E2', '2016-03', '2016-04')),
  );
  for (const month of ['2016-03', '2017-03']) await books.monthly(month, `${month}-08`);
  const invoice = (await books.employer('E2')).invoices[0]?.data;
  expect(invoice).toMatchObject({ savings: '2400.00', premium: '1200.00', total: '3600.00' });
  await books.fanOut();
  expect(await savings('a')).toMatchObject({ balance: '0.00', accounts: [{ deposits: [], outcome: 'RUNNING', payoutDate: '2018-03-01' }] });
  await books.take(
    'premium-payments',
    PAYMENTS,
    'E1,1200.00,EUR,2016-03-10,s1,2016-03',
    'E1,1200.00,EUR,2017-03-10,s2,2017-03',
    'E2,3600.00,EUR,2016-03-10,s3,',
  );
});

it('a plan of a correction moves the contribution alone, though savings are due in the same write', async () => {
  // 162,000·19.2 %/12·(1 − 0.5) = 1,296.00 for March 2016; the deposit of 1,200.00 and its interest, due since the payment, are beside it
  const { currencies, events } = await books.plan(books.file('c.csv', [CORRECTIONS, 'b,E2,2016-03,162000,EUR,hours,2018-02-01,,0.5']));
  expect(events).toBeGreaterThan(1);
  expect(currencies[0]).toMatchObject({ total: '96.00', premiums: [{ year: 2016, amount: '96.00' }] });
});

it('VI.7: example 4 of the specification: 114.75, −5.54, 33.46 with the payout of 2,542.67', async () => {
  expect(await books.fanOut()).toMatchObject({ failed: [] });
  // rates 12.75 %, −0.25 %, 8 %; 2016: 1,200·12.75 %·9/12; 2017: (1,314.75·12 + 1,200·9)·−0.25 %/12; 2018: 2,509.21·8 %·2/12
  expect(await savings('a')).toMatchObject({
    balance: '0.00',
    accounts: [
      {
        account: 1,
        from: '2016-03-01',
        payoutDate: '2018-03-01',
        outcome: 'PAID',
        payout: '2542.67',
        deposits: [
          { on: '2016-03-10', amount: '1200.00' },
          { on: '2017-03-10', amount: '1200.00' },
        ],
        years: [
          { year: 2016, rate: '0.1275', interest: '114.75', balance: '1314.75' },
          { year: 2017, rate: '-0.0025', interest: '-5.54', balance: '2509.21' },
          { year: 2018, rate: '0.08', interest: '33.46', balance: '2542.67' },
        ],
      },
    ],
  });
  expect(await savings('a', '2017-12-31')).toMatchObject({ balance: '2509.21', accounts: [{ outcome: 'RUNNING' }] });
  const covered = await liveRunner(books.journal, () => NOW).ask(coverageProjection, 'a', { asOf: '2017-12-31' }, undefined);
  expect(covered).toMatchObject({ value: '2509.21', benefits: [{ benefit: 'savings', amount: '2509.21', frequency: 'lump-sum' }] });
  const told = await liveRunner(books.journal, () => NOW).explain('a', 'coverage.savings', { asOf: '2017-12-31' });
  expect(told).toMatchObject({
    figure: { value: '2509.21', inputs: [{ value: '1200.00' }, { value: '1200.00' }, { value: '114.75' }, { value: '-5.54' }] },
  });
  expect(await books.fanOut()).toMatchObject({ booked: 0, events: 0 });
});

it('nothing accrues for one who saves', async () => {
  expect((await books.participant('a')).bookedRights.size).toBe(0);
  expect((await books.participant('d')).bookedRights.has('accrual:2016')).toBe(true);
});

it('VI.9, VI.10: withdrawn, the balance is voided, deposits count as premium, and the months as participation', async () => {
  expect(await books.take('objector-ends', ENDS, 'd,request,2018-07-01,board 9', 'b,objections-gone,2018-07-01,board 9')).toMatchObject({
    appended: 1,
    byCode: { NO_OBJECTION: 1 },
  });
  expect(await books.take('objector-ends', ENDS, 'b,objections-gone,2018-07-01,board 9', 'b,breach,2018-07-02,board 9')).toMatchObject({
    repeated: 1,
    byCode: { OBJECTION_ALREADY_ENDED: 1 },
  });
  await books.fanOut();
  // what had been credited since is taken back; 2016: 114.75; 2017: 1,314.75·−0.25 % = −3.286… → −3.29; nothing for the year of
  // withdrawal: 1,311.46
  expect(await savings('b')).toMatchObject({
    balance: '0.00',
    accounts: [
      {
        outcome: 'VOIDED',
        voided: '1311.46',
        premium: '1200.00',
        cause: 'objections-gone',
        objectionUntil: '2018-07-31',
        years: [{ interest: '114.75' }, { interest: '-3.29' }],
      },
    ],
  });
  const [of, other] = [await books.participant('b'), await books.participant('d')];
  expect(of.bookedRights.get('accrual:2016')?.amountMinor).toBe(other.bookedRights.get('accrual:2016')?.amountMinor);
});

it('VI.7: to heirs at an earlier death; a payment found out later is a second payout', async () => {
  await books.take('deaths', 'participantId,diedOn', 'c,2017-02-28');
  await books.fanOut();
  // 2016: 114.75; two months completed on the last day of February: 1,314.75·−0.25 %·2/12 = −0.547… → −0.55
  expect(await savings('c')).toMatchObject({
    balance: '0.00',
    accounts: [{ outcome: 'PAID_TO_HEIRS', payout: '1314.20', years: [{ interest: '114.75' }, { interest: '-0.55' }] }],
  });
});

it('the page shows interest on the day from which it counts: 31 December, or that of the payout', async () => {
  const live = liveRunner(books.journal, () => NOW);
  const rows = async (id: string, asOf: string): Promise<readonly string[]> => {
    const { answer, beside } = await live.askBeside(savingsProjection, savingsCreditedOn, id, { asOf }, undefined);
    const lines = savingsPage(answer, beside).split('\n').map((line) => line.trim().replace(/ +/g, ' '));
    return lines.filter((line) => line.includes(' interest '));
  };
  // 65 on 20 March 2018, paid on the first of that month
  const first = '2016-12-31 interest 2016 0.1275 114.75 1 314.75';
  const paid = [first, '2017-12-31 interest 2017 -0.0025 -5.54 2 509.21', '2018-03-01 interest 2018 0.08 33.46 2 542.67'];
  expect(await rows('a', '2019-12-31')).toEqual(paid);
  expect(await rows('a', '2018-03-01')).toEqual(paid);
  expect(await rows('a', '2018-02-28')).toEqual(paid.slice(0, 2));
  // the death was told when 2017 had been booked: a difference stands on the day of what it corrects (section 9, policy 7)
  expect(await rows('c', '2019-12-31')).toEqual([first, '2017-12-31 interest 2017 -0.0025 -0.55 1 314.20']);
});

it('section 9: the annual account of savings: deposits, interest, what was voided, what was paid out', async () => {
  const live = liveRunner(books.journal, () => NOW);
  const account = async (id: string, year: number): Promise<string> => {
    const { opening, lines, closing } = await live.ask(accountProjection, id, { asOf: '2019-12-31' }, { year });
    return [opening, ...lines.map(({ kind, amount }) => `${kind} ${amount}`), closing].join(' | ');
  };
  expect(await account('a', 2015)).toBe('0.00 | 0.00');
  expect(await account('a', 2016)).toBe('0.00 | contributions 1200.00 | interest 114.75 | 1314.75');
  expect(await account('a', 2017)).toBe('1314.75 | contributions 1200.00 | interest -5.54 | 2509.21');
  expect(await account('a', 2018)).toBe('2509.21 | interest 33.46 | benefits -2542.67 | 0.00');
  expect(await account('a', 2019)).toBe('0.00 | 0.00');
  expect(await account('b', 2018)).toMatch(/^1311\.46 \|.*adjustments -1311\.46 .*\| 0\.00$/); // 1,200.00 + 114.75 − 3.29
  expect(await account('c', 2017)).toBe('1314.75 | interest -0.55 | benefits -1314.20 | 0.00');
  expect(await account('d', 2016)).toBe('0.00 | 0.00');
  const told = await live.explain('a', 'account.2017.closing', { asOf: '2019-12-31' });
  expect(told).toMatchObject({
    figure: { value: '2509.21', article: 'VI.6–VI.10', inputs: [{ value: '1314.75' }, { value: '1200.00' }, { value: '-5.54' }] },
  });
  const line = await live.explain('a', 'account.2018.benefits', { asOf: '2019-12-31' });
  expect(line).toMatchObject({ figure: { value: '-2542.67', events: [expect.any(String)] } });
  await expect(live.explain('a', 'account.2018.contributions', { asOf: '2019-12-31' })).rejects.toThrow('UNKNOWN_FIGURE');
});

it('every commodity balances, and the kept model says what the live one does', async () => {
  expect(await books.outOfBalance()).toEqual([]);
  const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf: '2019-12-31', workers: 0 });
  await standing.catchUp();
  const { position: knownAt } = await books.journal.head();
  const live = liveRunner(books.journal, () => NOW);
  for (const id of ['a', 'b', 'c', 'd']) {
    const { digest } = await live.ask(savingsProjection, id, { asOf: '2019-12-31', knownAt }, undefined);
    expect((await standing.get('savings', id)).digest).toBe(digest);
  }
  await standing.close();
});
