/** The command as built, on a journal that a server keeps: the same answers as on a file, once whatever happens on the way. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEventStoreDouble, type EventStoreDouble } from '#journal/eventstoredb/testing/double.js';

const MAIN = resolve('dist/programs/accrual.js');

interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly errors: string;
}

let folder: string;
let double: EventStoreDouble;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accrual-esdb-'));
  double = await startEventStoreDouble();
  await run('file', 'sample', join(folder, 'sample'), '--participants', '12', '--seed', '7', '--scheme', 'dk-p90');
});
afterAll(async () => {
  await double.stop();
  rmSync(folder, { recursive: true });
});

const sample = (file: string): string => join(folder, 'sample', file);
const urlOf = (data: string): string => double.url(`streamPrefix=${data}.`);

/** Runs the command on a data folder: `file` keeps its journal there, any other on the server. */
function start(data: string, args: readonly string[]) {
  const { ACCRUAL_JOURNAL_URL: _none, ...environment } = process.env;
  const env = {
    ...environment,
    ACCRUAL_DATA: join(folder, data),
    ...(data.startsWith('file') ? {} : { ACCRUAL_JOURNAL_URL: urlOf(data) }),
  };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<Ran>((done) => child.on('close', (code, signal) => done({ code, signal, out, errors })));
  return { child, ended };
}

function run(data: string, ...args: readonly string[]): Promise<Ran> {
  return start(data, args).ended;
}

async function json<T>(data: string, ...args: readonly string[]): Promise<T> {
  const ran = await run(data, '--json', ...args);
  if (ran.code !== 0) throw new Error(`accrual ${args.join(' ')} ended with ${ran.code}: ${ran.errors}`);
  return JSON.parse(ran.out) as T;
}

async function filled(data: string): Promise<void> {
  for (const args of [
    ['parameters', sample('parameters.json')],
    ['import', 'participants', sample('participants.csv')],
    ['import', 'contributions', sample('contributions.csv')],
  ]) {
    const ran = await run(data, ...args);
    expect([ran.code, ran.errors]).toEqual([0, expect.not.stringContaining('refused')]);
  }
}

interface Verdict {
  readonly status: string;
  readonly events: number;
  readonly streams: number;
}

it('answers as on a file, verifies, and moves back into one', async () => {
  await filled('file');
  await filled('server');
  const account = ['account', 'D000001', '--year', '2015', '--as-of', '2016-01-31'];
  const [onFile, onServer] = [
    await json<Record<string, unknown>>('file', ...account),
    await json<Record<string, unknown>>('server', ...account),
  ];
  expect(onServer['lines']).toEqual(onFile['lines']);
  expect(onServer['closing']).toBe(onFile['closing']);

  const verdict = await json<Verdict>('server', 'verify');
  expect(verdict.status).toBe('clean');
  expect(verdict).toMatchObject({ events: (await json<Verdict>('file', 'verify')).events });

  const back = `sqlite:${join(folder, 'file-back', 'journal.sqlite')}`;
  mkdirSync(join(folder, 'file-back'));
  const copied = await json<{ events: number; copied: number; digest: string }>('server', 'copy-journal', '--to', back);
  expect(copied).toMatchObject({ events: verdict.events, copied: verdict.events });
  // From the file again into other streams of the server: the digest has not moved.
  const again = await json<{ digest: string }>('file', 'copy-journal', '--from', back, '--to', urlOf('third'));
  expect(again.digest).toBe(copied.digest);
  expect((await json<Verdict>('third', 'verify')).events).toBe(verdict.events);
  // Copied, it says the same: every answer has the digest that it has on the file, though it stands at other positions.
  for (const question of [account, ['history', 'D000001', '--as-of', '2016-01-31'], ['trial-balance', '--as-of', '2016-01-31']]) {
    const [here, there] = [
      await json<Record<string, unknown>>('file-back', ...question),
      await json<Record<string, unknown>>('third', ...question),
    ];
    expect([question, there['digest'], there['knownAt']]).toEqual([question, here['digest'], here['knownAt']]);
    expect(there['position']).not.toBe(here['position']);
  }
});

it('reads the whole portfolio with workers of their own', async () => {
  const balance = await json<Record<string, unknown>>('server', 'trial-balance', '--workers', '2', '--as-of', '2016-01-31');
  expect(balance['accounts']).toBeInstanceOf(Array);
  expect(balance['accounts']).toEqual((await json<Record<string, unknown>>('file', 'trial-balance', '--as-of', '2016-01-31'))['accounts']);
});

it('appends every row once, though the import is killed and begun again while connections break', async () => {
  await run('killed', 'parameters', sample('parameters.json'));
  await run('killed', 'import', 'participants', sample('participants.csv'));
  const before = double.log.records.length;
  for (let kills = 0; kills < 3; kills += 1) {
    const { child, ended } = start('killed', ['import', 'contributions', sample('contributions.csv')]);
    const stopListening = double.log.onWrite(() => {
      if (double.log.records.length - before > kills * 3 + 2) child.kill('SIGKILL');
    });
    await ended;
    stopListening();
  }
  const cutting = setInterval(double.cut, 150);
  const ran = await run('killed', '--json', 'import', 'contributions', sample('contributions.csv'));
  clearInterval(cutting);
  expect([ran.code, ran.errors]).toEqual([0, '']);
  expect(await json<object>('killed', 'import', 'contributions', sample('contributions.csv'))).toMatchObject({ appended: 0, refused: 0 });
  expect((await json<Verdict>('killed', 'verify')).status).toBe('clean');
  const account = ['account', 'D000001', '--year', '2015', '--as-of', '2016-01-31'];
  expect((await json<Record<string, unknown>>('killed', ...account))['closing']).toBe(
    (await json<Record<string, unknown>>('file', ...account))['closing'],
  );
});

it('says what is wrong with a URL or a server, and never shows the password', async () => {
  const wrong = await run('file', 'copy-journal', '--to', 'esdb://admin:secret@127.0.0.1:1?tls=false&patienceSeconds=0.2');
  expect(wrong.code).toBe(1);
  expect(wrong.errors).toContain('JOURNAL_UNREACHABLE');
  const unknown = await run('file', 'copy-journal', '--to', 'esdb://admin:secret@127.0.0.1:1?tsl=false');
  expect(unknown.code).toBe(2);
  expect(unknown.errors).toContain('there is no option tsl');
  expect(wrong.errors + wrong.out + unknown.errors + unknown.out).not.toContain('secret');
});
