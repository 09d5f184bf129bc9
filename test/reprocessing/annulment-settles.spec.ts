/** What an annulment leaves due to its participant in dk-p90, and who books it. */
import { resolve } from 'node:path';
import { declare } from '#reprocessing/fan-out/declare.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { settleParticipant } from '#reprocessing/fan-out/settle-participant.js';
import { accountProjection } from '#projections/account/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

const PEOPLE = 'participantId,scheme,birthDate,sex,enrolledOn';
const HEAD = 'participantId,period,amount,currency,employerId,receivedOn';
const TODAY = NOW.slice(0, 10);

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const person = (id: string): string => `${id},dk-p90,1970-05-20,female,2021-01-01`;
  await ledger.import('participants', ledger.file('p.csv', [PEOPLE, person('A'), person('B')]));
  // A has what B has, and a contribution of 50,000.00 that should never have been recorded.
  const right = (id: string): string => `${id},2021-01,60000.00,DKK,K1,2021-02-01`;
  await ledger.import('contributions', ledger.file('c.csv', [HEAD, right('A'), right('B'), 'A,2021-03,50000.00,DKK,K2,2021-04-01']));
  const common = { journal: ledger.journal, fundId: 'dk-p90', actor: 'board', clock: () => NOW };
  await declare({ decision: 'interest', year: 2021, rate: '0.031', reference: 'board' }, common);
  await declare({ decision: 'close-year', year: 2021, reference: 'board' }, common);
  await fanOut(common);
});
afterEach(() => ledger.close());

const wrong = async (): Promise<string> => {
  const found = (await ledger.events('participant-A')).find(({ data }) => data['employerId'] === 'K2');
  return (found as { readonly id: string }).id;
};
const annul = async (settle: boolean) =>
  annulEvent({ journal: ledger.journal, participantId: 'A', eventId: await wrong(), reason: 'another person’s', settle, byTwo: false, actor: 'test', now: NOW, today: TODAY });
const account = (id: string) => liveRunner(ledger.journal, () => NOW).ask(accountProjection, id, { asOf: '2022-12-31' }, { year: 2021 });

it('the interest on what is gone goes with it, in the same write, as if it had never been', async () => {
  const { annulled, settled } = await annul(true);
  expect(annulled).toHaveLength(1);
  expect(settled.map(({ type }) => type)).toContain('AdjustmentPosted');
  expect((await account('A')).closing).toBe((await account('B')).closing);
});

it('told not to, it leaves the interest standing until the participant is settled', async () => {
  const { settled } = await annul(false);
  expect(settled).toEqual([]);
  expect((await account('A')).closing).not.toBe((await account('B')).closing);
  const rules = rulesFromJournal(ledger.journal);
  const stamp = { actor: 'test', correlationId: 'settle-A' };
  expect((await settleParticipant(ledger.journal, rules, 'A', stamp, TODAY)).status).toBe('booked');
  expect((await account('A')).closing).toBe((await account('B')).closing);
  expect(await settleParticipant(ledger.journal, rules, 'A', stamp, TODAY)).toEqual({ status: 'nothing-due' });
});

it('where roles are on it takes two persons; what is due is booked with the second', async () => {
  const by = async (actor: string) =>
    annulEvent({ journal: ledger.journal, participantId: 'A', eventId: await wrong(), reason: `${actor} looked`, settle: true, byTwo: true, actor, now: NOW, today: TODAY });
  const before = (await ledger.events('participant-A')).length;
  expect(await by('anna')).toEqual({ status: 'asked', annulled: [], settled: [] });
  await expect(by('anna')).rejects.toMatchObject({ refusal: { code: 'SAME_PERSON' } });
  expect(await ledger.events('participant-A')).toHaveLength(before);
  const { status, settled } = await by('bo');
  expect([status, settled.map(({ type }) => type)]).toEqual(['annulled', expect.arrayContaining(['AdjustmentPosted'])]);
  expect((await account('A')).closing).toBe((await account('B')).closing);
  const batch = await ledger.events(`batch-annulment-${await wrong()}`);
  expect(batch.map(({ type, actor }) => [type, actor])).toEqual([['BatchPlanned', 'anna'], ['BatchApproved', 'bo'], ['BatchCompleted', 'bo']]);
  expect((await by('anna')).status).toBe('repeated');
});

it('annulled again, nothing is written', async () => {
  const id = await wrong();
  await annul(true);
  const before = (await ledger.events('participant-A')).length;
  const again = await annulEvent({ journal: ledger.journal, participantId: 'A', eventId: id, reason: 'again', settle: true, byTwo: false, actor: 'test', now: NOW, today: TODAY });
  expect(again).toEqual({ status: 'repeated', annulled: [], settled: [] });
  expect(await ledger.events('participant-A')).toHaveLength(before);
});
