/** What is opened at the receiver comes of the unrounded right, as the scheme keeps it by year (nl-transfer sections 5.3 and 10). */
import { readProof, readStatement } from '#engine/transfer/readings.js';
import { readWhole } from '#journal/read-whole.js';
import { proposal, step, transferLedger, withFile, type TransferLedger } from './ledger.js';

const SALARIES = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn';

let ledger: TransferLedger;

beforeAll(async () => {
  ledger = await transferLedger(undefined, '2022-07-01');
  await ledger.affiliate('E', 'pob', '2021-01-01');
  for (const id of ['a', 'b']) await ledger.enrol(id);
  const rows = ['a,E,2021-07,777.77,EUR,2021-07-02', 'a,E,2022-01,0.00,EUR,2022-01-02', 'b,E,2021-01,500.00,EUR,2021-01-02'];
  expect(await ledger.import('salaries', [SALARIES, ...rows, 'b,E,2022-01,0.00,EUR,2022-01-02'])).toMatchObject({ refused: 0 });
});

afterAll(() => ledger.close());

it('a half year whose right falls between two cents', async () => {
  const { take, file, place, journal } = ledger;
  const rows = (name: string, lines: readonly string[]): string => file(name, lines);
  await take(proposal({ conversion: '0.95' }));
  // A year's salary is a year's right: a has 777.77 · 6/12 = 388.885, booked as 388.89
  const snapshot = ['a,active,388.89,388.89,60,390.00', 'b,active,500.00,500.00,60,610.00'];
  const columns = 'participantId,group,oldRight,newRight,factor,value';
  await take(withFile('snapshot', rows('snapshot.csv', [columns, ...snapshot]), '2022-01-10'));
  await take(step('assess', { individual: '1', collective: '1', group: '1', basis: 'AG 2020', on: '2022-02-01' }));
  await take(step('organ', { positive: 'yes', on: '2022-03-01' }));
  await take(step('notify', { on: '2022-03-31' }));
  const accepted = ['participantId,receiverParticipantId,acceptedOn', 'a,W-a,2022-06-15', 'b,W-b,2022-06-15'];
  await take(withFile('accept', rows('accepted.csv', accepted), '2022-06-15'));
  await take(step('lapse', { on: '2022-07-01' }));
  await take(step('complete', { on: '2022-07-01' }));

  const moved = async (id: string) => {
    const event = (await readWhole(journal, `participant-${id}`)).find(({ type }) => type.startsWith('RightsTransferred'));
    const { pensionYearly, right } = event?.data as { readonly pensionYearly: string; readonly right?: string };
    return [pensionYearly, right];
  };
  // 388.885 · 0.95 = 369.44075; of the booked right it would be 388.89 · 0.95 = 369.4455, 369.45
  expect([await moved('a'), await moved('W-a')]).toEqual([['388.89', '388.885'], ['369.44', undefined]]);
  // 500.00 · 0.95 = 475.00; the unrounded right is the booked one, and stands once
  expect([await moved('b'), await moved('W-b')]).toEqual([['500.00', undefined], ['475.00', undefined]]);
  // 369.44 + 475.00
  expect(await readProof(place, 'T1', {})).toMatchObject({ holds: true, closedRights: '888.89', openedRights: '844.44', differences: [] });
  // 369.44 − 388.89
  expect(await readStatement(place, 'T1', 'a', {})).toMatchObject({
    annualRightBefore: '388.89',
    annualRightAfter: '369.44',
    change: '-19.45',
  });
});
