/** A day begins where the fund is: two funds of one ledger, in Helsinki and in Lisbon, at 00:31 of 1 January in Helsinki. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { fundStream } from '#ledger/subjects.js';
import type { Clock } from '#money/clock.js';
import { readFund, rulesFromJournal } from '#portfolio/rules-in-force.js';
import { diffParticipant } from '#projections/diff/diff.js';
import { liveRunner } from '#projections/run/live.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import { makePlan } from '#reprocessing/plan/make-plan.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

const PARAMETERS = JSON.parse(readFileSync(resolve('test/samples/fi-kapl/illustrative-1997-2013.json'), 'utf8')) as JsonObject;
/** 22:31 UTC: 00:31 of the next day in Helsinki (two hours before UTC in winter), 22:31 in Lisbon, which has UTC's days. */
const NEW_YEAR: Clock = () => '2012-12-31T22:31:00.000Z';
const ROWS = [
  'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
  'H,2008,E1,19000.00,EUR,audit,2013-01-01',
  'L,2008,E1,19000.00,EUR,audit,2013-01-01',
];

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
  await establish('hki', 'Europe/Helsinki');
  await establish('lis', 'Europe/Lisbon');
  const people = ['participantId,scheme,birthDate,sex,enrolledOn,fundId', 'H,fi-kapl,1970-04-05,female,1999-01-01,hki'];
  await ledger.import('participants', ledger.file('p.csv', [...people, 'L,fi-kapl,1970-04-05,female,1999-01-01,lis']));
  const incomes = ['participantId,incomeYear,amount,currency,employerId', 'H,2008,18000.00,EUR,E1', 'L,2008,18000.00,EUR,E1'];
  await ledger.import('incomes', ledger.file('i.csv', incomes));
});
afterEach(() => ledger.close());

async function establish(fundId: string, timeZone: string): Promise<void> {
  const decided = publishParameters(
    { fundId, document: { ...PARAMETERS, timeZone }, today: () => '2012-12-31', establish: true },
    await readFund(ledger.journal, fundId),
  );
  if (decided.status === 'refused') throw new Refused(decided.refusal);
  const [stream, stamp] = [fundStream(fundId), { actor: 'test', correlationId: fundId }];
  await ledger.journal.append([{ stream, expected: 'no-stream', events: decided.value.map((event) => toAppend(stream, event, stamp)) }]);
}

async function importAt(clock: Clock) {
  const rules = rulesFromJournal(ledger.journal);
  return importFile({
    journal: ledger.journal,
    kind: 'corrections',
    file: ledger.file('c.csv', ROWS),
    dryRun: true,
    migrate: false,
    clock,
    actor: 'test',
    rulebooks: RULEBOOKS,
    parameters: async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters,
  });
}

const decideZone = (fundId: string, from: string, timeZone: string) =>
  declare(
    { decision: 'time-zone', from, timeZone, reference: 'minutes 3' },
    { journal: ledger.journal, fundId, clock: NEW_YEAR, actor: 'board', workers: 0 },
  );

it('a correction dated 1 January passes in Helsinki and is refused in Lisbon, in one file and in one plan', async () => {
  expect(await importAt(NEW_YEAR)).toMatchObject({ appended: 1, refused: 1, byCode: { CORRECTED_IN_FUTURE: 1 } });
  const { journal, folder } = ledger;
  const plan = await makePlan({ journal, folder, file: ledger.file('plan.csv', ROWS), clock: NEW_YEAR, actor: 'planner', workers: 0 });
  expect([plan.rows.accepted, plan.refusedByCode]).toEqual([1, { CORRECTED_IN_FUTURE: 1 }]);
  expect(await importAt(() => '2013-01-01T00:00:00.000Z')).toMatchObject({ appended: 2, refused: 0 });
});

it('an answer is as of the day at the fund', async () => {
  const live = liveRunner(ledger.journal, NEW_YEAR);
  const asOf = async (id: string) => (await live.ask(windowsProjection, id, {}, undefined)).asOf;
  expect([await asOf('H'), await asOf('L')]).toEqual(['2013-01-01', '2012-12-31']);
  expect((await diffParticipant(ledger.journal, NEW_YEAR, 'H', { asOf: '2012-06-01' }, {})).asOf).toBe('2013-01-01');
});

it('a zone is decided from a day on, by its own reckoning; the same again changes nothing, another for that day is refused', async () => {
  expect(await decideZone('lis', '2013-01-01', 'Europe/Helsinki')).toMatchObject([
    { type: 'FundTimeZoneDecided', effectiveDate: '2013-01-01', data: { timeZone: 'Europe/Helsinki' } },
  ]);
  expect(await decideZone('lis', '2013-01-01', 'Europe/Helsinki')).toEqual([]);
  await expect(decideZone('lis', '2013-01-01', 'Europe/Rome')).rejects.toMatchObject({
    refusal: { code: 'TIME_ZONE_ALREADY_DECIDED', timeZone: 'Europe/Helsinki' },
  });
  // In Helsinki 1 January has begun, so that it counts: both rows pass.
  expect(await importAt(NEW_YEAR)).toMatchObject({ appended: 2, refused: 0 });
  // A minute before midnight there it has not: 21:59 UTC.
  expect(await importAt(() => '2012-12-31T21:59:00.000Z')).toMatchObject({ appended: 0, refused: 2 });
  await decideZone('hki', '2013-02-01', 'Europe/Lisbon');
  expect(await importAt(NEW_YEAR)).toMatchObject({ appended: 2, refused: 0 });
});

it('a file of parameters names the zone: once, and not another one than the fund has stated', async () => {
  const publish = async (fundId: string, document: JsonObject) =>
    publishParameters({ fundId, document, today: () => NOW.slice(0, 10) }, await readFund(ledger.journal, fundId));
  expect(await publish('hki', { ...PARAMETERS, timeZone: 'europe/helsinki' })).toEqual({ status: 'done', value: [] });
  expect(await publish('hki', { ...PARAMETERS, timeZone: 'Europe/Rome' })).toMatchObject({ refusal: { code: 'TIME_ZONE_DIFFERS' } });
  expect(await publish('hki', { ...PARAMETERS, timeZone: 'Helsinki' })).toMatchObject({
    refusal: { code: 'INVALID_TIME_ZONE', found: 'Helsinki' },
  });
  await decideZone('hki', '2013-02-01', 'Europe/Lisbon');
  expect(await publish('hki', { ...PARAMETERS, timeZone: 'Europe/Helsinki' })).toEqual({ status: 'done', value: [] });
});

it('a fund that was established without a word takes the zone of the next file, from its announcement on', async () => {
  const rows = ['participantId,scheme,birthDate,sex,enrolledOn', 'N,fi-kapl,1970-04-05,female,1999-01-01'];
  await ledger.import('participants', ledger.file('n.csv', rows));
  const fund = await readFund(ledger.journal, 'fi-kapl');
  const document = { ...PARAMETERS, timeZone: 'Europe/Helsinki' };
  const decided = publishParameters({ fundId: 'fi-kapl', document, today: () => '2012-12-31' }, fund);
  expect(decided).toMatchObject({
    value: [{ type: 'FundTimeZoneDecided', data: { from: PARAMETERS['announced'] } }, { type: 'ParametersPublished' }],
  });
});
