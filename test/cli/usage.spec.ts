/** Wrong usage and nasty files: exit 2 or 1, a code, and words that say what to do; never a stack trace. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIGURE_KINDS } from '#reprocessing/fan-out/figures-file.js';
import { INPUT_KINDS } from '#reprocessing/formats/rows.js';
import { accrual, MAIN, type Accrual } from './accrual.js';

let cli: Accrual;
beforeAll(() => {
  cli = accrual();
  mkdirSync(join(cli.folder, 'folder'));
  cli.file('empty.csv', '');
  cli.file('binary.csv', 'PK\u0003\u0004\u0000\u0001');
  cli.file('semicolons.csv', 'participantId;incomeYear;amount;currency;employerId\n');
  cli.file('history.ndjson', '{"record":"income"}\n');
  cli.file('bad.yaml', 'scheme: [unclosed\n');
  cli.file('bad.json', '{"scheme": "fi-kapl", ');
  cli.file('list.yaml', '- a\n- b\n');
  cli.file('twice.json', '{"scheme":"fi-kapl","announced":"2005-01-01","announced":"2006-01-01"}');
  cli.file(
    'twice.ndjson',
    '{"id":1,"op":"fi.accumulation","input":{"from":"2005-01-01","from":"2004-01-01","to":"2006-01-01"}}\n{"id":2,' +
      '"op":"fi.accumulation","input":{"from":"2005-01-01","to":"2006-01-01"}}\n',
  );
  cli.file(
    'future.yaml',
    'scheme: fi-kapl\nannounced: 9998-01-01\nparameters:\n- {name: shareOfFund, entries: [{from: 2005-01-01, value: 0.5, ' +
      'reference: x, status: external}]}\n',
  );
  cli.file(
    'unknown.yaml',
    'scheme: fi-kapl\nannounced: 2005-01-01\nparameters:\n- {name: charm, entries: [{from: 2005-01-01, value: 0.5, ' +
      'reference: x, status: external}]}\n',
  );
  cli.file('value.yaml', 'scheme: fi-kapl\nannounced: 2005-01-01\nparameters:\n- {name: shareOfFund, entries: [{from: 2005-01-01, value: ' +
    'half, reference: x, status: external}]}\n');
  cli.file('scheme.yaml', 'scheme: nowhere\nannounced: 2005-01-01\nparameters: []\n');
});
afterAll(() => cli.dispose());

const CASES: readonly (readonly [args: string, code: number, said: string])[] = [
  ['imprt incomes a.csv', 2, "unknown command 'imprt'"],
  ['import wages a.csv', 2, `Allowed choices are ${[...INPUT_KINDS, ...FIGURE_KINDS].join(', ')}`],
  ['import incomes', 2, "missing required argument 'file'"],
  ['import incomes nowhere.csv', 2, 'NO_SUCH_FILE: there is no file nowhere.csv'],
  ['import incomes folder', 2, 'NO_SUCH_FILE: folder is a folder'],
  ['import incomes empty.csv', 1, 'EMPTY_FILE: empty.csv is empty; the first line must name the columns'],
  ['import incomes binary.csv', 1, 'NOT_A_TEXT_FILE'],
  ['import incomes semicolons.csv', 1, 'separate them by commas'],
  ['fund apply semicolons.csv', 1, 'WRONG_SEPARATOR: semicolons.csv, line 1: the columns are separated by ";"; separate them by commas'],
  ['fund apply empty.csv', 1, 'EMPTY_FILE: empty.csv is empty; its first line names the columns decision'],
  ['import history history.ndjson', 2, 'import it as migrated (--migrate)'],
  ['parameters', 2, "missing required argument 'file'"],
  ['parameters empty.csv', 2, 'the name must end in .yaml, .yml or .json'],
  ['parameters bad.yaml', 1, 'INVALID_PARAMETER_FILE: bad.yaml is not YAML'],
  ['parameters bad.json', 1, 'INVALID_PARAMETER_FILE: bad.json is not JSON'],
  ['parameters list.yaml', 1, 'must hold one object'],
  ['parameters twice.json', 1, 'twice.json names "announced" twice in one object; keep one'],
  ['alm run twice.json', 1, 'twice.json names "announced" twice in one object; keep one'],
  ['parameters future.yaml', 1, 'ANNOUNCED_IN_FUTURE'],
  ['parameters unknown.yaml', 1, 'the rulebook has no parameter charm; it knows'],
  ['parameters value.yaml', 1, 'must be a decimal string'],
  ['parameters scheme.yaml', 1, 'there is no rulebook nowhere; there are fi-kapl, dk-p90'],
  ['parameters list --scheme nowhere', 1, 'there is no rulebook nowhere'],
  ['parameters list --at yesterday', 2, 'must be a date such as 2005-07-01'],
  ['coverage P --as-of 2005-02-30', 2, 'must be a date such as 2005-07-01'],
  ['coverage P --as-then 2005-01-01 --known-at 3', 2, '--as-then sets --known-at'],
  ['windows', 2, 'name a participant, or give --closing YEAR'],
  ['windows P --closing 2010', 2, 'name a participant, or give --closing YEAR'],
  ['windows --closing 2010 --correction-year 2009', 2, 'leave --correction-year out'],
  ['sweep coverage', 2, "required option '--out <file>' not specified"],
  ['sweep history --out a.csv', 2, 'Allowed choices are coverage, windows, account'],
  ['sweep coverage --out a.xlsx', 2, 'name it FILE.csv, FILE.ndjson or FILE.parquet'],
  ['sweep coverage --out nowhere/a.csv', 2, 'there is no folder nowhere'],
  ['sweep coverage --out a.csv --correction-year 2010', 2, '--correction-year belongs to windows'],
  ['trial-balance --fund a --participant b', 2, 'either --fund or --participant'],
  ['trial-balance --known-at 999999', 1, 'POSITION_BEYOND_END'],
  ['rebuild everything', 2, 'Allowed choices are coverage, windows, worklist'],
  ['annul P EVENT', 2, "required option '--reason <text>' not specified"],
  ['annul P EVENT --reason x', 1, 'UNKNOWN_PARTICIPANT'],
  ['annul Q 00000000 --reason x', 1, 'UNKNOWN_EVENT: participant Q has no event whose id ends in 00000000'],
  ['sweep coverage --out semicolons.csv', 1, 'FILE_EXISTS: semicolons.csv is there already, and this command did not make it'],
  ['overview Q --html bad.json', 1, 'FILE_EXISTS: bad.json is there already'],
  ['coverage P', 1, 'UNKNOWN_PARTICIPANT'],
  ['checkpoint --out nowhere/x.note', 2, 'NO_SUCH_FOLDER: nowhere/x.note cannot be used'],
  ['checkpoint --out folder', 1, 'FILE_EXISTS: folder cannot be used: it is there already'],
  ['overview Q --html folder', 2, 'NO_SUCH_FILE: folder cannot be used: it is a folder; name a file'],
  ['overview Q --html /dev/full', 1, 'DISK_FULL: a file of this command cannot be used: its disk is full; free space and repeat'],
  ['copy-journal --to sqlite:nowhere/j.sqlite', 2, 'there is no folder'],
  ['checkpoint --out empty.csv/x.note', 2, 'NO_SUCH_FOLDER: empty.csv/x.note cannot be used: a part of its path is a file'],
  ['trial-balance --as-of 1900-01-01', 1, 'BEFORE_FIRST_EVENT: nothing known at'],
  ['trial-balance --known-at 0', 1, 'BEFORE_FIRST_EVENT'],
  ['trial-balance --fund nowhere', 1, 'UNKNOWN_FUND: the ledger has no fund nowhere'],
  [
    'history Q --as-of 1900-01-01',
    1,
    'BEFORE_FIRST_EVENT: nothing of participant-Q had taken effect by 1900-01-01; its first event does on 1997-01-01',
  ],
  ['history Q --known-at 1', 1, 'NOT_YET_KNOWN'],
  ['account Q --year 2040 --as-of 2022-12-31', 1, 'YEAR_NOT_BEGUN: the account of 2040 has not begun as of 2022-12-31'],
  ['sample empty.csv/x --scheme fi-kapl', 2, 'a part of its path is a file'],
];

describe('before there is a ledger', () => {
  it.each([
    'coverage P',
    'checkpoint',
    'prove 00000000-0000-8000-8000-000000000000',
    'trial-balance',
    'verify',
    'models',
    'windows --closing 2010',
    'sweep coverage --out a.csv',
    'parameters list',
  ])('%s says so and makes none', (args) => {
    const ran = cli.run(...args.split(' '));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/^NO_JOURNAL: /);
    expect(ran.stderr).toContain('journal.sqlite');
  });

  const known = ['import incomes a.csv', 'import payments a.csv', 'reprocess plan a.csv', 'settle --all', 'fund fan-out'];
  it.each([...known, 'annul P E --reason r'])(
    '%s writes to none that it would begin: the data folder may be another one',
    (args) => {
      cli.file('a.csv', 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn\n');
      const ran = cli.run(...args.split(' '));
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/^NO_JOURNAL: /)]);
      expect(existsSync(join(cli.data, 'journal.sqlite'))).toBe(false);
    },
  );
});

describe('wrong usage', () => {
  beforeAll(() => {
    // From here on there is a ledger: a participant whom none of the cases means.
    expect(
      cli.run(
        'import',
        'participants',
        cli.file('people.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nQ,fi-kapl,1960-05-17,female,1997-01-01\n'),
      ).code,
    ).toBe(0);
  });

  it.each(CASES)('accrual %s: exit %d', (args, code, said) => {
    const ran = cli.run(...args.split(' '));
    expect(ran.stderr).toContain(said);
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).not.toMatch(/^ +at /m);
  });

  it.each([
    [['employer', 'exemptions', ''], 'employer'],
    [['transfer', '  '], 'transfer'],
    [['history', ''], 'subject'],
  ])('accrual %j: an argument of blanks is none, and names nobody', (args, argument) => {
    const { code, stderr } = cli.run(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(`argument '${argument}' is empty\n\\(accrual .* --help shows how\\)`)]);
  });

  it.each([
    ['employer statement E1', 'employer statement'],
    ['transfer assess T1', 'transfer assess'],
    ['fund ratio --on 2026-02-30', 'fund ratio'],
    ['rights P1', 'rights'],
  ])('accrual %s: the help that is named is its own, and shows how', (args, named) => {
    const { code, stderr } = cli.run(...args.split(' '));
    expect([code, stderr]).toEqual([2, expect.stringContaining(`(accrual ${named} --help shows how)`)]);
    expect(cli.run(...named.split(' '), '--help').stdout).toContain(`accrual ${named}`);
  });

  it('a file of decisions without rows decides nothing, and nothing is booked', () => {
    const header = cli.file('header.csv', 'decision,year,rate\n');
    expect(cli.run('fund', 'apply', header, '--fund', 'fi-kapl')).toMatchObject({
      code: 0,
      stdout: 'Fund fi-kapl: header.csv has no rows below its header; nothing was decided and nothing booked.\n',
    });
    expect(cli.json(0, 'fund', 'apply', header, '--fund', 'fi-kapl')).toEqual({ fundId: 'fi-kapl', declared: [], fanOut: null });
  });

  it('a refusal as JSON: one document on stdout', () => {
    const { error } = cli.json<{ error: object }>(1, 'coverage', 'NOBODY');
    expect(error).toMatchObject({ code: 'UNKNOWN_PARTICIPANT', participantId: 'NOBODY' });
  });

  it.each([
    [1, 'INVALID_JSON', 'bad.json'],
    [1, 'INVALID_JSON', 'twice.json'],
    [2, 'NO_SUCH_FILE', 'nowhere.json'],
  ])('calculate answers JSON also where options stand before it: exit %d, %s', (code, said, file) => {
    const ran = cli.run('--data', cli.data, 'calculate', 'fi.accumulation', file);
    expect(ran.code).toBe(code);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: said } });
  });

  it('a line of calculate --batch in which a name stands twice is refused alone', () => {
    const { code, stdout } = cli.run('calculate', '--batch', 'twice.ndjson');
    expect([
      code,
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ]).toEqual([
      1,
      [
        expect.objectContaining({
          error: expect.objectContaining({ code: 'INVALID_JSON', message: 'line 1 names "from" twice in one object; keep one' }),
        }),
        expect.objectContaining({ id: 2, output: expect.anything() }),
      ],
    ]);
  });
});

describe('with --json every error is one document on stdout, and nothing on stderr', () => {
  it.each([
    ['imprt incomes a.csv', 2, 'WRONG_USAGE', "unknown command 'imprt'"],
    ['sweep coverage', 2, 'WRONG_USAGE', "required option '--out <file>' not specified"],
    ['coverage P --as-of 2005-02-30', 2, 'WRONG_USAGE', 'must be a date such as 2005-07-01'],
    ['import incomes nowhere.csv', 2, 'NO_SUCH_FILE', 'no file nowhere.csv'],
    ['coverage NOBODY', 1, 'UNKNOWN_PARTICIPANT', 'NOBODY'],
    ['', 2, 'WRONG_USAGE', 'name a command'],
  ])('accrual %s', (args, code, named, said) => {
    const ran = cli.run(...args.split(' ').filter((word) => word !== ''), '--json');
    expect([ran.code, ran.stderr]).toEqual([code, '']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: named, message: expect.stringContaining(said) } });
  });
});

describe('a page', () => {
  const asked = [
    'history Q',
    'coverage Q',
    'windows Q',
    'account Q --year 2000',
    'parameters list --scheme fi-kapl --at 2003-07-01',
    'parameters list --scheme dk-p90',
    'trial-balance',
    'overview Q',
  ];
  it.each([80, 120])('is no wider than a terminal of %d columns', (columns) => {
    for (const args of asked) {
      const { code, stdout } = cli.runWith({ COLUMNS: String(columns) }, ...args.split(' '));
      expect([args, code, stdout.split('\n').filter((line) => line.length > columns)]).toEqual([args, 0, []]);
    }
  });

  it('tells a history without the end of time, and each event by an id that annul takes', () => {
    const { stdout } = cli.run('history', 'Q');
    expect(stdout).toContain('1 event\n');
    expect(stdout).toContain('every value date · known at');
    expect(stdout).not.toMatch(/9999|position \d/);
    const id = / ([0-9a-f]{8})$/m.exec(stdout)?.[1] ?? '';
    const refused = cli.json<{ error: { code: string } }>(1, 'annul', 'Q', id, '--reason', 'x');
    expect(refused.error.code).not.toBe('UNKNOWN_EVENT'); // found; an enrolment stays
  });

  it('sent to a full disk is a refusal', () => {
    if (!existsSync('/dev/full')) return;
    const full = spawnSync(process.execPath, [MAIN, 'history', 'Q', '--data', cli.data], {
      encoding: 'utf8',
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    expect([full.status, full.stderr]).toEqual([1, expect.stringContaining('DISK_FULL: the output (stdout)')]);
  });
});

it('a sweep and an overview write over what they made themselves', () => {
  for (let time = 0; time < 2; time += 1) {
    for (const out of ['own.csv', 'own.ndjson', 'own.parquet'])
      expect([out, cli.run('sweep', 'coverage', '--out', out).code]).toEqual([out, 0]);
    expect(cli.run('overview', 'Q', '--html', 'own.html').code).toBe(0);
  }
  const kept = cli.file('kept.csv', 'participantId,amount\nQ,1\n');
  expect(cli.run('sweep', 'coverage', '--out', 'kept.csv').stderr).toContain('say --replace');
  expect(readFileSync(kept, 'utf8')).toBe('participantId,amount\nQ,1\n');
  expect(cli.run('sweep', 'coverage', '--out', 'kept.csv', '--replace').code).toBe(0);
  expect(readFileSync(kept, 'utf8')).toContain('digest');
});

describe('help', () => {
  it.each([
    'sample', 'import', 'parameters', 'parameters list', 'reprocess', 'annul', 'coverage', 'windows', 'account', 'history', 'explain',
    'sweep', 'trial-balance', 'models', 'rebuild', 'verify', 'calculate', 'serve',
  ])('%s --help has an example', (command) => {
    const ran = cli.run(...command.split(' '), '--help');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/Examples?:\n {2}/);
  });
});
