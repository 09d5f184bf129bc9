/**
 * nl-ftk section 8 on a fund's stream: three years evaluated, the board's decisions by nl-pob within what the funding rules propose, one
 * participant with 10,000.00 a year, a ratio corrected later.
 */
import { readFund } from '#portfolio/rules-in-force.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { formatMinor } from '#money/amount.js';
import { stateOf } from '#ledger/subjects.js';
import { readWhole } from '#journal/read-whole.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

let ledger: TestLedger;
const clock = (): string => NOW;
const decide = (command: FundCommand) => declare(command, { journal: ledger.journal, fundId: 'nl-pob', clock, actor: 'board', workers: 0 });
const code = async (command: FundCommand): Promise<unknown> => {
  try {
    return (await decide(command)).map(({ type }) => type);
  } catch (error) {
    return refusalOf(error);
  }
};
const carry = () => fanOut({ journal: ledger.journal, fundId: 'nl-pob', clock, actor: 'board', workers: 0 });
const right = async (): Promise<string> => {
  const events = await readWhole(ledger.journal, 'participant-P');
  return formatMinor(stateOf('participant', events, { asOf: '2023-03-01' }).pensionRightsYearlyMinor);
};
const evaluations = (options = {}, asked = {}) => fundEvaluations(ledger.journal, clock, 'nl-pob', asked, options);
const reference = 'minutes';
const ratioOf = (on: string, ratio: string): FundCommand => ({
  decision: 'ratio',
  on,
  measure: 'nominal',
  ratio,
  reference,
  assetsMinor: undefined,
  liabilitiesMinor: undefined,
});

beforeAll(async () => {
  ledger = await openLedger();
  const entry = (from: string, value: string) => ({ from, value, reference: 'test', status: 'illustrative' });
  const of = (day: string, value: string) => ({ ...entry(day, value), to: day });
  const parameter = (name: string, ...entries: readonly object[]) => ({ name, unit: 'x', entries });
  // What nl-pob itself lets the board grant (VIII): prices rose by 1 % to September 2014 and by 2 % to September 2016.
  const parameters = [
    parameter('accrualRate', entry('2014-01-01', '0.1')),
    parameter('franchise', entry('2014-01-01', '0')),
    parameter('cpi', of('2013-09-30', '100'), of('2014-09-30', '101'), of('2015-09-30', '101'), of('2016-09-30', '103.02')),
    parameter('policyFundingRatio', of('2014-09-30', '1.12'), of('2016-09-30', '1.40')),
    parameter('indexationFundingRatio', entry('2014-01-01', '1.25')),
    parameter('sustainableDivisor', entry('2014-01-01', '10')),
    parameter('recoveryLimit', entry('2014-01-01', '0.05')),
  ];
  const file = ledger.file('parameters.json', [JSON.stringify({ scheme: 'nl-pob', announced: '2014-01-01', parameters })]);
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
  await ledger.publish('nl-pob', file);
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'P,nl-pob,1970-05-05,female,2014-01-01']),
  );
  // 10 % of 100,000.00 in 2014 alone: 10,000.00 a year
  await ledger.import(
    'salaries',
    ledger.file('s.csv', [
      'participantId,employerId,from,fullTimeSalary,currency,reportedOn',
      'P,E,2014-01,100000.00,EUR,2014-01-02',
      'P,E,2015-01,0,EUR,2015-01-02',
    ]),
  );
  await carry();
});
afterAll(() => ledger.close());

const evaluate = (year: number, backlog?: string): FundCommand => ({
  decision: 'evaluate',
  year,
  reference,
  backlog,
  below: undefined,
  planElapsed: undefined,
});

it('reports, evaluates and decides, year after year; rights follow to the cent', async () => {
  expect(await right()).toBe('10000.00');
  // In the order of section 8: the ratio, what is expected, and then what the first year begins with.
  expect(await code(evaluate(2015))).toEqual({ code: 'NO_FUNDING_RATIO', on: '2015-01-01' });
  await decide(ratioOf('2015-01-01', '1.12'));
  expect(await code(evaluate(2015))).toEqual({ code: 'EXPECTATIONS_MISSING', year: 2015 });
  for (const [year, ratio, ambition] of [[2015, '1.12', '0.01'], [2016, '0.90', '0.006'], [2017, '1.40', '0.02']] as const) {
    await decide(ratioOf(`${year}-01-01`, ratio));
    await decide({ decision: 'expectations', year, ambition, growth: '0.025', reference, reason: undefined });
  }
  expect(await code(ratioOf('2015-01-01', '1.13'))).toMatchObject({ code: 'FUNDING_RATIO_ALREADY_REPORTED' });
  expect(await code(evaluate(2015))).toMatchObject({ code: 'OPENING_MISSING' });
  expect(await code(evaluate(2015, '1.10'))).toEqual(['PolicyEvaluated']);
  expect(await code(evaluate(2015, '1.10'))).toEqual([]);
  expect(await code({ ...evaluate(2015, '1.10'), reference: 'again' } as FundCommand)).toMatchObject({ code: 'ALREADY_EVALUATED' });
  // The same reference, another beginning: what stands began with 1.10.
  expect(await code(evaluate(2015, '1.1'))).toEqual([]);
  expect(await code(evaluate(2015, '1.11'))).toMatchObject({ code: 'ALREADY_EVALUATED' });
  expect(await code({ ...evaluate(2015, '1.10'), below: 1 } as FundCommand)).toMatchObject({ code: 'ALREADY_EVALUATED' });
  expect(await code(evaluate(2017))).toMatchObject({ code: 'EVALUATION_OUT_OF_ORDER', missing: 2016 });
  // s = (1.12 − 1.10)/10 = 0.2 %: PARTIAL, by both; of two limits that are passed the rules of funding are named
  expect(await code({ decision: 'index', year: 2015, rate: '0.0021', reference })).toEqual({
    ...{ code: 'ABOVE_RULE', what: 'indexation', rate: '0.0021', limit: '0.002', action: 'PARTIAL' },
  });
  await decide({ decision: 'index', year: 2015, rate: '0.002', reference });
  await carry();
  expect(await right()).toBe('10020.00');

  await decide(evaluate(2016));
  // (0.90·1.025^10/1.266 − 1)/10 = −0.899872908557 %: PLAN_CUT
  const { output } = (await readFund(ledger.journal, 'nl-pob')).evaluations.at(-1)?.data ?? { output: undefined };
  expect([output?.action, output?.below, output?.indexation.slice(0, 16)]).toEqual(['PLAN_CUT', 1, '-0.0089987290855']);
  const cut = (output?.indexation ?? '').slice(1);
  expect(await code({ decision: 'reduce', on: '2016-01-01', rate: '0.008', reason: 'plan', reference })).toMatchObject({
    code: 'CUT_TOO_SMALL',
    least: cut,
  });
  expect(await code({ decision: 'recovery-plan', year: 2015, reference })).toEqual(['RecoveryPlanSet']); // 1.12 lies below 1.266 too
  await decide({ decision: 'recovery-plan', year: 2016, reference });
  await decide({ decision: 'reduce', on: '2016-01-01', rate: cut, reason: 'plan', reference });
  await carry();
  expect(await right()).toBe('9929.83');

  await decide(evaluate(2017));
  await decide({ decision: 'index', year: 2017, rate: '0.02', reference });
  await carry();
  expect(await right()).toBe('10128.43');
  // The rules of funding propose 0.2·(1.40/1.02/1.30 − 1) = 1.116 %; nl-pob's own budget is (1.40/1.02 − 1.25)/5 = 2.451 %, and what it
  // would
  // give back 0.908 % of the cut and 0.798 % missed in 2015. The smaller budget counts: the cut whole, and of what was missed 0.206 %.
  expect((await evaluations()).years.at(-1)?.proposed.catchUp.slice(0, 14)).toBe('0.011161387631');
  const [caughtUp] = await decide({ decision: 'catch-up', year: 2017, missed: 'yes', reference });
  expect(caughtUp?.data).toMatchObject({
    evaluation: 2017,
    applied: [
      { kind: 'reduction', ofYear: 2016 },
      { kind: 'missed', ofYear: 2015 },
    ],
  });
  // owed: 1.10·1.01/1.002·1.006/(1 − 0.00899872908557) − 1
  expect(
    ['owed', 'allowed', 'factor'].map((field) => String((caughtUp?.data as { readonly [of: string]: unknown })[field]).slice(0, 14)),
  ).toEqual(['0.125563773204', '0.011161387631', '1.011161387631']);
  await carry();
  // 10,000·1.002·0.99100127091443·1.02 = 10,128.4293…; ·1.0111613876320 = 10,241.4767…, as the law has it (nl-ftk section 8)
  expect(await right()).toBe('10241.48');
});

it('a ratio corrected later moves nothing, and shows what it would have proposed', async () => {
  await decide({
    decision: 'correct-ratio',
    on: '2016-01-01',
    measure: 'nominal',
    ratio: '0.915',
    reason: 'a bond was priced wrong',
    correctedOn: '2017-05-20',
    reference,
  });
  expect(
    await code({
      decision: 'correct-ratio',
      on: '2016-01-01',
      measure: 'nominal',
      ratio: '0.915',
      reason: 'again',
      correctedOn: '2017-05-21',
      reference,
    }),
  ).toEqual([]);
  expect(await carry()).toMatchObject({ events: 0 });
  expect(await right()).toBe('10241.48');
  const { years } = await evaluations();
  expect(years.map(({ asNowKnown }) => asNowKnown?.difference.slice(0, 14) ?? null)).toEqual([null, '0.001516687848', null]);
  // 1.1255637732·1.02/(1.02·1.01116138763)
  expect(years.map(({ backlogAfter }) => backlogAfter.slice(0, 12))).toEqual(['1.1087824351', '1.1255637732', '1.1131395907']);
  expect(years.map(({ proposed, below }) => [proposed.action, below])).toEqual([['PARTIAL', 0], ['PLAN_CUT', 1], ['FULL', 0]]);
});

it('as of an earlier day nothing of it was known; a variant is marked', async () => {
  expect((await evaluations({}, { asOf: '2016-12-31' })).years.map(({ year }) => year)).toEqual([2015, 2016]);
  const supposed = await evaluations({ from: 2015, to: 2015, variant: { threshold: '1.05' } });
  // s = min(1 %, (1.12 − 1.05)/10 = 0.7 %), plan +1.32 %
  expect(supposed).toMatchObject({
    variant: { threshold: '1.05' },
    years: [{ year: 2015, proposed: { action: 'PARTIAL', indexation: '0.007' } }],
  });
  await expect(evaluations({ variant: { treshold: '1.05' } })).rejects.toMatchObject({ refusal: { code: 'UNKNOWN_VARIANT' } });
});

it('debit equals credit', async () => {
  const { totals } = await trialBalance({ journal: ledger.journal, clock, coordinates: { asOf: '2023-01-01' }, workers: 0 });
  expect(totals.map(({ commodity, balance }) => [commodity, balance])).toEqual([['EUR per year', '0.00']]);
});
