/** A small sample through the whole program: files in, every reading out, the same twice, and proof that nothing was touched. */
import Database from 'better-sqlite3';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accrual, COORDINATES, type Accrual } from './accrual.js';

interface ImportReport {
  readonly rows: number;
  readonly appended: number;
  readonly repeated: number;
  readonly refused: number;
}

let cli: Accrual;
const fi = (name: string): string => join(cli.folder, 'fi', name);
const dk = (name: string): string => join(cli.folder, 'dk', name);

beforeAll(() => {
  cli = accrual();
  cli.json(0, 'sample', fi('.'), '--participants', '12', '--seed', '7', '--scheme', 'fi-kapl');
  cli.json(0, 'sample', dk('.'), '--participants', '3', '--seed', '7', '--scheme', 'dk-p90');
});
afterAll(() => cli.dispose());

describe('import', () => {
  const FILES = [
    ['participants', () => fi('participants.csv')],
    ['incomes', () => fi('incomes.csv')],
    ['corrections', () => fi('corrections.csv')],
    ['participants', () => dk('participants.csv')],
    ['contributions', () => dk('contributions.csv')],
  ] as const;

  it('a dry run before there is a ledger decides every row and makes none', () => {
    expect(cli.json<ImportReport>(0, 'import', 'participants', fi('participants.csv'), '--dry-run')).toMatchObject({
      dryRun: true,
      rows: 12,
      appended: 12,
      refused: 0,
    });
    expect(existsSync(cli.data)).toBe(false);
  });

  it('parameters establish their fund; the same file again changes nothing', () => {
    expect(cli.json(0, 'parameters', fi('parameters.json'))).toMatchObject({ status: 'published', established: true, fundId: 'fi-kapl' });
    expect(cli.json(0, 'parameters', fi('parameters.json'))).toMatchObject({ status: 'repeated', established: false });
    expect(cli.json(0, 'parameters', dk('parameters.json'))).toMatchObject({ status: 'published', fundId: 'dk-p90' });
  });

  it('appends every row of every file', () => {
    for (const [kind, file] of FILES) {
      const { rows, appended, refused } = cli.json<ImportReport>(0, 'import', kind, file());
      const lines = readFileSync(file(), 'utf8').trimEnd().split('\n').length - 1;
      expect([kind, rows, appended, refused]).toEqual([kind, lines, lines, 0]);
    }
  });

  it('appends nothing the second time, and exits 0', () => {
    const { head } = cli.json<{ head: object }>(0, 'verify');
    for (const [kind, file] of FILES) {
      const { rows, appended, repeated } = cli.json<ImportReport>(0, 'import', kind, file());
      expect([kind, appended, repeated]).toEqual([kind, 0, rows]);
    }
    expect(cli.json(0, 'verify')).toMatchObject({ status: 'clean', head });
  });

  it('keeps bad rows beside the good ones, exits 1, and takes the repaired file', () => {
    const file = cli.file(
      'late.csv',
      'participantId,incomeYear,amount,currency,employerId\nF000001,2012,"1,00",EUR,E9\nF000001,2012,100.00,EUR,E9\n' +
        'NOBODY,2012,1.00,EUR,E9\n',
    );
    const ran = cli.run('import', 'incomes', file);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(`${file}.rejects.csv`);
    expect(ran.stdout).toContain('INVALID_AMOUNT');
    expect(ran.stdout).toContain('UNKNOWN_PARTICIPANT');
    expect(cli.json<ImportReport>(1, 'import', 'incomes', `${file}.rejects.csv`)).toMatchObject({ rows: 2, refused: 2 });
  });
});

describe('readings', () => {
  it.each([
    ['windows', ['windows', 'F000001', '--as-of', '2012-12-31']],
    ['coverage', ['coverage', 'F000001', '--as-of', '2012-12-31']],
    ['coverage', ['coverage', 'D000001', '--as-of', '2022-11-15']],
    ['account', ['account', 'D000001', '--year', '2020']],
    ['explain', ['explain', 'F000001', 'windows.2005.premium', '--as-of', '2012-12-31']],
  ])('%s carries its coordinates, and gives the same bytes again: %j', (_name, args) => {
    const [first, again] = [cli.run(...args, '--json'), cli.run(...args, '--json')];
    expect([first.code, again.code, first.stderr]).toEqual([0, 0, '']);
    expect(JSON.parse(first.stdout)).toMatchObject(COORDINATES);
    expect(again.stdout).toBe(first.stdout);
  });

  it('history carries its coordinates and every event its source', () => {
    const history = cli.json<{ events: readonly { source?: { file: string } }[] }>(0, 'history', 'F000001');
    expect(history).toMatchObject({ ...COORDINATES, rulesKnownAt: null, rulebook: null });
    expect(new Set(history.events.map(({ source }) => source?.file))).toContain('incomes.csv');
  });

  it('lists the parameters in force and the years without any', () => {
    const list = cli.json<{ parameters: readonly { name: string }[]; missing: readonly { name: string; first: string | null }[] }>(
      0, 'parameters', 'list', '--fund', 'fi-kapl', '--at', '2003-07-01',
    );
    expect(list).toMatchObject({ ...COORDINATES, asOf: '2003-07-01', scheme: 'fi-kapl', fundId: 'fi-kapl' });
    expect(list.parameters.find(({ name }) => name === 'annualPremiumCoefficient')).toMatchObject({
      value: '0.214',
      since: '2003-01-01',
      until: '2003-12-31',
      status: 'illustrative',
      announced: '1997-01-01',
    });
    // The sample publishes 1997 … 2004 and the decree 2005 (official); the sample goes on to 2013.
    expect(list.missing.find(({ name }) => name === 'annualPremiumCoefficient')).toMatchObject({
      gaps: [{ from: '2014-01-01', to: null }],
    });
    expect(list.missing.find(({ name }) => name === 'shareOfFund')).toMatchObject({ first: null, gaps: [] });
    const then = cli.json<{ parameters: readonly { name: string }[] }>(
      0,
      'parameters',
      'list',
      '--fund',
      'fi-kapl',
      '--at',
      '2003-07-01',
      '--rules-known-at',
      '1996-12-31',
    );
    expect(then.parameters).toEqual([]);
  });
});

describe('the portfolio', () => {
  it.each([
    ['coverage', 'csv', 15],
    ['windows', 'ndjson', 12],
    ['coverage', 'parquet', 15],
  ])('sweep %s to %s answers for everyone it concerns', (model, format, answers) => {
    const out = join(cli.folder, `${model}.${format}`);
    const report = cli.json(0, 'sweep', model, '--out', out, '--as-of', '2022-11-15', '--workers', '1');
    const { rulebook: _rulebook, rulesKnownAt: _rulesKnownAt, ...coordinates } = COORDINATES;
    expect(report).toMatchObject({ ...coordinates, out, answers, rejected: 0, rejects: null, notApplicable: 15 - answers });
    expect(existsSync(out)).toBe(true);
  });

  it('a line of the sweep is the answer of the participant, digest and all', () => {
    const lines = readFileSync(join(cli.folder, 'windows.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { participantId: string });
    expect(lines).toHaveLength(12);
    const line = lines.find(({ participantId }) => participantId === 'F000003');
    expect(cli.json(0, 'windows', 'F000003', '--as-of', '2022-11-15')).toEqual(line);
  });

  it('the trial balance is zero, by fund and in all', () => {
    for (const of of [[], ['--fund', 'fi-kapl'], ['--participant', 'D000001']]) {
      const balance = cli.json<{ totals: readonly { balance: string }[] }>(0, 'trial-balance', ...of);
      expect(balance).toMatchObject({ ...COORDINATES, rulesKnownAt: null, rulebook: null, notCounted: [] });
      expect(balance.totals.length).toBeGreaterThan(0);
      expect(balance.totals.every(({ balance: total }) => total === '0.00')).toBe(true);
    }
  });

  it('rebuilt models are equal to those that stood', () => {
    const first = cli.json<{ models: readonly { model: string; comparison: string }[] }>(0, 'rebuild');
    expect(first.models.map(({ model }) => model)).toEqual(expect.arrayContaining(['coverage', 'windows', 'worklist']));
    expect(new Set(first.models.map(({ comparison }) => comparison))).toEqual(new Set(['incomparable']));
    const again = cli.json<{ models: readonly { model: string; comparison: string; digest: string; before: string }[] }>(
      0,
      'rebuild',
      'windows',
    );
    expect(again.models).toMatchObject([{ model: 'windows', comparison: 'equal' }]);
    const standing = cli.json<{ models: readonly { model: string }[] }>(0, 'models').models;
    for (const model of ['coverage', 'windows', 'worklist']) {
      expect(standing.find((one) => one.model === model)).toMatchObject({ participants: 15, lag: 0, building: null });
    }
  });

  it('a rebuilt model that differs is said aloud', () => {
    const models = new Database(join(cli.data, 'read-models.sqlite'));
    models.prepare(`UPDATE standing_row SET digest = 'x' WHERE subject_id = 'F000001' AND slot = (SELECT id FROM standing_slot WHERE ` +
      `model = 'windows' AND status = 'live')`).run();
    models.close();
    const ran = cli.run('rebuild', 'windows');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('A MODEL WAS NOT WHAT THE JOURNAL GIVES');
    expect(cli.json<{ models: readonly object[] }>(0, 'rebuild', 'windows').models).toMatchObject([{ comparison: 'equal' }]);
  });
});

describe('verify', () => {
  it('proves the journal, then names the first event that someone has altered', () => {
    expect(cli.run('verify')).toMatchObject({ code: 0, stderr: '' });
    const journal = new Database(join(cli.data, 'journal.sqlite'));
    const triggers = journal
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'`)
      .pluck()
      .all();
    for (const trigger of triggers) journal.exec(`DROP TRIGGER "${trigger}"`);
    const [position, body] = journal
      .prepare<[], [number, string]>(`SELECT position, body FROM events WHERE body LIKE '%IncomeReported%' ORDER BY position LIMIT 1`)
      .raw()
      .get() as [number, string];
    journal.prepare('UPDATE events SET body = ? WHERE position = ?').run(body.replace(/"amount":"(\d)/, '"amount":"9$1'), position);
    journal.close();
    const verdict = cli.json<{ status: string; findings: readonly { kind: string; position?: number }[] }>(1, 'verify');
    expect(verdict.status).toBe('damaged');
    expect(verdict.findings.find((finding) => finding.position !== undefined)).toMatchObject({ kind: 'altered', position });
    expect(cli.run('verify').stdout).toMatch(/^THE JOURNAL IS DAMAGED/);
  });
});
