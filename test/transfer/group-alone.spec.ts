/** What is asked of a transfer reads the streams of its group, and of the group's employers; nobody else's, however many there are. */
import { readDossier } from '#engine/transfer/dossier.js';
import { readSnapshot } from '#engine/transfer/readings.js';
import { recordStep } from '#reprocessing/transfer/record.js';
import { proposal, transferLedger, withFile, type TransferLedger } from './ledger.js';
import { countingStreams, type CountedJournal } from './streams-read.js';

const GROUP = ['p03', 'p11', 'p27'];
const OTHERS = 30;

let ledger: TransferLedger;
let counted: CountedJournal;
beforeAll(async () => {
  ledger = await transferLedger();
  const { accrue, affiliate, enrol, file, take, today } = ledger;
  for (const employerId of ['E', 'OTHER']) await affiliate(employerId, 'pob', '2018-03-01');
  for (let index = 0; index < OTHERS; index += 1) {
    const id = `p${String(index).padStart(2, '0')}`;
    await enrol(id);
    await accrue(id, '1000.00');
  }
  await take(proposal({ transferValue: '30000.00' }));
  today.day = '2022-01-20';
  const rows = GROUP.map((id) => `${id},active,1000.00,1000.00,14.2,10000.00`);
  await take(withFile('snapshot', file('s.csv', ['participantId,group,oldRight,newRight,factor,value', ...rows]), '2022-01-20'));
  counted = countingStreams(ledger.journal);
});
afterAll(() => ledger.close());

const place = () => ({ ...ledger.place, journal: counted.journal });
const OF_THE_GROUP = { ...Object.fromEntries(GROUP.map((id) => [`participant-${id}`, 1])), 'employer-E': 1 };

it('the dossier reads its own stream once, and each of the group once', async () => {
  expect((await readDossier(place(), 'T1', {})).snapshot).toMatchObject({ participants: 3, stale: [] });
  // the fund: its rules for the dossier, and as they stood where the rights are counted
  expect(counted.read()).toEqual({ ...OF_THE_GROUP, 'transfer-T1': 1, 'fund-pob': 2 });
});

it('so does the snapshot’s own answer; and whose right has moved is found', async () => {
  await ledger.correct('p11', '1000.00', '1200.00');
  expect(await readSnapshot(place(), 'T1')).toMatchObject({ stale: ['p11'] });
  expect(counted.read()).toEqual({ ...OF_THE_GROUP, 'transfer-T1': 1, 'fund-pob': 2 });
  expect((await readDossier({ ...place(), journalUrl: ledger.journalUrl }, 'T1', {})).snapshot?.stale).toEqual(['p11']);
});

it('a step that compares the rights reads no others', async () => {
  ledger.today.day = '2022-02-01';
  const row = 'p11,active,1000.00,1000.00,14.2,10000.00';
  const file = ledger.file('again.csv', ['participantId,group,oldRight,newRight,factor,value', row, 'p99,active,1.00,1.00,14.2,1.00']);
  const taken = recordStep(withFile('snapshot', file, '2022-02-01'), { ...place(), actor: 'board', dryRun: true, transferId: 'T1' });
  await expect(taken).rejects.toMatchObject({ refusal: { code: 'RIGHT_DIFFERS', participantId: 'p11', ledger: '1200.00' } });
  const participants = Object.keys(counted.read()).filter((stream) => stream.startsWith('participant-'));
  expect(participants.sort()).toEqual(['participant-p11', 'participant-p99']);
});
