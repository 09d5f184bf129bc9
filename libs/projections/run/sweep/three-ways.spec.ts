/** One fold, three ways to run it: live, standing and sweep give the same digests for every random history. */
import fc from 'fast-check';
import { ALL_KINDS, happenings, historiesIn, stepsOf, testLedger, published, type TestLedger } from '../testing/ledger.js';
import {
  accountProjection,
  coverageProjection,
  liveRunner,
  openStandingModels,
  portfolioDigest,
  sweep,
  windowsProjection,
  worklistProjection,
} from '../testing/registry.js';

const AS_OF = '2015-07-01';
type Asked = Parameters<ReturnType<typeof liveRunner>['ask']>[2];

/** The live answers' digests in the order of streams; participants that refuse are left out. */
async function* liveDigests(
  ledger: TestLedger,
  model: 'coverage' | 'windows' | 'worklist' | 'account',
  asked: Asked,
): AsyncGenerator<string> {
  const live = liveRunner(ledger.journal, () => ledger.clock.now);
  for await (const heads of ledger.journal.streamHeads('participant-')) {
    for (const { stream } of heads) {
      const id = stream.slice('participant-'.length);
      const ask = {
        coverage: () => live.ask(coverageProjection, id, asked, undefined),
        windows: () => live.ask(windowsProjection, id, asked, {}),
        worklist: () => live.ask(worklistProjection, id, asked, {}),
        account: () => live.ask(accountProjection, id, asked, { year: 2010 }),
      };
      const answer: { digest: string } | undefined = await ask[model]().catch((error: { refusal?: unknown }) => {
        if (error.refusal === undefined) throw error;
        return undefined;
      });
      if (answer !== undefined) yield answer.digest;
    }
  }
}

async function inLedger(body: (ledger: TestLedger) => Promise<void>): Promise<void> {
  const ledger = await testLedger();
  try {
    await body(ledger);
  } finally {
    await ledger.dispose();
  }
}

async function sweepDigest(ledger: TestLedger, model: 'coverage' | 'windows' | 'account', coordinates: Asked): Promise<string> {
  const report = await sweep({
    journal: ledger.journal,
    journalUrl: ledger.journalUrl,
    clock: () => ledger.clock.now,
    model,
    coordinates,
    question: model === 'account' ? { year: 2010 } : {},
    workers: 0,
  });
  return report.digest;
}

describe('live = standing = sweep', () => {
  it('for random histories with late events, corrections and annulments, at the model’s coordinates', async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(happenings(ALL_KINDS, 40), (random) =>
        inLedger(async (ledger) => {
          const steps = stepsOf(random);
          await ledger.append(steps);
          const standing = await openStandingModels('sqlite::memory:', ledger.journal, {
            clock: () => ledger.clock.now,
            asOf: AS_OF,
            workers: 0,
          });
          await standing.catchUp();
          const knownAt = (await ledger.journal.head()).position;
          for (const model of ['coverage', 'windows', 'worklist'] as const) {
            const expected = await portfolioDigest(liveDigests(ledger, model, { asOf: AS_OF, knownAt }));
            const digests: string[] = [];
            for await (const heads of ledger.journal.streamHeads('participant-')) {
              for (const { stream } of heads) {
                const answer = await standing.get(model, stream.slice('participant-'.length)).catch((error: { refusal?: unknown }) => {
                  if (error.refusal === undefined) throw error;
                });
                if (answer !== undefined) digests.push(answer.digest);
              }
            }
            expect(await portfolioDigest(digests)).toBe(expected);
            if (model !== 'worklist') expect(await sweepDigest(ledger, model, { asOf: AS_OF, knownAt })).toBe(expected);
          }
          await standing.close();
          histories += historiesIn(steps);
        }),
      ),
      { numRuns: 180 },
    );
    expect(histories).toBeGreaterThanOrEqual(1_000);
  }, 120_000);

  it('live = sweep at any coordinates: value date, position or instant', async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(happenings(ALL_KINDS, 40), fc.nat(26 * 365), fc.nat(100), fc.boolean(), (random, day, share, byInstant) =>
        inLedger(async (ledger) => {
          const steps = stepsOf(random);
          await ledger.append(steps);
          const { position } = await ledger.journal.head();
          const asOf = new Date(Date.UTC(1998, 0, 1 + day)).toISOString().slice(0, 10);
          const upTo = (position * BigInt(share)) / 100n;
          await ledger.append([published(9_999_999, '0.07', '2010-01-01')]); // which rules count is another axis than what was known
          const [last] = upTo === 0n ? [] : await firstPage(ledger, upTo);
          const knownAt = byInstant ? (last?.recordedAt ?? '2020-06-15T10:00:00.000Z') : upTo;
          for (const model of ['coverage', 'windows', 'account'] as const) {
            const expected = await portfolioDigest(liveDigests(ledger, model, { asOf, knownAt }));
            expect(await sweepDigest(ledger, model, { asOf, knownAt })).toBe(expected);
          }
          histories += historiesIn(steps);
        }),
      ),
      { numRuns: 300 },
    );
    expect(histories).toBeGreaterThanOrEqual(1_000);
  }, 120_000);
});

async function firstPage(ledger: TestLedger, position: bigint) {
  for await (const page of ledger.journal.readAll({ after: position - 1n, upTo: position })) return page;
  return [];
}

describe('coordinates', () => {
  it('past answers do not change when new events arrive, late ones and corrections among them', async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(happenings(ALL_KINDS, 25), happenings(ALL_KINDS, 25), (before, after) =>
        inLedger(async (ledger) => {
          const all = stepsOf([...before, ...after]);
          const cut = stepsOf(before).length;
          await ledger.append(all.slice(0, cut));
          const { position, recordedAt } = await ledger.journal.head();
          const coordinates = [{ asOf: AS_OF, knownAt: position }, { asOf: AS_OF, knownAt: recordedAt ?? ledger.clock.now }];
          const told: string[] = [];
          for (const each of coordinates)
            told.push(await sweepDigest(ledger, 'coverage', each), await sweepDigest(ledger, 'windows', each));
          await ledger.append([...all.slice(cut), published(9_999_999, '0.07', '2016-01-01')]);
          const again: string[] = [];
          const rulesKnownAt = '1999-12-01T23:59:59.999Z';
          for (const each of coordinates) {
            const asked = { ...each, rulesKnownAt };
            again.push(await sweepDigest(ledger, 'coverage', asked), await sweepDigest(ledger, 'windows', asked));
          }
          expect(again).toEqual(told);
          histories += historiesIn(all.slice(0, cut)); // those of which something was told
        }),
      ),
      { numRuns: 200 },
    );
    expect(histories).toBeGreaterThanOrEqual(1_000);
  }, 120_000);

  it('the order of arrival does not matter to what is true on a day', async () => {
    let histories = 0;
    const facts = happenings(['contribution', 'income', 'transfer'], 20).chain((all) =>
      fc.record({ all: fc.constant(all), order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }) }),
    );
    await fc.assert(
      fc.asyncProperty(facts, async ({ all, order }) => {
        const steps = stepsOf(all);
        const enrolments = steps.filter(({ event }) => event.type === 'ParticipantEnrolled');
        const others = steps.filter(({ event }) => event.type !== 'ParticipantEnrolled');
        const shuffled = [...enrolments, ...order.map((index) => others[index] as (typeof others)[number])];
        expect(await viewsAfter(shuffled)).toEqual(await viewsAfter([...enrolments, ...others]));
        histories += historiesIn(steps);
      }),
      { numRuns: 230 },
    );
    expect(histories).toBeGreaterThanOrEqual(1_000);
  }, 120_000);
});

/** Coverage and account of all participants by id, without what names the journal's order. */
async function viewsAfter(steps: Parameters<TestLedger['append']>[0]): Promise<object> {
  const views: Record<string, unknown> = {};
  await inLedger(async (ledger) => {
    await ledger.append(steps);
    const live = liveRunner(ledger.journal, () => ledger.clock.now);
    for (const participant of new Set(steps.map(({ stream }) => stream.slice('participant-'.length)))) {
      const { value, benefits } = await live.ask(coverageProjection, participant, { asOf: AS_OF }, undefined);
      const { opening, lines, closing } = await live.ask(accountProjection, participant, { asOf: AS_OF }, { year: 2010 });
      views[participant] = { value, benefits, opening, lines, closing };
    }
  });
  return views;
}
