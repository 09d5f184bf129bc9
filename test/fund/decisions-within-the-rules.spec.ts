/** What a board decides of a year is held against its evaluation, and what the rules allow is never above itself (nl-ftk section 8). */
import fc from 'fast-check';
import { evolveFund, type FundState } from '#ledger/fund/state.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { AnyRecorded } from '#ledger/kernel/event.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { Decimal, exactText, ONE } from '#money/decimal.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { decideForFund, eventsOf, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { fundingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import type { PolicyRules } from '#rulebooks/frame/capabilities/policy.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

const FUND = 'nl-pob';
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
type Given = { readonly decision: string; readonly [field: string]: unknown };

let ledger: TestLedger;
let policy: PolicyRules;
/** Prices grew by 10 % to September 2014, of which nothing was given in 2015, and by 1 % to September 2015. */
let fund: FundState;

const ratio = (on: string, of: string): Given => ({ decision: 'ratio', on, measure: 'nominal', ratio: of });
const expectations = (year: number, ambition = '0.01'): Given => ({ decision: 'expectations', year, ambition, growth: '0.025' });
const evaluate = (year: number, backlog?: string): Given => ({ decision: 'evaluate', year, backlog });
const index = (year: number, rate: string): Given => ({ decision: 'index', year, rate });
const catchUp = (year: number): Given => ({ decision: 'catch-up', year, missed: 'yes' });

const decided = async (on: FundState, command: Given): Promise<readonly DecidedFundEvent[]> => {
  const context = { journal: ledger.journal, fundId: FUND, clock: () => NOW };
  return eventsOf(await decideForFund({ reference: 'minutes', ...command } as unknown as FundCommand, on, context));
};

async function after(start: FundState, ...commands: readonly Given[]): Promise<FundState> {
  let state = start;
  for (const command of commands) {
    for (const event of await decided(state, command)) {
      const recorded = { ...event, id: event.key, recordedAt: NOW, position: 1n, revision: state.lastRevision + 1 };
      state = evolveFund(state, recorded as unknown as AnyRecorded);
    }
  }
  return state;
}

const refusal = async (on: FundState, command: Given): Promise<unknown> =>
  decided(on, command).then((events) => events.map(({ type }) => type), refusalOf);

beforeAll(async () => {
  ledger = await openLedger();
  const entry = (from: string, value: string) => ({ from, value, reference: 'test', status: 'illustrative' });
  const parameter = (name: string, ...entries: readonly object[]) => ({ name, unit: 'x', entries });
  const prices = ([['2013', '100'], ['2014', '110'], ['2015', '111.1'], ['2016', '112.211']] as const).map(([year, of]) =>
    ({ ...entry(`${year}-09-30`, of), to: `${year}-09-30` }),
  );
  const parameters = [
    parameter('cpi', ...prices),
    parameter('policyFundingRatio', entry('2014-01-01', '1.70')),
    parameter('indexationFundingRatio', entry('2014-01-01', '1.25')),
    parameter('sustainableDivisor', entry('2014-01-01', '10')),
  ];
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
  await ledger.publish(FUND, ledger.file('p.json', [JSON.stringify({ scheme: FUND, announced: '2014-01-01', parameters })]));
  policy = capabilityOf(await loadRulebook(FUND), 'policy');
  fund = await after(await readFund(ledger.journal, FUND), index(2015, '0'));
});
afterAll(() => ledger.close());

/** The year 2016, evaluated and indexed, and what is left to be given back. */
const full = (of: string, ambition: string): Promise<FundState> =>
  after(fund, ratio('2016-01-01', of), expectations(2016, ambition), evaluate(2016, '1.10'), index(2016, ambition));

/** The same with a last digit more. */
const oneUnitAbove = (event: DecidedFundEvent & { readonly type: 'CatchUpDecided' }): DecidedFundEvent => ({
  ...event,
  data: { ...event.data, factor: new Decimal(event.data.factor).plus('1e-29').toFixed() },
});

describe('a catch-up of the whole budget', () => {
  it('by hand', async () => {
    const state = await full('1.30', '0.01');
    const [event] = await decided(state, catchUp(2016));
    // 0.2·(1.30/1.01/1.266 − 1) = 0.2·0.016689347… = 0.003337869…
    expect(event?.data).toMatchObject({ factor: expect.stringMatching(/^1\.003337869/) as string, evaluation: 2016 });
  });

  it('is allowed in every year of full indexation, and a unit more is not', async () => {
    // a of 0.3 % at most: the top is max(1.266, 1.10 + 10·a) = 1.266, and 1.27/1.003 = 1.2662… lies above it
    const ratios = fc.integer({ min: 127_000, max: 160_000 }).map((of) => (of / 100_000).toFixed(5));
    const ambitions = fc.integer({ min: 1, max: 30 }).map((of) => (of / 10_000).toFixed(4));
    await fc.assert(
      fc.asyncProperty(ratios, ambitions, async (of, ambition) => {
        const state = await full(of, ambition);
        const [event] = await decided(state, catchUp(2016));
        if (event?.type !== 'CatchUpDecided') throw new Error('no catch-up');
        const { factor, allowed = '' } = event.data;
        const most = ONE.plus(allowed);
        expect(new Decimal(factor).lte(most)).toBe(true);
        // the budget is given whole: what is left is less than the last digit that is told
        expect(most.minus(factor).lt('1e-29')).toBe(true);
        expect(() => policy.within(oneUnitAbove(event), state)).toThrow(/ABOVE_RULE/);
      }),
      { numRuns: 150, seed },
    );
  });
});

describe('an indexation of an evaluated year', () => {
  it('is held against its evaluation, and against the scheme’s limit where that is lower', async () => {
    // min(2 %, (1.40 − 1.10)/10 = 3 %) = 2 %; the scheme goes by prices: 111.1/110 − 1 = 1 %
    const state = await after(fund, ratio('2016-01-01', '1.40'), expectations(2016, '0.02'), evaluate(2016, '1.10'));
    expect(await refusal(state, index(2016, '0.021'))).toMatchObject({ code: 'ABOVE_RULE', limit: '0.02', action: 'FULL' });
    expect(await refusal(state, index(2016, '0.015'))).toEqual({ code: 'FUND_RULE', limit: '0.01', rate: '0.015' });
    expect(await refusal(state, index(2016, '0.01'))).toEqual(['IndexationDecided']);
    // told again otherwise, the one that stands is named
    const indexed = await after(state, index(2016, '0.01'));
    expect(await refusal(indexed, index(2016, '0.005'))).toMatchObject({ code: 'INDEXATION_ALREADY_DECIDED' });
  });

  it('is nothing at the most in a year that asks for a cut; nothing may be decided, so that what it misses is owed', async () => {
    const state = await after(fund, ratio('2016-01-01', '0.90'), expectations(2016, '0.006'), evaluate(2016, '1.10'));
    expect(await refusal(state, index(2016, '0.001'))).toMatchObject({ code: 'ABOVE_RULE', limit: '0', action: 'PLAN_CUT' });
    const [event] = await decided(state, index(2016, '0'));
    // 111.1/110 − 1 = 1 % is missed; the plan asks for (0.90·1.025^10/1.266 − 1)/10
    const proposed = expect.stringMatching(/^-0\.0089987/) as string;
    expect(event?.data).toMatchObject({ rate: '0', missed: '0.01', evaluation: 2016, proposed });
  });
});

it('without full indexation there is no catch-up, whether or not the year is indexed', async () => {
  const state = await after(fund, ratio('2016-01-01', '1.12'), expectations(2016), evaluate(2016, '1.10'));
  const notFull = { code: 'NOT_FULL', year: 2016, action: 'PARTIAL' };
  expect(await refusal(state, catchUp(2016))).toEqual(notFull);
  expect(await refusal(await after(state, index(2016, '0.002')), catchUp(2016))).toEqual(notFull);
});

const reduce = (on: string, rate: string): Given => ({ decision: 'reduce', on, rate, reason: 'a plan' });

describe('a cut on another day than 1 January', () => {
  const evaluated = (of: string, ambition: string): Promise<FundState> =>
    after(fund, ratio('2016-01-01', of), expectations(2016, ambition), evaluate(2016, '1.10'));

  it('meets the rules of its year', async () => {
    for (const [of, action] of [['1.30', 'FULL'], ['1.12', 'PARTIAL']] as const) {
      const state = await evaluated(of, '0.01');
      expect(await refusal(state, reduce('2016-06-01', '0.05'))).toEqual({ code: 'NOT_DUE', due: 'cut', year: 2016, action });
    }
    const state = await evaluated('0.90', '0.006');
    // (0.90·1.025^10/1.266 − 1)/10 = −0.899872908557 %
    expect(await refusal(state, reduce('2016-12-31', '0.0089'))).toMatchObject({ code: 'CUT_TOO_SMALL', least: expect.stringMatching(/^0\.0089987/) as string });
  });

  it('is counted in it, and in what the next year begins with', async () => {
    const due = (state: FundState) => policy.duties('2016-12-31', state, fundingRules(policy.law, state)).map(({ duty }) => duty);
    const before = await evaluated('0.90', '0.006');
    expect(due(before)).toContain('cut');
    const state = await after(before, reduce('2016-06-01', '0.05'));
    expect(state.reductions).toMatchObject([{ on: '2016-06-01' }]);
    expect(due(state)).not.toContain('cut');
    const [year] = policy.evaluations(state, fundingRules(policy.law, state), {});
    expect(year?.decided).toMatchObject({ reduction: '0.05', factor: '0.95', eventIds: ['reduction:2016-06-01'] });
    // 1.10·1.006/0.95 = 1.1066/0.95 = 1.164842105…
    expect(year?.backlogAfter.slice(0, 11)).toBe('1.164842105');
    const next = await after(state, ratio('2017-01-01', '1.30'), expectations(2017), evaluate(2017));
    expect(next.evaluations.at(-1)?.data.input.backlog.slice(0, 11)).toBe('1.164842105');
    // once the plan's cut is made, a further one may be of any size
    expect(await refusal(state, reduce('2016-09-01', '0.001'))).toEqual(['ReductionDecided']);
  });

  it('is counted too where it was decided before there was an evaluation', async () => {
    const cut = await after(fund, reduce('2016-06-01', '0.05'));
    const state = await after(cut, ratio('2016-01-01', '1.30'), expectations(2016), evaluate(2016, '1.0201'));
    // 1.0201·1.01/0.95 = 1.030301/0.95 = 1.084527368…
    const years = policy.evaluations(state, fundingRules(policy.law, state), {});
    expect(years.map(({ backlogAfter }) => backlogAfter.slice(0, 11))).toEqual(['1.084527368']);
  });
});

describe('a year that is not evaluated', () => {
  const given = { index: index(2016, '0.01'), 'catch-up': catchUp(2016), reduce: reduce('2016-06-01', '0.05') };
  const notEvaluated = { code: 'NOT_EVALUATED', year: 2016 };

  it('has to be, where something is told that its evaluation rests on', async () => {
    for (const fact of [ratio('2016-01-01', '1.30'), expectations(2016)]) {
      // what was indexed before, so that there is something that a catch-up may follow
      const [state, indexed] = [await after(fund, fact), await after(fund, given.index, fact)];
      expect(await refusal(state, given.index)).toEqual(notEvaluated);
      expect(await refusal(state, given.reduce)).toEqual(notEvaluated);
      expect(await refusal(indexed, given['catch-up'])).toEqual(notEvaluated);
      // told again, a decision stands
      expect(await refusal(indexed, given.index)).toEqual([]);
    }
  });

  it('has to be, where an earlier one is', async () => {
    const state = await after(fund, ratio('2015-01-01', '1.30'), expectations(2015), evaluate(2015, '1'));
    expect(await refusal(state, given.index)).toEqual(notEvaluated);
    expect(await refusal(state, given.reduce)).toEqual(notEvaluated);
    expect(await refusal(await after(state, ratio('2016-01-01', '1.30'), expectations(2016), evaluate(2016)), given.index)).toEqual([
      'IndexationDecided',
    ]);
  });

  it('is left to the scheme where nothing of that is told: other ratios, and other years, say nothing of it', async () => {
    const others = [ratio('2016-06-30', '1.30'), { ...ratio('2015-09-30', '1.70'), measure: 'policy' }, expectations(2015)];
    const state = await after(fund, ...others, ratio('2017-01-01', '1.30'), expectations(2017), evaluate(2017, '1'));
    for (const [decision, type] of [['index', 'IndexationDecided'], ['reduce', 'ReductionDecided']] as const) {
      expect(await refusal(state, given[decision])).toEqual([type]);
    }
    expect(await refusal(await after(state, given.index), given['catch-up'])).toEqual(['CatchUpDecided']);
  });

  it('changes nothing when it is told again as it stands, though the year is evaluated since', async () => {
    const stands = await after(fund, given.index, given['catch-up']);
    const since = await after(stands, ratio('2016-01-01', '1.05'), expectations(2016));
    for (const state of [since, await after(since, evaluate(2016, '1'))]) {
      for (const decision of ['index', 'catch-up'] as const) {
        expect([decision, await refusal(state, given[decision])]).toEqual([decision, []]);
      }
    }
  });
});

it('an indexation as high as the answers tell the limit is granted, and a unit more is not', async () => {
  const growth = fc.integer({ min: 112_000, max: 117_000 }).map((of) => (of / 1000).toFixed(3));
  const base = new Decimal('111.1');
  await fc.assert(
    fc.asyncProperty(growth, async (prices) => {
      const [state, limit] = [withPricesOf2016(prices), exactText(new Decimal(prices).div(base).minus(1))];
      expect(await refusal(state, index(2017, limit))).toEqual(['IndexationDecided']);
      const above = new Decimal(limit).plus(`1e-${new Decimal(limit).decimalPlaces()}`).toFixed();
      expect(await refusal(state, index(2017, above))).toMatchObject({ code: 'BOARD_RATE_OUT_OF_BOUNDS', limit });
    }),
    { numRuns: 60, seed },
  );
});

function withPricesOf2016(prices: string): FundState {
  const publications = JSON.parse(JSON.stringify(fund.publications).replace('"112.211"', `"${prices}"`)) as FundState['publications'];
  return { ...fund, publications };
}
