/**
 * The table of docs/recipes/run-a-cluster.md, run: a server as built, a real PostgreSQL and the double of a journal's server, each
 * taken away.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreDouble, type EventStoreDouble } from '../../libs/journal/eventstoredb/testing/double.js';
import { postgresServer, type PostgresServer } from '../../libs/projections/run/sql/testing/postgres-server.js';
import { eventually } from '../../apps/projector/testing/children.js';
import { MAIN } from '../cli/accrual.js';

let folder: string;
let double: EventStoreDouble;
let postgres: PostgresServer;
let server: ChildProcess;
let url = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accrual-outages-'));
  [double, postgres] = await Promise.all([startEventStoreDouble(), postgresServer()]);
  const environment = { ...process.env, ACCRUAL_JOURNAL_URL: double.url('patienceSeconds=3'), ACCRUAL_READ_MODEL_URL: postgres.freshUrl() };
  server = spawn(process.execPath, [MAIN, '--json', '--data', folder, 'serve', '--port', '0', '--log-level', 'silent'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  url = await new Promise<string>((resolve) =>
    server.stdout?.once('data', (text: Buffer) => resolve((JSON.parse(String(text)) as { url: string }).url)),
  );
}, 120_000);
afterAll(async () => {
  server.kill('SIGKILL');
  await double.stop();
  await postgres.dispose();
  rmSync(folder, { recursive: true });
});

interface Look {
  readonly live: number;
  readonly ready: readonly [number, string];
  readonly standing: readonly [number, string];
  readonly metrics: number;
  readonly journal: string | undefined;
  readonly readModels: string | undefined;
}

async function told(path: string): Promise<readonly [number, string]> {
  const response = await fetch(`${url}${path}`);
  const body = (await response.json()) as { readonly code?: string; readonly readModels?: string };
  return [response.status, body.code ?? body.readModels ?? ''];
}

async function look(): Promise<Look> {
  const [live, ready, standing, metrics] = await Promise.all([
    fetch(`${url}/health/live`),
    told('/health/ready'),
    told('/health/standing'),
    fetch(`${url}/metrics`),
  ]);
  const text = await metrics.text();
  const gauge = (name: string): string | undefined => new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1];
  return {
    live: live.status,
    ready,
    standing,
    metrics: metrics.status,
    journal: gauge('accrual_journal_reachable'),
    readModels: gauge('accrual_read_models_reachable'),
  };
}

const WELL: Look = { live: 200, ready: [200, 'current'], standing: [200, 'current'], metrics: 200, journal: '1', readModels: '1' };
const isLike = (wanted: Look) => (seen: Look): boolean => JSON.stringify(seen) === JSON.stringify(wanted);

it('all is well once the models are built', async () => {
  await eventually(look, isLike(WELL), 60_000);
}, 90_000);

it('PostgreSQL away: the server is ready, answers go on, and only the standing models are refused', async () => {
  await postgres.stop();
  await eventually(
    look,
    isLike({ ...WELL, ready: [200, 'unreachable'], standing: [503, 'READ_MODELS_UNREACHABLE'], readModels: '0' }),
    60_000,
  );
  expect(await told('/v1/participants/nobody/coverage?asOf=2020-01-01')).toEqual([404, 'UNKNOWN_PARTICIPANT']);
  expect(await told('/v1/standing/coverage/participants/nobody')).toEqual([503, 'READ_MODELS_UNREACHABLE']);
  await postgres.start();
  await eventually(look, isLike(WELL), 60_000);
}, 150_000);

it('the journal away: not ready, told at once, and an append is refused after one patience', async () => {
  const back = double.restart(14_000);
  await eventually(
    look,
    isLike({ ...WELL, ready: [503, 'JOURNAL_UNREACHABLE'], standing: [503, 'READ_MODELS_UNREACHABLE'], journal: '0' }),
    10_000,
  );
  const begun = performance.now();
  const enrolment = { participantId: 'P1', scheme: 'dk-p90', birthDate: '1970-03-01', sex: 'female', enrolledOn: '2018-01-01' };
  const refused = await fetch(`${url}/v1/participants`, {
    method: 'POST',
    body: JSON.stringify(enrolment),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' },
  });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'JOURNAL_UNREACHABLE']);
  // A patience of three seconds, and what calls take that are under way when it ends; two patiences would be six.
  expect(performance.now() - begun).toBeLessThan(5_500);
  await back;
  await eventually(look, isLike(WELL), 60_000);
}, 120_000);

const canBeFirst = spawnSync('unshare', ['--fork', '--pid', 'true']).status === 0;

/** As the first process of a container, which has no default for signals. Its journal does not answer, so that it is still opening. */
(canBeFirst ? it : it.skip)('a signal before the server listens ends the first process of a container at once', async () => {
  const data = mkdtempSync(join(tmpdir(), 'accrual-first-'));
  const environment = { ...process.env, ACCRUAL_JOURNAL_URL: 'esdb://127.0.0.1:1?tls=false&patienceSeconds=60' };
  const shell = spawn('unshare', ['--fork', '--pid', '--kill-child', process.execPath, MAIN, '--data', data, 'serve', '--port', '0'], {
    env: environment,
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => shell.on('close', resolve));
  const first = await eventually(async () => childOf(shell.pid as number, data), (pid) => pid !== undefined, 10_000);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const begun = performance.now();
  process.kill(first as number, 'SIGTERM');
  expect(await ended).toBe(143);
  expect(performance.now() - begun).toBeLessThan(8_000);
  rmSync(data, { recursive: true });
}, 60_000);

/** The process that runs the program below another one. */
function childOf(parent: number, data: string): number | undefined {
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const isChild = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(parent);
      if (isChild && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(data)) return Number(name);
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined;
}
