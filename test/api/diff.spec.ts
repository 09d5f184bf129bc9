/** Movements over HTTP: the command line's own answer, refusals in words, and schemas that hold also where a refund is left. */
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { correction, income, runAccrual, seed, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;
/** Position of the last event before the corrections. */
let before: number;

beforeAll(async () => {
  server = await serveHere(folder);
  await seed(server);
  const entries = [{ from: '2009-01-01', value: '25', reference: 'board', status: 'external' }];
  const posted = [
    await server.post('/v1/funds/fi-kapl/parameters', {
      scheme: 'fi-kapl',
      announced: '2009-01-01',
      parameters: [{ name: 'recoverySmallestAmount', unit: 'EUR', entries }],
    }),
    await server.post('/v1/participants/F1/incomes', income(2003, '18000')),
    await server.post('/v1/participants/F1/incomes', income(2004, '18000')),
  ];
  before = (await server.get('/v1/participants/F1/history')).body.position;
  posted.push(await server.post('/v1/participants/F1/corrections', correction(2003, '19250.50', '2009-10-02')));
  posted.push(await server.post('/v1/participants/F1/corrections', correction(2004, '17950.00', '2009-10-02')));
  expect(posted.map(({ status }) => status)).toEqual(posted.map(() => 201));
});
afterAll(async () => {
  await stopServers();
  remove();
});

const diffPath = (id: string, from: string, to = 'asOf=2009-12-31'): string =>
  `/v1/participants/${id}/diff?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;

it('splits a movement by cause, as the command line does', async () => {
  const [from, to] = [`asOf=2009-12-31,knownAt=${before}`, 'asOf=2009-12-31'];
  const { status, body, text } = await server.get(diffPath('F1', from, to));
  // 267.61 + 98.76; the refund of 2004 is smaller than 25.00 and left.
  expect([status, body.moved.find(({ figure }: { figure: string }) => figure === 'coverage.value')]).toMatchObject([
    200,
    {
      movement: '366.37',
      causes: [{ cause: 'income correction', amount: '366.37', events: [{ type: 'IncomeCorrected' }, { type: 'CorrectionSettled' }] }],
    },
  ]);
  const { stdout } = await runAccrual(folder, 'diff', 'F1', '--from', from, '--to', to, '--json');
  expect(text.trim()).toBe(stdout.trim());
});

it.each([
  ['wrong coordinates', diffPath('F1', 'asof=2009-12-31'), 400, 'INVALID_COORDINATES'],
  ['coordinates against each other', diffPath('F1', 'asThen=2010-01-01,knownAt=1'), 400, 'CONFLICTING_COORDINATES'],
  ['none', '/v1/participants/F1/diff', 400, 'INVALID_REQUEST'],
  ['a parameter that is not there', `${diffPath('F1', 'asOf=2009-12-31')}&asOf=2009-12-31`, 400, 'INVALID_REQUEST'],
  ['a position beyond the end', diffPath('F1', 'knownAt=999999'), 422, 'POSITION_BEYOND_END'],
  ['nobody', diffPath('nobody', 'asOf=2009-12-31'), 404, 'UNKNOWN_PARTICIPANT'],
])('%s: a problem', async (_what, path, status, code) => {
  const answered = await server.get(path);
  expect([answered.status, answered.body.code]).toEqual([status, code]);
});

it.each([
  ['Diff', () => diffPath('F1', `asOf=2009-12-31,knownAt=${before}`)],
  ['Diff', () => diffPath('D1', 'asOf=2018-12-31', 'asOf=2022-11-15')],
  ['Windows', () => '/v1/participants/F1/windows?asOf=2009-12-31'],
  ['Explanation', () => '/v1/participants/F1/explain?figure=windows.2004.settlements&asOf=2009-12-31'],
])('%s is as documented, a refund that is left and all', async (schema, path) => {
  const { body, text } = await server.get(path());
  expect(schemaErrors((await server.get('/openapi.json')).body, schema, body)).toEqual([]);
  if (schema === 'Windows') expect(text).toContain('"leftOut"');
});
