/**
 * A fund's policy as a read model: live, standing, swept and built again, the same for every history of ratios, evaluations, decisions and
 * corrections, in whatever order they come. And what is due: a cut that nobody decides, a year that nobody evaluates, is told.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { agendaProjection } from '#projections/policy/agenda.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { policyProjection } from '#projections/policy/policy-years.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { portfolioDigest } from '#projections/run/testing/portfolio-digest.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { openLedger, type TestLedger } from '../reprocessing/ledger.js';
import { clock, decideAsBoard, FUND } from './board.js';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
const RULES = [
  ...([['indexationThreshold', '1.05'], ['vevLoading', '0.217'], ['catchUpShare', '1']] as const),
  ...([['regime', 'old'], ['mvevYears', '2']] as const),
];
const VIEWS = { policy: policyProjection, agenda: agendaProjection };

type Given = { readonly decision: string; readonly [field: string]: unknown };

async function inLedger(body: (ledger: TestLedger) => Promise<void>): Promise<void> {
  const ledger = await openLedger();
  try {
    const entry = (value: string) => [{ from: '2014-01-01', value, reference: 'test', status: 'illustrative' }];
    const parameters = Object.entries({ cpi: '100', policyFundingRatio: '1.40', indexationFundingRatio: '1.25', sustainableDivisor: '10' });
    const published = parameters.map(([name, of]) => ({ name, unit: 'x', entries: entry(of) }));
    const document = { scheme: FUND, announced: '2014-01-01', parameters: published };
    await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
    await ledger.publish(FUND, ledger.file('p.json', [JSON.stringify(document)]));
    await body(ledger);
  } finally {
    await ledger.close();
  }
}

/** The types of what it came to, or the code of the refusal. */
async function decide(ledger: TestLedger, command: Given): Promise<readonly string[] | string> {
  try {
    return (await decideAsBoard(ledger, command)).map(({ type }) => type);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal.code;
  }
}

const ratio = (year: number, of: string): Given => ({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio: of });
const expectations = (year: number): Given => ({ decision: 'expectations', year, ambition: '0.01', growth: '0.025' });
const evaluate = (year: number, backlog?: string): Given => ({ decision: 'evaluate', year, backlog });
const reduce = (year: number, rate: string): Given => ({ decision: 'reduce', on: `${year}-01-01`, rate, reason: 'plan' });

/** Rules of funding, published by the fund: in force from a year on, announced when they may be, recorded now. */
async function publish(ledger: TestLedger, { name, year, value, announced }: Given): Promise<readonly string[]> {
  const entries = [{ from: `${String(year)}-01-01`, value, reference: 'decree', status: 'external' }];
  const document = { scheme: 'nl-ftk', announced, parameters: [{ name, entries }] };
  await ledger.publish(FUND, ledger.file(`${String(name)}-${String(year)}-${String(announced)}-${String(value)}.json`, [JSON.stringify(document)]));
  return ['ParametersPublished'];
}

/** `next`: the first year that is not evaluated; up to the ledger's own year. */
async function decideOrGoOn(
  ledger: TestLedger,
  command: Given,
  next: () => number,
): Promise<readonly string[] | string> {
  if (command.decision === 'publish') return publish(ledger, command);
  if (command.decision !== 'next year') return decide(ledger, command);
  const year = next();
  if (year <= 2023) await evaluated(ledger, year, String(command['of']));
  return year <= 2023 ? ['PolicyEvaluated'] : [];
}

async function evaluated(ledger: TestLedger, year: number, of: string, backlog?: string): Promise<void> {
  await decide(ledger, ratio(year, of));
  await decide(ledger, expectations(year));
  expect(await decide(ledger, evaluate(year, backlog))).toEqual(['PolicyEvaluated']);
}

describe('live = standing = sweep = built again', () => {
  const years = fc.integer({ min: 2015, max: 2023 });
  const ratios = fc.constantFrom('0.80', '0.90', '1.04', '1.12', '1.30', '1.60');
  const command = fc.oneof(
    { weight: 3, arbitrary: ratios.map((of) => ({ decision: 'next year', of })) },
    years.map((year) => evaluate(year)),
    { weight: 2, arbitrary: fc.tuple(years, ratios).map(([year, of]) => ratio(year, of)) },
    fc
      .tuple(years, ratios)
      .map(([year, of]) => ({ ...ratio(year, of), decision: 'correct-ratio', reason: 'late', correctedOn: `${year}-01-31` })),
    fc.tuple(years, fc.constantFrom('0.01', '0.02')).map(([year, ambition]) => ({ ...expectations(year), ambition, reason: 'revised' })),
    fc.tuple(years, fc.constantFrom('0', '0.002')).map(([year, rate]) => ({ decision: 'index', year, rate })),
    { weight: 3, arbitrary: fc.tuple(years, fc.constantFrom('0.01', '0.05')).map(([year, rate]) => reduce(year, rate)) },
    years.map((year) => ({ decision: 'catch-up', year, missed: 'yes' })),
    years.map((year) => ({ decision: 'recovery-plan', year })),
    years.map((year) => ({ decision: 'scheduled-cut', year })),
    fc
      .tuple(years, fc.constantFrom('2015-06-01', '2019-10-01'), fc.constantFrom(...RULES))
      .map(([year, announced, [name, value]]) => ({ decision: 'publish', year, announced, name, value })),
  );
  const history = fc.record({
    rulesKnownAt: fc.constantFrom(undefined, '2014-06-01T23:59:59.999Z', '2016-01-01T23:59:59.999Z'),
    begun: fc.array(ratios, { minLength: 1, maxLength: 8 }),
    then: fc.array(command, { maxLength: 25, size: 'max' }),
    cut: fc.nat(25),
    asOf: fc.constantFrom('2016-06-30', '2019-01-01', '2023-03-01'),
  });

  it('for random histories, kept along the way and built again', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(history, ({ begun, then, cut, asOf, rulesKnownAt }) =>
        inLedger(async (ledger) => {
          const { journal } = ledger;
          const url = join(ledger.folder, 'models.sqlite');
          const standing = await openStandingModels(`sqlite:${url}`, journal, { clock, asOf, workers: 0 });
          try {
            let year = 2015;
            for (const of of begun) {
              await evaluated(ledger, year, of, year === 2015 ? '1.05' : undefined);
              year += 1;
            }
            for (const [index, one] of then.entries()) {
              if (index === cut) await standing.catchUp();
              const outcome = await decideOrGoOn(ledger, one, () => year++);
              for (const name of typeof outcome === 'string' ? [outcome] : outcome) met.add(name);
            }
            await standing.catchUp();
            const coordinates = { asOf, knownAt: (await journal.head()).position };
            const live = liveRunner(journal, clock);
            for (const model of ['policy', 'agenda'] as const) {
              const { digest } = await live.ask(VIEWS[model] as typeof policyProjection, FUND, coordinates, undefined);
              expect((await standing.get(model, FUND)).digest).toBe(digest);
              const swept = await sweep({ journal, journalUrl: undefined, clock, model, coordinates, question: {}, workers: 0 });
              expect(swept.digest).toBe(await portfolioDigest([digest]));
              await standing.rebuild(model);
              expect((await standing.get(model, FUND)).digest).toBe(digest);
            }
            // what a board asks at the same coordinates is the same answer, by whatever rules were announced
            const asked = { ...coordinates, rulesKnownAt };
            const { digest } = await fundEvaluations(journal, clock, FUND, asked);
            expect((await live.ask(policyProjection, FUND, asked, undefined)).digest).toBe(digest);
            const terms = { journal, journalUrl: undefined, clock, question: {}, workers: 0 };
            const once = await sweep({ ...terms, model: 'policy', coordinates: asked });
            expect(once.digest).toBe(await portfolioDigest([digest]));
          } finally {
            await standing.close();
          }
        }),
      ),
      { numRuns: 25, seed, endOnFailure: true },
    );
    for (const name of ['PolicyEvaluated', 'FundingRatioCorrected', 'IndexationDecided', 'ReductionDecided', 'RecoveryPlanSet']) {
      expect(met).toContain(name);
    }
  }, 180_000);
});

describe('what is due', () => {
  const itemsOf = (ledger: TestLedger) => async (asOf: string) => {
    const { items } = await liveRunner(ledger.journal, clock).ask(agendaProjection, FUND, { asOf }, undefined);
    return items.map(({ duty, dueOn, rate }) => [duty, dueOn, rate?.slice(0, 12) ?? null]);
  };

  it('a proposed cut, a plan, the years that nobody evaluates; what is done leaves the list', () =>
    inLedger(async (ledger) => {
      const items = itemsOf(ledger);
      expect(await items('2023-03-01')).toEqual([]);
      await evaluated(ledger, 2015, '0.90', '1.10');
      // (0.90·1.025^10/1.266 − 1)/10 = −0.899872908557 %
      expect(await items('2015-01-01')).toEqual([
        ['cut', '2015-01-01', '0.0089987290'],
        ['recovery-plan', '2015-01-01', null],
      ]);
      expect(await items('2017-01-01')).toEqual([
        ...(await items('2015-12-31')),
        ['evaluation', '2016-01-01', null],
        ['evaluation', '2017-01-01', null],
      ]);
      expect(await decide(ledger, reduce(2015, '0.01'))).toEqual(['ReductionDecided']);
      expect(await decide(ledger, { decision: 'recovery-plan', year: 2015 })).toEqual(['RecoveryPlanSet']);
      await evaluated(ledger, 2016, '1.30');
      expect(await items('2017-01-01')).toEqual([['evaluation', '2017-01-01', null]]);
    }));

  it('ten cuts that nobody schedules', () =>
    inLedger(async (ledger) => {
      const items = itemsOf(ledger);
      for (const year of [2015, 2016, 2017, 2018, 2019, 2020]) await evaluated(ledger, year, '0.90', year === 2015 ? '1' : undefined);
      // five full years below: the sixth start of a year asks for ten cuts
      expect((await items('2020-12-31')).at(-2)).toEqual(['ten-cuts', '2020-01-01', null]);
    }));
});
