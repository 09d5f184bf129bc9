/** The API as `accrual serve` composes it, on a temporary SQLite workspace and the real rulebooks; and the built command beside it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { pino } from 'pino';
import { locateWorkspace, type Workspace } from '#engine/workspace.js';
import { composeApi, type ComposeOptions } from '../../apps/api/compose.js';
import { problemsListedBy } from '../../apps/api/testing/listed-problems.js';
import type { Api } from '../../apps/api/create-api.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export interface Client {
  readonly url: string;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
}

let requests = 0;

/** One document; lines are told apart by who asked for them. */
function isJson({ headers }: Response): boolean {
  return /json/.test(headers.get('content-type') ?? '') && !/ndjson/.test(headers.get('content-type') ?? '');
}

export function clientOf(url: string, document?: OpenAPIObject): Client {
  const expectListed = document === undefined ? undefined : problemsListedBy(document);
  const ask = async (path: string, init: RequestInit): Promise<Answered> => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const answered = { status: response.status, headers: response.headers, text, body: isJson(response) ? JSON.parse(text) : undefined };
    expectListed?.(init.method ?? 'GET', path, answered);
    return answered;
  };
  return {
    url,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `request-${process.pid}-${(requests += 1)}`, ...headers },
      }),
  };
}

export interface Served extends Client {
  readonly api: Api;
  readonly folder: string;
  readonly workspace: Workspace;
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
}

export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-api-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const running: Api[] = [];
const children: ChildProcess[] = [];

/** Stops the servers of this process and ends those apart, whatever became of their tests. */
export async function stopServers(): Promise<void> {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map((api) => api.stop()));
}

/** A server in this process; it is noon of 1 March 2023 there. */
export async function serveHere(folder: string, options: Partial<ComposeOptions> = {}): Promise<Served> {
  const workspace = { ...locateWorkspace(folder, {}), clock: () => '2023-03-01T12:00:00.000Z' };
  let log = '';
  const logger = pino({ level: 'info' }, { write: (line: string) => void (log += line) });
  const api = await composeApi({ workspace, logger, actor: 'test', readOnly: false, workers: 0, ...options });
  running.push(api);
  const { url } = await api.listen(0);
  return { ...clientOf(url, api.document), api, folder, workspace, logged: () => log, stop: api.stop };
}

const MAIN = resolve('dist/programs/accrual.js');

function accrual(folder: string, args: readonly string[]): ChildProcess {
  if (!existsSync(MAIN)) throw new Error('this test runs the program as built: npm run build first');
  return spawn(process.execPath, [MAIN, '--data', folder, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as built to its end. */
export async function runAccrual(folder: string, ...args: readonly string[]): Promise<Run> {
  const child = accrual(folder, args);
  const output = collected(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output() };
}

function collected(child: ChildProcess): () => Omit<Run, 'code'> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  return () => ({ stdout, stderr });
}

export interface ServedApart extends Client {
  readonly child: ChildProcess;
  readonly printed: () => string;
  /** Sends a signal; answers the exit code once the process has ended, null where the signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<Run>;
}

/** `accrual serve` as built, in a process of its own, on a free port. */
export async function serveApart(folder: string, ...args: readonly string[]): Promise<ServedApart> {
  const child = accrual(folder, ['serve', '--port', '0', '--log-level', 'warn', ...args]);
  children.push(child);
  const output = collected(child);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const url = await new Promise<string>((done, failed) => {
    child.stdout?.on('data', () => {
      const found = /http:\/\/[\d.]+:\d+/.exec(output().stdout)?.[0];
      if (found !== undefined) done(found);
    });
    void closed.then(([code]) => failed(new Error(`accrual serve ended with ${code}: ${output().stderr}`)));
  });
  return {
    ...clientOf(url),
    child,
    printed: () => output().stdout,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await closed;
      return { code, ...output() };
    },
  };
}

/** The parameters of a file of `test/samples`. */
export function sampleParameters(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(resolve('test/samples', path), 'utf8')) as Readonly<Record<string, unknown>>;
}

export const FINN = { participantId: 'F1', scheme: 'fi-kapl', birthDate: '1962-04-05', sex: 'female', enrolledOn: '1997-01-01' };
export const DANE = {
  participantId: 'D1',
  scheme: 'dk-p90',
  birthDate: '1975-05-10',
  sex: 'male',
  enrolledOn: '2019-01-01',
  openingValue: '100000',
  openingDate: '2019-01-01',
};

/** Both funds with their illustrative parameters, a participant each. */
export async function seed(client: Client): Promise<void> {
  const answers = [
    await client.post('/v1/participants', FINN),
    await client.post('/v1/participants', DANE),
    await client.post('/v1/funds/fi-kapl/parameters', sampleParameters('fi-kapl/illustrative-1997-2013.json')),
    await client.post('/v1/funds/dk-p90/parameters', sampleParameters('dk-p90/illustrative.json')),
  ];
  for (const { status, text } of answers) if (status !== 201) throw new Error(text);
}

export function income(incomeYear: number, amount: string): object {
  return { incomeYear, amount, currency: 'EUR', employerId: 'A' };
}

export function correction(incomeYear: number, amount: string, correctedOn: string): object {
  return { ...income(incomeYear, amount), reason: 'late payroll report', correctedOn };
}
