/** Studies from the command line: the same bytes whatever the number of workers, a page that loads nothing, data that proves itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accrual, type Accrual } from './accrual.js';

interface Report {
  readonly runId: string;
  readonly digest: string;
  readonly A: { readonly outcome: { readonly meanFundingRatio: string } };
  readonly claims: readonly { readonly n: number; readonly held: boolean | null }[];
}

let cli: Accrual;
beforeAll(() => {
  cli = accrual();
  cli.file(
    'small.json',
    JSON.stringify({
      years: 15,
      scenarios: 120,
      seed: 3,
      birthYears: [1945, 1955, 2015],
      bounds: [
        { age: 70, bound: '0.99' },
        { age: 25, bound: '0.9' },
      ],
    }),
  );
});
afterAll(() => cli.dispose());

it('one, two and five workers answer the same bytes', () => {
  const outputs = ['1', '2', '5'].map((workers) => cli.run('alm', 'run', join(cli.folder, 'small.json'), '--workers', workers, '--json'));
  expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
  expect(outputs[0]?.stdout).toContain('"arithmetic":"double"');
});

it('writes a page that loads nothing and runs nothing, and data from which the same page follows', () => {
  const [page, data, again] = ['a.html', 'a.json', 'b.html'].map((name) => join(cli.folder, name)) as [string, string, string];
  const ran = cli.run('alm', 'run', join(cli.folder, 'small.json'), '--out', page, '--out', data);
  expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('What the note says')]);
  const html = readFileSync(page, 'utf8');
  // Two fans for each of the six sets of rules, the two of cuts, net profit, premium.
  expect(html.match(/<svg /g)?.length).toBe(2 * 6 + 4);
  expect(html).not.toMatch(/<script|<link|<img|https?:|@import|url\(|NaN|undefined|Infinity/);
  for (const text of [
    'old rules',
    'new rules',
    'indexation from 105 %',
    'Assumptions',
    'official',
    'assumed',
    'not reached',
    'Pension result by birth year: all three',
    'breached',
    'Those of 25: at least 90.0 % is not tested; the study has no pension of theirs.',
  ]) expect(html.replaceAll('\u00a0', ' ')).toContain(text);
  expect(html).not.toMatch(/\d %/); // which a line could break
  expect(cli.run('alm', 'report', data, '--out', again).code).toBe(0);
  expect(readFileSync(again, 'utf8')).toBe(html);
});

it('data that was changed is refused', () => {
  const data = join(cli.folder, 'changed.json');
  cli.run('alm', 'run', join(cli.folder, 'small.json'), '--out', data);
  const report = JSON.parse(readFileSync(data, 'utf8')) as Report;
  writeFileSync(data, JSON.stringify({ ...report, A: { ...report.A, outcome: { ...report.A.outcome, meanFundingRatio: '2' } } }));
  expect(cli.json(1, 'alm', 'report', data)).toMatchObject({ error: { code: 'INVALID_REPORT' } });
});

it.each([
  ['a field that is none', { scenario: 5 }, 'INVALID_INPUT', 'scenario'],
  ['a regime that is none', { regimeA: 'older' }, 'INVALID_INPUT', 'regimeA'],
  ['too much', { years: 500, scenarios: 1_000_000 }, 'STUDY_TOO_LARGE', undefined],
  ['an economy beyond all bounds', { years: 5, scenarios: 30, params: { rateVol: 1 } }, 'SCENARIO_OUT_OF_RANGE', undefined],
])('%s', (_name, input, code, field) => {
  const answer = cli.json<{ error: { code: string; field?: string } }>(
    1,
    'alm',
    'run',
    cli.file('wrong.json', JSON.stringify(input)),
    '--workers',
    '2',
  );
  expect([answer.error.code, answer.error.field]).toEqual([code, field]);
});

it('a study is recorded once, listed, and read again to the same page; decimals find what doubles found', () => {
  cli.run('import', 'employers', cli.file('employers.csv', 'employerId,scheme,kind,affiliatedOn\nE,nl-pob,mandatory,2014-01-01\n'));
  const study = cli.file('tiny.json', JSON.stringify({ years: 2, scenarios: 2, variants: {} }));
  const page = join(cli.folder, 'recorded.html');
  const first = cli.run('alm', 'run', study, '--record', '--reference', 'minutes 3', '--out', page, '--json');
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('recorded: run')]);
  expect(cli.run('alm', 'run', study, '--record', '--reference', 'again').stderr).toContain('was recorded before');
  const { runs } = cli.json<{ runs: readonly { runId: string; reference: string; engine: { arithmetic: string } }[] }>(0, 'alm', 'runs');
  expect(runs).toMatchObject([{ reference: 'minutes 3', engine: { rulebook: 'nl-ftk', arithmetic: 'double' } }]);
  const again = join(cli.folder, 'read-again.html');
  expect(cli.run('alm', 'report', (runs[0]?.runId ?? '').slice(0, 12), '--out', again).code).toBe(0);
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(page, 'utf8'));
  expect(cli.json(1, 'alm', 'report', '0123456789abcdef')).toMatchObject({ error: { code: 'UNKNOWN_RUN' } });
  const double = JSON.parse(first.stdout) as Report;
  const decimal = cli.json<Report & { engine: { arithmetic: string } }>(
    0,
    'alm',
    'run',
    study,
    '--arithmetic',
    'decimal',
    '--workers',
    '1',
  );
  expect(decimal.engine.arithmetic).toBe('decimal');
  expect(Number(decimal.A.outcome.meanFundingRatio)).toBeCloseTo(Number(double.A.outcome.meanFundingRatio), 12);
  expect(decimal.runId).not.toBe(double.runId);
});

it('wrong usage', () => {
  expect(cli.run('alm', 'run', 'nowhere.json').code).toBe(2);
  expect(cli.run('alm', 'run', '--out', 'study.pdf').code).toBe(2);
  expect(cli.run('alm', 'run', cli.file('no.json', '[1]'))).toMatchObject(
    { code: 1, stderr: expect.stringContaining('INVALID_JSON') as string },
  );
});
