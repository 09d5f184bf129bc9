/** An API on a free port for a test, with a journal in memory and a clock that stands unless it is moved. */
import { jest } from '@jest/globals';
import pino, { type Logger } from 'pino';
import { Writable } from 'node:stream';
import type { Studies } from '../studies/running.js';
import { inTimeZone, UTC } from '#money/clock.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import type { ApiDependencies, FundWrites, ReprocessingDependencies } from '../dependencies.js';
import type { InvoicingRuns } from '../invoicing/runs.js';
import { problemsListedBy } from './listed-problems.js';
import { memoryJournal, type MemoryJournal } from './memory-journal.js';
import { double, savings } from './savings-scheme.js';

/** Of the one scheme there is. */
function rulebookOf(scheme: string): typeof savings {
  if (scheme === savings.id) return savings;
  throw new Refused(refusal('UNKNOWN_SCHEME', { scheme, known: [savings.id] }));
}

// The API is tested by itself, with one small scheme instead of the law.
jest.unstable_mockModule('#rulebooks/registry.js', () => ({
  RULEBOOKS: [savings],
  findRulebook: (scheme: string) => (scheme === savings.id ? savings : undefined),
  rulebookOf,
  rulebookWithLaw: rulebookOf,
}));
jest.unstable_mockModule('#rulebooks/by-scheme.js', async () => {
  const { rulebookOf } = await import('#rulebooks/registry.js');
  return { loadRulebook: async (scheme: string) => rulebookOf(scheme) };
});
jest.unstable_mockModule('#rulebooks/operations.js', () => ({ OPERATIONS: new Map([[double.name, double]]) }));
const { Refused, refusal } = await import('#ledger/kernel/refusal.js');
const { createApi } = await import('../create-api.js');
const { liveRunner } = await import('#projections/run/live.js');
const { decisions } = await import('./decisions.js');

/** The tests’ scheme takes no decision of a fund. */
const NO_FUND_DECISIONS: FundWrites = {
  decide: async (fundId) => ({ status: 'refused', refusal: refusal('NOT_APPLICABLE', { scheme: savings.id, lacks: 'policy', fundId }) }),
  fanOut: async (fundId) => ({ status: 'running', fundId, participants: 0, events: 0 }),
};

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export interface TestServer {
  readonly url: string;
  readonly journal: MemoryJournal;
  readonly api: Awaited<ReturnType<typeof createApi>>;
  readonly clock: { now: string };
  /** What was logged, one object a line. */
  readonly logged: () => readonly Readonly<Record<string, unknown>>[];
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
}

const running: TestServer[] = [];

interface Settings extends Partial<ApiDependencies> {
  readonly journal?: MemoryJournal;
  readonly rolesAreOn?: boolean;
  readonly fanOut?: FundWrites['fanOut'];
  readonly reprocessing?: ReprocessingDependencies;
  readonly invoicing?: InvoicingRuns;
  readonly studies?: Studies;
  readonly timeZone?: string;
}

export async function startServer(settings: Settings = {}): Promise<TestServer> {
  const { rolesAreOn, reprocessing, invoicing, studies, fanOut = NO_FUND_DECISIONS.fanOut, timeZone = UTC, ...overrides } = settings;
  const clock = { now: '2020-06-15T10:00:00.000Z' };
  const ticking = inTimeZone(() => clock.now, timeZone);
  const journal = overrides.journal ?? memoryJournal({ rules: CATALOGUE, clock: ticking });
  const { logger, logged } = memoryLog();
  const api = await createApi({
    live: liveRunner(journal, ticking),
    clock: ticking,
    logger,
    actor: 'tester',
    writes: { journal, decisions, funds: { ...NO_FUND_DECISIONS, fanOut }, rolesAreOn, reprocessing, invoicing, studies },
    ...overrides,
    journal,
  });
  const { url } = await api.listen(0);
  const expectListed = problemsListedBy(api.document);
  const ask = async (path: string, init: RequestInit): Promise<Answered> => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const answered = { status: response.status, headers: response.headers, text, body: /^[{[]/.test(text) ? JSON.parse(text) : undefined };
    expectListed(init.method ?? 'GET', path, answered);
    return answered;
  };
  let key = 0;
  const server: TestServer = {
    url,
    journal,
    api,
    clock,
    logged,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `key-${(key += 1)}`, ...headers },
      }),
  };
  running.push(server);
  return server;
}

/** For `afterEach`. */
export async function stopServers(): Promise<void> {
  await Promise.all(running.splice(0).map(({ api }) => api.stop()));
}

function memoryLog(): { readonly logger: Logger; readonly logged: TestServer['logged'] } {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: pino({ level: 'info' }, stream), logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

export const ENROLMENT = { participantId: 'P1', scheme: 'savings', birthDate: '1970-03-01', sex: 'female', enrolledOn: '2018-01-01' };
export const CONTRIBUTION = { period: '2019-03', amount: '100.50', currency: 'DKK', employerId: 'E1', receivedOn: '2019-03-31' };

export async function enrol(server: TestServer, participantId = 'P1'): Promise<Answered> {
  return server.post('/v1/participants', { ...ENROLMENT, participantId });
}
