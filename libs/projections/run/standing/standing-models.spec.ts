/** The standing models: kept up by refolding, built again beside the old ones, quarantined participant by participant. */
import fc from 'fast-check';
import {
  ALL_KINDS,
  contributed,
  enrolled,
  happenings,
  historiesIn,
  published,
  step,
  stepsOf,
  testLedger,
  type Step,
} from '../testing/ledger.js';
import { STANDING_VIEWS } from '../../views/views.js';
import { openStandingModels } from '../testing/registry.js';
import { allContents, AS_OF, codeOf, contents, databases, postgresOfTests, standingTest } from '../testing/standing.js';

const server = postgresOfTests();

const STANDING_MODELS = STANDING_VIEWS.map(({ name }) => name);
const OF_PARTICIPANTS = STANDING_VIEWS.filter(({ subject }) => subject.kind === 'participant').map(({ name }) => name);

describe.each(databases(server))('the standing models on $name', (database) => {
  const { fresh, memory, ledgers, participants } = database;
  const test = standingTest(database);
  const { open } = test;

  describe('catch-up', () => {
    it('incremental = rebuilt, wherever the history is cut', async () => {
      let histories = 0;
      await fc.assert(
        fc.asyncProperty(
          happenings(ALL_KINDS, 4 * participants, participants),
          fc.array(fc.nat(100), { maxLength: 5 }),
          async (random, cuts) => {
            const own = await testLedger();
            const options = { clock: () => own.clock.now, asOf: AS_OF, workers: 0 };
            const kept = await openStandingModels(memory(), own.journal, options);
            const fresh = await openStandingModels(memory(), own.journal, options);
            try {
              const steps = stepsOf(random);
              let done = 0;
              await kept.catchUp();
              for (const cut of [...cuts.map((share) => Math.floor((steps.length * share) / 100)).sort((a, b) => a - b), steps.length]) {
                await own.append(steps.slice(done, cut));
                done = cut;
                await kept.catchUp();
              }
              await fresh.rebuild();
              expect(await allContents(kept)).toEqual(await allContents(fresh));
              histories += historiesIn(steps);
            } finally {
              await kept.close();
              await fresh.close();
              await own.dispose();
            }
          },
        ),
        { numRuns: ledgers },
      );
      expect(histories).toBeGreaterThanOrEqual(1_000);
    }, 120_000);

    it('folds a participant again when an event arrives late', async () => {
      await test.ledger.append([enrolled('anna', 1), contributed('anna', 2, '2010-03-01', '100.00')]);
      const models = await open();
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ value: '100.00', asOf: AS_OF, knownAt: 2, position: 2 });
      // 100.00 + 40.00; the value date lies before the one that was there first
      await test.ledger.append([contributed('anna', 3, '2005-01-31', '40.00'), contributed('anna', 4, '2016-01-31', '1.00')]);
      await models.catchUp();
      // Event 4 takes effect after the value date: known, not counted.
      expect(await models.get('coverage', 'anna')).toMatchObject({ value: '140.00', knownAt: 4, position: 3 });
    });

    it('is repeated without effect, and goes on from its position after a restart', async () => {
      const url = fresh(test.ledger.folder);
      await test.ledger.append([enrolled('anna', 1), contributed('anna', 2, '2010-03-01', '100.00')]);
      const before = await open({}, url);
      await before.catchUp();
      await before.catchUp();
      await before.close();
      test.opened.splice(0);
      await test.ledger.append([enrolled('berta', 3)]);
      const after = await open({}, url);
      expect((await after.status()).map(({ position, lag }) => [position, lag])).toEqual(STANDING_MODELS.map(() => [2n, 1]));
      await after.catchUp();
      const counted = (await after.status()).filter(({ model }) => OF_PARTICIPANTS.includes(model));
      expect(counted.map(({ position, lag, subjects }) => [position, lag, subjects])).toEqual(OF_PARTICIPANTS.map(() => [3n, 0, 2]));
    });

    it('builds again when a fund publishes parameters, and answers with the new rules', async () => {
      await test.ledger.append([enrolled('anna', 1)]);
      const models = await open();
      await models.catchUp();
      const before = await models.get('coverage', 'anna');
      await test.ledger.append([published(2, '0.07')]);
      expect(await models.get('coverage', 'anna')).toEqual(before);
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({
        assumptions: [{ value: '0.07' }],
        rulesKnownAt: '2020-06-01T23:59:59.999Z',
      });
    });

    it('builds again when the journal is another one at the same position, as from a backup', async () => {
      const other = await testLedger();
      const url = fresh(other.folder);
      await other.append([enrolled('anna', 1), contributed('anna', 2, '2010-03-01', '100.00')]);
      const options = { clock: () => other.clock.now, asOf: AS_OF, workers: 0 };
      const before = await openStandingModels(url, other.journal, options);
      await before.catchUp();
      await before.close();
      await test.ledger.append([enrolled('berta', 11), contributed('berta', 12, '2010-03-01', '7.00'), enrolled('carla', 13)]);
      const after = await open({}, url);
      await after.catchUp();
      const { items } = await after.list('coverage', { limit: 10 });
      expect(items.map(({ subjectId }) => subjectId)).toEqual(['berta', 'carla']);
      await after.close();
      test.opened.splice(0);
      await other.dispose();
    });

    it('builds again on a new day', async () => {
      await test.ledger.append([enrolled('anna', 1), contributed('anna', 2, '2020-06-16', '100.00')]);
      const models = await open({ asOf: undefined });
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ asOf: '2020-06-15', value: '0.00' });
      test.ledger.clock.now = '2020-06-16T00:00:01.000Z';
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
      await test.ledger.append(people(2_500));
      const url = fresh(test.ledger.folder);
      const first = await open({}, url);
      await first.rebuild();
      const told = await first.get('coverage', 'p1');
      const stop = new AbortController();
      // The second generation is stopped between its first and its second transaction (1 000 participants each).
      const stopped = first.rebuild(undefined, { signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) });
      await expect(stopped).rejects.toThrow('stopped');
      expect(await first.get('coverage', 'p1')).toEqual(told);
      expect((await first.status())[0]).toMatchObject({ subjects: 2_500, building: { asOf: AS_OF } });
      await test.ledger.append([
        contributed('p1', 9_001, '2011-03-01', '1.00'),
        contributed('p2400', 9_002, '2011-03-01', '1.00'),
        enrolled('late', 9_003),
      ]);
      const progress = await first.rebuild();
      expect(progress.subjects).toBe(1_500);
      expect(await first.get('coverage', 'p1')).toMatchObject({ value: '101.00' });
      expect(await first.get('coverage', 'p2400')).toMatchObject({ value: '101.00' });
      expect((await first.status())[0]).toMatchObject({ subjects: 2_501, building: null, lag: 0 });
      const other = await open();
      await other.rebuild();
      expect((await first.list('coverage', { limit: 5_000 })).items).toEqual((await other.list('coverage', { limit: 5_000 })).items);
    });

    it('drops what was half-built for another day', async () => {
      await test.ledger.append(people(1_200));
      const models = await open();
      await models.catchUp();
      const stop = new AbortController();
      await expect(
        models.rebuild('coverage', { asOf: '2009-01-01', signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) }),
      ).rejects.toThrow('stopped');
      await models.catchUp();
      expect((await models.status()).map(({ building, asOf }) => [building, asOf])).toEqual(STANDING_MODELS.map(() => [null, AS_OF]));
    });

    it('answers one model for another day and leaves the others alone', async () => {
      await test.ledger.append(people(3));
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
      await test.ledger.append([enrolled('anna', 1, '1998-01-01'), enrolled('berta', 2, '2020-01-01'), enrolled('windowless', 3)]);
      const models = await open({ asOf: '1999-06-01' });
      await models.catchUp();
      // In 1999 the rate is not in force; berta is enrolled later.
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('MISSING_PARAMETER');
      expect(await codeOf(models.get('coverage', 'berta'))).toBe('BEFORE_FIRST_EVENT');
      expect(await codeOf(models.get('coverage', 'nobody'))).toBe('UNKNOWN_PARTICIPANT');
      expect((await models.status())[0]).toMatchObject({ subjects: 3, refused: 3, missingParameter: 1, quarantined: 0 });
      await models.rebuild(undefined, { asOf: '2015-01-01' });
      expect(await codeOf(models.get('windows', 'windowless'))).toBe('NOT_APPLICABLE');
      expect(await codeOf(models.get('coverage', 'windowless'))).toBe('answered');
    });

    it('refuses the participant whose scheme there is no rulebook for', async () => {
      await test.ledger.append([enrolled('anna', 1, '2001-01-01', 'other'), enrolled('berta', 2)]);
      const models = await open();
      await models.catchUp();
      expect(await contents(models, 'coverage')).toEqual([['anna', 'UNKNOWN_SCHEME'], ['berta', expect.stringMatching(/^[0-9a-f]{64}$/)]]);
    });

    it.each([
      ['an unknown event', step('participant-anna', 2, 'Teleported', '2005-01-01', {}), 'UNREADABLE_EVENT'],
      ['an event that does not fold', contributed('anna', 2, '2005-01-01', 'a fortune'), 'EVENT_NOT_FOLDABLE'],
    ])('sets aside a participant with %s, and the others go on', async (_name, poison, code) => {
      await test.ledger.append([enrolled('anna', 1), enrolled('berta', 3)]);
      const models = await open();
      await models.catchUp();
      await test.ledger.append([poison, contributed('berta', 4, '2010-01-01', '5.00')]);
      const since = test.ledger.clock.now;
      await models.catchUp();
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('QUARANTINED');
      expect(await models.get('coverage', 'berta')).toMatchObject({ value: '5.00' });
      const [found] = (await models.quarantined('coverage', { limit: 10 })).items;
      expect(found).toMatchObject({ subjectId: 'anna', code, eventId: poison.event.id, position: 3, since });
      expect((await models.status()).filter(({ quarantined }) => quarantined === 1).map(({ model }) => model)).toEqual(OF_PARTICIPANTS);

      test.ledger.clock.now = '2021-01-01T00:00:00.000Z';
      await models.rebuild();
      expect((await models.quarantined('coverage', { limit: 10 })).items).toEqual([found]);
    });

    it('tries a quarantined participant again when its stream moves', async () => {
      await test.ledger.append([enrolled('anna', 1), contributed('anna', 2, '2005-01-01', 'a fortune')]);
      const models = await open();
      await models.catchUp();
      expect(await codeOf(models.get('coverage', 'anna'))).toBe('QUARANTINED');
      await test.ledger.append([
        step('participant-anna', 3, 'EventAnnulled', '2005-01-01', { annuls: '00000000-0000-4000-8000-000000000002', reason: 'poison' }),
      ]);
      await models.catchUp();
      expect(await models.get('coverage', 'anna')).toMatchObject({ value: '0.00' });
      expect((await models.quarantined('coverage', { limit: 10 })).items).toEqual([]);
    });

    it('sets a participant aside in the one model whose view fails', async () => {
      await test.ledger.append([enrolled('fault-1', 1)]);
      const models = await open();
      await models.catchUp();
      expect(await codeOf(models.get('coverage', 'fault-1'))).toBe('QUARANTINED');
      expect((await models.quarantined('coverage', { limit: 10 })).items).toMatchObject([{ code: 'VIEW_FAILED', eventId: null }]);
      expect(await codeOf(models.get('windows', 'fault-1'))).toBe('answered');
    });
  });

  describe('lists', () => {
    it('pages through participants by id, the quarantined in their place', async () => {
      await test.ledger.append(['d', 'b', 'fault', 'a', 'c'].map((id, index) => enrolled(id, index + 1)));
      const models = await open();
      await models.catchUp();
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await models.list('coverage', { limit: 2, ...(after === undefined ? {} : { after }) });
        seen.push(...page.items.map((item) => `${item.subjectId} ${'answer' in item ? 'answer' : item.refusal.code}`));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen).toEqual(['a answer', 'b answer', 'c answer', 'd answer', 'fault QUARANTINED']);
    });

    it('tells which participant-years close next', async () => {
      const income = (id: string, number: number, incomeYear: number): Step =>
        step(`participant-${id}`, number, 'IncomeReported', `${incomeYear}-12-31`, {
          incomeYear,
          employerId: 'e',
          amount: '10.00',
          currency: 'DKK',
          coverage: 'kapl',
        });
      await test.ledger.append([
        enrolled('b', 1),
        income('b', 2, 2007),
        income('b', 3, 2009),
        enrolled('a', 4),
        income('a', 5, 2009),
        income('a', 6, 2006),
      ]);
      const models = await open();
      await models.catchUp();
      // Seen from 2015: 2007 can be corrected until 2015, 2009 until 2017; 2006 closed with 2014.
      const first = await models.entries('worklist', { limit: 2 });
      expect(first.items.map(({ subjectId, entry: { incomeYear, closesOn } }) => [subjectId, incomeYear, closesOn])).toEqual([
        ['b', 2007, '2015-12-31'],
        ['a', 2009, '2017-12-31'],
      ]);
      const rest = await models.entries('worklist', { limit: 2, after: first.next as string });
      expect(rest.items.map(({ subjectId, entry: { incomeYear } }) => [subjectId, incomeYear])).toEqual([['b', 2009]]);
      expect(rest.next).toBeNull();
      expect((await models.entryCounts('worklist')).items).toEqual([{ at: '2015-12-31', count: 1 }, { at: '2017-12-31', count: 2 }]);
      const of2009 = async (after?: string) => {
        const page = { limit: 1, ...(after === undefined ? {} : { after }) };
        const { items, next } = await models.entries('worklist', page, ({ incomeYear }) => incomeYear === 2009);
        return { ids: items.map(({ subjectId }) => subjectId), next };
      };
      const [narrowed, none] = [await of2009(), await models.entries('worklist', { limit: 5 }, () => false)];
      expect([narrowed.ids, await of2009(narrowed.next as string), none.items, none.next]).toEqual([
        ['a'],
        { ids: ['b'], next: expect.anything() },
        [],
        null,
      ]);
      expect(await of2009((await of2009(narrowed.next as string)).next as string)).toEqual({ ids: [], next: null });
    });
  });

  describe('following', () => {
    it('catches up with every append until it is stopped', async () => {
      await test.ledger.append([enrolled('anna', 1)]);
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
      await test.ledger.append([contributed('anna', 2, '2010-01-01', '5.00')]);
      await valueBecomes('5.00');
      await test.ledger.append([contributed('anna', 3, '2009-01-01', '6.00')]);
      await valueBecomes('11.00');
      stop.abort();
      await following;
      expect(problems).toEqual([]);
    });
  });
});
