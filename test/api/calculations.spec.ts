/** Calculations that take seconds: apart from the thread that answers requests, and a few at a time. */
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
  expect(await server.post('/v1/calculate/ftk.alm', { ...STUDY, scenarios: 0 })).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', field: 'scenarios' } });
  expect(await server.post('/v1/calculate/ftk.alm', { ...STUDY, scenarios: 1_000_000, years: 500 })).toMatchObject({ status: 422, body: { code: 'STUDY_TOO_LARGE' } });
});

it('others are answered meanwhile; too many at once are told to come again, and those nobody waits for are ended', async () => {
  const leaving = new AbortController();
  const long = { ...STUDY, years: 75, scenarios: 100_000 };
  const asked = Array.from({ length: 6 }, () =>
    fetch(`${server.url}/v1/calculate/ftk.alm`, { method: 'POST', body: JSON.stringify(long), headers: { 'Content-Type': 'application/json' }, signal: leaving.signal }).then(
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
