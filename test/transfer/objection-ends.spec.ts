/**
 * The end of an objector’s exemption once it has gone over with a group (nl-pob VI.9, VI.10; nl-transfer 9, corrections): forwarded,
 * the savings are voided at the sender, and the months saved for give their right at the receiver, unconverted.
 */
import { readWhole } from '#journal/read-whole.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { savingsProjection } from '#projections/savings/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { settleParticipant } from '#reprocessing/fan-out/settle-participant.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import { cleared, forward, step, transferLedger, type TransferLedger } from './ledger.js';
import { expectBalance } from './three-ways.js';

const stamp = { actor: 'test', correlationId: 'test' };
const ENDS = 'participantId,cause,on,reference';
let ledger: TransferLedger;

beforeAll(async () => {
  ledger = await transferLedger();
  await ledger.affiliate('E', 'pob', '2021-01-01');
  await cleared(ledger, 2, '1000.00'); // no salary after 2021
  const entries = [{ from: '2020-12-31', value: '0.055', reference: 'report', status: 'external' }];
  const returns = { scheme: 'nl-pob', announced: '2022-01-01', parameters: [{ name: 'fundReturn', unit: 'fraction', entries }] };
  const event = { type: 'ParametersPublished', key: 'returns', effectiveDate: '2022-01-01', data: returns } as const;
  await ledger.journal.append([{ stream: 'fund-pob', expected: 'any', events: [toAppend('fund-pob', event, stamp)] }]);
  await ledger.import('objectors', ['participantId,requestedOn,from,declaration,reference', 'p0,2021-12-10,2022-01-01,yes,board 1']);
  const salaries = ['participantId,employerId,from,fullTimeSalary,currency,reportedOn', 'p0,E,2022-02,12000.00,EUR,2022-06-01'];
  await ledger.import('salaries', salaries);
  const { journal, place } = ledger;
  const command = { kind: 'monthly', month: '2022-06', sentOn: '2022-07-01' } as const;
  await runInvoices({ journal, fundId: 'pob', clock: place.clock, actor: 'operator', workers: 0, command });
  await ledger.take(step('complete', { on: '2022-07-01' }));
  ledger.today.day = '2022-07-20';
  await ledger.import('premium-payments', ['employerId,amount,currency,receivedOn,reference', 'E,1000.00,EUR,2022-07-10,p1']);
  await settle('2022-07-20');
});
afterAll(() => ledger.close());

const settle = async (on: string) => {
  ledger.today.day = on;
  return settleParticipant(ledger.journal, rulesFromJournal(ledger.journal), 'p0', stamp, ledger.place.clock);
};
const typesOf = async (id: string): Promise<readonly string[]> => (await readWhole(ledger.journal, `participant-${id}`)).map(({ type }) => type);
const file = (name: string, ...rows: readonly string[]): string => ledger.file(name, [ENDS, ...rows]);

it('is refused where it has gone from, and recorded there when it is forwarded, with the right at the receiver', async () => {
  ledger.today.day = '2022-10-05';
  const row = 'p0,objections-gone,2022-09-01,board 7';
  expect(await ledger.import('objector-ends', [ENDS, row])).toMatchObject({ byCode: { PARTICIPANT_TRANSFERRED: 1 } });
  const taken = await ledger.take(forward('objector-ends', file('ends.csv', row), '2022-10-05'));
  // 12,000 / 12 a month from February to June, of a year that was not over
  expect(taken).toMatchObject({
    alongside: 2,
    events: [{ data: { record: 'objector-end', rights: { pensionYearly: '0.00', accruing: { year: 2022, right: '5000' } } } }],
  });
  const { data } = (taken as { readonly events: readonly { readonly data: Record<string, unknown> }[] }).events[0] ?? { data: {} };
  expect(data).not.toHaveProperty('facts');
  expect(data['recorded']).toHaveLength(2);
  expect((await typesOf('p0')).at(-1)).toBe('ObjectorExemptionEnded');
  const receiver = String(data['receiverParticipantId']);
  expect((await typesOf(receiver)).at(-1)).toBe('RightsTransferAdjusted');
});

it('the account at the sender is voided, its deposits count as premium', async () => {
  await settle('2022-10-06');
  const answer = await liveRunner(ledger.journal, ledger.place.clock).ask(savingsProjection, 'p0', { asOf: '2022-10-06' }, undefined);
  // nothing for the year of the end: the deposit of 1,000 alone
  expect(answer).toMatchObject({ balance: '0.00', accounts: [{ outcome: 'VOIDED', voided: '1000.00', premium: '1000.00' }] });
  expect(await settle('2022-10-07')).toEqual({ status: 'nothing-due' });
  await expectBalance(ledger);
});

it('twice is once, another end is kept as refused, and so is that of one who never objected', async () => {
  ledger.today.day = '2022-10-10';
  const again = file('again.csv', 'p0,objections-gone,2022-09-01,board 7');
  expect(await ledger.take(forward('objector-ends', again, '2022-10-10'))).toMatchObject({ events: [] });
  const rows = ['p0,breach,2022-09-02,board 8', 'p1,request,2022-09-01,board 9'];
  const other = await ledger.take(forward('objector-ends', file('other.csv', ...rows), '2022-10-10'));
  expect(other).toMatchObject({
    events: [{ data: { refused: 'OBJECTION_ALREADY_ENDED' } }, { data: { refused: 'NO_OBJECTION' } }],
  });
});
