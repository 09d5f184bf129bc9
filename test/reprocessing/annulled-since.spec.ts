/** Of a file that comes again after an annulment nothing is told anew, and that is said: of every kind, by import and by plan. */
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import { CORRECTIONS, EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, PAYMENTS, SALARIES } from '../employers/books.js';
import { NOW } from './ledger.js';

let books: EmployersLedger;
beforeEach(async () => {
  books = await openEmployers();
  await books.publish('fi-kapl', 'test/samples/fi-kapl/illustrative-1997-2013.json');
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-03-01');
  await books.take(
    'participants',
    PARTICIPANTS,
    'N1,nl-pob,1970-04-05,female,2018-03-01',
    'D1,dk-p90,1970-01-31,female,2010-01-01',
    'F1,fi-kapl,1962-04-05,male,1997-01-01',
  );
  await books.take('salaries', SALARIES, 'N1,E1,2018-03,36000,EUR,2018-03-02,,');
  await books.take('incomes', INCOMES, 'F1,2003,17000.00,EUR,E1');
});
afterEach(() => books.close());

const INCOMES = 'participantId,incomeYear,amount,currency,employerId';
const CONTRIBUTIONS = 'participantId,period,amount,currency,employerId,receivedOn,reference';
const TRANSFERS = 'participantId,direction,amount,currency,transferredOn,counterparty';
const OF_INCOME = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';

async function annulLast(subject: { readonly kind: 'participant' | 'employer'; readonly id: string }, type: string): Promise<string> {
  const { id } = (await books.events(`${subject.kind}-${subject.id}`)).filter((event) => event.type === type).at(-1) ?? { id: 'none' };
  const common = { journal: books.journal, settle: false, byTwo: false, actor: 'ann', clock: () => NOW };
  const { status } = await annulEvent({ ...common, subject, eventId: id, reason: 'told of the wrong one' });
  expect(status).toBe('annulled');
  return id;
}

const [N1, D1, F1] = ['N1', 'D1', 'F1'].map((id) => ({ kind: 'participant' as const, id })) as [Subject, Subject, Subject];
const E1: Subject = { kind: 'employer', id: 'E1' };
type Subject = Parameters<typeof annulLast>[0];

it.each<readonly [InputKind, string, string, Subject, string]>([
  ['premium-payments', PAYMENTS, 'E1,100.00,EUR,2018-04-05,bank 1,', E1, 'PremiumPaid'],
  ['headcounts', 'employerId,on,employees', 'E1,2018-04-01,12', E1, 'HeadcountReported'],
  ['salaries', SALARIES, 'N1,E1,2018-05,38000,EUR,2018-05-02,,', N1, 'SalaryReported'],
  ['salary-corrections', CORRECTIONS, 'N1,E1,2018-03,37000,EUR,reassessed,2018-06-03,,', N1, 'SalaryCorrected'],
  ['start-letters', 'participantId,sentOn,reference', 'N1,2018-04-02,l1', N1, 'StartLetterSent'],
  ['contributions', CONTRIBUTIONS, 'D1,2022-10,3000.00,DKK,E1,2022-11-01,', D1, 'ContributionReceived'],
  ['transfers', TRANSFERS, 'D1,in,100.00,DKK,2022-10-01,P', D1, 'RightsTransferredIn'],
  ['deaths', 'participantId,diedOn', 'D1,2022-11-05', D1, 'ParticipantDied'],
  ['incomes', INCOMES, 'F1,2004,18000.00,EUR,E1', F1, 'IncomeReported'],
  ['corrections', OF_INCOME, 'F1,2003,E1,19000.00,EUR,late report,2010-05-01', F1, 'IncomeCorrected'],
])('%s', async (kind, columns, row, subject, type) => {
  const file = books.file('told.csv', [columns, row]);
  expect(await books.import(kind, file)).toMatchObject({ appended: 1, refused: 0 });
  expect(await books.import(kind, file)).toMatchObject({ appended: 0, repeated: 1, flagged: 0 });
  const eventId = await annulLast(subject, type);
  const figures = { eventId, by: 'ann', recordedAt: NOW, reason: 'told of the wrong one', anew: 'alone' };
  const message = 'known from this file already, and annulled since: by ann on 2023-03-01, "told of the wrong one" ' +
    `(event ${eventId}). It does not count, and the same file does not tell it anew. ` +
    'Where it is meant anew, give it in another file; this row alone does';
  const flags = [{ line: 2, code: 'ANNULLED_SINCE', message, figures }];
  for (const dryRun of [true, false]) {
    expect(await books.import(kind, file, { dryRun })).toMatchObject({ appended: 0, repeated: 1, refused: 0, flagged: 1, flags });
  }
  if (PLANNED.includes(kind)) expect(await books.plan(file)).toMatchObject({ rows: { noChange: 1, flagged: 1 }, flags });
  // What the flag advises: it counts again, and the first file is already there and no more.
  expect(await books.import(kind, books.file('anew.csv', [columns, row]))).toMatchObject({ appended: 1, flagged: 0 });
  expect(await books.import(kind, file)).toMatchObject({ appended: 0, repeated: 1, flagged: 0 });
});

/** The others are told by import alone. */
const PLANNED: readonly InputKind[] = [
  'premium-payments',
  'headcounts',
  'salaries',
  'salary-corrections',
  'contributions',
  'incomes',
  'corrections',
];

it('of several rows those alone that were annulled', async () => {
  const lines = [PAYMENTS, 'E1,100.00,EUR,2018-04-05,bank 1,', 'E1,5.00,EUR,2018-04-06,bank 2,', 'E1,7.00,EUR,2018-04-07,bank 3,'];
  const file = books.file('told.csv', lines);
  await books.import('premium-payments', file);
  await annulLast(E1, 'PremiumPaid');
  expect(await books.import('premium-payments', file)).toMatchObject({ repeated: 3, flagged: 1, flags: [{ line: 4 }] });
});

it('where another fact stands in its place, the row in another file would be refused, and the flag says so', async () => {
  const file = books.file('told.csv', [CONTRIBUTIONS, 'D1,2022-10,3000.00,DKK,E1,2022-11-01,']);
  await books.import('contributions', file);
  await annulLast(D1, 'ContributionReceived');
  await books.import('contributions', books.file('right.csv', [CONTRIBUTIONS, 'D1,2022-10,3100.00,DKK,E1,2022-11-01,']));
  const told = { code: 'ANNULLED_SINCE', figures: { anew: 'refused', refusal: 'CONTRIBUTION_ALREADY_RECEIVED' } };
  expect(await books.import('contributions', file)).toMatchObject({ appended: 0, repeated: 1, flagged: 1, flags: [told] });
});

it('of rows that are equal under one reference, the second by itself: alone in another file it would be the first', async () => {
  const row = 'D1,2022-10,3000.00,DKK,E1,2022-11-01,bank 1';
  const file = books.file('told.csv', [CONTRIBUTIONS, row, row]);
  expect(await books.import('contributions', file)).toMatchObject({ appended: 2 });
  await annulLast(D1, 'ContributionReceived');
  const told = { line: 3, code: 'ANNULLED_SINCE', figures: { anew: 'with-its-equals' } };
  expect(await books.import('contributions', file)).toMatchObject({ appended: 0, repeated: 2, flagged: 1, flags: [told] });
  expect(await books.import('contributions', books.file('alone.csv', [CONTRIBUTIONS, row]))).toMatchObject({ appended: 0 });
  const both = books.file('both.csv', [CONTRIBUTIONS, row, row]);
  expect(await books.import('contributions', both)).toMatchObject({ appended: 1, repeated: 1 });
});
