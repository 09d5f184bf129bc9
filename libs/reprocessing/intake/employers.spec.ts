/** Employers by file: as participants come, each fact once, whatever is refused beside it. */
import { readFileSync } from 'node:fs';
import { canonicalText } from '#ledger/kernel/json.js';
import { stateOf } from '#ledger/subjects.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { openWorld, type World } from '../../../test/import/world.js';
import type { ImportReport, ImportRequest } from './import-file.js';
import type { InputKind } from '../formats/rows.js';

const E = 'employerId,scheme,kind,affiliatedOn,fundId,agreement';
const H = 'employerId,on,employees';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

function take(kind: InputKind, name: string, lines: readonly string[], options: Partial<ImportRequest> = {}): Promise<ImportReport> {
  return world.import(kind, world.file(name, `${lines.join('\n')}\n`), { rulebooks: RULEBOOKS, ...options });
}

const employers = [
  E,
  'E1,nl-pob,mandatory,2012-03-01,,',
  'E2,nl-pob,voluntary,2012-03-01,pob,agreement of 2012',
  'E3,nl-pob,voluntary,2012-03-01,,',
];

it('affiliates employers, establishes their funds once, and takes headcounts', async () => {
  expect(await take('employers', 'e.csv', employers)).toMatchObject({
    appended: 2,
    events: 2,
    refused: 1,
    byCode: { AGREEMENT_REQUIRED: 1 },
  });
  expect(
    (await world.events('fund-')).map(({ stream, effectiveDate, data, source }) => [stream, effectiveDate, data['scheme'], source?.line]),
  ).toEqual([
    ['fund-nl-pob', '2012-03-01', 'nl-pob', 2],
    ['fund-pob', '2012-03-01', 'nl-pob', 3],
  ]);
  const report = await take('headcounts', 'h.csv', [
    H,
    'E1,2012-12-31,24',
    'E1,2012-12-31,24',
    'E1,2012-12-31,25',
    'E1,2012-06-30,19',
    'E9,2012-12-31,3',
  ]);
  expect(report).toMatchObject({ appended: 2, repeated: 1, byCode: { HEADCOUNT_ALREADY_REPORTED: 1, EMPLOYER_NOT_AFFILIATED: 1 } });
  expect(readFileSync(report.rejectsFile ?? '', 'utf8')).toMatch(
    /^employerId,on,employees,line,code,message\nE1,2012-12-31,25,4,HEADCOUNT_ALREADY_REPORTED,/,
  );
  const state = stateOf('employer', await world.events('employer-E1'), { asOf: '2012-12-31' });
  expect(state.headcounts.map(({ on, employees }) => [on, employees])).toEqual([['2012-06-30', 19], ['2012-12-31', 24]]);
});

it('a participant and an employer of one id are two', async () => {
  const person = ['participantId,scheme,birthDate,sex,enrolledOn', 'E1,nl-pob,1960-05-17,female,2012-03-01'];
  expect(await take('participants', 'p.csv', person)).toMatchObject({ appended: 1 });
  expect(await take('headcounts', 'h.csv', [H, 'E1,2012-12-31,24'])).toMatchObject({ byCode: { EMPLOYER_NOT_AFFILIATED: 1 } });
  expect(await take('employers', 'e.csv', employers.slice(0, 2))).toMatchObject({ appended: 1 });
  expect(await take('headcounts', 'h.csv', [H, 'E1,2012-12-31,24'])).toMatchObject({ appended: 1 });
  expect((await world.events('participant-E1')).length).toBe(1);
});

it('the same files again bring nothing', async () => {
  await take('employers', 'e.csv', employers);
  await take('headcounts', 'h.csv', [H, 'E1,2012-12-31,24']);
  const before = canonicalText((await world.events('employer-')).map(({ id, data }) => ({ id, data })));
  expect(await take('employers', 'e.csv', employers)).toMatchObject({ appended: 0, repeated: 2, refused: 1 });
  expect(await take('headcounts', 'h2.csv', [H, 'E1,2012-12-31,24', ''])).toMatchObject({ appended: 0, repeated: 1 });
  expect(canonicalText((await world.events('employer-')).map(({ id, data }) => ({ id, data })))).toBe(before);
});

const history = [
  { record: 'employer', recordedAt: '2012-03-05', employerId: 'E1', scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2012-03-01' },
  {
    record: 'participant',
    recordedAt: '2012-03-06',
    participantId: 'P1',
    scheme: 'nl-pob',
    birthDate: '1960-05-17',
    sex: 'female',
    enrolledOn: '2012-03-01',
  },
  { record: 'headcount', recordedAt: '2013-01-10', employerId: 'E1', on: '2012-12-31', employees: 24 },
  { record: 'headcount', recordedAt: '2013-02-10', employerId: 'E1', on: '2012-12-31', employees: 25 },
].map((line) => JSON.stringify(line));

it('a history keeps when an older system knew it', async () => {
  const report = await take('history', 'old.ndjson', history, { migrate: true });
  expect(report).toMatchObject({ appended: 3, byCode: { HEADCOUNT_ALREADY_REPORTED: 1 } });
  expect((await world.events('employer-E1')).map(({ type, recordedAt }) => `${recordedAt} ${type}`)).toEqual([
    '2012-03-05T23:59:59.999Z EmployerAffiliated',
    '2013-01-10T23:59:59.999Z HeadcountReported',
  ]);
});

it('a dry run decides rows on those before it and writes nothing', async () => {
  const report = await take('history', 'old.ndjson', history, { migrate: true, dryRun: true, chunkRows: 1 });
  expect(report).toMatchObject({ appended: 3, byCode: { HEADCOUNT_ALREADY_REPORTED: 1 } });
  expect(await world.events('employer-')).toEqual([]);
});

it('employees are counted in whole numbers, not below zero', async () => {
  await take('employers', 'e.csv', employers);
  const rows = [H, 'E1,2012-12-31,24.5', 'E1,2012-12-31,-1', 'E1,2012-12-31,1e3', 'E1,2012-12-31,', 'E1,2012-12-31,0'];
  expect(await take('headcounts', 'h.csv', rows)).toMatchObject({ appended: 1, byCode: { INVALID_COUNT: 3, MISSING_FIELD: 1 } });
});

it('a stream that cannot be read is a refusal of its rows, and the others go on', async () => {
  await take('employers', 'e.csv', employers);
  const foreign = {
    id: '00000000-0000-4000-8000-000000000001',
    type: 'ParticipantDied',
    schemaVersion: 1,
    effectiveDate: '2012-12-31',
    actor: 'test',
    data: { diedOn: '2012-12-31' },
  };
  await world.journal.append([{ stream: 'employer-E1', expected: 'any', events: [foreign] }], 'each');
  const report = await take('headcounts', 'h.csv', [H, 'E1,2012-12-31,24', 'E2,2012-12-31,9']);
  expect(report).toMatchObject({ appended: 1, byCode: { EMPLOYER_NOT_READABLE: 1 } });
  const why = 'employer E1 cannot be read: ParticipantDied (revision 1) cannot be folded: no fold for ParticipantDied';
  expect(readFileSync(report.rejectsFile ?? '', 'utf8')).toContain(why);
});
