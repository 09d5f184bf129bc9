/** The standing models: kept up by refolding, built again beside the old ones, quarantined participant by participant. */
import fc from 'fast-check';
import { join } from 'node:path';
import {
  ALL_KINDS,
  contributed,
  enrolled,
  happenings,
  published,
  step,
  stepsOf,
  testLedger,
  type Step,
  type TestLedger,
} from '../sweep/testing/ledger.js';
import { openStandingModels } from '../sweep/testing/registry.js';
import { postgresServer, type PostgresServer } from '../sql/testing/postgres-server.js';
import { STANDING_MODELS, type StandingModel } from './model.js';
import { partitionOf } from './partition.js';
import type { ReadModelStore } from './store.js';
import { openPostgresStore } from '../sql/postgres.js';
import { openSqliteStore } from '../sql/sqlite.js';
import type { StandingModels, StandingOptions } from './standing-models.js';

const AS_OF = '2015-07-01';

const openStore = (url: string): Promise<ReadModelStore> => (url.startsWith('sqlite:') ? openSqliteStore(url.slice('sqlite:'.length)) : openPostgresStore(url));

let server: PostgresServer;
beforeAll(async () => {
  server = await postgresServer();
});
afterAll(() => server.dispose());

/** First 12 hex digits of `printf %s ID | sha256sum`, modulo 3. */
const PLACED: ReadonlyMap<string, number> = new Map([
  ['anna', 1], // 55579b557896
  ['p0', 1], // 169b5b823c62
  ['ärla', 2], // df4b92922892
  ['😀', 1], // f0443a342c5e
]);

/** Where a test's read models stand: a fresh place for each. `runs`: how many random histories, by what a place costs. */
const DATABASES = [
  { name: 'SQLite', fresh: (folder: string): string => `sqlite:${join(folder, 'read-models.sqlite')}`, memory: (): string => 'sqlite::memory:', runs: 250 },
  { name: 'PostgreSQL', fresh: (): string => server.freshUrl(), memory: (): string => server.freshUrl(), runs: 25 },
] as const;

describe.each(DATABASES)('the standing models on $name', ({ fresh, memory, runs }) => {
  let ledger: TestLedger;
  const opened: StandingModels[] = [];

  beforeEach(async () => {
    ledger = await testLedger();
  });

  afterEach(async () => {
    for (const models of opened.splice(0)) await models.close();
    await ledger.dispose();
  });

  async function open(options: Partial<StandingOptions> = {}, url = memory()): Promise<StandingModels> {
    const models = await openStandingModels(url, ledger.journal, {
      clock: () => ledger.clock.now,
      asOf: AS_OF,
      workers: 0,
      journalUrl: ledger.journalUrl,
      ...options,
    });
    opened.push(models);
    return models;
  }

  /** All that a model holds: digests and refusals by participant, in order. */
  async function contents(models: StandingModels, model: StandingModel): Promise<readonly (readonly [string, string])[]> {
    const { items } = await models.list(model, { limit: 1_000 });
    return items.map((item) => [item.participantId, 'answer' in item ? item.answer.digest : item.refusal.code]);
  }

  async function allContents(models: StandingModels): Promise<object> {
    const all: Record<string, unknown> = {};
    for (const model of STANDING_MODELS) all[model] = await contents(models, model);
    all['closing'] = (await models.worklist({ limit: 1_000 })).items;
    return all;
  }

  async function codeOf(work: Promise<unknown>): Promise<string> {
    return work.then(
      () => 'answered',
      (error: { refusal?: { code: string } }) => error.refusal?.code ?? String(error),
    );
  }

  describe('catch-up', () => {
    it('incremental = rebuilt, wherever the history is cut', async () => {
      await fc.assert(
        fc.asyncProperty(happenings(ALL_KINDS, 40), fc.array(fc.nat(40), { maxLength: 5 }), async (random, cuts) => {
          const own = await testLedger();
          const options = { clock: () => own.clock.now, asOf: AS_OF, workers: 0 };
          const kept = await openStandingModels(memory(), own.journal, options);
          const fresh = await openStandingModels(memory(), own.journal, options);
          try {
            const steps = stepsOf(random);
            let done = 0;
            await kept.catchUp();
            for (const cut of [...cuts.map((at) => Math.min(at, steps.length)).sort((a, b) => a - b), steps.length]) {
              await own.append(steps.slice(done, cut));
              done = cut;
              await kept.catchUp();
            }
            await fresh.rebuild();
            expect(await allContents(kept)).toEqual(await allContents(fresh));
          } finally {
            await kept.close();
            await fresh.close();
            await own.dispose();
          }
        }),
        { numRuns: runs },
      );
    }, 120_000);

    it('folds a participant again when an event arrives late', async () => {
      await ledger.append([enrolled('anna', 1), contributed('anna', 2, '2010-03-01', '100.00')]);
      const models = await open();
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ value: '100.00', asOf: AS_OF, knownAt: 2, position: 2 });
      // 100.00 + 40.00; the value date lies before the one that was there first
      await ledger.append([contributed('anna', 3, '2005-01-31', '40.00'), contributed('anna', 4, '2016-01-31', '1.00')]);
      await models.catchUp();
      // Event 4 takes effect after the value date: known, not counted.
      expect(await models.get('coverage', 'anna')).toMatchObject({ value: '140.00', knownAt: 4, position: 3 });
    });

    it('is repeated without effect, and goes on from its position after a restart', async () => {
      const url = fresh(ledger.folder);
      await ledger.append([enrolled('anna', 1), contributed('anna', 2, '2010-03-01', '100.00')]);
      const before = await open({}, url);
      await before.catchUp();
      await before.catchUp();
      await before.close();
      opened.splice(0);
      await ledger.append([enrolled('berta', 3)]);
      const after = await open({}, url);
      expect((await after.status()).map(({ position, lag }) => [position, lag])).toEqual([[2n, 1n], [2n, 1n], [2n, 1n]]);
      await after.catchUp();
      expect((await after.status()).map(({ position, lag, participants }) => [position, lag, participants])).toEqual([
        [3n, 0n, 2],
        [3n, 0n, 2],
        [3n, 0n, 2],
      ]);
    });

    it('builds again when a fund publishes parameters, and answers with the new rules', async () => {
      await ledger.append([enrolled('anna', 1)]);
      const models = await open();
      await models.catchUp();
      const before = await models.get('coverage', 'anna');
      await ledger.append([published(2, '0.07')]);
      expect(await models.get('coverage', 'anna')).toEqual(before);
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ assumptions: [{ value: '0.07' }], rulesKnownAt: '2020-06-01T23:59:59.999Z' });
    });

    it('builds again when the journal is another one at the same position, as from a backup', async () => {
      const other = await testLedger();
      const url = fresh(other.folder);
      await other.append([enrolled('anna', 1), contributed('anna', 2, '2010-03-01', '100.00')]);
      const options = { clock: () => other.clock.now, asOf: AS_OF, workers: 0 };
      const before = await openStandingModels(url, other.journal, options);
      await before.catchUp();
      await before.close();
      await ledger.append([enrolled('berta', 11), contributed('berta', 12, '2010-03-01', '7.00'), enrolled('carla', 13)]);
      const after = await open({}, url);
      await after.catchUp();
      const { items } = await after.list('coverage', { limit: 10 });
      expect(items.map(({ participantId }) => participantId)).toEqual(['berta', 'carla']);
      await after.close();
      opened.splice(0);
      await other.dispose();
    });

    it('builds again on a new day', async () => {
      await ledger.append([enrolled('anna', 1), contributed('anna', 2, '2020-06-16', '100.00')]);
      const models = await open({ asOf: undefined });
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ asOf: '2020-06-15', value: '0.00' });
      ledger.clock.now = '2020-06-16T00:00:01.000Z';
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ asOf: '2020-06-16', value: '100.00' });
    });
  });

  describe('rebuild', () => {
    const people = (count: number): readonly Step[] =>
      Array.from({ length: count }, (_, index) => [
        enrolled(`p${index}`, 2 * index + 1),
        contributed(`p${index}`, 2 * index + 2, '2010-03-01', '100.00'),
      ]).flat();

    it('leaves the old generation answering, and goes on where it was stopped', async () => {
      await ledger.append(people(2_500));
      const url = fresh(ledger.folder);
      const first = await open({}, url);
      await first.rebuild();
      const told = await first.get('coverage', 'p1');
      const stop = new AbortController();
      // The second generation is stopped between its first and its second transaction (1 000 participants each).
      const stopped = first.rebuild(undefined, { signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) });
      await expect(stopped).rejects.toThrow('stopped');
      expect(await first.get('coverage', 'p1')).toEqual(told);
      expect((await first.status())[0]).toMatchObject({ participants: 2_500, building: { asOf: AS_OF } });
      await ledger.append([contributed('p1', 9_001, '2011-03-01', '1.00'), contributed('p2400', 9_002, '2011-03-01', '1.00'), enrolled('late', 9_003)]);
      const progress = await first.rebuild();
      expect(progress.participants).toBe(1_500);
      expect(await first.get('coverage', 'p1')).toMatchObject({ value: '101.00' });
      expect(await first.get('coverage', 'p2400')).toMatchObject({ value: '101.00' });
      expect((await first.status())[0]).toMatchObject({ participants: 2_501, building: null, lag: 0n });
      const other = await open();
      await other.rebuild();
      expect((await first.list('coverage', { limit: 5_000 })).items).toEqual((await other.list('coverage', { limit: 5_000 })).items);
    });

    it('drops what was half-built for another day', async () => {
      await ledger.append(people(1_200));
      const models = await open();
      await models.catchUp();
      const stop = new AbortController();
      await expect(
        models.rebuild('coverage', { asOf: '2009-01-01', signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) }),
      ).rejects.toThrow('stopped');
      await models.catchUp();
      expect((await models.status()).map(({ building, asOf }) => [building, asOf])).toEqual([[null, AS_OF], [null, AS_OF], [null, AS_OF]]);
    });

    it('answers one model for another day and leaves the others alone', async () => {
      await ledger.append(people(3));
      const models = await open();
      await models.catchUp();
      await models.rebuild('coverage', { asOf: '2009-01-01' });
      expect(await models.get('coverage', 'p1')).toMatchObject({ asOf: '2009-01-01', value: '0.00' });
      expect(await models.get('windows', 'p1')).toMatchObject({ asOf: AS_OF });
    });

    it('says that a model has not been built', async () => {
      const models = await open();
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('MODEL_NOT_BUILT');
    });
  });

  describe('refusals and quarantine', () => {
    it('keeps a refusal as the answer, and counts those that wait for a parameter', async () => {
      await ledger.append([enrolled('anna', 1, '1998-01-01'), enrolled('berta', 2, '2020-01-01'), enrolled('windowless', 3)]);
      const models = await open({ asOf: '1999-06-01' });
      await models.catchUp();
      // In 1999 the rate is not in force; berta is enrolled later.
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('MISSING_PARAMETER');
      expect(await codeOf(models.get('coverage', 'berta'))).toBe('BEFORE_FIRST_EVENT');
      expect(await codeOf(models.get('coverage', 'nobody'))).toBe('UNKNOWN_PARTICIPANT');
      expect((await models.status())[0]).toMatchObject({ participants: 3, refused: 3, missingParameter: 1, quarantined: 0 });
      await models.rebuild(undefined, { asOf: '2015-01-01' });
      expect(await codeOf(models.get('windows', 'windowless'))).toBe('NOT_APPLICABLE');
      expect(await codeOf(models.get('coverage', 'windowless'))).toBe('answered');
    });

    it('refuses the participant whose scheme there is no rulebook for', async () => {
      await ledger.append([enrolled('anna', 1, '2001-01-01', 'other'), enrolled('berta', 2)]);
      const models = await open();
      await models.catchUp();
      expect(await contents(models, 'coverage')).toEqual([['anna', 'UNKNOWN_SCHEME'], ['berta', expect.stringMatching(/^[0-9a-f]{64}$/)]]);
    });

    it.each([
      ['an unknown event', step('participant-anna', 2, 'Teleported', '2005-01-01', {}), 'UNREADABLE_EVENT'],
      ['an event that does not fold', contributed('anna', 2, '2005-01-01', 'a fortune'), 'EVENT_NOT_FOLDABLE'],
    ])('sets aside a participant with %s, and the others go on', async (_name, poison, code) => {
      await ledger.append([enrolled('anna', 1), enrolled('berta', 3)]);
      const models = await open();
      await models.catchUp();
      await ledger.append([poison, contributed('berta', 4, '2010-01-01', '5.00')]);
      const since = ledger.clock.now;
      await models.catchUp();
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('QUARANTINED');
      expect(await models.get('coverage', 'berta')).toMatchObject({ value: '5.00' });
      const [found] = (await models.quarantined('coverage', { limit: 10 })).items;
      expect(found).toMatchObject({ participantId: 'anna', code, eventId: poison.event.id, position: 3, since });
      expect((await models.status()).map(({ quarantined }) => quarantined)).toEqual([1, 1, 1]);

      ledger.clock.now = '2021-01-01T00:00:00.000Z';
      await models.rebuild();
      expect((await models.quarantined('coverage', { limit: 10 })).items).toEqual([found]);
    });

    it('tries a quarantined participant again when its stream moves', async () => {
      await ledger.append([enrolled('anna', 1), contributed('anna', 2, '2005-01-01', 'a fortune')]);
      const models = await open();
      await models.catchUp();
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('QUARANTINED');
      await ledger.append([step('participant-anna', 3, 'EventAnnulled', '2005-01-01', { annuls: '00000000-0000-4000-8000-000000000002', reason: 'poison' })]);
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ value: '0.00' });
      expect((await models.quarantined('coverage', { limit: 10 })).items).toEqual([]);
    });

    it('sets a participant aside in the one model whose view fails', async () => {
      await ledger.append([enrolled('fault-1', 1)]);
      const models = await open();
      await models.catchUp();
      expect(await codeOf(models.get('coverage', 'fault-1'))).toBe('QUARANTINED');
      expect((await models.quarantined('coverage', { limit: 10 })).items).toMatchObject([{ code: 'VIEW_FAILED', eventId: null }]);
      expect(await codeOf(models.get('windows', 'fault-1'))).toBe('answered');
    });
  });

  describe('lists', () => {
    it('pages through participants by id, the quarantined in their place', async () => {
      await ledger.append(['d', 'b', 'fault', 'a', 'c'].map((id, index) => enrolled(id, index + 1)));
      const models = await open();
      await models.catchUp();
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await models.list('coverage', { limit: 2, ...(after === undefined ? {} : { after }) });
        seen.push(...page.items.map((item) => `${item.participantId} ${'answer' in item ? 'answer' : item.refusal.code}`));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen).toEqual(['a answer', 'b answer', 'c answer', 'd answer', 'fault QUARANTINED']);
    });

    it('tells which participant-years close next', async () => {
      const income = (id: string, number: number, incomeYear: number): Step =>
        step(`participant-${id}`, number, 'IncomeReported', `${incomeYear}-12-31`, { incomeYear, employerId: 'e', amount: '10.00', currency: 'DKK', coverage: 'kapl' });
      await ledger.append([enrolled('b', 1), income('b', 2, 2007), income('b', 3, 2009), enrolled('a', 4), income('a', 5, 2009), income('a', 6, 2006)]);
      const models = await open();
      await models.catchUp();
      // Seen from 2015: 2007 can be corrected until 2015, 2009 until 2017; 2006 closed with 2014.
      const first = await models.worklist({ limit: 2 });
      expect(first.items.map(({ participantId, incomeYear, closesOn }) => [participantId, incomeYear, closesOn])).toEqual([
        ['b', 2007, '2015-12-31'],
        ['a', 2009, '2017-12-31'],
      ]);
      const rest = await models.worklist({ limit: 2, after: first.next as string });
      expect(rest.items.map(({ participantId, incomeYear }) => [participantId, incomeYear])).toEqual([['b', 2009]]);
      expect(rest.next).toBeNull();
    });
  });

  describe('following', () => {
    it('catches up with every append until it is stopped', async () => {
      await ledger.append([enrolled('anna', 1)]);
      const models = await open();
      const stop = new AbortController();
      const problems: unknown[] = [];
      const following = models.follow(stop.signal, (problem) => problems.push(problem));
      const valueBecomes = async (value: string): Promise<void> => {
        for (let tries = 0; tries < 200; tries += 1) {
          const answer = await models.get('coverage', 'anna').catch(() => undefined);
          if ((answer as { value?: string } | undefined)?.value === value) return;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        throw new Error(`the value never became ${value}`);
      };
      await valueBecomes('0.00');
      await ledger.append([contributed('anna', 2, '2010-01-01', '5.00')]);
      await valueBecomes('5.00');
      await ledger.append([contributed('anna', 3, '2009-01-01', '6.00')]);
      await valueBecomes('11.00');
      stop.abort();
      await following;
      expect(problems).toEqual([]);
    });
  });

  describe('partitions', () => {
    const IDS = ['anna', 'Berta', 'a1', 'carl', 'dora', 'Emil', 'fritz', 'gerd', 'hans', 'ida', 'a-2', 'B0'];
    const grown = (): readonly Step[] => IDS.flatMap((id, index) => [enrolled(id, 3 * index + 1), contributed(id, 3 * index + 2, '2010-03-01', `${index + 1}.00`)]);

    it('a participant is placed by its id alone, for ever', () => {
      expect([...PLACED].map(([id]) => [id, partitionOf(id, 3)])).toEqual([...PLACED]);
    });

    it('answers over three partitions are those of one, whoever keeps them; the least position counts', async () => {
      await ledger.append(grown());
      const url = fresh(ledger.folder);
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
      expect((await zero.status())[0]).toMatchObject({ participants: IDS.length, lag: 0n });
      // In the order of the ids' bytes, page by page, whatever the database's own order of letters.
      const first = await zero.list('coverage', { limit: 5 });
      expect(first.items.map(({ participantId }) => participantId)).toEqual(['B0', 'Berta', 'Emil', 'a-2', 'a1']);
      const rest = await zero.list('coverage', { limit: 20, after: first.next as string });
      expect(rest.items.map(({ participantId }) => participantId)).toEqual(['anna', 'carl', 'dora', 'fritz', 'gerd', 'hans', 'ida']);

      const before = (await ledger.journal.head()).position;
      await ledger.append([contributed('anna', 901, '2010-04-01', '1.00'), contributed('Berta', 902, '2010-04-01', '1.00')]);
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
      await ledger.append(grown());
      const url = fresh(ledger.folder);
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
      await ledger.append([enrolled('anna', 1)]);
      const url = fresh(ledger.folder);
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
      await ledger.append([contributed('anna', 2, '2010-01-01', '5.00')]);
      await until(async () => (await heir.positionOf('coverage')) === 2n);
      expect(news).toEqual(['waiting', 'held']);
      stopHeir.abort();
      await inherited;
      expect(problems).toEqual([]);
    });

    it('a holder that lost its lease unawares writes nothing more', async () => {
      const url = fresh(ledger.folder);
      const paused = await openStore(url);
      const next = await openStore(url);
      try {
        await paused.ensurePartitions(1);
        const partition = { index: 0, count: 1 };
        const old = await paused.acquire(partition);
        if ('heldBy' in old) throw new Error('nobody else holds it');
        const slot = { model: 'coverage' as const, partition, asOf: AS_OF, position: 1, anchor: 'a', software: 's', startedAt: 'now', owner: paused.owner };
        const begun = await paused.beginBuild([slot]);
        const built = await paused.finishBuild(begun);
        await paused.switchTo(built);
        const live = (await paused.slots()).filter(({ status }) => status === 'live');
        expect(live).toHaveLength(1);
        const nothing = { rows: [], quarantined: [], worklist: [], participants: 0, events: 0 };
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
    await server.query('CREATE SCHEMA letters; CREATE TABLE letters.letter (text TEXT)');
    const url = server.freshUrl().replace(/schema=\w+/, 'schema=letters');
    expect(await openStore(url).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('NOT_A_READ_MODEL');
    expect(await server.query(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'letters'`)).toEqual([{ table_name: 'letter' }]);
  });

  it('empties tables of another layout, unless programs that know it still run', async () => {
    const url = server.freshUrl();
    const schema = new URL(url).searchParams.get('schema') as string;
    const other = await openStore(url);
    await other.ensurePartitions(2);
    await server.query(`UPDATE ${schema}.standing_layout SET layout = 99`);
    expect(await openStore(url).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('READ_MODEL_IN_USE');
    await other.close();
    const emptied = await openStore(url);
    expect(await emptied.partitions()).toEqual([]);
    await emptied.close();
  });

  it.each([['schema=Über'], ['schema=a&leaseSeconds=0']])('refuses the parameters %s', async (parameters) => {
    const url = server.freshUrl().replace(/\?.*/, `?${parameters}`);
    expect(await openStore(url).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('INVALID_READ_MODEL_URL');
  });
});
