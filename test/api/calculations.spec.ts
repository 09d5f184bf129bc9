/** Calculations that take seconds: apart from the thread that answers requests, and a few at a time. */
import { schemaErrors } from '../../apps/api/testing/schema-errors.js';
import { serveApart, stopServers, temporaryFolder, type ServedApart } from './workspace.js';

const { folder, remove } = temporaryFolder();
let server: ServedApart;
beforeAll(async () => {
  server = await serveApart(folder);
});
afterAll(async () => {
  await stopServers();
  remove();
});

const STUDY = { regime: 'new', years: 15, scenarios: 2, seed: 1, premiumBasis: 'averageRTS' };

it('answers as the calculation without a server does', async () => {
  // nl-ftk section 7, example 6
  expect(await server.post('/v1/calculate/ftk.alm', STUDY)).toMatchObject({ status: 200, body: { cutProbability: '0.3' } });
  expect(await server.post('/v1/calculate/ftk.alm', { ...STUDY, scenarios: 0 })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_INPUT', field: 'scenarios' },
  });
  expect(await server.post('/v1/calculate/ftk.alm', { ...STUDY, scenarios: 1_000_000, years: 500 })).toMatchObject({
    status: 422,
    body: { code: 'STUDY_TOO_LARGE' },
  });
});

it('others are answered meanwhile; too many at once are told to come again, and those nobody waits for are ended', async () => {
  const leaving = new AbortController();
  const long = { ...STUDY, years: 75, scenarios: 100_000 };
  const asked = Array.from({ length: 6 }, () =>
    fetch(`${server.url}/v1/calculate/ftk.alm`, {
      method: 'POST',
      body: JSON.stringify(long),
      headers: { 'Content-Type': 'application/json' },
      signal: leaving.signal,
    }).then(
      async (response) => [response.status, ((await response.json()) as { readonly code?: string }).code],
      () => 'left',
    ),
  );
  const refused = await Promise.race(asked); // one runs and four wait; the sixth is answered at once
  expect(refused).toEqual([429, 'TOO_MANY_CALCULATIONS']);
  const started = performance.now();
  expect((await server.get('/health/live')).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(2_000);
  leaving.abort();
  expect((await Promise.all(asked)).filter((answer) => answer === 'left')).toHaveLength(5);
  // Their places are free again, once the server has seen five connections end.
  let answer = await server.post('/v1/calculate/ftk.alm', STUDY);
  for (let tries = 0; tries < 200 && answer.status === 429; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    answer = await server.post('/v1/calculate/ftk.alm', STUDY);
  }
  expect(answer).toMatchObject({ status: 200 });
});

it('a study is asked for, told by events, recorded, and read again; the same again is the same run', async () => {
  expect(await server.post('/v1/alm-runs', { fundId: 'nl-pob', reference: 'minutes 3', input: {} })).toMatchObject({
    status: 404,
    body: { code: 'UNKNOWN_FUND' },
  });
  expect(
    (await server.post('/v1/employers', { employerId: 'E', scheme: 'nl-pob', kind: 'mandatory', affiliatedOn: '2014-01-01' })).status,
  ).toBe(201);
  const wanted = { fundId: 'nl-pob', reference: 'minutes 3', input: { years: 5, scenarios: 60, variants: {} } };
  expect(await server.post('/v1/alm-runs', { ...wanted, input: { years: 'five' } })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_INPUT', field: 'years' },
  });
  const asked = await server.post('/v1/alm-runs', wanted);
  expect(asked).toMatchObject({ status: 202, body: { status: 'waiting', scenarios: 60, done: 0 } });
  const { runId } = asked.body as { runId: string };
  expect(asked.headers.get('location')).toBe(`/v1/alm-runs/${runId}`);
  const told = [...(await server.get(`/v1/alm-runs/${runId}/events`)).text.matchAll(/^data: (.*)$/gm)].map(
    ([, data]) => JSON.parse(data as string) as { status: string; done: number },
  );
  expect(told.at(-1)).toMatchObject({ status: 'recorded', done: 60 });
  const { body: report } = await server.get(`/v1/alm-runs/${runId}`);
  expect(report).toMatchObject({ runId, engine: { rulebook: 'nl-ftk', arithmetic: 'double' }, input: { years: 5, scenarios: 60 } });
  expect((await server.get('/v1/funds/nl-pob/alm-runs')).body).toMatchObject({
    runs: [{ runId, outputDigest: report.digest, reference: 'minutes 3' }],
  });
  expect(await server.post('/v1/alm-runs', { ...wanted, reference: 'again' })).toMatchObject({
    status: 202,
    body: { runId, status: 'recorded' },
  });
  expect(await server.get(`/v1/alm-runs/${'0'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'UNKNOWN_RUN' } });
});

it('a fund’s ratios, flows and expectations come over HTTP, and its policy is read there', async () => {
  const funds = '/v1/funds/nl-pob';
  expect((await server.post(`${funds}/ratios`, { on: '2016-01-01', ratio: '0.90', reference: 'actuary' })).status).toBe(201);
  expect(await server.post(`${funds}/ratios`, { on: '2016-01-01', ratio: '0.91', reference: 'actuary' })).toMatchObject({
    body: { code: 'FUNDING_RATIO_ALREADY_REPORTED' },
  });
  expect(await server.post('/v1/funds/other/ratios', { on: '2016-01-01', ratio: '0.91', reference: 'actuary' })).toMatchObject({
    status: 404,
    body: { code: 'UNKNOWN_FUND' },
  });
  expect((await server.post(`${funds}/expectations`, { year: 2016, ambition: '0.006', growth: '0.025', reference: 'board' })).status).toBe(
    201,
  );
  const flows = { on: '2016-01-01', currency: 'EUR', flows: ['100.00', '50.00'], reference: 'actuary' };
  expect((await server.post(`${funds}/cash-flows`, flows)).status).toBe(201);
  expect((await server.post(`${funds}/cash-flows`, flows)).status).toBe(200);
  expect(await server.post(`${funds}/cash-flows`, { ...flows, flows: ['1e3'] })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST' },
  });
  expect(await server.post(`${funds}/cash-flows`, { ...flows, currency: 'DKK' })).toMatchObject({ body: { code: 'WRONG_CURRENCY' } });
  expect((await server.get(`${funds}/cash-flows`)).body).toMatchObject({
    ratios: [{ ratio: '0.90' }],
    cashFlows: [{ flows: ['100.00', '50.00'], valued: null }],
  });
  expect(await server.get(`${funds}/cash-flows?marketRate=0.02`)).toMatchObject({ status: 422, body: { code: 'MISSING_PARAMETER' } });
  for (const decision of [{ decision: 'evaluate', year: 2016, backlog: '1.10' }, { decision: 'recovery-plan', year: 2016 }]) {
    expect((await server.post(`${funds}/decisions`, { ...decision, reference: 'minutes' })).status).toBe(201);
  }
  // nl-ftk section 8: −0.899872908557 %
  // replanned every year, the cuts shrink and end
  expect((await server.get(`${funds}/recovery-plan`)).body).toMatchObject({
    plan: {
      year: 2016,
      horizonEnds: 2026,
      fundingRatio: '0.9',
      expectedCuts: [
        { year: 2016, rate: expect.stringMatching(/^0\.008998729085566/) as string },
        { year: 2017 },
        { year: 2018 },
        { year: 2019 },
      ],
    },
  });
  expect((await server.get(`${funds}/recovery-path?years=2&variant=vev=1`)).body).toMatchObject({
    variant: { vev: '1' },
    path: [{ t: 0 }, { t: 1 }],
  });
  expect((await server.get(`${funds}/premium-basis`)).body).toMatchObject({ basis: null, previous: [] });
});

it('a recorded study is a feasibility test of the year that it begins as', async () => {
  const funds = '/v1/funds/nl-pob';
  const bound = (name: string, value: string) => ({
    name,
    entries: [{ from: '2015-01-01', value, reference: 'example', status: 'illustrative' }],
  });
  const parameters = [bound('pensionResultLowerBound', '0.5'), bound('badWeatherDeviationBound', '0.9')];
  const published = await server.post(`${funds}/parameters`, { scheme: 'nl-pob', announced: '2015-12-31', parameters });
  expect(published.status).toBe(201);
  const decide = (body: object) => server.post(`${funds}/decisions`, { reference: 'minutes 4', ...body });
  // 2016 is evaluated above, at 90 % and with a backlog of 10 %
  const input = { years: 15, scenarios: 2, variants: {}, birthYears: [1945], params: { fundingRatio0: '0.90' } };
  const study = { fundId: 'nl-pob', reference: 'minutes 4', input };
  const { runId } = (await server.post('/v1/alm-runs', study)).body as { readonly runId: string };
  const test = { decision: 'feasibility', year: 2016, run: runId, age: 70 };
  await server.get(`/v1/alm-runs/${runId}/events`);
  const report = (await server.get(`/v1/alm-runs/${runId}`)).body;
  const { median, low } = report.B.outcome.pensionResult['70'];
  const written = await decide(test);
  expect([written.status, written.body.events]).toMatchObject([201, [{ type: 'FeasibilityTestReported' }]]);
  const schemas = (await server.get('/openapi.json')).body as object;
  const { body } = await server.get(`${funds}/accountability`);
  expect([schemaErrors(schemas, 'FundAccountability', body), body.feasibility]).toMatchObject([
    [],
    [{ results: { expected: median, badWeather: low }, study: { runId, digest: report.digest, rules: 'B', age: 70 }, breached: [] }],
  ]);
  const refused = async (given: object) => (await decide({ ...test, ...given })).body;
  expect(await refused({ run: '0'.repeat(64) })).toMatchObject({ status: 404, code: 'UNKNOWN_RUN' });
  const ofOtherStart = (await server.get(`${funds}/alm-runs`)).body.runs[0].runId as string;
  expect(await refused({ run: ofOtherStart })).toMatchObject({
    ...{ status: 422, code: 'RUN_DOES_NOT_FIT', assumption: 'fundingRatio0', ofRun: '1.08', ofFund: '0.9' },
  });
  expect(await refused({ year: 2019 })).toMatchObject({ status: 422, code: 'NOT_EVALUATED' });
  expect(await refused({ age: 30 })).toMatchObject({ status: 422, code: 'RUN_WITHOUT_RESULT', ages: [70] });
  expect(await refused({ expected: '0.9' })).toMatchObject({ status: 422, code: 'RESULTS_BESIDE_RUN' });
});
