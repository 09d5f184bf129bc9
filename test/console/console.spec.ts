/** The console in a real browser: what it shows is what the API answers at the coordinates of the address, for everybody, and from nowhere else. */
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { correction, income, seed, serveHere, stopServers, temporaryFolder, type Served } from '../api/workspace.js';
import { openBrowser } from './browser.js';

const { folder, remove } = temporaryFolder();
let server: Served;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Addresses of other origins that a page asked for. */
const abroad: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  if (!existsSync('dist/apps/console/index.html')) throw new Error('this test opens the console as built: npm run build first');
  server = await serveHere(folder);
  await seed(server);
  const posted = [
    await server.post('/v1/participants/F1/incomes', income(2003, '18000')),
    await server.post('/v1/participants/F1/incomes', income(2004, '18000')),
    await server.post('/v1/participants/F1/corrections', correction(2003, '19250.50', '2009-10-02')),
    ...(await Promise.all(['2019-03', '2020-06', '2022-01'].map((period) => server.post('/v1/participants/D1/contributions', { period, amount: '1000.00', currency: 'DKK', employerId: 'E1', receivedOn: `${period}-28` })))),
  ];
  expect(posted.map(({ status }) => status)).toEqual(posted.map(() => 201));
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('request', (request) => void (new URL(request.url()).origin === server.url || request.url().startsWith('data:') || abroad.push(request.url())));
  page.on('pageerror', ({ message }) => void errors.push(message));
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await stopServers();
  remove();
});

/** A screen, once nothing is on its way any more. */
async function open(path: string, on = page): Promise<void> {
  await on.goto(`${server.url}/console/${path}`, { waitUntil: 'load' });
  await on.waitForFunction("document.querySelector('main h1') && !document.querySelector('.waiting, .stale')");
}

/** Digests of all answers on the screen, in its order. */
const digests = (): Promise<readonly (string | null)[]> => page.$$eval('[data-digest]', (found) => found.map((each) => each.getAttribute('data-digest')));

it('the root leads to the console, which may be kept by its content alone', async () => {
  const root = await fetch(server.url, { redirect: 'manual' });
  expect([root.status, root.headers.get('location')]).toEqual([302, '/console/']);
  const index = await fetch(`${server.url}/console/participants/F1`);
  expect([index.headers.get('cache-control'), index.headers.get('content-security-policy')]).toEqual(['no-store', "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"]);
  const script = /src="([^"]+\.js)"/.exec(await index.text())?.[1] as string;
  const served = await fetch(`${server.url}${script}`);
  expect([served.status, served.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  const missing = await fetch(`${server.url}/console/assets/none.js`);
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
});

it.each([
  ['F1', 'asOf=2009-12-31'],
  ['F1', 'asOf=2009-12-31&knownAt=4'],
  ['D1', 'asOf=2022-11-15'],
  ['D1', 'asOf=2021-12-31&knownAt=2023-03-01T12:00:00.000Z'],
  ['D1', 'asOf=2022-11-15&asThen=2023-03-01T12:00:00.000Z'],
])('participant %s at %s: the figures are the API’s', async (id, at) => {
  await open(`participants/${id}?${at}`);
  const [account, coverage] = [await server.get(`/v1/participants/${id}/account?${at}&year=${at.slice(5, 9)}`), await server.get(`/v1/participants/${id}/coverage?${at}`)];
  expect(await digests()).toEqual(expect.arrayContaining([account.body.digest, ...(coverage.status === 200 ? [coverage.body.digest] : [])]));
  const figure = await page.locator('output[data-figure]').innerText();
  expect(figure.replaceAll(',', '')).toBe(account.body.closing);
});

it('past knowledge has an edge and a sentence, and a way back', async () => {
  await open('participants/F1?asOf=2009-12-31&knownAt=2023-03-01');
  expect(await page.locator('.console.past').count()).toBe(1);
  await page.getByRole('button', { name: 'Back to now' }).click();
  expect(new URL(page.url()).searchParams.get('knownAt')).toBeNull();
  expect(await page.locator('.console.past').count()).toBe(0);
});

it('the copied address shows the same in another browser', async () => {
  await open('participants/D1?asOf=2022-11-15&figure=account.2022.contributions');
  const shown = await page.locator('main').innerText();
  const other = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })).newPage();
  await open(`participants/D1${new URL(page.url()).search}`, other);
  expect(await other.locator('main').innerText()).toBe(shown);
  await other.context().close();
});

it('a proof is checked in the browser, and a checkpoint that was altered is not believed', async () => {
  await open('participants/F1?asOf=2009-12-31');
  await page.getByRole('link', { name: 'IncomeReported' }).first().click();
  await page.getByRole('button', { name: 'Prove that the journal holds it' }).click();
  await page.getByText('The proof holds').waitFor();
  const { note } = (await server.get('/v1/checkpoints/latest')).body as { note: string };
  const altered = note.replace(/\n([A-Za-z0-9+/])/, (_all, first: string) => `\n${first === 'A' ? 'B' : 'A'}`);
  await page.locator('.proof summary').first().click();
  await page.locator('.proof textarea').fill(altered);
  await page.getByRole('button', { name: 'Prove that the journal holds it' }).click();
  await page.locator('.verdict.bad').first().waitFor();
  expect(await page.getByText('The proof holds').count()).toBe(0);
});

it.each([
  ['windows/F1', 'asOf=2009-12-31', (at: string) => `/v1/participants/F1/windows?${at}`],
  ['windows/F1', 'asOf=2009-12-31&knownAt=4', (at: string) => `/v1/participants/F1/windows?${at}`],
  ['portfolio', 'asOf=2022-12-31', (at: string) => `/v1/trial-balance?${at}`],
  ['portfolio', 'asOf=2010-12-31&knownAt=5', (at: string) => `/v1/trial-balance?${at}`],
  ['parameters/fi-kapl', 'asOf=2009-06-01', (at: string) => `/v1/parameters/fi-kapl?${at.replace('asOf', 'at')}`],
  ['participants/F1/explain', 'figure=windows.2003.premium&asOf=2009-12-31', (at: string) => `/v1/participants/F1/explain?${at}`],
])('%s at %s: the figures are the API’s', async (screen, at, address) => {
  await open(`${screen}?${at}`);
  expect(await digests()).toContain((await server.get(address(at))).body.digest);
});

it('the journal is filtered by what the address says', async () => {
  await open('journal?types=IncomeReported,IncomeCorrected');
  const listed = await page.locator('.long-list .rows [role=row]').allInnerTexts();
  expect(listed.map((row) => /Income\w+/.exec(row)?.[0])).toEqual(['IncomeReported', 'IncomeReported', 'IncomeCorrected']);
  await open('journal?actor=nobody');
  expect(await page.locator('main').innerText()).toContain('none fits the filter');
});

it.each(['light', 'dark'])('%s: nothing serious for who cannot see or use a mouse', async (theme) => {
  for (const screen of ['participants', 'participants/D1?asOf=2022-11-15', 'participants/F1/explain?figure=windows.2003.premium&asOf=2009-12-31', 'windows', 'windows/F1?asOf=2009-12-31', 'journal', 'portfolio', 'parameters/fi-kapl?asOf=2009-06-01&compare=2000-01-01']) {
    await open(`${screen}${screen.includes('?') ? '&' : '?'}theme=${theme}`);
    await page.evaluate(axe.source);
    const found = (await page.evaluate('axe.run()')) as { violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[] };
    const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [screen, id, nodes[0]?.html]);
    expect(serious).toEqual([]);
  }
});

it('nothing left the origin, and nothing broke', () => {
  expect([abroad, errors]).toEqual([[], []]);
});
