/**
 * A feasibility test out of a recorded study (nl-ftk section 8, nl-pob IX): its figures and its digest, where it begins with what the fund
 * recorded of the year, and a refusal where it does not.
 */
import { published, type PublishedReport } from '#engine/alm/published.js';
import { runStudy } from '#engine/alm/run-study.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { fundAccountability } from '#projections/policy/fund-accountability.js';
import { fundExplanation } from '#projections/policy/fund-explanation.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { decisionOf } from '#reprocessing/fan-out/decisions-file.js';
import { reportOf } from '#rulebooks/nl-ftk/alm/report.js';
import { ALM_RUN, readAlmRun } from '#rulebooks/nl-ftk/alm/study.js';
import { openEmployers, type EmployersLedger } from '../employers/books.js';
import { NOW } from '../reprocessing/ledger.js';

const FUND = 'nl-pob';
const OTHER = 'other-fund';
let books: EmployersLedger;

const decide = (command: object, fundId = FUND) =>
  declare({ reference: 'board', ...command } as FundCommand, { journal: books.journal, fundId, clock: () => NOW, actor: 'board' });
const refusal = (command: object) => decide(command).then(() => undefined, refusalOf);

/** Two scenarios of fifteen years, recorded. */
async function study(input: JsonObject, fundId = FUND): Promise<PublishedReport> {
  const run = readAlmRun({ scenarios: 2, years: 15, variants: {}, birthYears: [1945], ...input });
  const report = published(reportOf(run, await runStudy({ study: run.study, workers: 0 })));
  const { runId, engine, digest: outputDigest, input: filled, ...output } = report;
  await decide({ decision: 'alm-run', runId, op: ALM_RUN.name, engine, input: filled, output, outputDigest, seconds: 1 }, fundId);
  return report;
}

let usual: PublishedReport;
const test = (given: object) => ({ decision: 'feasibility', year: 2019, run: usual.runId.slice(0, 12), age: 70, ...given });

beforeAll(async () => {
  books = await openEmployers();
  await books.publish(FUND, 'test/samples/nl-pob/accountability.json');
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn,fundId', `E1,nl-pob,mandatory,2018-03-01,${FUND}`);
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn,fundId', `E2,nl-pob,mandatory,2018-03-01,${OTHER}`);
  for (const [year, ratio] of [[2019, '1.08'], [2020, '1.2']] as const) {
    await decide({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio });
    await decide({ decision: 'expectations', year, ambition: '0.0123', growth: '0.025' });
    await decide({ decision: 'evaluate', year, ...(year === 2019 ? { backlog: '1.1' } : {}) });
  }
  // 108 % and a backlog of 10 % are what a study begins with where nothing else is said
  usual = await study({ bounds: [{ age: 70, bound: '0.90' }] });
});
afterAll(() => books.close());

it('takes the median and the low result of the fund’s rules, and keeps run and digest', async () => {
  const [event] = await decide(test({}));
  const { median, low } = (usual.B.outcome['pensionResult'] as { readonly 70: { readonly median: string; readonly low: string } })[70];
  expect(event).toMatchObject({
    ...{ type: 'FeasibilityTestReported', effectiveDate: '2019-01-01' },
    data: {
      results: { expected: median, badWeather: low },
      // 30 % below the expected one, by the sample's bound
      bounds: { expected: '0.9' },
      study: { runId: usual.runId, digest: usual.digest, rules: 'B', age: 70 },
    },
  });
  // of two scenarios d apart: the quartiles are d/2 apart, and 2.5 % lies 0.475·d below the median
  const [, lower, , upper] = usual.B.cohorts[0]?.pensionResult.map(Number) as [number, number, number, number];
  expect(Number(low)).toBeCloseTo(Number(median) - 0.475 * 2 * (upper - lower), 12);
  expect(await decide(test({ run: usual.runId }))).toEqual([]);
  expect(await refusal({ decision: 'feasibility', year: 2019, expected: median, badWeather: low })).toMatchObject({
    code: 'FEASIBILITY_ALREADY_REPORTED',
  });
});

it('shows the study beside the test, and takes its results apart down to the run', async () => {
  const { feasibility } = await fundAccountability(books.journal, () => NOW, FUND, {});
  expect(feasibility).toMatchObject([{ year: 2019, study: { runId: usual.runId, age: 70 } }]);
  const name = 'accountability.feasibility.2019.results.badWeather';
  const { figure, events } = await fundExplanation(books.journal, () => NOW, FUND, {}, { figure: name });
  expect(figure.formula).toBe('the 2.5 % quantile of the pension result of those of 70, by the study under its rules B');
  expect(events.map(({ type }) => type)).toEqual(['AlmRunRecorded', 'FeasibilityTestReported']);
});

it('comes by a row of a file of decisions as by a command', () => {
  const cells = { decision: 'feasibility', year: '2019', run: usual.runId, age: '70', reference: 'board' };
  expect(decisionOf(cells)).toMatchObject({ decision: 'feasibility', year: 2019, run: usual.runId, age: 70, expected: undefined });
});

describe('refuses', () => {
  it('what is not recorded, or by another fund', async () => {
    const others = await study({ seed: 9 }, OTHER);
    expect(await refusal(test({ run: 'ffffffffffff' }))).toMatchObject({ code: 'UNKNOWN_RUN', wanted: 'recorded' });
    expect(await refusal(test({ run: others.runId }))).toMatchObject({ code: 'UNKNOWN_RUN' });
  });

  it('a year that is not evaluated', async () => {
    expect(await refusal(test({ year: 2018 }))).toMatchObject({ code: 'NOT_EVALUATED', year: 2018 });
  });

  it.each([
    ['rules that are not the fund’s', { regimeB: { base: 'new', threshold: '1.05' } }, 'rules', 'new'],
    ['another ratio', { params: { fundingRatio0: '1.081' } }, 'fundingRatio0', '1.08'],
    ['another backlog', { params: { backlog0: '0.12' } }, 'backlog0', '0.1'],
  ])('a study of %s', async (_, input, assumption, ofFund) => {
    const { runId } = await study(input);
    expect(await refusal(test({ run: runId }))).toMatchObject({ code: 'RUN_DOES_NOT_FIT', runId, assumption, ofFund });
  });

  it('a generation that the study says nothing of', async () => {
    // who is 25 or 50 gets no pension within fifteen years
    expect(await refusal(test({ age: 25 }))).toMatchObject({ code: 'RUN_WITHOUT_RESULT', ages: [70] });
  });

  it('results beside a run, and half of what is wanted', async () => {
    expect(await refusal(test({ expected: '0.9' }))).toMatchObject({ code: 'RESULTS_BESIDE_RUN' });
    expect(await refusal(test({ age: undefined }))).toMatchObject({ code: 'MISSING_FIELD', column: 'age' });
    expect(await refusal(test({ run: undefined }))).toMatchObject({ code: 'MISSING_FIELD', column: 'run' });
    expect(await refusal(test({ run: undefined, age: undefined }))).toMatchObject({ code: 'MISSING_FIELD', column: 'expected' });
  });
});

it('a study may state its start to fewer digits than the fund has, and no fewer than three; its bound is the published one', async () => {
  // 2020 begins with 1.1·1.0123 = 1.11353, so a backlog of 11.353 %
  const of2020 = async (backlog0: string) => (await study({ params: { fundingRatio0: '1.20', backlog0 } })).runId;
  expect(await refusal(test({ year: 2020, run: await of2020('0.1136') }))).toMatchObject({ assumption: 'backlog0', ofFund: '0.11353' });
  expect(await refusal(test({ year: 2020, run: await of2020('0.11') }))).toMatchObject({ assumption: 'backlog0' });
  const bounded = await study({ params: { fundingRatio0: '1.20', backlog0: '0.114' }, bounds: [{ age: 70, bound: '0.85' }] });
  expect(await refusal(test({ year: 2020, run: bounded.runId }))).toMatchObject({
    ...{ code: 'RUN_DOES_NOT_FIT', assumption: 'bound', ofRun: '0.85', ofFund: '0.9' },
  });
  expect(await decide(test({ year: 2020, run: await of2020('0.1135') }))).toHaveLength(1);
});
