/** Changes of basis and terms over HTTP: announced, listed and noticed as the command line does it. */
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { runAccrual, sampleParameters, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;

beforeAll(async () => {
  server = await serveHere(folder);
  const enrolment = {
    participantId: 'A',
    scheme: 'dk-p90',
    birthDate: '1956-01-01',
    sex: 'male',
    enrolledOn: '2019-01-01',
    openingValue: '500000.00',
    openingDate: '2019-01-01',
  };
  expect((await server.post('/v1/participants', enrolment)).status).toBe(201);
  expect((await server.post('/v1/funds/dk-p90/parameters', sampleParameters('dk-p90/illustrative.json'))).status).toBe(201);
});
afterAll(async () => {
  await stopServers();
  remove();
});

const entries = [{ from: '2023-01-01', value: { law: 'G82M', shift: 1 }, reference: 'basis 2023', status: 'external' }];
const basis = {
  kind: 'basis',
  scheme: 'dk-p90',
  announced: '2022-11-15',
  parameters: [{ name: 'mortality', entries }],
  material: true,
  reference: 'board 7',
  supervisorNotified: '2022-11-20',
};
const POST = '/v1/funds/dk-p90/changes';

it('announces, lists and records notices', async () => {
  const announced = await server.post(POST, basis);
  expect([announced.status, announced.body.events.map(({ type }: { type: string }) => type)]).toEqual([
    201,
    ['ParametersPublished', 'BasisChanged', 'ChangeNotified'],
  ]);
  const again = await server.post(POST, basis);
  expect([again.status, again.body.status]).toEqual([200, 'unchanged']);
  const [, { id }] = announced.body.events;
  const notice = { change: id, to: 'members', on: '2022-12-01', reference: 'letter to all' };
  expect((await server.get(POST)).body.changes).toMatchObject([{ id, kind: 'basis', from: '2023-01-01', owed: ['members'] }]);
  expect((await server.post('/v1/funds/dk-p90/notices', notice)).status).toBe(201);
  const { body, text } = await server.get(POST);
  expect(body.changes).toMatchObject([
    {
      notices: [
        { to: 'supervisor', on: '2022-11-20' },
        { to: 'members', on: '2022-12-01', reference: 'letter to all' },
      ],
      owed: [],
    },
  ]);
  const { changes } = JSON.parse((await runAccrual(folder, 'fund', 'changes', '--json')).stdout) as { changes: unknown };
  expect(changes).toEqual(JSON.parse(text).changes);
  // Worked example 6.
  const history = await server.get('/v1/funds/dk-p90/history');
  expect(history.body.events.find(({ type }: { type: string }) => type === 'BasisChanged').data.effect).toMatchObject({
    value: '500000.00',
    monthlyOld: '3868.11',
    monthlyNew: '3732.07',
  });
});

it.each([
  ['a kind that is none', POST, { ...basis, kind: 'weather' }, 400, 'INVALID_REQUEST'],
  ['whether it is material not said', POST, { ...basis, material: 'yes' }, 400, 'INVALID_REQUEST'],
  ['no reference', POST, { ...basis, reference: '' }, 400, 'INVALID_REQUEST'],
  ['a field that is none', POST, { ...basis, hurry: true }, 400, 'INVALID_REQUEST'],
  ['no parameters', POST, { ...basis, parameters: [] }, 400, 'INVALID_REQUEST'],
  ['half of a surrogate pair', POST, { ...basis, reference: '\ud800' }, 400, 'INVALID_JSON'],
  ['retroactive', POST, { ...basis, announced: '2023-01-02' }, 422, 'RETROACTIVE_CHANGE'],
  ['not of the terms', POST, { ...basis, kind: 'terms' }, 422, 'NOT_OF_THE_TERMS'],
  ['an unknown fund', '/v1/funds/nowhere/changes', basis, 404, 'UNKNOWN_FUND'],
  [
    'a notice of no change',
    '/v1/funds/dk-p90/notices',
    { change: '00000000-0000-4000-8000-000000000000', to: 'members', on: '2022-12-01', reference: 'x' },
    404,
    'UNKNOWN_CHANGE',
  ],
  [
    'a notice to nobody',
    '/v1/funds/dk-p90/notices',
    { change: '00000000-0000-4000-8000-000000000000', to: 'press', on: '2022-12-01', reference: 'x' },
    400,
    'INVALID_REQUEST',
  ],
])('%s: a problem', async (_what, path, body, status, code) => {
  const answered = await server.post(path, body);
  expect([answered.status, answered.body.code]).toEqual([status, code]);
});

it.each([
  ['FundChanges', POST],
  ['Explanation', '/v1/participants/A/explain?figure=coverage.old-age-pension.guaranteed&asOf=2023-01-15'],
  ['Diff', `/v1/participants/A/diff?from=${encodeURIComponent('asOf=2022-12-15')}&to=${encodeURIComponent('asOf=2023-01-15')}`],
])('%s is as documented', async (schema, path) => {
  const { body, text } = await server.get(path);
  expect(schemaErrors((await server.get('/openapi.json')).body, schema, body)).toEqual([]);
  expect(text).toContain(schema === 'Diff' ? 'change of the calculation basis' : '"basis"');
});

it('an unknown fund has no changes', async () => {
  expect((await server.get('/v1/funds/nowhere/changes')).body.code).toBe('UNKNOWN_FUND');
});
