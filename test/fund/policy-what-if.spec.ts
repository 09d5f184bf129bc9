/** What the rules of funding would have proposed if a file of them had been in force: dated, marked, never stored (nl-ftk section 8). */
import { refusalOf } from '#ledger/kernel/refusal.js';
import { evaluationsAt } from '#projections/policy/fund-evaluations.js';
import { explanationAt } from '#projections/policy/fund-explanation.js';
import { recoveryPathAt } from '#projections/policy/fund-recovery.js';
import { policyWhatIf } from '#reprocessing/what-if/policy-what-if.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { openLedger, type TestLedger } from '../reprocessing/ledger.js';
import { clock, decideAsBoard, FUND } from './board.js';

let ledger: TestLedger;

const decide = (command: object) => decideAsBoard(ledger, command);

beforeAll(async () => {
  ledger = await openLedger();
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
  const cpi = { name: 'cpi', entries: [{ from: '2014-01-01', value: '100', reference: 'test', status: 'illustrative' }] };
  await ledger.publish(FUND, ledger.file('p.json', [JSON.stringify({ scheme: FUND, announced: '2014-01-01', parameters: [cpi] })]));
  for (const [year, ratio] of [[2015, '1.12'], [2016, '1.12'], [2017, '0.90']] as const) {
    await decide({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio });
    await decide({ decision: 'expectations', year, ambition: '0.01', growth: '0.025' });
    await decide({ decision: 'evaluate', year, ...(year === 2015 ? { backlog: '1' } : {}) });
  }
});
afterAll(() => ledger.close());

const entry = (from: string, value: string) => ({ from, value, reference: 'a proposal', status: 'illustrative' });
const document = (parameters: readonly object[], scheme = 'nl-ftk') => ({ scheme, announced: '2014-12-05', parameters });
const asked = () => ({ journal: ledger.journal, clock, fundId: FUND, asked: {} });
const fileOf = (rules: object) => ({ file: 'rules.json', sha256: 'a'.repeat(64), document: rules as never });
const suppose = (rules: object, question = {}) =>
  policyWhatIf(asked(), fileOf(rules), (id, at) => evaluationsAt(id, at, question));
const supposePath = (rules: object, years: number) =>
  policyWhatIf(asked(), fileOf(rules), (id, at) => recoveryPathAt(id, at, { years }));
const supposeFigure = (rules: object, figure: string) =>
  policyWhatIf(asked(), fileOf(rules), (id, at) => explanationAt(id, at, { figure }));
const threshold = { name: 'indexationThreshold', entries: [entry('2016-01-01', '1.05')] };

it('each year by the rules that are supposed on its first day; those before it stay as they are', async () => {
  const { years } = await suppose(document([threshold]));
  // 2015: (1.12 − 1.10)/10 = 0.2 %; 2016: min(1 %, (1.12 − 1.05)/10 = 0.7 %), the plan allows 1.32 %
  expect(years.slice(0, 2).map(({ proposed }) => proposed.indexation)).toEqual(['0.002', '0.007']);
  // 2017 with a required capital of 121.7 %: (0.90·1.025^10/1.217 − 1)/10 = −0.5334… %, and below it still
  const lower = await suppose(document([{ name: 'vevLoading', entries: [entry('2017-01-01', '0.217')] }]), { from: 2017, variant: {} });
  expect(lower.years.map(({ vev, proposed }) => [vev, proposed.action, proposed.indexation.slice(0, 9)])).toEqual([
    ['1.217', 'PLAN_CUT', '-0.005334'],
  ]);
});

it('the answer is marked with what it supposes and what that stands in the place of; nothing is stored', async () => {
  const before = (await ledger.journal.head()).position;
  const answer = await suppose(document([threshold]));
  expect(answer.whatIf).toEqual({
    rules: { file: 'rules.json', sha256: 'a'.repeat(64) },
    reports: null,
    parameters: [
      {
        ...{ name: 'indexationThreshold', from: '2016-01-01', to: null, value: '1.05', status: 'illustrative' },
        reference: 'what if, rules.json: a proposal',
        insteadOf: [expect.objectContaining({ from: '2015-01-01', value: '1.10', status: 'official' })],
      },
    ],
    events: [],
  });
  expect((await ledger.journal.head()).position).toBe(before);
});

it('the path of recovery goes by the rules that are supposed from their day on; the last evaluated year keeps its own', async () => {
  const lower = document([{ name: 'vevLoading', entries: [entry('2018-01-01', '0.217')] }]);
  const { year, required, path, whatIf } = await supposePath(lower, 2);
  // 2017: (0.90·1.025^10/1.266 − 1)/10 = −0.8998729086 %; then 0.90/0.9910012709·1.025 = 0.9308767073 and
  // (0.9308767073·1.2800845442/1.217 − 1)/10 = −0.2087026658 %, where 126.6 % would take 0.5876707301 %
  expect([year, required, path.map(({ action, factor }) => `${action} ${factor.slice(0, 10)}`)]).toEqual([
    ...[2017, '1.266'],
    ['PLAN_CUT 0.99100127', 'PLAN_CUT 0.99791297'],
  ]);
  expect(whatIf.parameters.map(({ name, from, value }) => [name, from, value])).toEqual([['vevLoading', '2018-01-01', '0.217']]);
  const { path: usual } = await supposePath(document([{ name: 'vevLoading', entries: [entry('2030-01-01', '0.217')] }]), 2);
  expect(usual.map(({ factor }) => factor.slice(0, 10))).toEqual(['0.99100127', '0.99412329']);
});

it('a figure of either is taken apart by the rules supposed, which are told as such', async () => {
  const walk = (figure: Figure): readonly Figure[] => [figure, ...figure.inputs.flatMap(walk)];
  const ofYear = await supposeFigure(document([threshold]), 'evaluations.2016.proposed.indexation');
  expect([ofYear.figure.value, ofYear.whatIf.parameters.length]).toEqual(['0.007', 1]);
  expect(walk(ofYear.figure).flatMap(({ note }) => note ?? [])).toContain('supposed: threshold 1.05');
  const lower = document([{ name: 'vevLoading', entries: [entry('2018-01-01', '0.217')] }]);
  const ofPath = await supposeFigure(lower, 'recovery-path.1.cut');
  expect([ofPath.figure.value.slice(0, 9), walk(ofPath.figure).flatMap(({ note }) => note ?? [])]).toEqual([
    ...['0.0020870', expect.arrayContaining(['supposed: vev 1.217'])],
  ]);
  const atOnce = document([{ name: 'vevLoading', entries: [entry('2017-01-01', '0.217')] }]);
  const ofRequired = await supposeFigure(atOnce, 'recovery-path.required');
  expect([ofRequired.figure.value, ofRequired.figure.note, ofRequired.figure.parameters]).toEqual(['1.217', 'supposed: vev 1.217', []]);
});

it('refuses what no yearly decision goes by', async () => {
  const codeOf = (rules: object) => suppose(rules).then(() => 'answered', (error: unknown) => refusalOf(error)?.code);
  expect(await codeOf(document([threshold], 'nl-pob'))).toBe('INVALID_PARAMETER_FILE');
  expect(await codeOf(document([{ name: 'salaryCap', entries: [entry('2016-01-01', '90000')] }]))).toBe('UNKNOWN_PARAMETER');
  expect(await codeOf(document([{ name: 'mvev', entries: [entry('2016-01-01', '-1')] }]))).toBe('INVALID_PARAMETER');
});
