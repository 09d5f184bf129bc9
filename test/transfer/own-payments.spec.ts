/**
 * What somebody who continues voluntarily paid before it went over with a group stays the sender's: told late there, and taken back there
 * (nl-pob 2.9; nl-transfer 9), and so does the letter that it got there (4.5). Whatever else stood before the transfer stays as it went.
 */
import { readWhole } from '#journal/read-whole.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { cleared, step, transferLedger, type TransferLedger } from './ledger.js';
import { lettersProjection } from '#projections/letters/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { expectBalance } from './three-ways.js';

let ledger: TransferLedger;
beforeAll(async () => {
  ledger = await transferLedger();
  await ledger.affiliate('E', 'pob', '2021-01-01');
  await cleared(ledger, 2, '1000.00');
  await ledger.import('voluntary-continuations', ['participantId,employerId,from', 'p1,E,2022-01']);
  await ledger.take(step('complete', { on: '2022-07-01' }));
  ledger.today.day = '2022-07-20';
});
afterAll(() => ledger.close());

const paid = async (): Promise<readonly (readonly [string, string])[]> =>
  (await readWhole(ledger.journal, 'participant-p1')).map(({ type, id }) => [type, id] as const);

async function annulFirst(type: string): Promise<unknown> {
  const eventId = (await paid()).find(([one]) => one === type)?.[1] as string;
  const { journal, place: { clock } } = ledger;
  const mistake = { reason: 'of somebody else', settle: true, byTwo: false, actor: 'operator' };
  return annulEvent({ ...mistake, journal, subject: { kind: 'participant', id: 'p1' }, eventId, clock });
}

it('a payment is told, and annulled, where it has gone from', async () => {
  const columns = 'participantId,employerId,amount,currency,receivedOn,reference';
  const row = 'p1,E,100.00,EUR,2022-06-20,statement 7';
  expect(await ledger.import('voluntary-payments', [columns, row])).toMatchObject({ appended: 1 });
  expect(await annulFirst('OwnPremiumPaid')).toMatchObject({ status: 'annulled', annulled: [{ type: 'OwnPremiumPaid' }] });
  expect((await paid()).at(-1)?.[0]).toBe('EventAnnulled');
  await expectBalance(ledger);
});

it('so is the letter that the sender owed at the start of accrual there (4.5)', async () => {
  const letters = async () =>
    (await liveRunner(ledger.journal, ledger.place.clock).ask(lettersProjection, 'p1', { asOf: '2022-07-20' }, undefined)).startLetter;
  expect(await letters()).toBeNull();
  const columns = 'participantId,sentOn,reference';
  expect(await ledger.import('start-letters', [columns, 'p1,2021-03-15,start 1'])).toMatchObject({ appended: 1 });
  expect(await letters()).toMatchObject({ accrualBegan: '2021-01-01', lastDate: '2021-04-01', sentOn: '2021-03-15', status: 'sent' });
  expect(await annulFirst('StartLetterSent')).toMatchObject({ status: 'annulled' });
  expect(await letters()).toBeNull();
});

it('what went over is not', async () => {
  await expect(annulFirst('SalaryReported')).rejects.toMatchObject({ refusal: { code: 'PARTICIPANT_TRANSFERRED' } });
});
