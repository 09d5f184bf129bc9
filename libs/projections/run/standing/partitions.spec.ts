/** Standing models shared by partition among processes, and what stands in a database that is not theirs. */
import { contributed, enrolled, type Step } from '../testing/ledger.js';
import { openPostgresStore } from '../sql/postgres.js';
import { openSqliteStore } from '../sql/sqlite.js';
import { partitionOf } from '#portfolio/partition.js';
import type { StandingModels } from './standing-models.js';
import type { ReadModelStore } from './store.js';
import { allContents, AS_OF, codeOf, databases, postgresOfTests, standingTest } from '../testing/standing.js';

const openStore = (url: string): Promise<ReadModelStore> =>
  url.startsWith('sqlite:') ? openSqliteStore(url.slice('sqlite:'.length)) : openPostgresStore(url);

/** First 12 hex digits of `printf %s ID | sha256sum`, modulo 3. */
const PLACED: ReadonlyMap<string, number> = new Map([
  ['anna', 1], // 55579b557896
  ['p0', 1], // 169b5b823c62
  ['ärla', 2], // df4b92922892
  ['😀', 1], // f0443a342c5e
]);
const server = postgresOfTests();

describe.each(databases(server))('partitions of the standing models on $name', (database) => {
  const { fresh } = database;
  const test = standingTest(database);
  const { open } = test;

  describe('partitions', () => {
    const IDS = ['anna', 'Berta', 'a1', 'carl', 'dora', 'Emil', 'fritz', 'gerd', 'hans', 'ida', 'a-2', 'B0'];
    const grown = (): readonly Step[] =>
      IDS.flatMap((id, index) => [enrolled(id, 3 * index + 1), contributed(id, 3 * index + 2, '2010-03-01', `${index + 1}.00`)]);

    it('a participant is placed by its id alone, for ever', () => {
      expect([...PLACED].map(([id]) => [id, partitionOf(id, 3)])).toEqual([...PLACED]);
    });

    it('answers over three partitions are those of one, whoever keeps them; the least position counts', async () => {
      await test.ledger.append(grown());
      const url = fresh(test.ledger.folder);
      const parts = [];
      for (const index of [0, 1, 2]) parts.push(await open({ partition: { index, count: 3 } }, url));
      const [zero, one, two] = parts as [StandingModels, StandingModels, StandingModels];
      await zero.catchUp();
      expect(await codeOf(zero.get('coverage', 'anna'))).toBe('MODEL_NOT_BUILT');
      expect(await zero.positionOf('coverage')).toBeUndefined();
      await one.catchUp();
      await two.catchUp();
      const whole = await open();
      await whole.catchUp();
      expect(await allContents(zero)).toEqual(await allContents(whole));
      expect((await zero.status())[0]).toMatchObject({ subjects: IDS.length, lag: 0 });
      // In the order of the ids' bytes, page by page, whatever the database's own order of letters.
      const first = await zero.list('coverage', { limit: 5 });
      expect(first.items.map(({ subjectId }) => subjectId)).toEqual(['B0', 'Berta', 'Emil', 'a-2', 'a1']);
      const rest = await zero.list('coverage', { limit: 20, after: first.next as string });
      expect(rest.items.map(({ subjectId }) => subjectId)).toEqual(['anna', 'carl', 'dora', 'fritz', 'gerd', 'hans', 'ida']);

      const before = (await test.ledger.journal.head()).position;
      await test.ledger.append([contributed('anna', 901, '2010-04-01', '1.00'), contributed('Berta', 902, '2010-04-01', '1.00')]);
      await zero.catchUp();
      await one.catchUp();
      expect(await zero.positionOf('coverage')).toBe(before);
      expect(await zero.list('coverage', { limit: 1 })).toMatchObject({ position: before });
      expect((await zero.partitions()).map(({ position }) => position)).toEqual([before + 2n, before + 2n, before]);
      await two.catchUp();
      await whole.catchUp();
      expect(await allContents(one)).toEqual(await allContents(whole));
    });

    it('another number of partitions is refused, until one begins anew', async () => {
      await test.ledger.append(grown());
      const url = fresh(test.ledger.folder);
      const half = await open({ partition: { index: 0, count: 2 } }, url);
      await half.catchUp();
      const third = await open({ partition: { index: 0, count: 3 } }, url);
      expect(await codeOf(third.catchUp())).toBe('PARTITION_COUNT_DIFFERS');
      await third.repartition(3);
      expect(await codeOf(half.catchUp())).toBe('PARTITION_COUNT_DIFFERS');
      // Without a partition of its own it keeps all that there are.
      const all = await open({}, url);
      await all.catchUp();
      const whole = await open();
      await whole.catchUp();
      expect(await allContents(third)).toEqual(await allContents(whole));
    });

    it('one process keeps a partition; another waits, says so, and goes on when it ends', async () => {
      await test.ledger.append([enrolled('anna', 1)]);
      const url = fresh(test.ledger.folder);
      const news: string[] = [];
      const keeper = await open({}, url);
      const heir = await open({ onLease: ({ status }) => news.push(status) }, url);
      const [stopKeeper, stopHeir] = [new AbortController(), new AbortController()];
      const problems: unknown[] = [];
      const kept = keeper.follow(stopKeeper.signal, (problem) => problems.push(problem));
      const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
        for (let tries = 0; tries < 400; tries += 1) {
          if (await isSo()) return;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        throw new Error('it never became so');
      };
      await until(async () => (await keeper.positionOf('coverage')) === 1n);
      const inherited = heir.follow(stopHeir.signal, (problem) => problems.push(problem));
      await until(() => news.includes('waiting'));
      expect(await codeOf((await open({}, url)).catchUp())).toBe('PARTITION_HELD');
      stopKeeper.abort();
      await kept;
      await keeper.close();
      await test.ledger.append([contributed('anna', 2, '2010-01-01', '5.00')]);
      await until(async () => (await heir.positionOf('coverage')) === 2n);
      expect(news).toEqual(['waiting', 'held']);
      stopHeir.abort();
      await inherited;
      expect(problems).toEqual([]);
    });

    it('a holder that lost its lease unawares writes nothing more', async () => {
      const url = fresh(test.ledger.folder);
      const paused = await openStore(url);
      const next = await openStore(url);
      try {
        await paused.ensurePartitions(1);
        const partition = { index: 0, count: 1 };
        const old = await paused.acquire(partition);
        if ('heldBy' in old) throw new Error('nobody else holds it');
        const slot = {
          model: 'coverage' as const,
          partition,
          asOf: AS_OF,
          position: 1,
          anchor: 'a',
          software: 's',
          startedAt: 'now',
          owner: paused.owner,
        };
        const begun = await paused.beginBuild([slot]);
        const built = await paused.finishBuild(begun);
        await paused.switchTo(built);
        const live = (await paused.slots()).filter(({ status }) => status === 'live');
        expect(live).toHaveLength(1);
        const nothing = { rows: [], quarantined: [], entries: [], resting: [], subjects: 0, events: 0 };
        expect(await paused.replace(live, [], nothing, { position: 2, anchor: 'b' }, old)).toBe(true);
        // The pause: the lease is given to another one, as when nothing was heard of the first for too long.
        await paused.release(old);
        const taken = await next.acquire(partition);
        expect(taken).toMatchObject({ owner: next.owner, token: old.token + 1 });
        const now = (await paused.slots()).filter(({ status }) => status === 'live');
        expect(await codeOf(paused.replace(now, [], nothing, { position: 3, anchor: 'c' }, old))).toBe('PARTITION_LOST');
        expect((await next.slots()).map(({ position }) => position)).toEqual([2]);
      } finally {
        await paused.close();
        await next.close();
      }
    });
  });
});

describe('opening PostgreSQL', () => {
  it('writes nothing into a schema of something else', async () => {
    await server().query('CREATE SCHEMA letters; CREATE TABLE letters.letter (text TEXT)');
    const url = server().freshUrl().replace(/schema=\w+/, 'schema=letters');
    expect(await openStore(url).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('NOT_A_READ_MODEL');
    expect(await server().query(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'letters'`)).toEqual([
      { table_name: 'letter' },
    ]);
  });

  it('empties tables of another layout, unless programs that know it still run', async () => {
    const url = server().freshUrl();
    const schema = new URL(url).searchParams.get('schema') as string;
    const other = await openStore(url);
    await other.ensurePartitions(2);
    await server().query(`UPDATE ${schema}.standing_layout SET layout = 99`);
    expect(await openStore(url).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('READ_MODEL_IN_USE');
    await other.close();
    const emptied = await openStore(url);
    expect(await emptied.partitions()).toEqual([]);
    await emptied.close();
  });

  it.each([['schema=Über'], ['schema=a&leaseSeconds=0']])('refuses the parameters %s', async (parameters) => {
    const url = server().freshUrl().replace(/\?.*/, `?${parameters}`);
    expect(await openStore(url).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('INVALID_READ_MODEL_URL');
  });
});
