/** nl-transfer section 9: a step entered by mistake is taken back while no later one stands; a group goes over by the process alone. */
import { dossierProjection } from '#projections/transfer/dossier.js';
import { liveRunner } from '#projections/run/live.js';
import { proposal, step, transferLedger, withFile, type TransferLedger } from './ledger.js';

let ledger: TransferLedger;

beforeAll(async () => {
  ledger = await transferLedger(undefined, '2022-04-01');
  await ledger.enrol('a');
  await ledger.accrue('a', '1000.10');
  await ledger.take(proposal());
  const snapshot = ['participantId,group,oldRight,newRight,factor,value', 'a,active,1000.10,1000.10,60,60000.00'];
  await ledger.take(withFile('snapshot', ledger.file('s.csv', snapshot), '2022-01-10'));
});
afterAll(() => ledger.close());

const dossier = () => liveRunner(ledger.journal, ledger.place.clock).ask(dossierProjection, 'T1', { asOf: '9999-12-31' }, undefined);
const annul = (eventId: string) => step('annul', { eventId, reason: 'entered by mistake' });

it('LATER_STEP_STANDS: an assessment stays while the advice on it stands, and goes after it', async () => {
  await ledger.take(step('assess', { on: '2022-02-01', individual: '0.02', collective: '0.02', group: '0.02', basis: 'AG 2020' }));
  await ledger.take(step('organ', { on: '2022-03-01', positive: 'yes' }));
  const { steps } = await dossier();
  const [assessed, advised] = ['TransferAssessed', 'OrganDecided'].map(
    (type) => steps.find(({ step: name }) => name === (type === 'OrganDecided' ? 'organ' : 'assess'))?.eventId ?? type,
  ) as [string, string];
  expect(await ledger.code(annul(assessed))).toMatchObject({
    ...{ code: 'LATER_STEP_STANDS', eventId: assessed, laterStep: advised },
    ...{ type: 'TransferAssessed', laterType: 'OrganDecided' },
  });
  expect([await ledger.code(annul(advised)), await ledger.code(annul(assessed))]).toEqual(['recorded', 'recorded']);
  expect((await dossier()).state).toBe('PROPOSED');
});

it('USE_TRANSFER_PROCESS: a row of a group of a Dutch scheme is no transfer', async () => {
  const columns = 'participantId,direction,amount,currency,transferredOn,counterparty,kind';
  expect(await ledger.import('transfers', [columns, 'a,out,60000.00,EUR,2022-03-01,West,collective'])).toMatchObject({
    ...{ appended: 0, byCode: { USE_TRANSFER_PROCESS: 1 } },
  });
});
