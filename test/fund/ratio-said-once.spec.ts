/**
 * A ratio is said once: what the fund reports of a day is what its indexation, catch-up and discount rest on; a published parameter only
 * where nothing is reported (nl-pob VIII, IX and section 9).
 */
import { refusalOf } from '#ledger/kernel/refusal.js';
import { readWhole } from '#journal/read-whole.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { fundIndexations } from '#projections/policy/fund-accountability.js';
import { fundExplanation } from '#projections/policy/fund-explanation.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

const clock = (): string => NOW;
const FUND = 'nl-pob';
const reference = 'actuary';
let ledger: TestLedger;

async function decide(command: object): Promise<unknown> {
  try {
    const context = { journal: ledger.journal, fundId: FUND, clock, actor: 'board', workers: 0 };
    return (await declare({ reference, ...command } as FundCommand, context)).map(({ type }) => type);
  } catch (error) {
    return refusalOf(error) ?? Promise.reject(error);
  }
}

const ratio = (measure: string, on: string, of: string) => ({ decision: 'ratio', on, measure, ratio: of });
const index = (year: number, rate: string) => ({ decision: 'index', year, rate });
const entry = (from: string, value: string) => ({ from, value, reference: 'test', status: 'illustrative' });
const of = (day: string, value: string) => ({ ...entry(day, value), to: day });
const parameter = (name: string, ...entries: readonly object[]) => ({ name, unit: 'x', entries });

/** Prices grow by 2 % a year; what lasts is (R − 1.10)/10 up to a ratio of 1.25. */
const PARAMETERS = [
  parameter('cpi', of('2013-09-30', '100'), of('2014-09-30', '102'), of('2015-09-30', '104.04'), of('2016-09-30', '106.1208')),
  parameter('policyFundingRatio', of('2014-09-30', '1.12')),
  parameter('indexationFundingRatio', entry('2014-01-01', '1.25')),
  parameter('sustainableDivisor', entry('2014-01-01', '10')),
];

beforeAll(async () => {
  ledger = await openLedger();
  const file = ledger.file('p.json', [JSON.stringify({ scheme: FUND, announced: '2014-01-01', parameters: PARAMETERS })]);
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
  await ledger.publish(FUND, file);
});
afterAll(() => ledger.close());

it('VIII: the indexation takes the ratio that the fund reports of 30 September', async () => {
  expect(await decide(index(2016, '0.004'))).toMatchObject({ code: 'MISSING_PARAMETER', parameter: 'nl-pob.policyFundingRatio' });
  // reported of another day, it is no ratio of 30 September
  expect(await decide(ratio('policy', '2015-08-31', '1.20'))).toEqual(['FundingRatioReported']);
  expect(await decide(index(2016, '0.004'))).toMatchObject({ code: 'MISSING_PARAMETER' });
  expect(await decide(ratio('policy', '2015-09-30', '1.14'))).toEqual(['FundingRatioReported']);
  // (1.14 − 1.10)/10 = 0.4 %
  expect(await decide(index(2016, '0.0041'))).toMatchObject({ code: 'BOARD_RATE_OUT_OF_BOUNDS', limit: '0.004' });
  expect(await decide(index(2016, '0.004'))).toEqual(['IndexationDecided']);
});

it('the answer shows it, and the tree ends at its event; what is published alone counts as before', async () => {
  // (1.12 − 1.10)/10 = 0.2 %, by the parameter
  expect(await decide(index(2015, '0.002'))).toEqual(['IndexationDecided']);
  const { years } = await fundIndexations(ledger.journal, clock, FUND, {});
  expect(years.map(({ year, ratio: shown, referenceDate }) => [year, shown, referenceDate])).toEqual([
    [2015, '1.12', '2014-09-30'],
    [2016, '1.14', '2015-09-30'],
  ]);
  const explain = (figure: string) => fundExplanation(ledger.journal, clock, FUND, {}, { figure });
  const reported = await explain('indexations.2016.ratio');
  expect([reported.figure.value, reported.figure.parameters, reported.events.map(({ type }) => type)]).toEqual([
    '1.14',
    [],
    ['FundingRatioReported'],
  ]);
  expect((await explain('indexations.2016.sustainable')).figure.inputs.map(({ name }) => name)).toContain('indexations.2016.ratio');
  expect((await explain('indexations.2015.ratio')).figure.parameters).toMatchObject([{ name: 'nl-pob.policyFundingRatio' }]);
});

it('a catch-up goes by it too, and a correction counts for what is decided after it', async () => {
  expect(await decide(ratio('policy', '2016-09-30', '1.40'))).toEqual(['FundingRatioReported']);
  const corrected = { ...ratio('policy', '2016-09-30', '1.30'), decision: 'correct-ratio', reason: 'a swap', correctedOn: '2016-11-02' };
  expect(await decide(corrected)).toEqual(['FundingRatioCorrected']);
  expect(await decide(index(2017, '0.02'))).toEqual(['IndexationDecided']);
  // (1.30/1.02 − 1.25)/5 = 0.490196 %; with 1.40 it would be 2.45098 %
  expect(await decide({ decision: 'catch-up', year: 2017, missed: 'yes' })).toEqual(['CatchUpDecided']);
  const { years } = await fundIndexations(ledger.journal, clock, FUND, {});
  expect(years.at(-1)?.catchUp?.budget.slice(0, 12)).toBe('0.0049019607');
});

it('corrections of one ratio stand by their days, whatever came first, in answers and in what is decided anew', async () => {
  const on = '2016-01-01';
  const correct = (of: string, correctedOn: string) =>
    decide({ ...ratio('nominal', on, of), decision: 'correct-ratio', reason: 'a swap', correctedOn });
  await decide(ratio('nominal', on, '1.12'));
  await decide({ decision: 'expectations', year: 2016, ambition: '0.02', growth: '0.025' });
  expect(await correct('1.14', '2015-12-31')).toMatchObject({ code: 'RATIO_CORRECTED_BEFORE_ITS_DAY', on, correctedOn: '2015-12-31' });
  expect(await correct('1.14', '2018-01-01')).toEqual(['FundingRatioCorrected']);
  expect(await correct('1.16', '2017-01-01')).toEqual(['FundingRatioCorrected']);
  // Each again; and of one day the one that was told last.
  expect([await correct('1.14', '2018-01-01'), await correct('1.16', '2017-01-01')]).toEqual([[], []]);
  const told = async () => {
    const corrected = (await readWhole(ledger.journal, `fund-${FUND}`)).filter(({ type }) => type === 'FundingRatioCorrected');
    return corrected.map(({ data }) => `${String(data['before'])} ${String(data['after'])}`).slice(-2);
  };
  expect(await told()).toEqual(['1.12 1.14', '1.12 1.16']);
  expect(await decide({ decision: 'evaluate', year: 2016, backlog: '1' })).toEqual(['PolicyEvaluated']);
  const { evaluations: [evaluated] } = await readFund(ledger.journal, FUND);
  expect(evaluated?.data.input.fundingRatio).toBe('1.14');
  const shown = async (asOf?: string) => {
    const { ratios } = await fundCashFlows(ledger.journal, clock, FUND, { asOf });
    return ratios.find(({ on: of, measure }) => of === on && measure === 'nominal')?.ratio;
  };
  expect([await shown('2016-12-31'), await shown('2017-12-31'), await shown()]).toEqual(['1.12', '1.16', '1.14']);
  expect((await fundEvaluations(ledger.journal, clock, FUND, {})).years.map(({ asNowKnown }) => asNowKnown)).toEqual([null]);
  expect(await correct('1.15', '2018-01-01')).toEqual(['FundingRatioCorrected']);
  expect(await correct('1.17', '2017-06-01')).toEqual(['FundingRatioCorrected']);
  expect(await told()).toEqual(['1.14 1.15', '1.16 1.17']);
  const { years: [year] } = await fundEvaluations(ledger.journal, clock, FUND, {});
  expect([await shown(), year?.asNowKnown?.fundingRatio]).toEqual(['1.15', '1.15']);
});

it('two statements of one day that differ are told before a decision rests on them', async () => {
  await decide(ratio('policy', '2014-09-30', '1.13'));
  await decide(ratio('required', '2017-06-30', '1.20'));
  const discount = {
    ...{ decision: 'discount', on: '2014-09-30', amountMinor: 100_00 },
    ...{ indexationGranted: 'yes', reductionsRestored: 'yes', futureIndexation: 'yes' },
  };
  expect(await decide(discount)).toMatchObject({
    code: 'FUNDING_RATIO_SAID_TWICE',
    ...{ on: '2014-09-30', measure: 'policy', reported: '1.13', published: '1.12' },
  });
  // IX: the ratios that stand on the day: 1.30 of September 2016 against 1.20; what was missed of ten years stands against it
  expect(await decide({ ...discount, on: '2017-07-01' })).toMatchObject({ code: 'DISCOUNT_NOT_ALLOWED', failed: ['INDEXATION_10Y'] });
});
