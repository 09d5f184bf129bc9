/** A conscientious objector who goes over with a group: its savings stay at the sender, bear interest there, and are paid out there. */
import { readWhole } from '#journal/read-whole.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { savingsProjection } from '#projections/savings/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { settleParticipant } from '#reprocessing/fan-out/settle-participant.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import { cleared, step, transferLedger, type TransferLedger } from './ledger.js';
import { expectBalance } from './three-ways.js';

const stamp = { actor: 'test', correlationId: 'test' };
let ledger: TransferLedger;

beforeAll(async () => {
  ledger = await transferLedger();
  await ledger.affiliate('E', 'pob', '2021-01-01');
  await cleared(ledger, 2, '1000.00'); // no salary after 2021
  const rates = [['2020', '0.055'], ['2021', '0.0305'], ['2022', '0.065']] as const;
  const entries = rates.map(([year, value]) => ({ from: `${year}-12-31`, value, reference: 'report', status: 'external' }));
  const returns = { scheme: 'nl-pob', announced: '2022-01-01', parameters: [{ name: 'fundReturn', unit: 'fraction', entries }] };
  const published = toAppend('fund-pob', {
    type: 'ParametersPublished',
    key: 'returns',
    effectiveDate: '2022-01-01',
    data: returns,
  }, stamp);
  await ledger.journal.append([{ stream: 'fund-pob', expected: 'any', events: [published] }]);
});
afterAll(() => ledger.close());

const settle = async (on: string) => {
  ledger.today.day = on;
  return settleParticipant(ledger.journal, rulesFromJournal(ledger.journal), 'p0', stamp, ledger.place.clock);
};
const savings = (asOf: string) => liveRunner(ledger.journal, ledger.place.clock).ask(savingsProjection, 'p0', { asOf }, undefined);

it('what is paid after it has gone over is deposited there, and bears interest', async () => {
  const { journal, place, today, take } = ledger;
  const objectors = ['participantId,requestedOn,from,declaration,reference', 'p0,2021-12-10,2022-01-01,yes,board 1'];
  expect(await ledger.import('objectors', objectors)).toMatchObject({ appended: 1 });
  const salary = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn';
  expect(await ledger.import('salaries', [salary, 'p0,E,2022-02,12000.00,EUR,2022-06-01'])).toMatchObject({ appended: 1 });
  const invoices = { journal, fundId: 'pob', clock: place.clock, actor: 'operator', workers: 0 };
  expect((await runInvoices({ ...invoices, command: { kind: 'monthly', month: '2022-06', sentOn: '2022-07-01' } })).failed).toEqual([]);
  await take(step('complete', { on: '2022-07-01' }));
  today.day = '2022-07-20';
  // February to June at 12,000·20 %/12
  const payments = ['employerId,amount,currency,receivedOn,reference', 'E,1000.00,EUR,2022-07-10,p1'];
  expect(await ledger.import('premium-payments', payments)).toMatchObject({ appended: 1 });
  await settle('2024-01-05');
  // rates floor((0.055 − 0.005)/0.0025) = 20 → 5 %, and (0.0255/0.0025) = 10.2 → 2.5 %: 1,000·5 %·5/12 = 20.833…; 1,020.83·2.5 % = 25.52075
  expect(await savings('2023-12-31')).toMatchObject({
    balance: '1046.35',
    accounts: [{
      outcome: 'RUNNING',
      deposits: [{ on: '2022-07-10', amount: '1000.00' }],
      years: [{ year: 2022, interest: '20.83' }, { year: 2023, interest: '25.52' }],
    }],
  });
  expect(await settle('2024-01-05')).toEqual({ status: 'nothing-due' });
  const types = (await readWhole(journal, 'participant-p0')).map(({ type }) => type);
  const since = types.slice(types.indexOf('RightsTransferredOut') + 1);
  expect(since).toEqual(['SavingsDeposited', 'SavingsInterestCredited', 'SavingsInterestCredited']);
});

it('a death is told there too, of one who saves: the balance goes to the heirs', async () => {
  ledger.today.day = '2024-03-10';
  const deaths = await ledger.import('deaths', ['participantId,diedOn', 'p0,2024-02-29', 'p1,2024-02-29']);
  expect(deaths).toMatchObject({ appended: 1, byCode: { PARTICIPANT_TRANSFERRED: 1 } });
  await settle('2024-03-10');
  // two months completed on the last day of February: 1,046.35·6 %·2/12 = 10.4635
  const heirs = { outcome: 'PAID_TO_HEIRS', payout: '1056.81', years: [{}, {}, { interest: '10.46' }] };
  expect(await savings('2024-03-10')).toMatchObject({ balance: '0.00', accounts: [heirs] });
  await expectBalance(ledger);
});
