/**
 * What is told of a participant's months at the sender once it has gone over: an estimate is forwarded, and the explanation of a
 * premium counts it all.
 */
import { stateOf } from '#ledger/subjects.js';
import { readWhole } from '#journal/read-whole.js';
import { LAST_DATE } from '#money/civil-date.js';
import { liveRunner } from '#projections/run/live.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import { DEMANDS, ESTIMATES } from '../employers/books.js';
import { cleared, forward, step, transferLedger, type TransferLedger } from './ledger.js';

const ESTIMATE = 'p0,E,2022-05,2022-06,12000.00,EUR,letter 9,2022-09-01';
let ledger: TransferLedger;

beforeAll(async () => {
  ledger = await transferLedger();
  await ledger.affiliate('E', 'pob', '2021-01-01');
  await cleared(ledger, 1, '1000.00'); // a salary of 100.00 in 2021
  await ledger.take(step('complete', { on: '2022-07-01' }));
  ledger.today.day = '2022-09-05';
  const demanded = await ledger.import('demands', [
    DEMANDS,
    'E,may,data,2022-06-05,2022-06-10,2022-06-20,no,letter 9',
  ]);
  expect(demanded).toMatchObject({ appended: 1 });
});
afterAll(() => ledger.close());

it('an estimate for months before it is forwarded: the sender charges it, its right arises at the receiver', async () => {
  expect(await ledger.import('estimates', [ESTIMATES, ESTIMATE])).toMatchObject({ byCode: { PARTICIPANT_TRANSFERRED: 1 } });
  const taken = await ledger.take(forward('estimates', ledger.file('late-estimates.csv', [ESTIMATES, ESTIMATE]), '2022-09-05'));
  // 12,000 / 12 a month, in May and June of a year that is not over
  expect(taken).toMatchObject({
    alongside: 1,
    events: [
      {
        data: {
          record: 'estimate',
          facts: [{ type: 'SalaryEstimated' }],
          rights: { pensionYearly: '0.00', accruing: { year: 2022, right: '2000' } },
        },
      },
    ],
  });
  const early = ledger.file('other.csv', [ESTIMATES, ESTIMATE.replace('letter 9', 'letter 8')]);
  expect(await ledger.take(forward('estimates', early, '2022-09-05'))).toMatchObject({ events: [{ data: { refused: 'NO_DEMAND' } }] });
});

it('the premium of a month is explained by what was forwarded, and as before by what was known before', async () => {
  const { journal, place, today } = ledger;
  const send = async (month: string, sentOn: string) => {
    today.day = sentOn;
    const { failed } = await runInvoices({
      journal,
      fundId: 'pob',
      command: { kind: 'monthly', month, sentOn },
      clock: place.clock,
      actor: 'operator',
      workers: 0,
    });
    expect(failed).toEqual([]);
  };
  const correct = async (salary: string, on: string) => {
    today.day = on;
    const columns = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn';
    await ledger.take(
      forward('salary-corrections', ledger.file(`late-${on}.csv`, [columns, `p0,E,2022-01,${salary},EUR,hours,${on}`]), on),
    );
  };
  await correct('600.00', '2022-09-06');
  await send('2022-09', '2022-09-08');
  const before = (await journal.head()).position;
  await correct('1200.00', '2022-09-10');
  await send('2022-10', '2022-10-08');
  const charged = stateOf('participant', await readWhole(journal, 'participant-p0'), { asOf: LAST_DATE }).premiums.get('E')?.charged ?? [];
  const sumOf = (month: string): number =>
    charged.filter((one) => one.month === month).reduce((sum, { premiumMinor }) => sum + premiumMinor, 0);
  // 12,000·20 %/12; of March 1,200·20 %/12, before the second correction 600·20 %/12; nothing of July
  expect(['2022-05', '2022-06', '2022-07', '2022-03'].map(sumOf)).toEqual([200_00, 200_00, 0, 20_00]);
  const live = liveRunner(journal, place.clock);
  const { figure, events } = await live.explain('p0', 'premium.E.2022-03', {});
  expect(figure).toMatchObject({ value: '20.00', note: 'S 1200.00, p 1, φ 0', inputs: [{ value: '10.00' }, { value: '10.00' }] });
  expect(events.map(({ type }) => type).sort()).toEqual(['PremiumCharged', 'PremiumCharged', 'SalaryCorrected']);
  const known = await live.explain('p0', 'premium.E.2022-03', { knownAt: before });
  expect(known.figure).toMatchObject({ value: '10.00', note: 'S 600.00, p 1, φ 0' });
  // no other figure counts it: what stood at the sender follows from what was known when it went
  expect((await live.explain('p0', 'coverage.old-age-pension', {})).figure.value).toBe('0.00');
});
