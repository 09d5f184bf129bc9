/** A collective transfer over HTTP, from the proposal to a statement. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { PROPOSAL, transferLedger } from '../transfer/ledger.js';
import { serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;

beforeAll(async () => {
  const ledger = await transferLedger(folder, '2023-02-28');
  for (const [id, right] of [['a', '1000.10'], ['b', '2010.33'], ['c', '500.00']] as const) {
    await ledger.enrol(id);
    await ledger.accrue(id, right);
  }
  await ledger.journal.close();
  server = await serveHere(folder);
});

afterAll(async () => {
  await stopServers();
  remove();
});

const CSV = { 'Content-Type': 'text/csv' };
const step = (name: string, on: string, fields: object = {}) =>
  server.post('/v1/transfers/T1/steps', { step: name, on, reference: 'minutes', ...fields });
const upload = (what: string, name: string, on: string, lines: readonly string[]) =>
  server.post(`/v1/transfers/T1/${what}?file=${name}&on=${on}&reference=adm`, `${lines.join('\n')}\n`, CSV);
const schemas = async (): Promise<object> => (await server.get('/openapi.json')).body as object;

const SNAPSHOT = [
  'participantId,group,oldRight,newRight,factor,value',
  'a,active,1000.10,1005.10,60,60000.00',
  'b,deferred,2010.33,2020.38,60,120600.00',
  'c,pensioner,500.00,502.50,60,33900.00',
];
const ACCEPTED = ['participantId,receiverParticipantId,acceptedOn', 'a,W-a,2022-06-15', 'b,W-b,2022-06-15', 'c,W-c,2022-06-15'];

it('goes through all steps, each told from a repeat and from what does not belong to it', async () => {
  expect(await server.get('/v1/transfers/T1')).toMatchObject({ status: 404, body: { code: 'UNKNOWN_TRANSFER' } });
  expect(await server.post('/v1/transfers', { ...PROPOSAL, receiverType: 'opf' })).toMatchObject({
    status: 422,
    body: { code: 'RECEIVER_NOT_ALLOWED', receiver: 'opf' },
  });
  const { receiverType: type, receiverName: name, receiverFundId: fundId, ...rest } = PROPOSAL;
  for (const [field, body] of [
    ['receiver.city', { ...rest, receiver: { type, name, city: 'Heerlen' } }],
    ['receiver.name', { ...rest, receiver: { type, name: 7 } }],
    ['receiverName', { ...rest, receiver: { type } }],
    ['receiverName', rest],
  ] as const) {
    expect(await server.post('/v1/transfers', body)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', errors: [{ field }] } });
  }
  expect(await server.post('/v1/transfers', { ...PROPOSAL, receiver: { name } })).toMatchObject({ body: { code: 'DUPLICATE_FIELD' } });
  const proposed = await server.post('/v1/transfers', { ...rest, receiver: { type, name, fundId } }, { 'Idempotency-Key': 'nested' });
  expect(await server.get('/v1/transfers/T1')).toMatchObject({ status: 200, body: { receiver: { type, name, fundId } } });
  expect(await server.post('/v1/transfers', PROPOSAL, { 'Idempotency-Key': 'propose' })).toMatchObject({
    status: 200,
    body: { status: 'unchanged' },
  });
  expect(proposed).toMatchObject({ status: 201, body: { stream: 'transfer-T1', revision: 0, events: [{ type: 'TransferProposed' }] } });
  expect((await server.post('/v1/transfers', PROPOSAL, { 'Idempotency-Key': 'propose' })).headers.get('idempotent-replayed')).toBe('true');
  expect(await upload('snapshot', 's.csv', '2022-01-10', [...SNAPSHOT.slice(0, 3), 'c,pensioner,500.01,1,60,1.00'])).toMatchObject({
    status: 422, body: { code: 'RIGHT_DIFFERS', line: 4, ledger: '500.00', file: '500.01' },
  });
  expect(await upload('snapshot', 's.csv', '2022-01-10', SNAPSHOT)).toMatchObject({
    status: 201,
    body: { events: [{ type: 'RightsSnapshotTaken' }] },
  });
  expect(await upload('snapshot', 's.csv', '2022-01-10', SNAPSHOT)).toMatchObject({ status: 200, body: { status: 'unchanged' } });
  expect(await server.get('/v1/transfers/T1/snapshot')).toMatchObject({ status: 200, body: { stale: [], participants: 3 } });
  expect(await step('assess', '2022-02-01', { positive: 'yes', basis: 'AG 2020' })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST', errors: [{ field: 'positive' }] },
  });
  expect(await step('organ', '2022-02-01', { positive: 'yes' })).toMatchObject({
    status: 422,
    body: { code: 'ILLEGAL_TRANSITION', state: 'PROPOSED', event: 1 },
  });
  expect(await step('assess', '2022-02-01', { individual: '0.02', collective: '0.006', group: '0.015', basis: 'AG 2020' })).toMatchObject({
    status: 201,
  });
  expect(await step('organ', '2022-03-25', { positive: 'yes' })).toMatchObject({ status: 201 });
  expect(await step('notify', '2022-04-02')).toMatchObject({ status: 422, body: { code: 'NOTIFIED_TOO_LATE', latest: '2022-04-01' } });
  const read = await server.get('/v1/transfers/T1');
  expect(
    await server.post('/v1/transfers/T1/steps', { step: 'notify', on: '2022-03-31', reference: 'm' }, { 'If-Match': '"0"' }),
  ).toMatchObject({ status: 412 });
  expect(
    await server.post(
      '/v1/transfers/T1/steps',
      { step: 'notify', on: '2022-03-31', reference: 'm' },
      { 'If-Match': read.headers.get('accrual-revision') as string },
    ),
  ).toMatchObject({ status: 201 });
  expect(await upload('acceptances', 'x.ndjson', '2022-06-15', ['{}'])).toMatchObject({ status: 400 }); // CSV under another name
  expect(await upload('acceptances', 'a.csv', '2022-06-15', ACCEPTED)).toMatchObject({ status: 201 });
  expect(await step('lapse', '2022-07-01')).toMatchObject({ status: 201 });
  expect(await step('complete', '2022-07-01')).toMatchObject({ status: 201, body: { events: [{ type: 'TransferCompleted' }] } });
  expect(await step('complete', '2022-07-01')).toMatchObject({ status: 200, body: { status: 'unchanged' } });
});

it('answers about it have their schema', async () => {
  const document = await schemas();
  for (const [path, schema] of [
    ['', 'Dossier'],
    ['/dossier', 'Dossier'],
    ['/equivalence', 'Equivalence'],
    ['/owed', 'TransferOwed'],
    ['/proof', 'TransferProof'],
    ['/snapshot', 'TransferSnapshot'],
    ['/statements/b', 'TransferStatement'],
    ['/history', 'History'],
  ]) {
    const { status, body } = await server.get(`/v1/transfers/T1${path}`);
    expect([path, status, schemaErrors(document, schema as string, body)]).toEqual([path, 200, []]);
  }
  expect(schemaErrors(document, 'TransferList', (await server.get('/v1/transfers?state=COMPLETED')).body)).toEqual([]);
  expect(await server.get('/v1/transfers/T1/proof')).toMatchObject({
    body: {
      ...{ holds: true, net: '0.00', events: { count: 12 } },
      largestRemainder: [{ id: 'a', extraCent: '0.01' }, { id: 'c', extraCent: '0.01' }],
    },
  });
  expect(await server.get('/v1/transfers?state=DRAFT')).toMatchObject({ body: { items: [] } });
});

it('a funding policy is reported, evaluated and read year by year', async () => {
  const decide = (body: object) => server.post('/v1/funds/pob/decisions', { reference: 'minutes', ...body });
  expect(await decide({ decision: 'ratio', on: '2015-01-01', ratio: '1.12' })).toMatchObject({
    status: 201,
    body: { events: [{ type: 'FundingRatioReported' }] },
  });
  expect(await decide({ decision: 'expectations', year: 2015, ambition: '0.01', growth: '0.025' })).toMatchObject({ status: 201 });
  expect(await decide({ decision: 'evaluate', year: 2015, backlog: '1.10' })).toMatchObject({
    status: 201,
    body: { events: [{ type: 'PolicyEvaluated' }] },
  });
  expect(await decide({ decision: 'reduce', on: '2015-01-01', rate: '0.01', reason: 'none' })).toMatchObject({
    status: 422,
    body: { code: 'NOT_DUE', action: 'PARTIAL' },
  });
  const read = await server.get('/v1/funds/pob/evaluations?variant=threshold=1.05');
  expect([read.status, schemaErrors(await schemas(), 'FundEvaluations', read.body)]).toEqual([200, []]);
  expect(read.body).toMatchObject({
    variant: { threshold: '1.05' },
    years: [{ proposed: { action: 'PARTIAL', indexation: '0.007' }, decided: null }],
  });
  expect(await server.get('/v1/funds/pob/evaluations?variant=fees')).toMatchObject({ status: 422, body: { code: 'UNKNOWN_VARIANT' } });
  // a file of rules: what was supposed by a field above is supposed from a day on, and the answer says in what place
  const entry = { from: '2015-01-01', value: '1.05', reference: 'a proposal', status: 'illustrative' };
  const rules = { scheme: 'nl-ftk', announced: '2014-12-05', parameters: [{ name: 'indexationThreshold', entries: [entry] }] };
  const supposed = await server.post('/v1/funds/pob/evaluations/what-if', { rules });
  expect([supposed.status, schemaErrors(await schemas(), 'SupposedFundEvaluations', supposed.body)]).toEqual([200, []]);
  expect(supposed.body).toMatchObject({
    variant: null,
    years: [{ proposed: { action: 'PARTIAL', indexation: '0.007' } }],
    whatIf: { parameters: [{ name: 'indexationThreshold', value: '1.05', insteadOf: [{ value: '1.10', status: 'official' }] }] },
  });
  expect(await server.post('/v1/funds/pob/evaluations/what-if', { rules: { ...rules, scheme: 'nl-pob' } })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_PARAMETER_FILE' },
  });
  // 112 % below the 126.6 % required: the path of the same rules, and a figure of it
  const path = await server.post('/v1/funds/pob/recovery-path/what-if?years=3', { rules });
  expect([path.status, schemaErrors(await schemas(), 'SupposedFundRecoveryPath', path.body)]).toEqual([200, []]);
  expect(path.body).toMatchObject({ path: [{ action: 'PARTIAL', factor: '1.007' }, {}, {}], whatIf: supposed.body.whatIf });
  const figure = await server.post('/v1/funds/pob/explain/what-if?figure=recovery-path.0.factor', { rules });
  expect([figure.status, schemaErrors(await schemas(), 'SupposedFundExplanation', figure.body)]).toEqual([200, []]);
  expect(figure.body).toMatchObject({ figure: { value: '1.007' }, whatIf: supposed.body.whatIf });
  for (const reading of ['recovery-path/what-if', 'explain/what-if?figure=recovery-path.0.factor']) {
    const ofOtherScheme = await server.post(`/v1/funds/pob/${reading}`, { rules: { ...rules, scheme: 'nl-pob' } });
    expect([reading, ofOtherScheme.status, ofOtherScheme.body]).toMatchObject([reading, 400, { code: 'INVALID_PARAMETER_FILE' }]);
  }
  const agenda = await server.get('/v1/funds/pob/agenda?asOf=2022-12-31');
  expect([agenda.status, schemaErrors(await schemas(), 'FundAgenda', agenda.body)]).toEqual([200, []]);
  const due = (agenda.body as { readonly items: readonly { readonly duty: string; readonly dueOn: string }[] }).items;
  // below the required capital without a plan, and seven years that nobody evaluated
  expect(due.map(({ duty, dueOn }) => `${dueOn.slice(0, 4)} ${duty}`)).toEqual([
    '2015 recovery-plan',
    ...[2016, 2017, 2018, 2019, 2020, 2021, 2022].map((year) => `${year} evaluation`),
  ]);
});

it('who has gone over takes nothing more', async () => {
  expect(await server.post('/v1/participants/c/deaths', { diedOn: '2022-09-01' })).toMatchObject({
    status: 409, body: { code: 'PARTICIPANT_TRANSFERRED', transfer: 'T1', receiver: 'General Fund West', receiverParticipantId: 'W-c' },
  });
  expect(await server.post('/v1/participants/W-c/deaths', { diedOn: '2022-09-01' })).toMatchObject({ status: 201 });
});

it('where roles are on, a correction is forwarded on the word of two persons, by whichever door each comes', async () => {
  await server.post('/v1/employers', { employerId: 'E', scheme: 'nl-pob', fundId: 'pob', kind: 'mandatory', affiliatedOn: '2021-01-01' });
  const corrected = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn\na,E,2021-01,1100.10,EUR,hours,2022-09-01\n';
  await stopServers(); // a journal is written by one program
  const strict = await serveHere(folder, { rolesAreOn: true });
  const forward = (kind: string, person: string, text: string, key = `${kind}-${person}`) =>
    strict.post(`/v1/transfers/T1/forwarded?kind=${kind}&on=2022-09-05&file=late.csv`, text, {
      ...CSV,
      'X-Accrual-Actor': person,
      'Idempotency-Key': key,
    });
  const types = ({ body }: { readonly body: { readonly events: readonly { readonly type: string }[] } }) =>
    body.events.map(({ type }) => type);

  // What alters nothing that was settled needs one.
  expect(types(await forward('deaths', 'anna', 'participantId,diedOn\nb,2022-08-20\n'))).toEqual(['LateFactForwarded']);
  const rights = async (): Promise<string> => (await strict.get('/v1/transfers/T1/statements/a')).body.lateRights;
  expect(types(await forward('salary-corrections', 'anna', corrected))).toEqual(['BatchPlanned']);
  expect(await forward('salary-corrections', 'anna', corrected, 'again')).toMatchObject({ status: 403, body: { code: 'SAME_PERSON' } });
  expect(await forward('salary-corrections', 'bo', corrected, 'salary-corrections-anna')).toMatchObject({
    body: { code: 'IDEMPOTENCY_KEY_REUSED' },
  });
  // Another amount is another thing to ask for.
  expect(types(await forward('salary-corrections', 'bo', corrected.replace('1100.10', '1200.10')))).toEqual(['BatchPlanned']);

  expect(await rights()).toBe('0.00');
  const statement = await strict.get('/v1/transfers/T1/statements/a');
  await stopServers();

  const file = join(folder, 'late.csv');
  writeFileSync(file, corrected);
  const onCommandLine = (person: string, ...words: readonly string[]) =>
    spawnSync(process.execPath, [resolve('dist/programs/accrual.js'), '--data', folder, 'transfer', ...words, '--json'], {
      encoding: 'utf8',
      env: { ...process.env, ACCRUAL_ROLES: 'on', ACCRUAL_ACTOR: person, ACCRUAL_CLOCK: 'as-is' },
    });
  // of today by either door, where no day is asked for: the server's is that of its clock
  expect(statement).toMatchObject({ body: { asOf: '2023-03-01' } });
  expect((JSON.parse(onCommandLine('anna', 'T1', 'statement', 'a').stdout) as { readonly asOf: string }).asOf < '9999-12-31').toBe(true);
  // and of one day it is one answer, digest and all
  expect(JSON.parse(onCommandLine('anna', 'T1', 'statement', 'a', '--as-of', '2023-03-01').stdout)).toEqual(statement.body);
  const forwarding = ['forward', 'T1', file, '--kind', 'salary-corrections', '--on', '2022-09-05'];
  expect(onCommandLine('anna', ...forwarding)).toMatchObject({ status: 1, stdout: expect.stringContaining('SAME_PERSON') });
  const { status, stdout } = onCommandLine('carl', ...forwarding);
  // a salary of 2021 is its right there: 1,100.10 − 1,000.10
  expect([status, JSON.parse(stdout)]).toMatchObject([
    0,
    { status: 'recorded', events: [{ data: { participantId: 'a', rights: { pensionYearly: '100.00' } } }] },
  ]);
});
