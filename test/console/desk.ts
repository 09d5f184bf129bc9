/** A ledger with both older schemes, the server on it, and a browser before the console: what the console's tests begin with. */
import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { correction, income, seed, serveHere, stopServers, temporaryFolder, type Answered, type Served } from '../api/workspace.js';
import { openBrowser } from './browser.js';
import { keepBooks, transferGroup } from './dutch-books.js';

export interface Desk {
  readonly server: Served;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens a screen and waits until nothing is on its way any more. */
  readonly open: (path: string, on?: Page) => Promise<void>;
  /** Waits until nothing is on its way any more. */
  readonly settled: (on?: Page) => Promise<void>;
  /** Asks the API; of an address of a screen, too. */
  readonly ask: (address: string) => Promise<Answered>;
  /** Digests of all answers on the screen, in its order. */
  readonly digests: () => Promise<readonly (string | null)[]>;
  /** Addresses of other origins that a page asked for. */
  readonly abroad: readonly string[];
  /** What broke in a page. */
  readonly errors: readonly string[];
  /** Requests that were no reading. */
  readonly writes: readonly string[];
  readonly leave: () => Promise<void>;
}

const VIEWPORT = { width: 1280, height: 900 };

export async function sitDown(): Promise<Desk> {
  if (!existsSync('dist/apps/console/index.html')) throw new Error('this test opens the console as built: npm run build first');
  const { folder, remove } = temporaryFolder();
  await keepBooks(folder);
  const server = await serveHere(folder);
  await fill(server);
  await transferGroup(server);
  const { events } = (await server.get('/v1/participants/F1/history')).body as {
    readonly events: readonly { readonly type: string; readonly position: number }[];
  };
  const corrected = events.find(({ type }) => type === 'IncomeCorrected')?.position as number;
  const { runs } = (await server.get('/v1/funds/nl-pob/alm-runs')).body as { readonly runs: readonly { readonly runId: string }[] };
  const run = runs[0]?.runId as string;
  const names = new Map([['{plan}', await planned(server)], ['{early}', String(corrected - 1)], ['{run}', run]]);
  const named = (address: string): string => address.replace(/\{\w+\}/g, (name) => names.get(name) as string);
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB', reducedMotion: 'reduce' });
  const [abroad, errors, writes]: [string[], string[], string[]] = [[], [], []];
  context.on('request', (request: Request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url)) return;
    if (new URL(url).origin !== server.url) abroad.push(url);
    if (request.method() !== 'GET') writes.push(`${request.method()} ${url}`);
  });
  context.on('weberror', (error) => void errors.push(error.error().message));
  const page = await context.newPage();
  const settled = async (on = page): Promise<void> => {
    await on.locator('main:not(:has(.waiting, .stale)) h1').first().waitFor();
  };
  return {
    server, browser, context, page, abroad, errors, writes, settled,
    ask: (address) => server.get(named(address)),
    open: async (path, on = page) => {
      await on.goto(`${server.url}/console/${named(path)}`, { waitUntil: 'load' });
      await settled(on);
    },
    digests: () => page.$$eval('[data-digest]', (found) => found.map((each) => each.getAttribute('data-digest'))),
    leave: async () => {
      await browser.close();
      await stopServers();
      remove();
    },
  };
}

async function fill(server: Served): Promise<void> {
  await seed(server);
  const contribution = (period: string): object => ({
    period,
    amount: '1000.00',
    currency: 'DKK',
    employerId: 'E1',
    receivedOn: `${period}-28`,
  });
  const posted = [
    await server.post('/v1/participants/F1/incomes', income(2003, '18000')),
    await server.post('/v1/participants/F1/incomes', income(2004, '18000')),
    await server.post('/v1/participants/F1/corrections', correction(2003, '19250.50', '2009-10-02')),
    ...(await Promise.all(
      ['2019-03', '2020-06', '2022-01'].map((period) => server.post('/v1/participants/D1/contributions', contribution(period))),
    )),
  ];
  for (const { status, text } of posted) if (status !== 201) throw new Error(text);
}

/** A file of corrections that waits for its approval: one row settled, one time-barred, one refused. */
async function planned(server: Served): Promise<string> {
  const head = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
  const file = [
    head,
    'F1,2004,A,19000.00,EUR,late letter,2009-11-02',
    'F1,2004,A,19500.00,EUR,much later letter,2022-11-02',
    'nobody,2004,A,1.00,EUR,x,2009-11-02',
    '',
  ].join('\n');
  const { status, text, body } = await server.post('/v1/reprocessings?file=letters.csv', file, { 'Content-Type': 'text/csv' });
  if (status !== 202) throw new Error(text);
  for (let looks = 0; looks < 200; looks += 1) {
    const { body: state } = await server.get(`/v1/reprocessings/${body.id}`);
    if (state.status === 'planned') return String(body.id);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${body.id} is not planned`);
}
