/** Projectors on PostgreSQL: their partitions, and what becomes of them when projectors and the database die. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { pino } from 'pino';
import { locateWorkspace } from '#engine/workspace.js';
import { liveRunner } from '#projections/run/live.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import { listAll } from '#projections/run/standing/digest.js';
import { contributed, enrolled, step, testLedger, type Step, type TestLedger } from '#projections/run/testing/ledger.js';
import { postgresServer, type PostgresServer } from '#projections/run/sql/testing/postgres-server.js';
import { composeApi } from '../api/compose.js';
import { eventually, getJson, getText, startChild, type ProjectorChild } from './testing/children.js';

const PEOPLE = 2_600;
const AS_OF = '2022-11-15';
let server: PostgresServer;
let ledger: TestLedger;
/** A lease is lost after two seconds of silence. */
let readModelUrl: string;
let schema: string;
let reader: StandingModels;
const children: ProjectorChild[] = [];

beforeAll(async () => {
  server = await postgresServer();
  ledger = await testLedger();
  readModelUrl = server.freshUrl('&leaseSeconds=2');
  schema = new URL(readModelUrl).searchParams.get('schema') as string;
  const parameters = JSON.parse(readFileSync('test/samples/dk-p90/illustrative.json', 'utf8')) as object;
  await ledger.append([step('fund-fund', 999_999, 'ParametersPublished', '2019-01-01', parameters)]);
  await appendTogether(
    people().flatMap((id, index) => [
      enrolled(id, 3 * index + 1, '2019-01-01', 'dk-p90'),
      contributed(id, 3 * index + 2, '2019-03-01', '100.00'),
    ]),
  );
  reader = await openStandingModels(readModelUrl, ledger.journal, { clock: () => ledger.clock.now });
}, 120_000);

afterAll(async () => {
  for (const child of children) child.process.kill('SIGKILL');
  await Promise.all(children.map(({ ended }) => ended));
  await reader.close();
  await server.dispose();
  await ledger.dispose();
});

function people(): readonly string[] {
  return Array.from({ length: PEOPLE }, (_, index) => `p${index}`);
}

async function appendTogether(steps: readonly Step[]): Promise<void> {
  const streams = new Map<string, Step['event'][]>();
  for (const { stream, event } of steps) streams.set(stream, [...(streams.get(stream) ?? []), event]);
  await ledger.journal.append([...streams].map(([stream, events]) => ({ stream, expected: 'any', events })));
}

let appended = 0;
/** One more contribution for every participant. */
async function everyonePays(amount: string): Promise<void> {
  appended += 1;
  await appendTogether(people().map((id, index) => contributed(id, appended * 100_000 + index, '2020-03-01', amount)));
}

async function start(partition: string, ...more: readonly string[]): Promise<ProjectorChild> {
  const child = await startChild(['--partition', partition, '--data', ledger.folder, '--as-of', AS_OF, ...more], {
    ACCRUAL_JOURNAL_URL: ledger.journalUrl,
    ACCRUAL_READ_MODEL_URL: readModelUrl,
  });
  children.push(child);
  return child;
}

const ready = (child: ProjectorChild) => getJson(`${child.url}/health/ready`);
const isAt =
  (position: bigint) =>
  ({ status, body }: Awaited<ReturnType<typeof ready>>) =>
    status === 200 && body['position'] === Number(position);

/** All the standing answers' digests, and the live ones at the same coordinates; both by participant. */
async function expectStandingIsLive(): Promise<void> {
  const { position: head } = await ledger.journal.head();
  const [status] = await reader.status();
  expect(status).toMatchObject({ model: 'coverage', position: head, lag: 0, subjects: PEOPLE, quarantined: 0 });
  const standing: (readonly [string, string])[] = [];
  for await (const items of listAll(reader, 'coverage'))
    standing.push(...items.map((item) => [item.subjectId, 'answer' in item ? item.answer.digest : item.refusal.code] as const));
  const live = liveRunner(ledger.journal, () => ledger.clock.now);
  const asked = { asOf: AS_OF, knownAt: head };
  const expected: (readonly [string, string])[] = [];
  for (const id of [...people()].sort()) expected.push([id, (await live.ask(coverageProjection, id, asked, undefined)).digest]);
  expect(standing).toEqual(expected);
}

/** Holds the rows so that the next transaction stops in its middle; answers once it has, and lets it go when told. */
async function inMidBatch(): Promise<{ readonly letGo: () => Promise<void> }> {
  const holder = new pg.Client({ connectionString: readModelUrl.replace(/\?.*/, '') });
  holder.on('error', () => undefined); // the server is stopped under it
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE ${schema}.standing_row IN SHARE MODE`);
  return { letGo: () => holder.end().catch(() => undefined) };
}

const waitingForRows = (): Promise<readonly unknown[]> =>
  server.query(`SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%standing_row%'`);

let first: ProjectorChild;
let other: ProjectorChild;

it('two projectors keep a partition each, and the answers are the live ones', async () => {
  [first, other] = await Promise.all([start('0/2'), start('1/2')]);
  const { position } = await ledger.journal.head();
  await eventually(() => ready(first), isAt(position));
  await eventually(() => ready(other), isAt(position));
  await expectStandingIsLive();
  const shares = await server.query(
    `SELECT partition_index, count(*)::int AS rows FROM ${schema}.standing_row JOIN ${schema}.standing_slot ON id = slot ` +
      `WHERE model = 'coverage' GROUP BY 1 ORDER BY 1`,
  );
  const [zero, one] = shares.map(({ rows }) => Number(rows));
  // Halves of 2 600 by hash: 1 300 each, give or take; the standard deviation is √(2600/4) ≈ 25.
  expect((zero ?? 0) + (one ?? 0)).toBe(PEOPLE);
  expect(Math.abs((zero ?? 0) - PEOPLE / 2)).toBeLessThan(150);
  expect((await reader.partitions()).map(({ index, count, owner, position: at }) => [index, count, owner === null, at])).toEqual([
    [0, 2, false, position],
    [1, 2, false, position],
  ]);
});

it('a second projector of the same partition waits, says so, and takes over from one killed in mid-batch', async () => {
  const second = await start('0/2');
  expect(
    await eventually(
      () => ready(second),
      ({ body }) => body['status'] === 'waiting',
    ),
  ).toMatchObject({ status: 503, body: { partition: '0/2', heldBy: expect.stringContaining(String(first.process.pid)) } });
  expect((await getJson(`${second.url}/health/live`)).status).toBe(200);
  const { letGo } = await inMidBatch();
  await everyonePays('1.00');
  await eventually(waitingForRows, (waiting) => waiting.length === 2);
  first.process.kill('SIGKILL');
  expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
  await letGo();
  const { position } = await ledger.journal.head();
  await eventually(() => ready(second), isAt(position));
  await eventually(() => ready(other), isAt(position));
  await expectStandingIsLive();
  const metrics = await getText(`${second.url}/metrics`);
  expect(metrics).toContain('accrual_projector_takeovers{partition="0/2"} 1');
  expect(metrics).toContain('accrual_projector_lag_events{partition="0/2"} 0');
  first = second;
});

it('goes on when PostgreSQL is restarted in mid-batch; alive all the while, ready only after', async () => {
  await inMidBatch();
  await everyonePays('2.00');
  await eventually(waitingForRows, (waiting) => waiting.length === 2);
  await server.stop();
  expect((await getJson(`${first.url}/health/live`)).status).toBe(200);
  expect(await ready(first)).toMatchObject({ status: 503, body: { status: 'unreachable' } });
  expect(await getText(`${first.url}/metrics`)).toMatch(/^accrual_projector_databases_reachable\{partition="0\/2"\} 0$/m);
  expect(await getText(`${first.url}/metrics`)).toMatch(/^accrual_projector_lag_events\{partition="0\/2"\} nan$/im);
  await server.start();
  const { position } = await ledger.journal.head();
  await eventually(() => ready(first), isAt(position));
  await eventually(() => ready(other), isAt(position));
  await expectStandingIsLive();
});

it('an API beside projectors reads, waits for a position, and sees whether every partition is kept', async () => {
  const workspace = locateWorkspace(ledger.folder, {
    ACCRUAL_JOURNAL_URL: ledger.journalUrl,
    ACCRUAL_READ_MODEL_URL: readModelUrl,
    ACCRUAL_PROJECTORS: 'external',
  });
  const api = await composeApi({
    workspace,
    logger: pino({ level: 'silent' }),
    actor: 'tester',
    readOnly: true,
    workers: 0,
    limits: { positionMilliseconds: 25_000 },
  });
  try {
    const { url } = await api.listen(0);
    const keeping = async (): Promise<string> =>
      (await getText(`${url}/metrics`)).split('\n').find((line) => line.startsWith('accrual_standing_following ')) ?? '';
    await eventually(keeping, (line) => line === 'accrual_standing_following 1');
    await everyonePays('4.00');
    const { position } = await ledger.journal.head();
    const answered = await getJson(`${url}/v1/standing/coverage/participants/p7?minPosition=${position}`);
    // 100.00, 1.00 and 2.00 of the earlier tests, and 4.00.
    expect(answered).toMatchObject({ status: 200, body: { value: '107.00', knownAt: Number(position), asOf: AS_OF } });
    expect(first.process.kill('SIGSTOP')).toBe(true);
    await eventually(keeping, (line) => line === 'accrual_standing_following 0');
    first.process.kill('SIGCONT');
    await eventually(keeping, (line) => line === 'accrual_standing_following 1');
  } finally {
    await api.stop();
  }
});

it('refuses another number of partitions, and to begin anew while projectors run', async () => {
  const mixed = await start('0/3');
  expect(await mixed.ended).toMatchObject({ code: 1 });
  expect(mixed.log().at(-1)).toMatchObject({ refusal: { code: 'PARTITION_COUNT_DIFFERS', standing: 2, asked: 3 } });
  const anew = await start('0/3', '--repartition', '3');
  expect(await anew.ended).toMatchObject({ code: 1 });
  expect(anew.log().at(-1)).toMatchObject({ refusal: { code: 'PARTITION_HELD' } });
});

it('stopped by a signal it gives its partition back at once, and goes on where it was', async () => {
  const heir = await start('0/2');
  await eventually(() => ready(heir), ({ body }) => body['status'] === 'waiting');
  first.process.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  // The lease is not left to run out: the row names the one that stopped no more.
  const [row] = await server.query(`SELECT owner FROM ${schema}.standing_partition WHERE partition_index = 0`);
  expect(String(row?.['owner'])).not.toContain(`-${first.process.pid}-`);
  const { position } = await ledger.journal.head();
  await eventually(() => ready(heir), isAt(position));
  first = heir;
});

it('begins with another number of partitions once all are stopped', async () => {
  for (const child of [first, other]) child.process.kill('SIGTERM');
  await Promise.all([first.ended, other.ended]);
  expect(await (await start('0/1', '--repartition', '1')).ended).toMatchObject({ code: 0 });
  await expect(reader.get('coverage', 'p1')).rejects.toMatchObject({ refusal: { code: 'MODEL_NOT_BUILT' } });
  const only = await start('0/1');
  const { position } = await ledger.journal.head();
  await eventually(() => ready(only), isAt(position));
  await expectStandingIsLive();
});
