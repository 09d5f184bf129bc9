/** The end-to-end example of nl-transfer section 9 in a ledger of two funds, to the cent. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readWhole } from '#journal/read-whole.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { wouldBook } from '#reprocessing/fan-out/would-book.js';
import { annulEvent } from '#reprocessing/fan-out/annul-event.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { addDays } from '#money/civil-date.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { readDossier } from '#engine/transfer/dossier.js';
import { readProof, readSnapshot, readStatement } from '#engine/transfer/readings.js';
import { answerDigest } from '#projections/answer.js';
import { dossierProjection } from '#projections/transfer/dossier.js';
import { equivalenceProjection } from '#projections/transfer/equivalence.js';
import { owedProjection } from '#projections/transfer/owed.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { spoken } from '../../apps/cli/terminal/what-to-do.js';
import { forward, proposal, step, transferLedger, withFile, type TransferLedger } from './ledger.js';

const SNAPSHOT_COLUMNS = 'participantId,group,oldRight,newRight,factor,value';
const FIRST = ['a,active,1000.10,1005.10,60,60000.00', 'b,deferred,2000.33,2010.33,60,120000.00', 'c,pensioner,500.00,502.50,60,33900.00'];
const SECOND = [FIRST[0] as string, 'b,deferred,2010.33,2020.38,60,120600.00', FIRST[2] as string];
const TESTS = { individual: '0.02', collective: '0.006', group: '0.015', basis: 'AG 2020' };

let ledger: TransferLedger;
const snapshot = (name: string, rows: readonly string[], on: string) =>
  withFile('snapshot', ledger.file(name, [SNAPSHOT_COLUMNS, ...rows]), on);

beforeAll(async () => {
  ledger = await transferLedger();
  for (const [id, right] of [['a', '1000.10'], ['b', '2000.33'], ['c', '500.00']] as const) {
    await ledger.enrol(id);
    await ledger.accrue(id, right);
  }
});

afterAll(() => ledger.close());

const dossier = () => liveRunner(ledger.journal, ledger.place.clock).ask(dossierProjection, 'T1', { asOf: '9999-12-31' }, undefined);

it('proposed, its snapshot taken, assessed, advised against and answered', async () => {
  const { today, take, code } = ledger;
  expect(await code(proposal())).toBe('recorded');
  expect(await code(proposal())).toBe('unchanged');
  expect(await code(proposal({ transferValue: '1.00' }))).toMatchObject({ code: 'TRANSFER_ALREADY_PROPOSED', fields: ['transferValue'] });
  expect(
    await code(
      snapshot(
        'wrong.csv',
        ['a,active,1000.11,1,60,1.00', 'x,active,1.00,1,60,1.00', FIRST[1] as string, FIRST[1] as string],
        '2022-01-10',
      ),
    ),
  ).toMatchObject({
    code: 'RIGHT_DIFFERS',
    line: 2,
    problems: [
      { code: 'RIGHT_DIFFERS', line: 2, ledger: '1000.10', file: '1000.11' },
      { code: 'NOT_IN_FUND', line: 3 },
      { code: 'DUPLICATE', line: 5 },
    ],
  });
  expect(await code(snapshot('first.csv', FIRST, '2022-01-10'))).toBe('recorded');
  today.day = '2022-02-01';
  expect(await code(step('assess', { ...TESTS, individual: '0.001', on: '2022-02-01' }))).toMatchObject({
    code: 'TEST_FAILED', fact: 'actuarialEquivalence', found: { individualFailures: ['a', 'b', 'c'] },
  });
  expect(await code(step('assess', { individual: '0.02', basis: 'AG 2020', on: '2022-02-01' }))).toMatchObject({
    code: 'MISSING_PARAMETER', parameter: 'nl-transfer.tolerance.collective', date: '2022-07-01',
  });
  await take(step('assess', { ...TESTS, on: '2022-02-01' }));
  today.day = '2022-03-01';
  await take(step('organ', { positive: 'no', on: '2022-03-01' }));
  today.day = '2022-03-15';
  expect(await code(step('notify', { on: '2022-03-15' }))).toMatchObject({ code: 'BOARD_RESPONSE_REQUIRED', event: 3, state: 'CONSULTED' });
  expect(await dossier()).toMatchObject({
    state: 'CONSULTED',
    openAdvice: true,
    latestNotice: '2022-04-01',
    owed: [
      { what: 'board-response', latest: '2022-04-01' },
      { what: 'notice', latest: '2022-04-01' },
      { what: 'acceptance', latest: '2022-07-01' },
    ],
  });
  expect(await code(step('respond', { reasons: 'the costs', on: '2022-03-15' }))).toBe('recorded');
});

it('a corrected salary makes the snapshot stale; a new one brings the proposal back', async () => {
  const { today, correct, code, take, place } = ledger;
  today.day = '2022-03-20';
  await correct('b', '2000.33', '2010.33');
  expect(await readSnapshot(place, 'T1')).toMatchObject({ stale: ['b'], participants: 3, state: 'CONSULTED' });
  // The dossier says so too, and that a new snapshot comes before the notice; of a day that is asked for it does not tell.
  const shown = await readDossier(place, 'T1', {});
  expect([shown.snapshot?.stale, shown.next.map(({ step: next }) => next)]).toEqual([['b'], ['snapshot', 'withdraw']]);
  expect(answerDigest(shown)).toBe(shown.digest);
  expect((await readDossier(place, 'T1', { asOf: '2022-03-20' })).snapshot).not.toHaveProperty('stale');
  // What nobody has booked yet is due, and said without being booked.
  const due = await wouldBook({ journal: ledger.journal, fundId: 'pob', clock: place.clock, workers: 0 });
  expect(due).toMatchObject({
    participants: 3,
    booked: 1,
    rightsMoved: { RightsAdjusted: '10.00' },
    due: [{ participantId: 'b', since: '2021-12-31', events: 1 }],
    failed: [],
  });
  expect(await code(step('assess', { ...TESTS, on: '2022-03-20' }))).toMatchObject({ code: 'SNAPSHOT_STALE', participants: ['b'] });
  today.day = '2022-03-21';
  expect(await code(snapshot('second.csv', SECOND, '2022-03-21'))).toBe('recorded');
  expect(await dossier()).toMatchObject({ state: 'PROPOSED' });
  expect(await readDossier(place, 'T1', {})).toMatchObject({ snapshot: { stale: [] }, next: expect.objectContaining({ length: 4 }) });
  today.day = '2022-03-22';
  await take(step('assess', { ...TESTS, on: '2022-03-22' }));
  today.day = '2022-03-25';
  await take(step('organ', { positive: 'yes', on: '2022-03-25' }));
  today.day = '2022-03-31';
  expect(await take(step('notify', { on: '2022-03-31' }))).toMatchObject({
    events: [{ data: { reviewEnds: '2022-06-30', latest: '2022-04-01' } }],
  });
  today.day = '2022-06-15';
  expect(await code(snapshot('third.csv', SECOND, '2022-06-15'))).toMatchObject({ code: 'ILLEGAL_TRANSITION', state: 'NOTIFIED' });
});

it('accepted, lapsed and completed on 1 July: shares, rights and proof', async () => {
  const { today, code, take, file, place } = ledger;
  const accepted = (name: string, rows: readonly string[]) =>
    withFile('accept', file(name, ['participantId,receiverParticipantId,acceptedOn', ...rows]), '2022-06-15');
  expect(await code(accepted('taken.csv', ['a,a,2022-06-15']))).toMatchObject({ code: 'PARTICIPANT_ALREADY_ENROLLED' });
  expect(await code(accepted('two.csv', ['a,W-a,2022-06-15', 'b,W-b,2022-06-15']))).toBe('recorded');
  today.day = '2022-06-30';
  expect(await code(step('lapse', { on: '2022-06-30' }))).toMatchObject({ code: 'REVIEW_PERIOD_RUNNING', until: '2022-06-30' });
  expect(await code(step('complete', { on: '2022-06-30' }))).toMatchObject({ code: 'TRANSFER_DATE_IN_FUTURE' });
  today.day = '2022-07-01';
  expect(await code(step('complete', { on: '2022-07-01' }))).toMatchObject({ code: 'NOT_CLEARED', state: 'NOTIFIED' });
  await take(step('lapse', { on: '2022-07-01' }));
  const before = (await ledger.journal.head()).position;
  expect(await code(step('complete', { on: '2022-07-01' }))).toMatchObject({
    code: 'NOTHING_POSTED',
    reason: 'NOT_ACCEPTED',
    participants: ['c'],
  });
  expect((await ledger.journal.head()).position).toBe(before); // for anyone
  await take(accepted('three.csv', ['c,W-c,2022-06-20', 'a,W-a,2022-06-15', 'b,W-b,2022-06-15']));
  expect(await code(step('complete', { on: '2022-07-01' }), { rolesAreOn: true })).toMatchObject({
    code: 'SECOND_PERSON_REQUIRED',
    actor: 'board',
  });
  // Three out, two events each at the receiver, the sum at both funds; and b's correction, which nobody had booked.
  expect(await take(step('complete', { on: '2022-07-01' }), { dryRun: true })).toMatchObject({
    status: 'would-be-recorded',
    alongside: 12,
  });
  expect(await take(step('complete', { on: '2022-07-01' }), { actor: 'operator', rolesAreOn: true })).toMatchObject({
    status: 'recorded',
    alongside: 12,
  });
  expect(await code(step('complete', { on: '2022-07-01' }))).toBe('unchanged');
  // of 214,500: 69,930.0699…, 140,559.4405…, 39,510.4895…; spare cents to a (0.993) and c (0.951)
  const sum = (account: string, commodity: string, fundId: string, amount: string) => ({ fundId, account, commodity, amount });
  expect(await readProof(place, 'T1', {})).toMatchObject({
    participants: 3,
    closedValue: '250000.00',
    openedValue: '250000.00',
    net: '0.00',
    closedRights: '3510.43',
    openedRights: '3527.98',
    conversion: '1.005',
    receiverSide: 'ledger',
    largestRemainder: [{ id: 'a', extraCent: '0.01' }, { id: 'c', extraCent: '0.01' }],
    holds: true,
    differences: [],
    events: { count: 12 },
    byFund: [
      sum('fund:cash', 'EUR', 'pob', '-250000.00'),
      sum('fund:pension-rights-granted', 'EUR per year', 'pob', '-3510.43'),
      sum('fund:transfers', 'EUR', 'pob', '0.00'),
      sum('participants:pension-rights', 'EUR per year', 'pob', '3510.43'),
      sum('participants:value', 'EUR', 'pob', '250000.00'),
      sum('fund:cash', 'EUR', 'west', '250000.00'),
      sum('fund:pension-rights-granted', 'EUR per year', 'west', '3527.98'),
      sum('fund:transfers', 'EUR', 'west', '0.00'),
      sum('participants:pension-rights', 'EUR per year', 'west', '-3527.98'),
      sum('participants:value', 'EUR', 'west', '-250000.00'),
    ],
  });
  // 10.05 more on 2,010.33 (rounded 2,020.38165): 0.4999…%
  expect(await readStatement(place, 'T1', 'b', {})).toMatchObject({
    receiverParticipantId: 'W-b',
    sender: 'pob',
    receiver: 'General Fund West',
    annualRightBefore: '2010.33',
    annualRightAfter: '2020.38',
    change: '10.05',
    valueTransferred: '140559.44',
    shareOfTransfer: '0.56223776',
    accruing: null,
    lateRights: '0.00',
  });
  const refusal = await readStatement(place, 'T1', 'x', {}).then(() => undefined, refusalOf);
  expect(refusal === undefined ? undefined : spoken(refusal).told).toMatchObject({
    code: 'UNKNOWN_PARTICIPANT',
    message: 'x did not go over with transfer T1, which names participants by their ids at the sender', // no import would mend it
  });
  expect(await dossier()).toMatchObject({
    state: 'COMPLETED',
    next: [],
    owed: [],
    completed: { participants: 3 },
    steps: expect.objectContaining({ length: 11 }),
  });
});

it('debit equals credit in every commodity, for both and each of the funds', async () => {
  const { journal, journalUrl, place: { clock } } = ledger;
  for (const fundId of [undefined, 'pob', 'west']) {
    const { totals } = await trialBalance({ journal, journalUrl, clock, coordinates: { asOf: '2030-12-31' }, workers: 0, fundId });
    expect(totals.map(({ commodity, balance }) => [commodity, balance])).toEqual([['EUR', '0.00'], ['EUR per year', '0.00']]);
  }
});

it('a fact that comes late is refused at the sender, forwarded, and recorded at the receiver on its own day', async () => {
  const { today, file, code, take, journal, place } = ledger;
  today.day = '2022-09-05';
  const late = file('deaths.csv', ['participantId,diedOn', 'c,2022-08-20']);
  const rules = rulesFromJournal(journal);
  const request = {
    journal,
    kind: 'deaths',
    file: late,
    dryRun: false,
    migrate: false,
    clock: place.clock,
    actor: 'operator',
    rulebooks: RULEBOOKS,
  } as const;
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  expect(await importFile({ ...request, parameters })).toMatchObject({ appended: 0, byCode: { PARTICIPANT_TRANSFERRED: 1 } });
  expect(await code(forward('deaths', file('strange.csv', ['participantId,diedOn', 'x,2022-08-20']), '2022-09-05'))).toMatchObject({
    code: 'UNKNOWN_PARTICIPANT',
    line: 2,
  });
  expect(await take(forward('deaths', late, '2022-09-05'))).toMatchObject({
    status: 'recorded',
    alongside: 1,
    events: [
      {
        type: 'LateFactForwarded',
        data: { participantId: 'c', receiverParticipantId: 'W-c', record: 'death', row: { participantId: 'c', diedOn: '2022-08-20' } },
      },
    ],
  });
  expect(await code(forward('deaths', late, '2022-09-06'))).toMatchObject({ code: 'EVENT_IN_FUTURE' });
  expect(await code(forward('deaths', late, '2022-09-05'))).toBe('unchanged');
  expect((await readWhole(journal, 'participant-W-c')).map(({ type, effectiveDate }) => `${type} ${effectiveDate}`)).toEqual([
    'ParticipantEnrolled 2022-07-01', 'RightsTransferredIn 2022-07-01', 'ParticipantDied 2022-08-20',
  ]);
  // Neither what went over nor what came is taken back by an annulment.
  for (const [id, what] of [['a', 'PARTICIPANT_TRANSFERRED'], ['W-a', 'CANNOT_BE_ANNULLED']] as const) {
    const event = (await readWhole(journal, `participant-${id}`)).find(({ type }) => type.startsWith('RightsTransferred'));
    await expect(
      annulEvent({
        journal,
        subject: { kind: 'participant', id },
        eventId: event?.id as string,
        reason: 'mistake',
        settle: false,
        byTwo: false,
        actor: 'x',
        clock: place.clock,
      }),
    ).rejects.toMatchObject({ refusal: { code: what } });
  }
});

it('where roles are on, corrections are forwarded on the word of two persons', async () => {
  const { file, code, take, journal } = ledger;
  await ledger.affiliate('E', 'pob', '2021-01-01');
  const late = forward(
    'salary-corrections',
    file('late-salaries.csv', [
      'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn',
      'a,E,2021-01,1100.10,EUR,hours,2022-09-01',
    ]),
    '2022-09-05',
  );
  const by = (actor: string) => ({ actor, rolesAreOn: true });
  const standing = await readWhole(journal, 'transfer-T1');
  expect(await take(late, { ...by('anna'), dryRun: true })).toMatchObject({ status: 'would-be-recorded', events: [], alongside: 0 });
  expect(await take(late, by('anna'))).toMatchObject({ status: 'asked', events: [], alongside: 0 });
  expect(await code(late, by('anna'))).toMatchObject({ code: 'SAME_PERSON', plannedBy: 'anna' });
  expect(await readWhole(journal, 'transfer-T1')).toEqual(standing);
  const approved = await take(late, by('bo'));
  // 1,100.10 − 1,000.10: a year's salary is a year's right here
  expect(approved).toMatchObject({
    status: 'recorded',
    alongside: 1,
    events: [{ type: 'LateFactForwarded', data: { rights: { pensionYearly: '100.00' } } }],
  });
  expect(await code(late, by('bo'))).toBe('unchanged');
});

it('what was known before its last event is as if nothing had gone over', async () => {
  const { journal, place } = ledger;
  const completed = (await readWhole(journal, 'transfer-T1')).find(({ type }) => type === 'TransferCompleted');
  await expect(readProof(place, 'T1', { knownAt: (completed?.position ?? 0n) - 1n })).rejects.toMatchObject({
    refusal: { code: 'NOT_COMPLETED' },
  });
  const live = liveRunner(journal, place.clock);
  expect(await live.ask(equivalenceProjection, 'T1', {}, undefined)).toMatchObject({
    actuarialEquivalence: true,
    balance: true,
    tolerance: { group: '0.015' },
  });
});

it('wherever it is asked from the proposal on, debit equals credit in every commodity', async () => {
  const { journal, journalUrl, place: { clock } } = ledger;
  const proposed = Number((await readWhole(journal, 'transfer-T1'))[0]?.position);
  const positions = fc.integer({ min: proposed, max: Number((await journal.head()).position) });
  const days = fc.integer({ min: 0, max: 400 }).map((day) => addDays('2022-01-01', day));
  await fc.assert(
    fc.asyncProperty(days, positions, fc.constantFrom(undefined, 'pob'), async (asOf, position, fundId) => {
      const { totals } = await trialBalance({
        journal,
        journalUrl,
        clock,
        coordinates: { asOf, knownAt: BigInt(position) },
        workers: 0,
        fundId,
      });
      expect(totals.length).toBeGreaterThan(0);
      expect(totals.filter(({ balance }) => Number(balance) !== 0)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('the dossier and what it owes: live = standing, and the dossier = sweep', async () => {
  const { journal, place: { clock } } = ledger;
  const coordinates = { asOf: '2022-09-05', knownAt: (await journal.head()).position };
  const standing = await openStandingModels('sqlite::memory:', journal, { clock, asOf: coordinates.asOf, workers: 0 });
  await standing.catchUp();
  for (const view of [dossierProjection, owedProjection]) {
    const live = await liveRunner(journal, clock).ask(view, 'T1', coordinates, undefined);
    expect((await standing.get(view.name, 'T1')).digest).toBe(live.digest);
  }
  await standing.close();
  const { digest } = await liveRunner(journal, clock).ask(dossierProjection, 'T1', coordinates, undefined);
  const swept = await sweep({ journal, clock, model: 'dossier', coordinates, question: {}, workers: 0 });
  expect([swept.answers, swept.digest]).toEqual([1, createHash('sha256').update(digest).digest('hex')]);
});
