/**
 * nl-ftk sections 2 and 8: five full years below the minimum lead to ten unconditional cuts, by the cash flows and the curve of the
 * day. The
 * series is worked example 3: 100 a year for m = 0…30 at 2 %, assets 2,100, so F = 0.897571854601 and c = 2.02472010242 %.
 */
import { formatMinor } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import { readWhole } from '#journal/read-whole.js';
import { stateOf } from '#ledger/subjects.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { liveRunner } from '#projections/run/live.js';
import { agendaProjection } from '#projections/policy/agenda.js';
import { fundExplanation } from '#projections/policy/fund-explanation.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { fundPremiumBasis } from '#projections/policy/fund-premium-basis.js';
import { fundRecoveryPath, fundRecoveryPlan } from '#projections/policy/fund-recovery.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { readFigures } from '#reprocessing/fan-out/figures-file.js';
import { evaluationsPage } from '../../apps/cli/pages/policy.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';
import { refusalOf } from '../reprocessing/refusal-of.js';

let ledger: TestLedger;
const clock = (): string => NOW;
const decide = (command: FundCommand) => declare(command, { journal: ledger.journal, fundId: 'nl-pob', clock, actor: 'board', workers: 0 });
const carry = () => fanOut({ journal: ledger.journal, fundId: 'nl-pob', clock, actor: 'board', workers: 0 });
const right = async (asOf: string): Promise<string> =>
  formatMinor(stateOf('participant', await readWhole(ledger.journal, 'participant-P'), { asOf }).pensionRightsYearlyMinor);
const reference = 'minutes';
const evaluate = (year: number, backlog?: string) =>
  decide({ decision: 'evaluate', year, reference, backlog, below: undefined, planElapsed: undefined });
const tenCuts = (year: number, marketRate = '0.02') =>
  decide({ decision: 'ten-cuts', year, marketRate, reference, assetsMinor: undefined });
const scheduledCut = (year: number) => decide({ decision: 'scheduled-cut', year, reference });
const rates = Array.from(
  { length: 120 },
  (_, index) => `${2011 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')},0.02,swap`,
);

beforeAll(async () => {
  ledger = await openLedger();
  const entry = (value: string) => [{ from: '2014-01-01', value, reference: 'test', status: 'illustrative' }];
  const parameters = [
    { name: 'accrualRate', unit: 'x', entries: entry('0.1') },
    { name: 'franchise', unit: 'x', entries: entry('0') },
    { name: 'premiumRate', unit: 'x', entries: entry('0.2') },
  ];
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
  await ledger.publish(
    'nl-pob',
    ledger.file('parameters.json', [JSON.stringify({ scheme: 'nl-pob', announced: '2014-01-01', parameters })]),
  );
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'P,nl-pob,1970-05-05,female,2014-01-01']),
  );
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

it('ratios and expectations come by file, each once', async () => {
  const years = [2016, 2017, 2018, 2019, 2020];
  const ratios = [
    'fundId,on,ratio,reference,assets,liabilities',
    ...years.map((year) => `nl-pob,${year}-01-01,0.90,actuary,,`),
    'nl-pob,2021-01-01,0.897571854601,actuary,2100.00,',
    'nl-pob,2022-01-01,1.40,actuary,,',
  ];
  expect(await ledger.import('funding-ratios', ledger.file('ratios.csv', ratios))).toMatchObject({ appended: 7, refused: 0 });
  expect(
    await ledger.import(
      'funding-ratios',
      ledger.file('again.csv', [
        ...ratios,
        'nl-pob,2016-01-01,0.91,actuary,,',
        'other,2016-01-01,0.91,actuary,,',
        'nl-pob,2016-01-02,1.00,actuary,200.00,100.00',
      ]),
    ),
  ).toMatchObject({
    repeated: 7,
    byCode: { FUNDING_RATIO_ALREADY_REPORTED: 1, UNKNOWN_FUND: 1, INVALID_RATIO: 1 },
  });
  const expected = ['fundId,year,ambition,growth,reference', ...[...years, 2021, 2022].map((year) => `nl-pob,${year},0.01,0.04,board`)];
  expect(await ledger.import('expectations', ledger.file('expectations.csv', expected))).toMatchObject({ appended: 7, refused: 0 });
});

it('cash flows of a day and forward rates of months are one fact each', async () => {
  const header = 'fundId,on,m,amount,currency,reference';
  const row = (m: number, amount = '100.00') => `nl-pob,2021-01-01,${m},${amount},EUR,actuary`;
  const read = (...rows: readonly string[]) => readFigures('cash-flows', ledger.file('flows.csv', [header, ...rows]), false);
  expect(await refusalOf(read(row(0), row(2)))).toBe('MISSING_ROW');
  expect(await refusalOf(read(row(0), row(0)))).toBe('DUPLICATE_ROW');
  expect(await refusalOf(read(row(0), 'nl-pob,2021-01-01,1,1.00,EUR,another'))).toBe('ROWS_DO_NOT_AGREE');
  expect(await refusalOf(read(row(0), row(999)))).toBe('OUT_OF_RANGE');
  const [figure] = await read(...Array.from({ length: 31 }, (_, m) => row(m)));
  expect(figure).toMatchObject({ fundId: 'nl-pob', rows: 31, line: 2 });
  const command = (figure as { command: FundCommand }).command;
  expect((await decide(command)).map(({ type, effectiveDate }) => [type, effectiveDate])).toEqual([['CashFlowsReported', '2021-01-01']]);
  expect(await decide(command)).toEqual([]);
  const other = { decision: 'cash-flows', on: '2021-01-01', currency: 'EUR', flowsMinor: [1], reference, reason: undefined } as const;
  expect(await refusalOf(decide(other))).toBe('CASH_FLOWS_ALREADY_REPORTED');
  expect(await refusalOf(decide({ ...other, on: '2020-01-01', flowsMinor: [0] }))).toBe('INVALID_CASH_FLOWS');
  const ask = (marketRate?: string) => fundCashFlows(ledger.journal, clock, 'nl-pob', {}, { marketRate });
  expect((await ask()).cashFlows[0]?.valued).toBeNull();
  await expect(ask('0.02')).rejects.toMatchObject({ refusal: { code: 'MISSING_PARAMETER', parameter: 'nl-pob.forward20' } });
  const [forward] = await readFigures('forward-rates', ledger.file('forward.csv', ['month,rate,reference', ...rates]), false);
  expect((await decide((forward as { command: FundCommand }).command)).map(({ type, effectiveDate }) => [type, effectiveDate])).toEqual([
    ['ParametersPublished', '2020-12-31'],
  ]);
  // (1.02 − 1.02^−30)/0.02 = 100·23.3964555…
  expect((await ask('0.02')).cashFlows[0]?.valued).toMatchObject({
    ufrMethod: 'AVERAGE_120M',
    ufr: '0.02',
    liabilities: expect.stringMatching(/^2339\.6455/) as string,
    assets: '2100',
    fundingRatio: expect.stringMatching(/^0\.8975718546007/) as string,
  });
});

it('the sixth start of a year below the minimum asks for ten cuts, and for no plan', async () => {
  for (const year of [2016, 2017, 2018, 2019, 2020]) await evaluate(year, year === 2016 ? '1.00' : undefined);
  // (0.90·1.04^10/1.266 − 1)/10 = +0.523 %, but nothing below 110 %
  const { years } = await fundEvaluations(ledger.journal, clock, 'nl-pob', {});
  expect(years.map(({ proposed, below }) => [proposed.action, below])).toEqual([1, 2, 3, 4, 5].map((below) => ['NONE', below]));
  expect(await refusalOf(tenCuts(2020))).toBe('NOT_DUE');
  expect(await refusalOf(tenCuts(2021))).toBe('NOT_EVALUATED');
  expect(await refusalOf(scheduledCut(2022))).toBe('NOT_DUE');
  await evaluate(2021);
  // The sixth start leads to the cuts, and the count begins anew.
  const sixth = (await fundEvaluations(ledger.journal, clock, 'nl-pob', {})).years.at(-1);
  expect(sixth).toMatchObject({ below: 0, proposed: { action: 'TEN_CUTS' } });
  const [series] = await tenCuts(2021);
  expect(series).toMatchObject({
    type: 'TenCutsScheduled',
    effectiveDate: '2021-01-01',
    data: { assets: '2100', marketRate: '0.02', ufr: '0.02', years: [2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031] },
  });
  const { cut, cumulative, liabilitiesAfter } = series?.data as unknown as { readonly [figure: string]: string };
  expect([cut?.slice(0, 14), cumulative?.slice(0, 13), Number(liabilitiesAfter)]).toEqual(['0.020247201024', '0.18498588819', 2000]);
  expect(await tenCuts(2021)).toEqual([]);
});

it('each falls on its 1 January, whatever the ratio is by then, and moves rights to the cent', async () => {
  // Nobody evaluated 2022, and its cut is due all the same: it is told before and after, as of a day on which more of them are due.
  const due = async (asOf: string) => {
    const { items } = await liveRunner(ledger.journal, clock).ask(agendaProjection, 'nl-pob', { asOf }, undefined);
    return items.filter(({ year }) => year > 2021).map(({ duty, year }) => `${duty} ${year}`);
  };
  expect(await due('2021-12-31')).toEqual([]);
  expect(await due('2022-01-01')).toEqual(['scheduled-cut 2022', 'evaluation 2022']);
  await evaluate(2022); // 140 %: recovered, and the cuts go on
  expect(await due('2023-01-01')).toEqual(['scheduled-cut 2022', 'scheduled-cut 2023', 'evaluation 2023']);
  const cutsDue = async () => (await fundEvaluations(ledger.journal, clock, 'nl-pob', {})).years.at(-1)?.cutsDue;
  expect(await cutsDue()).toMatchObject([{ scheduled: 2021, cut: expect.stringMatching(/^0\.0202472010/) as string }]);
  const [first] = await scheduledCut(2022);
  expect(await cutsDue()).toBeUndefined();
  expect(first).toMatchObject({
    type: 'ReductionDecided',
    effectiveDate: '2022-01-01',
    data: { reason: 'TEN_CUTS', schedule: (await readFund(ledger.journal, 'nl-pob')).tenCuts[0]?.eventId as string },
  });
  expect(await scheduledCut(2022)).toEqual([]);
  const second = (await fundEvaluations(ledger.journal, clock, 'nl-pob', {})).years.at(-1);
  const taken = (await readFund(ledger.journal, 'nl-pob')).reductions.at(-1)?.decision;
  // Taken: 1 − c of rights, and nine of ten are left; the ratio of the day has it in it, and nothing else was decided.
  expect(second).toMatchObject({
    proposed: { action: 'FULL' },
    decided: {
      ...{ indexation: '0', catchUp: '0', eventIds: [taken] },
      reduction: expect.stringMatching(/^0\.0202472010/) as string,
      factor: expect.stringMatching(/^0\.9797527989/) as string,
    },
    ...{ fundingRatioAfter: '1.4', tenCuts: { yearsLeft: 10, cutsLeft: 9 } },
  });
  const answer = await fundEvaluations(ledger.journal, clock, 'nl-pob', {});
  // No series ran before 2021.
  expect(answer.years.map(({ tenCuts: series }) => series && series.cutsLeft)).toEqual([null, null, null, null, null, 9, 9]);
  expect(evaluationsPage(answer)).toMatch(/2022 .* -2\.0247 %/);
  // A ratio that turns out to have been above the minimum changes what the rules ask for, and no rate: both are nothing in that year.
  const asKnown = (action: 'NONE' | 'TEN_CUTS') => ({ fundingRatio: '1.06', action, indexation: '0', difference: '0' });
  const restated = (action: 'NONE' | 'TEN_CUTS') =>
    answer.years.map((one) => (one.year === 2021 ? { ...one, asNowKnown: asKnown(action) } : one));
  expect(evaluationsPage({ ...answer, years: restated('NONE') })).toMatch(/2021 .* TEN_CUTS .* 1\.06: NONE 0\.0000 % /);
  expect(evaluationsPage({ ...answer, years: restated('TEN_CUTS') })).toMatch(/2021 .* TEN_CUTS .* 1\.06: 0\.0000 % /);
  expect(evaluationsPage(answer)).toContain('A series of ten cuts runs: 2.0247 % a year, 9 cuts left.');
  const { figure } = await fundExplanation(ledger.journal, clock, 'nl-pob', {}, { figure: 'evaluations.2022.decided.reduction' });
  expect([figure.value.slice(0, 12), figure.events]).toEqual(['0.0202472010', [taken]]);
  // 1.01^6/(1 − c): what was missed since 2016, and the cut that has fallen
  expect(new Decimal(second?.backlog ?? 0).toFixed(10)).toBe(
    new Decimal('1.01').pow(6).div(new Decimal(1).minus('0.0202472010242')).toFixed(10),
  );
  // 1.01/1: the backlog has the cut in it
  expect(new Decimal(second?.backlogAfter ?? 0).toFixed(20)).toBe(new Decimal(second?.backlog ?? 0).times('1.01').toFixed(20));
  await scheduledCut(2023);
  expect((await fundEvaluations(ledger.journal, clock, 'nl-pob', {})).years.at(-1)?.tenCuts).toMatchObject({ yearsLeft: 10, cutsLeft: 8 });
  expect(await refusalOf(scheduledCut(2024))).toBe('DECISION_IN_FUTURE');
  await carry();
  // 10,000.00·(1 − 0.0202472010242) = 9,797.53; ·(1 − c)² = 9,599.16
  expect([await right('2021-12-31'), await right('2022-06-30'), await right('2023-03-01')]).toEqual(['10000.00', '9797.53', '9599.16']);
  const { totals } = await trialBalance({ journal: ledger.journal, clock, coordinates: { asOf: '2023-03-01' }, workers: 0 });
  expect(totals.map(({ balance }) => balance)).toEqual(['0.00']);
});

it('the plan and the path of a fund', async () => {
  expect(await fundRecoveryPlan(ledger.journal, clock, 'nl-pob', {})).toMatchObject({ plan: null, previousPlans: [] });
  for (const year of [2020, 2021]) await decide({ decision: 'recovery-plan', year, reference });
  expect(await fundRecoveryPlan(ledger.journal, clock, 'nl-pob', {})).toMatchObject({
    plan: { year: 2021, horizonEnds: 2031, required: '1.266' },
    previousPlans: [{ year: 2020, horizonEnds: 2030 }],
  });
  const path = await fundRecoveryPath(ledger.journal, clock, 'nl-pob', { asOf: '2016-12-31' }, { years: 2 });
  // 0.90·1.04 = 0.936: nothing is given or cut
  expect(path).toMatchObject({
    year: 2016,
    path: [
      { t: 0, fundingRatio: '0.9', action: 'NONE' },
      { t: 1, fundingRatio: '0.936', action: 'NONE' },
    ],
    expectedCuts: [],
  });
});

it.each([
  ['fixed until a day before it begins', { fixedUntil: '2020-12-31' }, 'FIXED_BEFORE_IT_BEGINS'],
  ['fixed for more than five years', { fixedUntil: '2026-01-02' }, 'FIXED_TOO_LONG'],
  ['wages below the minimum', { minimumWage: '0.024' }, 'BELOW_MINIMUM'],
  ['equity above the most', { equityReturn: '0.071' }, 'BELOW_MINIMUM'],
  ['an average that is not told', { basis: 'averageRTS' }, 'MISSING_FIELD'],
])('a premium basis: %s is refused', async (_what, change, code) => {
  expect(await refusalOf(decide({ ...BASIS, ...change } as FundCommand))).toBe(code);
});

const BASIS = {
  decision: 'premium-basis',
  from: '2021-01-01',
  basis: 'expectedReturn',
  planReturn: '0.04',
  premiumRate: '0.19',
  minimumWage: '0.025',
  minimumPrice: '0.02',
  reference,
  fixedUntil: '2026-01-01',
  averageRate: undefined,
  bondReturn: undefined,
  equityReturn: undefined,
} as const;

it('a premium basis stands beside the premium that is charged; its return stays as long as it is fixed', async () => {
  expect(await decide(BASIS)).toHaveLength(1);
  expect(await decide(BASIS)).toEqual([]);
  expect(await refusalOf(decide({ ...BASIS, premiumRate: '0.18' }))).toBe('PREMIUM_BASIS_ALREADY_SET');
  expect(await refusalOf(decide({ ...BASIS, from: '2022-01-01', planReturn: '0.05', fixedUntil: undefined }))).toBe('RETURN_STILL_FIXED');
  expect(await decide({ ...BASIS, from: '2022-01-01', fixedUntil: undefined, premiumRate: '0.21' })).toHaveLength(1);
  const { basis, previous } = await fundPremiumBasis(ledger.journal, clock, 'nl-pob', {});
  expect([basis, ...previous].map((one) => [one?.from, one?.loading, one?.premiumRate, one?.actualPremiumRate, one?.difference])).toEqual([
    ['2022-01-01', '0.266', '0.21', '0.2', '-0.01'], ['2021-01-01', '0.266', '0.19', '0.2', '0.01'],
  ]);
});
