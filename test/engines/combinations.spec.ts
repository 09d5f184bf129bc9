/**
 * Every journal with every database of read models: two funds are filled, decided for and reprocessed while the read models
 * follow (on PostgreSQL in two partitions) and connections break. In the end standing = live = sweep, on every combination, and the
 * journals
 * hold the same chains.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { journalEngineOf, openJournalAt, verifyJournalAt } from '#journal/engines/open.js';
import type { Journal } from '#journal/port.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { listAll } from '#projections/run/standing/digest.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { startEventStoreDouble, type EventStoreDouble } from '#journal/eventstoredb/testing/double.js';
import { postgresServer, type PostgresServer } from '#projections/run/sql/testing/postgres-server.js';
import { portfolioDigest } from '#projections/run/testing/portfolio-digest.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

const AS_OF = '2022-12-31';
const PEOPLE = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? `F${10 + index}` : `D${10 + index}`));
const PATIENCE = 120_000;

let double: EventStoreDouble;
let postgres: PostgresServer;
beforeAll(async () => {
  [double, postgres] = await Promise.all([startEventStoreDouble({ nodes: 3 }), postgresServer()]);
}, PATIENCE);
afterAll(async () => {
  await double.stop();
  await postgres.dispose();
}, PATIENCE);

interface Combination {
  readonly name: string;
  readonly journal: 'sqlite' | 'eventstoredb';
  readonly readModels: 'sqlite' | 'postgres';
}

const COMBINATIONS: readonly Combination[] = (['sqlite', 'eventstoredb'] as const).flatMap((journal) =>
  (['sqlite', 'postgres'] as const).map((readModels) => ({ name: `${journal} and ${readModels}`, journal, readModels })),
);

async function fill(ledger: TestLedger, disturb: () => Promise<void>): Promise<void> {
  const [incomes, contributions] = [PEOPLE.filter((id) => id.startsWith('F')), PEOPLE.filter((id) => id.startsWith('D'))];
  const birth = (id: string): string => `19${50 + (Number(id.slice(1)) % 25)}-03-15`;
  await ledger.import(
    'participants',
    ledger.file('p.csv', [
      'participantId,scheme,birthDate,sex,enrolledOn',
      ...PEOPLE.map((id) => `${id},${id.startsWith('F') ? 'fi-kapl' : 'dk-p90'},${birth(id)},female,2000-01-01`),
    ]),
  );
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  await disturb();
  await ledger.import(
    'incomes',
    ledger.file('i.csv', [
      'participantId,incomeYear,amount,currency,employerId',
      ...incomes.flatMap((id) => [2003, 2004, 2005, 2006].map((year) => `${id},${year},${20_000 + Number(id.slice(1)) * 100}.00,EUR,E1`)),
    ]),
  );
  await disturb();
  const header = 'participantId,period,amount,currency,employerId,receivedOn';
  const months = Array.from({ length: 12 }, (_, index) => `2021-${String(index + 1).padStart(2, '0')}`);
  await ledger.import(
    'contributions',
    ledger.file('c.csv', [
      header,
      ...contributions.flatMap((id) => months.map((month) => `${id},${month},${1_000 + Number(id.slice(1))}.00,DKK,K1,${month}-28`)),
    ]),
  );
  await disturb();
  const fund = { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'board' };
  await declare({ decision: 'interest', year: 2021, rate: '0.04', reference: 'minutes' }, fund);
  await declare({ decision: 'close-year', year: 2021, reference: 'accounts' }, fund);
  await fanOut(fund);
  await disturb();
  await reprocess(ledger, 'corrections.csv', [
    'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
    ...incomes.map((id) => `${id},2004,E1,19000.00,EUR,audit,2009-10-02`),
  ]);
  await disturb();
  await reprocess(ledger, 'late.csv', [header, ...contributions.map((id) => `${id},2021-03,2222.00,DKK,K1,2021-03-28`)]);
}

async function reprocess(ledger: TestLedger, name: string, lines: readonly string[]): Promise<void> {
  const { digest, rows } = await ledger.plan(ledger.file(name, lines));
  expect(rows).toMatchObject({ accepted: lines.length - 1, refused: 0 });
  await ledger.approve(digest);
  expect(await ledger.commit(digest, { chunkParticipants: 4 })).toMatchObject({ moved: [] });
}

interface Follower {
  readonly models: StandingModels;
  readonly end: () => Promise<void>;
}

async function follower(
  url: string,
  journal: Journal,
  partition: { readonly index: number; readonly count: number },
  problems: unknown[],
): Promise<Follower> {
  const models = await openStandingModels(url, journal, { clock: () => NOW, asOf: AS_OF, workers: 0, partition });
  const stopping = new AbortController();
  const ended = models.follow(stopping.signal, (problem) => problems.push(problem));
  return {
    models,
    end: async () => {
      stopping.abort();
      await ended;
      await models.close();
    },
  };
}

async function caughtUp(models: StandingModels, journal: Journal, partitions: number): Promise<bigint> {
  for (;;) {
    const { position } = await journal.head();
    const reached = (await models.partitions().catch(() => [])).map((one) => one.position ?? -1n);
    if (reached.length === partitions && reached.every((at) => at >= position)) return position;
    await pause(50);
  }
}

const chains: string[] = [];

it.each(COMBINATIONS)(
  '$name',
  async ({ name, journal: engine, readModels }) => {
    const url = double.url(`streamPrefix=${name.replaceAll(' ', '-')}.`);
    const ledger = await openLedger(
      engine === 'sqlite'
        ? undefined
        : (folder, options) =>
            openJournalAt(
              journalEngineOf(`${url}&directoryFile=${encodeURIComponent(join(folder, 'directory.sqlite'))}`, 'the test'),
              options,
            ),
    );
    const { journal } = ledger;
    const readModelUrl =
      readModels === 'sqlite' ? `sqlite:${join(ledger.folder, 'read-models.sqlite')}` : postgres.freshUrl('&leaseSeconds=2');
    // One file has one keeper; a server has as many as there are partitions.
    const count = readModels === 'sqlite' ? 1 : 2;
    const problems: unknown[] = [];
    const followers: Follower[] = [];
    let disturbances = 0;
    try {
      for (let index = 0; index < count; index += 1) followers.push(await follower(readModelUrl, journal, { index, count }, problems));
      await fill(ledger, async () => {
        disturbances += 1;
        if (engine === 'eventstoredb') double.cut();
        if (engine === 'eventstoredb' && disturbances === 3) double.moveLeader();
        if (readModels === 'postgres' && disturbances === 4) {
          await postgres.stop();
          await postgres.start();
        }
        if (disturbances === 2) {
          await followers.pop()?.end();
          followers.push(await follower(readModelUrl, journal, { index: count - 1, count }, problems));
        }
      });
      const reader = (followers[0] as Follower).models;
      const position = await caughtUp(reader, journal, count);
      const live = liveRunner(journal, () => NOW);
      const asked = { asOf: AS_OF, knownAt: position };
      const standing: (readonly [string, string])[] = [];
      for await (const items of listAll(reader, 'coverage'))
        standing.push(...items.map((item) => [item.subjectId, 'answer' in item ? item.answer.digest : item.refusal.code] as const));
      const digests = new Map<string, string>();
      for (const id of PEOPLE) digests.set(id, (await live.ask(coverageProjection, id, asked, undefined)).digest);
      expect(standing).toEqual([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
      // The sweep goes in the order of streams.
      const order: string[] = [];
      for await (const page of journal.streamHeads('participant-'))
        order.push(...page.map(({ stream }) => stream.slice('participant-'.length)));
      const swept = await sweep({ journal, clock: () => NOW, model: 'coverage', coordinates: asked, workers: 0 });
      expect([swept.answers, swept.rejected]).toEqual([PEOPLE.length, 0]);
      expect(swept.digest).toBe(await portfolioDigest(order.map((id) => digests.get(id) as string)));
      const heads: string[] = [];
      for await (const page of journal.streamHeads('participant-'))
        heads.push(...page.map(({ stream, revision, chain }) => `${stream} ${revision} ${chain}`));
      chains.push(heads.sort().join('\n'));
    } finally {
      for (const { end } of followers) await end();
      await ledger.close();
    }
  },
  PATIENCE,
);

it('the participants’ chains are the same on every combination', () => {
  expect(chains).toHaveLength(COMBINATIONS.length);
  expect(new Set(chains).size).toBe(1);
});

it('a journal on the server verifies after all that', async () => {
  const url = double.url('streamPrefix=eventstoredb-and-postgres.');
  const verdict = await verifyJournalAt(journalEngineOf(url, 'the test'), {});
  expect(verdict.status).toBe('clean');
}, PATIENCE);
