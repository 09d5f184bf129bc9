/**
 * What must hold for every history under the real rulebooks, with late facts, corrections, decisions and bookings. What people send is
 * generated, and counted where the order of arrival is tried (`kindsIn`): several corrections of one income, out of order, barred
 * between settled ones, back to what was reported, of the cover; two employers of a year; equal rows; references; several files.
 */
import fc from 'fast-check';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import {
  factsOf,
  importAll,
  kindsIn,
  importLives,
  inLedger,
  orderOf,
  portfolio,
  RUNS,
  yearly,
  type History,
  type RealLedger,
} from './ledger.js';
import { LIFE_KINDS } from './lives.js';

const RULES = '2022-12-31T23:59:59.999Z';
const AS_OF = ['2005-06-30', '2011-12-31', '2021-12-31', '2023-01-15'] as const;
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
// Shrinking would write hundreds of ledgers; the seed says which history it was.
const settings = { numRuns: RUNS, seed, endOnFailure: true };

beforeAll(() => process.stderr.write(`properties: seed ${seed} (FC_SEED=${seed} runs the same histories)\n`));

/** Digest of a model over all participants; a model must answer for those it applies to. */
async function digestOf(ledger: RealLedger, model: 'coverage' | 'windows' | 'account', coordinates: AskedCoordinates): Promise<string> {
  const question = model === 'account' ? { year: 2020 } : {};
  const { digest, answers, rejected } = await sweep({
    journal: ledger.journal,
    journalUrl: ledger.journalUrl,
    clock: () => ledger.clock.now,
    model,
    coordinates,
    question,
    workers: 0,
  });
  return `${model} ${answers} ${rejected} ${digest}`;
}

async function digests(ledger: RealLedger, coordinates: AskedCoordinates): Promise<readonly string[]> {
  const found: string[] = [];
  for (const model of ['coverage', 'windows', 'account'] as const) found.push(await digestOf(ledger, model, coordinates));
  return found;
}

/** All answers of a participant without what names the journal’s own order and times. */
async function views(ledger: RealLedger, histories: readonly History[]): Promise<object> {
  const live = liveRunner(ledger.journal, () => ledger.clock.now);
  const found: Record<string, unknown> = {};
  for (const { participant } of histories) {
    const { participantId } = participant as { participantId: string };
    const asked = { asOf: '2023-01-15' };
    const answers = [
      await live.ask(coverageProjection, participantId, asked, undefined),
      await live.ask(accountProjection, participantId, asked, { year: 2020 }),
      ...(participantId.startsWith('F') ? [await live.ask(windowsProjection, participantId, asked, { correctionYear: 2012 })] : []),
    ];
    found[participantId] = JSON.parse(JSON.stringify(answers, withoutArrival));
  }
  return found;
}

/** An income's versions stand in the order in which they became known; that order is left out too. */
function withoutArrival(key: string, value: unknown): unknown {
  if (['knownAt', 'recordedAt', 'position', 'digest'].includes(key)) return undefined;
  if (key !== 'versions') return value;
  return [...(value as readonly { readonly eventId: string }[])].sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
}

describe('under the real rulebooks', () => {
  it('the order of arrival does not matter', async () => {
    let checked = 0;
    const met = new Map<string, number>();
    const shuffled = portfolio.chain((histories) =>
      fc.record({
        histories: fc.constant(histories),
        participants: orderOf(histories.length),
        incomes: orderOf(factsOf(histories, 'incomes').length),
        contributions: orderOf(factsOf(histories, 'contributions').length),
        corrections: orderOf(histories.flatMap(({ corrections }) => corrections).length),
        cut: fc.nat(100),
        contributionsFirst: fc.boolean(),
        lives: fc.shuffledSubarray([...LIFE_KINDS], { minLength: LIFE_KINDS.length }),
        lifeBefore: fc.nat(LIFE_KINDS.length),
        reversed: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        shuffled,
        async ({ histories, participants, incomes, contributions, corrections, cut, contributionsFirst, lives, lifeBefore, reversed }) => {
          const inOrder = <T>(rows: readonly T[], order: readonly number[]): readonly T[] => order.map((index) => rows[index] as T);
          const straight = await inLedger(async (ledger) => {
            await importAll(ledger, histories);
            await ledger.decide(...yearly(2019, 2020, 2021));
            return views(ledger, histories);
          });
          const mixed = await inLedger(async (ledger) => {
            await ledger.import(
              'participants',
              inOrder(
                histories.map(({ participant }) => participant),
                participants,
              ),
            );
            // Payments after pensions; all else in any order, before or after the money.
            const kinds =
              lives.indexOf('payments') > lives.indexOf('pensions')
                ? lives
                : lives.map((kind) => (kind === 'payments' ? 'pensions' : kind === 'pensions' ? 'payments' : kind));
            const rowsOf = (kind: (typeof LIFE_KINDS)[number]) =>
              reversed ? [...factsOf(histories, kind)].reverse() : factsOf(histories, kind);
            for (const kind of kinds.slice(0, lifeBefore)) await importLives(ledger, kind, rowsOf(kind));
            const money = inOrder(factsOf(histories, 'contributions'), contributions);
            const at = Math.floor((money.length * cut) / 100);
            const first = () => ledger.import('contributions', money.slice(0, at));
            if (contributionsFirst) await first();
            await ledger.import('incomes', inOrder(factsOf(histories, 'incomes'), incomes));
            if (!contributionsFirst) await first();
            await ledger.import(
              'corrections',
              inOrder(
                histories.flatMap((history) => history.corrections),
                corrections,
              ),
            );
            for (const kind of kinds.slice(lifeBefore)) await importLives(ledger, kind, rowsOf(kind));
            await ledger.import('contributions', money.slice(at));
            await ledger.decide(...yearly(2019, 2020, 2021));
            return views(ledger, histories);
          });
          expect(mixed).toEqual(straight);
          checked += histories.length;
          for (const [kind, count] of Object.entries(kindsIn(histories))) met.set(kind, (met.get(kind) ?? 0) + count);
        },
      ),
      settings,
    );
    expect(checked).toBeGreaterThanOrEqual(1_000);
    for (const [kind, count] of met) expect([kind, count >= 20]).toEqual([kind, true]);
  }, 240_000);

  it('importing twice is importing once, under another name too', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(portfolio, (histories) =>
        inLedger(async (ledger) => {
          await importAll(ledger, histories);
          await ledger.decide(...yearly(2019, 2020));
          const facts = { asOf: '2023-01-15', knownAt: (await ledger.journal.head()).position, rulesKnownAt: RULES };
          const before = [await digestOf(ledger, 'coverage', facts), await digestOf(ledger, 'windows', facts)];
          expect(before[0]).toMatch(new RegExp(`^coverage ${histories.length} 0 `)); // everyone has an answer
          const streams = await chains(ledger);
          for (const [kind, rows] of filesOf(histories)) {
            expect(await ledger.import(kind, rows, `again-${kind}.ndjson`)).toMatchObject({
              appended: 0,
              refused: 0,
              repeated: rows.length,
            });
            expect(await ledger.import(kind, [...rows].reverse(), `reversed-${kind}.ndjson`)).toMatchObject({
              appended: 0,
              refused: 0,
              repeated: rows.length,
            });
          }
          await ledger.decide(...yearly(2019, 2020));
          expect(await chains(ledger)).toEqual(streams);
          expect([await digestOf(ledger, 'coverage', facts), await digestOf(ledger, 'windows', facts)]).toEqual(before);
          checked += histories.length;
        }),
      ),
      settings,
    );
    expect(checked).toBeGreaterThanOrEqual(1_000);
  }, 240_000);

  it('rebuilt = caught up = live', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(portfolio, (histories) =>
        inLedger(async (ledger) => {
          const standing = await openStandingModels('sqlite::memory:', ledger.journal, {
            clock: () => ledger.clock.now,
            asOf: '2023-01-15',
            workers: 0,
          });
          const [first, later] = [
            histories.map((history) => ({ ...history, facts: history.facts.slice(0, 4), corrections: [] })),
            histories,
          ];
          await importAll(ledger, first);
          await standing.catchUp();
          await ledger.decide(...yearly(2019, 2020));
          await importAll(ledger, later); // late facts and corrections: the models fold those participants again
          await ledger.decide(...yearly(2021));
          await standing.catchUp();
          const caughtUp = await listed(standing);
          await standing.rebuild();
          expect(await listed(standing)).toEqual(caughtUp);
          const live = liveRunner(ledger.journal, () => ledger.clock.now);
          const asked = { asOf: '2023-01-15', knownAt: (await ledger.journal.head()).position };
          for (const { participant } of histories) {
            const { participantId } = participant as { participantId: string };
            expect(caughtUp.get(`coverage ${participantId}`)).toBe(
              (await live.ask(coverageProjection, participantId, asked, undefined)).digest,
            );
          }
          expect(caughtUp.size).toBeGreaterThan(histories.length);
          await standing.close();
          checked += histories.length;
        }),
      ),
      settings,
    );
    expect(checked).toBeGreaterThanOrEqual(1_000);
  }, 240_000);

  it('past answers do not change when new events arrive', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(portfolio, fc.nat(100), fc.constantFrom(...AS_OF), fc.boolean(), (histories, share, asOf, byPosition) =>
        inLedger(async (ledger) => {
          const first = histories.map((history) => ({
            ...history,
            facts: history.facts.slice(0, Math.ceil((history.facts.length * share) / 100)),
            corrections: [],
          }));
          await importAll(ledger, first);
          await ledger.decide(...yearly(2019));
          const { position, recordedAt } = await ledger.journal.head();
          const then = { asOf, knownAt: byPosition ? position : (recordedAt as string), rulesKnownAt: RULES };
          const told = await digests(ledger, then);
          // everyone has an answer
          expect(await digestOf(ledger, 'coverage', { ...then, asOf: '2023-01-15' })).toMatch(`coverage ${histories.length} 0 `);
          await importAll(ledger, histories);
          await ledger.publish({
            scheme: 'dk-p90',
            announced: '2023-01-01',
            parameters: [
              {
                name: 'adminFee',
                unit: 'DKK per month',
                entries: [{ from: '2019-01-01', value: '99.00', reference: 'later', status: 'illustrative' }],
              },
            ],
          });
          await ledger.decide(...yearly(2020, 2021));
          expect(await digests(ledger, then)).toEqual(told);
          checked += histories.length;
        }),
      ),
      settings,
    );
    expect(checked).toBeGreaterThanOrEqual(1_000);
  }, 240_000);
});

const filesOf = (histories: readonly History[]) =>
  [
    ['participants', histories.map(({ participant }) => participant)],
    ['incomes', factsOf(histories, 'incomes')],
    ['contributions', factsOf(histories, 'contributions')],
    ['corrections', histories.flatMap(({ corrections }) => corrections)],
    ...LIFE_KINDS.map((kind) => [kind, factsOf(histories, kind)] as const),
  ] as const;

/** The chain of every participant's and fund's stream: equal chains are equal bytes. */
async function chains(ledger: RealLedger): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const prefix of ['participant-', 'fund-']) {
    for await (const heads of ledger.journal.streamHeads(prefix)) for (const { stream, chain } of heads) found.set(stream, chain);
  }
  return found;
}

async function listed(standing: Awaited<ReturnType<typeof openStandingModels>>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const model of ['coverage', 'windows'] as const) {
    const { items } = await standing.list(model, { limit: 1000 });
    for (const item of items) found.set(`${model} ${item.subjectId}`, 'answer' in item ? item.answer.digest : item.refusal.code);
  }
  return found;
}
