/** Rules of funding over HTTP: published, listed and counted from their announcement, the command line's own answers; refusals in words. */
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { runAccrual, serveHere, stopServers, temporaryFolder, type Served } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: Served;

const rules = (name: string, value: unknown) => ({
  scheme: 'nl-ftk',
  announced: '2017-06-01',
  parameters: [{ name, entries: [{ from: '2018-01-01', value, reference: 'decree', status: 'external' }] }],
});
const PUBLISH = '/v1/funds/nl-pob/parameters';

beforeAll(async () => {
  server = await serveHere(folder);
  const decide = (decision: object) => server.post('/v1/funds/nl-pob/decisions', { reference: 'minutes', ...decision });
  const employer = { employerId: 'E1', scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2014-01-01' };
  const posted = [await server.post('/v1/employers', employer)];
  posted.push(await server.post(PUBLISH, rules('indexationThreshold', '1.05')));
  for (const year of [2017, 2018]) {
    posted.push(await decide({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio: '1.12' }));
    posted.push(await decide({ decision: 'expectations', year, ambition: '0.01', growth: '0.025' }));
    posted.push(await decide({ decision: 'evaluate', year, ...(year === 2017 ? { backlog: '1.1' } : {}) }));
  }
  expect(posted.map(({ status, text }) => (status < 300 ? status : text))).toEqual(posted.map(({ status }) => status));
});
afterAll(async () => {
  await stopServers();
  remove();
});

// (1.12 − 1.10)/10 = 0.2 %; (1.12 − 1.05)/10 = 0.7 %; by the old rules 1 % · 0.07/0.167 = 0.4191616766 %
it.each([
  ['', [undefined, undefined]],
  ['2017-06-01', [undefined, undefined]],
  ['2017-05-31', [undefined, '0.002']],
  ['2014-06-01', ['0.0041916167', '0.0041916167']],
])('the evaluations at the rules of “%s” are those of the command line', async (day, expected) => {
  const [query, options] = day === '' ? ['', []] : [`&rulesKnownAt=${day}`, ['--rules-known-at', day]];
  const { status, body, text } = await server.get(`/v1/funds/nl-pob/evaluations?asOf=2022-12-31${query}`);
  expect([status, body.years.map((year: { readonly proposed: { readonly indexation: string } }) => year.proposed.indexation)]).toEqual([
    200,
    ['0.002', '0.007'],
  ]);
  const nowOf = ({ asNowKnown }: { readonly asNowKnown: { readonly indexation: string } | null }) => asNowKnown?.indexation.slice(0, 12);
  expect(body.years.map(nowOf)).toEqual(expected);
  expect(schemaErrors(server.api.document, 'FundEvaluations', body)).toEqual([]);
  const told = await runAccrual(folder, 'fund', 'evaluations', '--as-of', '2022-12-31', ...options, '--json');
  expect(told.stdout.trim()).toBe(text.trim());
});

it('they are listed beside the scheme’s own, on a day and along time', async () => {
  const inForce = async (query: string) => {
    const { body } = await server.get(`/v1/parameters/nl-pob?scheme=nl-ftk&at=2018-01-01${query}`);
    expect(schemaErrors(server.api.document, 'Parameters', body)).toEqual([]);
    return [body.scheme, body.parameters.find(({ name }: { readonly name: string }) => name === 'indexationThreshold')];
  };
  expect(await inForce('')).toMatchObject(['nl-ftk', { value: '1.05', announced: '2017-06-01', status: 'external' }]);
  expect(await inForce('&rulesKnownAt=2017-05-31')).toMatchObject(['nl-ftk', { value: '1.10', announced: '2014-12-05' }]);
  const { body } = await server.get('/v1/parameters/nl-pob/timeline?scheme=nl-ftk');
  const timeline = body.parameters.find(({ name }: { readonly name: string }) => name === 'indexationThreshold');
  expect(timeline.inForce).toEqual([
    { from: '0001-01-01', to: '2014-12-31', entry: 0 },
    { from: '2015-01-01', to: '2017-12-31', entry: 1 },
    { from: '2018-01-01', to: null, entry: 2 },
  ]);
  const own = await server.get('/v1/parameters/nl-pob');
  expect(own.body.scheme).toBe('nl-pob');
  const listed = await runAccrual(folder, 'parameters', 'list', '--scheme', 'nl-ftk', '--at', '2018-01-01', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject({ scheme: 'nl-ftk', fundId: null });
});

it('what is wrong is refused with where and what; nothing names a command', async () => {
  const refused = async (body: object, fund = 'nl-pob') => {
    const { status, body: problem } = await server.post(`/v1/funds/${fund}/parameters`, body);
    return [status, problem.code, problem.detail];
  };
  const wrong = expect.stringContaining('ufr.entries[0] must be one of FIXED_4.2') as string;
  expect(await refused(rules('ufr', '0.03'))).toMatchObject([422, 'INVALID_PARAMETER', wrong]);
  expect(await refused(rules('salaryCap', '90000'))).toMatchObject([422, 'UNKNOWN_PARAMETER', expect.stringContaining('salaryCap')]);
  expect(await refused(rules('mvev', '1.04'), 'nobody')).toMatchObject([404, 'UNKNOWN_FUND', expect.not.stringContaining('accrual')]);
  const { status, body } = await server.get('/v1/parameters/nl-pob?scheme=fi-kapl');
  expect([status, body.code]).toEqual([422, 'UNKNOWN_SCHEME']);
});
