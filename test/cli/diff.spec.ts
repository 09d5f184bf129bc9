/** `accrual diff`, from files to the page: why figures moved, with the place of every fact. */
import { join } from 'node:path';
import { accrual, COORDINATES, SAMPLES, type Accrual } from './accrual.js';

interface Cause {
  readonly cause: string;
  readonly amount: string;
  readonly events: readonly object[];
}

interface Diff {
  readonly since: { readonly coverageDigest: string | null };
  readonly coverageDigest: string | null;
  readonly moved: readonly {
    readonly figure: string;
    readonly from: string;
    readonly to: string;
    readonly movement: string;
    readonly causes: readonly Cause[];
  }[];
  readonly unmoved: readonly object[];
  readonly notes: readonly string[];
}

let cli: Accrual;
/** Journal positions: after the incomes, after the first savings, at the end. */
let position: { readonly incomes: number; readonly saved: number; readonly end: number };

const end = (): number => {
  const heads = ['AINO', 'BO'].map((id) => cli.run('history', id, '--json')).filter(({ code }) => code === 0);
  return Math.max(...heads.map(({ stdout }) => (JSON.parse(stdout) as { readonly position: number }).position));
};
const load = (kind: string, name: string, ...lines: readonly string[]): void =>
  void cli.json(0, 'import', kind, cli.file(name, `${lines.join('\n')}\n`));

beforeAll(() => {
  cli = accrual();
  cli.json(0, 'parameters', join(SAMPLES, 'fi-kapl', 'illustrative-1997-2013.json'));
  cli.json(0, 'parameters', join(SAMPLES, 'dk-p90', 'illustrative.json'));
  load(
    'participants',
    'participants.csv',
    'participantId,scheme,birthDate,sex,enrolledOn',
    'AINO,fi-kapl,1962-04-05,female,1997-01-01',
    'BO,dk-p90,1970-05-20,male,2020-01-01',
  );
  load('incomes', 'incomes.csv', 'participantId,incomeYear,amount,currency,employerId', 'AINO,2003,18000.00,EUR,E1');
  const incomes = end();
  const header = 'participantId,period,amount,currency,employerId,receivedOn';
  load('contributions', 'june.csv', header, 'BO,2022-06,10000.00,DKK,K1,2022-06-30');
  const saved = end();
  load(
    'corrections',
    'corrections.csv',
    'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
    'AINO,2003,E1,19250.50,EUR,late pay slip,2009-10-02',
  );
  load('contributions', 'late.csv', header, 'BO,2022-05,500.00,DKK,K1,2022-05-31', 'BO,2022-07,700.00,DKK,K1,2022-07-31');
  position = { incomes, saved, end: end() };
});
afterAll(() => cli.dispose());

const figure = ({ moved }: Diff, name: string) => moved.find(({ figure: each }) => each === name);

describe('fi-kapl', () => {
  // Premium of 2003: 0.214 · 18 000 = 3 852.00. Settled in 2009: 0.214 · 1 250.50 = 267.607, interest 98.76095: 366.37.
  it('an income correction, with the line of the file that it came from', () => {
    const diff = cli.json<Diff>(0, 'diff', 'AINO', '--from', `asOf=2009-12-31,knownAt=${position.incomes}`, '--to', 'asOf=2009-12-31');
    expect(diff).toMatchObject({
      participantId: 'AINO',
      ...COORDINATES,
      since: { asOf: '2009-12-31', knownAt: position.incomes, position: expect.any(Number) as number, rulebook: { id: 'fi-kapl' } },
      notes: [],
    });
    const causes = [
      {
        cause: 'income correction',
        amount: '366.37',
        events: [
          { type: 'IncomeCorrected', effectiveDate: '2009-10-02', source: { file: 'corrections.csv', line: 2 } },
          { type: 'CorrectionSettled', effectiveDate: '2009-10-02', source: { file: 'corrections.csv', line: 2 } },
        ],
      },
    ];
    expect(figure(diff, 'coverage.value')).toMatchObject({ from: '3852.00', to: '4218.37', movement: '366.37', causes });
    expect(figure(diff, 'windows.2009.total')).toMatchObject({ from: '0.00', to: '366.37', causes });
    expect(figure(diff, 'account.2009.interest')).toMatchObject({ movement: '98.76' });
  });

  it('names the answers that it stands between by their digests', () => {
    const diff = cli.json<Diff>(
      0,
      'diff',
      'AINO',
      '--from',
      `asOf=2009-12-31,knownAt=${position.incomes}`,
      '--to',
      `asOf=2009-12-31,knownAt=${position.end}`,
    );
    const coverage = (...known: readonly string[]) =>
      cli.json<{ readonly digest: string }>(0, 'coverage', 'AINO', '--as-of', '2009-12-31', ...known).digest;
    expect([diff.since.coverageDigest, diff.coverageDigest]).toEqual([
      coverage('--known-at', String(position.incomes)),
      coverage('--known-at', String(position.end)),
    ]);
    const early = cli.json<Diff>(0, 'diff', 'AINO', '--from', 'asOf=1996-12-31', '--to', 'asOf=2009-12-31');
    expect(early.since.coverageDigest).toBeNull();
    expect(early.notes).toEqual([expect.stringContaining('At the first coordinates the ledger does not know the participant')]);
  });

  it('rules are an axis of their own: before they were announced nothing could be told', () => {
    const diff = cli.json<Diff>(0, 'diff', 'AINO', '--from', 'asOf=2009-12-31,rulesKnownAt=2005-12-31', '--to', 'asOf=2009-12-31');
    expect(figure(diff, 'coverage.value')).toBeUndefined(); // announced in 1998: known in 2005 as well
    const before = cli.json<Diff>(0, 'diff', 'AINO', '--from', 'asOf=2009-12-31,rulesKnownAt=1990-01-01', '--to', 'asOf=2009-12-31');
    expect(
      figure(before, 'coverage.value')
        ?.causes.map(({ cause }) => cause)
        .filter((cause) => !cause.startsWith('parameter ')),
    ).toEqual([]);
    expect(before.notes.join()).toContain('MISSING_PARAMETER');
  });
});

describe('dk-p90', () => {
  it('a late fact is told from one that came in time', () => {
    const diff = cli.json<Diff>(0, 'diff', 'BO', '--from', `asOf=2022-06-30,knownAt=${position.saved}`, '--to', 'asOf=2022-07-31');
    expect(figure(diff, 'coverage.value')).toMatchObject({
      from: '10000.00',
      to: '11200.00',
      causes: [
        { cause: 'late contribution', amount: '500.00', events: [{ source: { file: 'late.csv', line: 2 } }] },
        { cause: 'contribution', amount: '700.00', events: [{ source: { file: 'late.csv', line: 3 } }] },
      ],
    });
    expect(figure(diff, 'account.2022.contributions')).toMatchObject({ from: '10000.00', to: '11200.00' });
    // The whole of the forecast is put down to something, too.
    for (const { movement, causes } of diff.moved) {
      const cents = (amount: string) => Number(amount.replace('.', ''));
      expect(causes.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(cents(movement));
    }
  });

  it('the page shows a small table for each figure that moved, and the others in a line', () => {
    const { code, stdout } = cli.run('diff', 'BO', '--from', `asOf=2022-06-30,knownAt=${position.saved}`, '--to', 'asOf=2022-07-31');
    expect(code).toBe(0);
    const lines = stdout.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        'coverage.value: 10 000.00 → 11 200.00',
        'late contribution 500.00 2022-05-31 ContributionReceived (late.csv:2)',
        'contribution 700.00 2022-07-31 ContributionReceived (late.csv:3)',
        'together 1 200.00',
        'account.2022.contributions 10 000.00 11 200.00 1 200.00 late contribution 500.00, contribution 700.00',
        expect.stringMatching(/^Unmoved: account\.2022\.adjustments 0\.00, /),
      ]),
    );
  });
});

describe('coordinates', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['asof=2022-06-30', 'found "asof=2022-06-30"'],
    ['2022-06-30', 'found "2022-06-30"'],
    ['', 'found ""'],
    ['asOf=2022-02-30', 'asOf must be a date such as 2005-07-01, found "2022-02-30"'],
    ['asOf=2022-01-01,asOf=2022-02-01', 'name asOf twice'],
    ['knownAt=yesterday', 'knownAt must be an instant in UTC'],
    ['asThen=12', 'asThen must be an instant in UTC'],
    ['asThen=2022-01-01,knownAt=5', 'asThen sets knownAt and rulesKnownAt'],
  ];
  it.each(wrong)('%j is wrong usage, in words', (coords, words) => {
    const { code, stderr } = cli.run('diff', 'BO', '--from', coords);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  it('what the ledger cannot know is refused, as everywhere', () => {
    expect(cli.json(1, 'diff', 'BO', '--from', 'knownAt=999999')).toMatchObject({ error: { code: 'POSITION_BEYOND_END' } });
    expect(cli.json(1, 'diff', 'NOBODY', '--from', 'asOf=2022-06-30')).toMatchObject({ error: { code: 'UNKNOWN_PARTICIPANT' } });
    expect(cli.run('diff', 'BO').code).toBe(2);
  });
});
