/** The worked example of the corrections (fi-kapl, section 14, example 3), from files to the windows that people read. */
import { join } from 'node:path';
import { accrual, COORDINATES, SAMPLES, type Accrual } from './accrual.js';

interface Windows {
  readonly windowFrom: number;
  readonly windowTo: number;
  readonly years: readonly { readonly incomeYear: number; readonly settlements: readonly object[] }[];
  readonly totals: object;
}

let cli: Accrual;

beforeAll(() => {
  cli = accrual();
  const steps: readonly (readonly string[])[] = [
    ['parameters', join(SAMPLES, 'fi-kapl', 'illustrative-1997-2013.json')],
    // The example's threshold is 800.00 in every year.
    [
      'parameters',
      cli.file(
        'threshold.yaml',
        'scheme: fi-kapl\nannounced: 1998-01-01\nparameters:\n- name: annualIncomeThreshold\n  unit: EUR per year\n  ' +
          'entries: [{from: 1997-01-01, to: 2013-12-31, value: 800.00, reference: example 3, status: illustrative}]\n',
      ),
    ],
    [
      'import',
      'participants',
      cli.file('participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nAINO,fi-kapl,1962-04-05,female,1997-01-01\n'),
    ],
    [
      'import',
      'incomes',
      cli.file(
        'incomes.csv',
        'participantId,incomeYear,amount,currency,employerId\nAINO,2000,15000.00,EUR,E1\nAINO,2003,18000.00,EUR,E1\n',
      ),
    ],
    [
      'import',
      'corrections',
      cli.file(
        'corrections.csv',
        'participantId,incomeYear,employerId,amount,currency,reason,correctedOn\n' +
          'AINO,2003,E1,19250.50,EUR,late pay slip,2009-10-02\n' +
          'AINO,2000,E1,16000.00,EUR,late pay slip,2009-10-02\n' +
          'AINO,2003,E1,18700.00,EUR,holiday pay,2010-01-15\n',
      ),
    ],
  ];
  for (const step of steps) cli.json(0, ...step);
});
afterAll(() => cli.dispose());

const year = ({ years }: Windows, incomeYear: number) => years.find((each) => each.incomeYear === incomeYear);

describe('windows --json', () => {
  // ΔA = 1250.50. Premium: 0.214·1250.50 = 267.607; interest: 267.607·0.36905221147 = 98.76095…
  // Smoothing part (woman of 41): 0.1587·1250.50 = 198.45435; interest 73.24001… Total 267.61 + 98.76.
  it('2009: an income inside the window is settled with interest, one before it is time-barred', () => {
    const windows = cli.json<Windows>(0, 'windows', 'AINO', '--correction-year', '2009', '--as-of', '2009-12-31');
    expect(windows).toMatchObject({
      participantId: 'AINO',
      correctionYear: 2009,
      windowFrom: 2001,
      windowTo: 2008,
      ...COORDINATES,
      asOf: '2009-12-31',
    });
    expect(windows.totals).toEqual({
      premiumDelta: '267.61',
      premiumInterest: '98.76',
      smoothingDelta: '198.45',
      smoothingInterest: '73.24',
      total: '366.37',
    });
    // 0.214·19250.50 = 4119.607
    expect(year(windows, 2003)).toMatchObject({
      status: 'open',
      lastCorrectionYear: 2011,
      closesOn: '2011-12-31',
      income: { reported: '18000.00', current: '19250.50' },
      premium: '4119.61',
    });
    // The year shows the new income and the premium of the old one: 0.211·15000.
    expect(year(windows, 2000)).toMatchObject({
      status: 'closed',
      lastCorrectionYear: 2008,
      income: { reported: '15000.00', current: '16000.00' },
      premium: '3165.00',
      settlements: [
        { correctionYear: 2009, incomeBefore: '15000.00', incomeAfter: '16000.00', premiumDelta: '0.00', total: '0.00', timeBarred: true },
      ],
    });
  });

  // ΔA = 18700 − 19250.50 = −550.50: −117.807, interest −52.34755…; smoothing −87.36435, interest −38.82035…
  it('2010: settled against the income last known, not the one first reported', () => {
    const windows = cli.json<Windows>(0, 'windows', 'AINO', '--as-of', '2010-12-31');
    expect(windows.totals).toEqual({
      premiumDelta: '-117.81',
      premiumInterest: '-52.35',
      smoothingDelta: '-87.36',
      smoothingInterest: '-38.82',
      total: '-170.16',
    });
    expect(year(windows, 2003)).toMatchObject({ income: { reported: '18000.00', current: '18700.00' }, premium: '4001.80' });
    expect(year(windows, 2003)?.settlements).toHaveLength(2);
  });

  it('the value date alone decides what counts: a day before the first correction there is none', () => {
    const windows = cli.json<Windows>(0, 'windows', 'AINO', '--as-of', '2009-10-01');
    expect(year(windows, 2003)).toMatchObject({ income: { current: '18000.00' }, settlements: [] });
    expect(windows.totals).toMatchObject({ total: '0.00' });
  });

  it('knowledge alone decides too: at the position of the incomes no correction is known, whatever its value date', () => {
    const history = cli.json<{ readonly events: readonly { readonly type: string; readonly position: number }[] }>(0, 'history', 'AINO');
    expect(history.events.map(({ type }) => type)).toEqual([
      'ParticipantEnrolled',
      'IncomeReported',
      'IncomeReported',
      'IncomeCorrected',
      'CorrectionSettled',
      'IncomeCorrected',
      'CorrectionTimeBarred',
      'IncomeCorrected',
      'CorrectionSettled',
    ]);
    const known = String(history.events[2]?.position);
    const windows = cli.json<Windows>(0, 'windows', 'AINO', '--as-of', '2010-12-31', '--known-at', known);
    expect(windows).toMatchObject({ knownAt: Number(known), position: Number(known) });
    expect(year(windows, 2003)).toMatchObject({ income: { current: '18000.00' }, premium: '3852.00', settlements: [] }); // 0.214·18000
  });

  it('every version of an income stays, with its reason and its day', () => {
    const windows = cli.json<Windows>(0, 'windows', 'AINO', '--as-of', '2010-12-31');
    expect(year(windows, 2003)).toMatchObject({
      versions: [
        { amount: '18000.00', correctedOn: null, reason: null },
        { amount: '19250.50', correctedOn: '2009-10-02', reason: 'late pay slip' },
        { amount: '18700.00', correctedOn: '2010-01-15', reason: 'holiday pay' },
      ],
    });
  });
});

describe('explain', () => {
  it('leads a premium to its article, its parameter with status, and the line of the file', () => {
    const { stdout, code } = cli.run('explain', 'AINO', 'windows.2003.premium', '--as-of', '2010-12-31');
    expect(code).toBe(0);
    expect(stdout).toContain('annualPremiumCoefficient');
    expect(stdout).toContain('illustrative');
    expect(stdout).toContain('corrections.csv:4');
  });

  it('leads an account of the trial balance to the line of the file', () => {
    const { stdout, code } = cli.run(
      'explain',
      'AINO',
      'trial-balance.participants:pensionable-income.EUR-income',
      '--as-of',
      '2008-12-31',
    );
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/= -33 000\.00 EUR income\n[^]*IncomeReported 2003-12-31 = -18 000\.00 EUR income\n[^]*incomes\.csv:3/),
    ]);
  });
});

describe('windows --closing', () => {
  it('names who closes in a year, with the corrections in time and too late', () => {
    const [closing, ...others] = cli.lines<object>(0, 'windows', '--closing', '2008', '--as-of', '2010-12-31');
    expect(others).toEqual([]);
    expect(closing).toMatchObject({
      participantId: 'AINO',
      incomeYear: 2000,
      closesOn: '2008-12-31',
      status: 'closed',
      corrections: [{ correctionYear: 2009, timeBarred: true }],
      ...COORDINATES,
    });
    expect(cli.lines(0, 'windows', '--closing', '2009', '--as-of', '2010-12-31')).toEqual([]);
  });

  it('gives the same from the standing models as from the journal', () => {
    const today = new Date().toISOString().slice(0, 10);
    const rowsOf = (...args: readonly string[]) =>
      cli
        .lines<{ digest: string; knownAt: unknown }>(0, 'windows', '--closing', '2011', ...args)
        .map(({ digest: _digest, knownAt: _knownAt, ...row }) => row);
    const standing = rowsOf();
    expect(standing).toMatchObject([{ incomeYear: 2003, corrections: [{ total: '366.37' }, { total: '-170.16' }] }]);
    expect(rowsOf('--as-of', today)).toEqual(standing);
  });
});

describe('windows --closing beside a plan', () => {
  it('shows what is pending, whether it is approved, and not to those who ask about earlier knowledge', () => {
    const { position } = cli.json<{ head: { position: number } }>(0, 'verify').head;
    const file = cli.file(
      'more.csv',
      'participantId,incomeYear,employerId,amount,currency,reason,correctedOn\nAINO,2003,E1,18800.00,EUR,audit,2011-05-02\n',
    );
    const { digest } = cli.json<{ digest: string }>(0, 'reprocess', 'plan', file);
    const pending = { plan: digest, incomeYear: 2003, employerId: 'E1', correctedOn: '2011-05-02', before: '18700.00', after: '18800.00' };
    const closing = (...args: readonly string[]) =>
      cli.lines<{ pending: readonly object[] }>(0, 'windows', '--closing', '2011', '--as-of', '2011-12-31', ...args);
    expect(closing()).toMatchObject([
      { incomeYear: 2003, status: 'open', corrections: [{}, {}], pending: [{ ...pending, approved: false }] },
    ]);
    cli.json(0, 'reprocess', 'approve', digest);
    expect(closing()[0]?.pending).toEqual([{ ...pending, approved: true }]);
    expect(cli.run('windows', '--closing', '2011', '--as-of', '2011-12-31').stdout).toContain('pending: E1 to 18 800.00, approved');
    expect(closing('--known-at', String(position))[0]?.pending).toEqual([]);
  });
});

describe('annul', () => {
  it('takes a correction back with its settlement; earlier knowledge keeps it', () => {
    const history = cli.json<{ readonly events: readonly { readonly id: string; readonly position: number }[] }>(0, 'history', 'AINO');
    const [first, last] = [history.events[3], history.events[7]];
    const refused = cli.json<{ error: { code: string } }>(1, 'annul', 'AINO', String(first?.id), '--reason', 'wrong person');
    expect(refused.error.code).toBe('LATER_CORRECTION_STANDS');
    const annulled = cli.json<{ annulled: readonly { type: string }[] }>(0, 'annul', 'AINO', String(last?.id), '--reason', 'wrong person');
    expect(annulled.annulled.map(({ type }) => type)).toEqual(['IncomeCorrected', 'CorrectionSettled']);
    expect(cli.json(0, 'annul', 'AINO', String(last?.id), '--reason', 'wrong person')).toMatchObject({ status: 'repeated', annulled: [] });
    expect(year(cli.json<Windows>(0, 'windows', 'AINO', '--as-of', '2010-12-31'), 2003)).toMatchObject({
      income: { current: '19250.50' },
      premium: '4119.61',
    });
    const before = String(history.events.at(-1)?.position);
    expect(year(cli.json<Windows>(0, 'windows', 'AINO', '--as-of', '2010-12-31', '--known-at', before), 2003)).toMatchObject({
      premium: '4001.80',
    });
    expect(cli.json<{ error: { code: string } }>(1, 'annul', 'AINO', 'none', '--reason', 'x').error.code).toBe('UNKNOWN_EVENT');
    expect(cli.run('annul', 'AINO', String(last?.id)).code).toBe(2);
  });
});

describe('import history --migrate', () => {
  it('brings the older system’s knowledge along: what the fund would have answered then', () => {
    const income = { record: 'income', participantId: 'VEERA', currency: 'EUR', employerId: 'E1' };
    const correction = { ...income, record: 'correction', incomeYear: 2003 };
    const records = [
      {
        record: 'participant',
        participantId: 'VEERA',
        scheme: 'fi-kapl',
        birthDate: '1962-04-05',
        sex: 'female',
        enrolledOn: '1997-01-01',
        recordedAt: '1997-01-15T08:00:00Z',
      },
      { ...income, incomeYear: 2003, amount: '18000.00', recordedAt: '2004-02-01T08:00:00Z' },
      { ...correction, amount: '19250.50', reason: 'late pay slip', correctedOn: '2009-10-02', recordedAt: '2009-10-05T08:00:00Z' },
      { ...correction, amount: '18700.00', reason: 'holiday pay', correctedOn: '2010-01-15', recordedAt: '2010-03-01T08:00:00Z' },
    ];
    const file = cli.file('old-system.ndjson', records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    expect(cli.json(0, 'import', 'history', file, '--migrate')).toMatchObject({ rows: 4, appended: 4 });
    expect(cli.json(0, 'import', 'history', file, '--migrate')).toMatchObject({ appended: 0, repeated: 4 });
    // Corrected on 15 January, recorded on 1 March: the day between knows nothing of it, though its value date is past.
    const then = (instant: string) => cli.json<Windows>(0, 'windows', 'VEERA', '--as-of', '2010-02-28', '--as-then', instant);
    expect(year(then('2009-10-04'), 2003)).toMatchObject({ income: { current: '18000.00' }, settlements: [] });
    expect(year(then('2010-02-28'), 2003)).toMatchObject({ income: { current: '19250.50' }, settlements: [{ total: '366.37' }] });
    expect(then('2010-02-28').totals).toMatchObject({ total: '0.00' });
    expect(then('2010-03-01')).toMatchObject({
      totals: { total: '-170.16' },
      knownAt: '2010-03-01T23:59:59.999Z',
      rulesKnownAt: '2010-03-01T23:59:59.999Z',
    });
  });
});
