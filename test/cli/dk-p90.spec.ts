/** The worked examples of dk-p90, section 10, from files to the coverage overview and the annual account that people read. */
import { join } from 'node:path';
import { accrual, COORDINATES, SAMPLES, type Accrual } from './accrual.js';

interface Coverage {
  readonly value: string;
  readonly benefits: readonly {
    readonly benefit: string;
    readonly basis: string;
    readonly amount: string;
    readonly validUntil: string | null;
    readonly condition: string;
  }[];
}

let cli: Accrual;

/** The funds: `dk-p90` with the demo set alone; `other` and `booked` with the examples' own values over it, `booked` with decisions. */
const OWN_VALUES = `
scheme: dk-p90
announced: 1981-01-01
parameters:
  - {name: retirementAge, unit: months, entries: [{from: 1980-01-01, value: 804, reference: example 1, status: illustrative}]}
  - {name: riskPremium, unit: DKK per month, entries: [{from: 1980-01-01, value: 0, reference: example 6, status: illustrative}]}
  - name: adminFee # example 6 has charges from January to June alone
    unit: DKK per month
    entries:
      - {from: 1980-01-01, to: 2022-06-30, value: 40, reference: example 6, status: illustrative}
      - {from: 2022-07-01, value: 0, reference: example 6, status: illustrative}
  - {name: groupCovers, unit: covers, entries: [{from: 1980-01-01, value: [{code: group-life, sum: "400000.00"}], reference: example 4, status: illustrative}]}
`;

beforeAll(() => {
  cli = accrual();
  const demo = join(SAMPLES, 'dk-p90', 'illustrative.json');
  const participants = [
    'participantId,scheme,birthDate,sex,enrolledOn,fundId,openingValue,openingDate',
    'PROJECTION,dk-p90,1970-05-20,male,1995-01-01,,498000.00,2022-10-01',
    'PAIDUP,dk-p90,1970-05-20,female,1995-01-01,,498000.00,2022-09-01',
    'ANNUITY,dk-p90,1955-12-15,male,1980-01-01,other,500000.00,2022-10-01',
    'COVER,dk-p90,1970-05-20,male,1995-01-01,other,498000.00,2022-06-01',
    'ACCOUNT,dk-p90,1970-05-20,male,1995-01-01,booked,100000.00,2021-12-31',
  ];
  const contributions = [
    'participantId,period,amount,currency,employerId,receivedOn',
    'PROJECTION,2022-10,2000.00,DKK,K1,2022-10-31',
    'PAIDUP,2022-09,2000.00,DKK,K1,2022-09-30',
    'COVER,2022-06,2000.00,DKK,K1,2022-06-30',
    ...[1, 2, 3, 4, 5, 6].map((month) => `ACCOUNT,2022-0${month},1000.00,DKK,K1,2022-0${month}-28`),
  ];
  const steps: readonly (readonly string[])[] = [
    ['parameters', demo],
    ...['other', 'booked'].flatMap((fund) => [
      ['parameters', demo, '--fund', fund, '--establish'],
      ['parameters', cli.file('own.yaml', OWN_VALUES), '--fund', fund],
    ]),
    ['import', 'participants', cli.file('participants.csv', `${participants.join('\n')}\n`)],
    ['import', 'contributions', cli.file('contributions.csv', `${contributions.join('\n')}\n`)],
    ['fund', 'interest', '--fund', 'booked', '--year', '2022', '--rate', '0.04', '--reference', 'example 6'],
    ['fund', 'close-year', '--fund', 'booked', '--year', '2022', '--reference', 'example 6'],
  ];
  for (const step of steps) cli.json(0, ...step);
});
afterAll(() => cli.dispose());

const coverage = (participant: string, asOf: string): Coverage => cli.json<Coverage>(0, 'coverage', participant, '--as-of', asOf);
const amount = ({ benefits }: Coverage, benefit: string, basis: string) =>
  benefits.find((each) => each.benefit === benefit && each.basis === basis)?.amount;

describe('coverage --json', () => {
  it('has the shape that others rely on', () => {
    const answer = coverage('PROJECTION', '2022-11-15');
    expect(answer).toMatchObject({
      participantId: 'PROJECTION',
      scheme: 'dk-p90',
      ...COORDINATES,
      asOf: '2022-11-15',
      rulebook: { id: 'dk-p90' },
    });
    expect(answer.benefits[0]).toEqual({
      benefit: 'old-age-pension',
      amount: '10241.98',
      currency: 'DKK',
      frequency: 'monthly',
      basis: 'expected',
      condition: expect.any(String) as string,
      validUntil: null,
      figure: expect.any(String) as string,
    });
    expect(answer).toMatchObject({
      assumptions: expect.arrayContaining([
        {
          name: 'calculationRate',
          value: '0.03',
          from: expect.any(String) as string,
          reference: expect.any(String) as string,
          status: 'official',
        },
      ]) as object,
    });
  });

  // Example 1: 500000/(12·10.7718404145) = 3868.11; expected 500000/(12·9.38664909893) = 4438.93, with 4 % special bonus 4616.49.
  it('1: the annuity at the day of retirement, 67 on 2022-12-15', () => {
    const answer = coverage('ANNUITY', '2023-01-01');
    expect([amount(answer, 'old-age-pension', 'guaranteed'), amount(answer, 'old-age-pension', 'expected')]).toEqual([
      '3868.11',
      '4616.49',
    ]);
  });

  // Example 3: (13408.1764142 + 536.327056568)/1.36150532198 = 10241.98; 60 % of it; calculation basis 10685.54/1.3615… = 7848.33.
  it('3: the whole projection, paying', () => {
    const answer = coverage('PROJECTION', '2022-11-15');
    expect(answer.value).toBe('500000.00');
    expect(amount(answer, 'old-age-pension', 'expected')).toBe('10241.98');
    expect(amount(answer, 'old-age-pension', 'guaranteed')).toBe('7848.33');
    expect(amount(answer, 'disability-pension', 'expected')).toBe('10241.98');
    expect(amount(answer, 'spouse-pension', 'expected')).toBe('6145.19');
  });

  it('3: the last contribution a month earlier: paid-up', () => {
    expect(amount(coverage('PAIDUP', '2022-11-15'), 'old-age-pension', 'expected')).toBe('6287.64');
  });

  it.each([
    ['2023-06-30', 'RUN_OFF', '400000.00'],
    ['2023-07-01', 'LAPSED', '0.00'],
  ])('4: group life, last contribution in June 2022, on %s: %s', (day, condition, sum) => {
    const cover = coverage('COVER', day).benefits.find(({ benefit }) => benefit === 'group-life');
    expect(cover).toMatchObject({ condition, amount: sum, validUntil: '2023-06-30' });
  });

  it('without its parameter an answer is refused by name and date, not guessed', () => {
    cli.json(
      0,
      'import',
      'participants',
      cli.file('bare.csv', 'participantId,scheme,birthDate,sex,enrolledOn,fundId\nBARE,dk-p90,1970-05-20,male,1995-01-01,bare\n'),
    );
    const { error } = cli.json<{ error: { code: string; message: string; date: string } }>(1, 'coverage', 'BARE', '--as-of', '2022-11-15');
    expect(error).toMatchObject({ code: 'MISSING_PARAMETER', date: expect.stringMatching(/^\d{4}-/) as string });
    expect(error.message).toContain('accrual parameters FILE');
  });
});

describe('account --json', () => {
  // Example 6: interest 4136.9881195; 100000 + 6000 − 240 − 900 + 4136.99 = 108996.99.
  it('6: charges and interest of a year, to the øre', () => {
    const account = cli.json<object>(0, 'account', 'ACCOUNT', '--year', '2022');
    expect(account).toMatchObject({
      participantId: 'ACCOUNT',
      year: 2022,
      opening: '100000.00',
      closing: '108996.99',
      lines: expect.arrayContaining([
        { kind: 'contributions', amount: '6000.00' },
        { kind: 'interest', amount: '4136.99' },
        { kind: 'administration', amount: '-240.00' },
        { kind: 'insurance', amount: '-900.00' },
      ]) as object,
      ...COORDINATES,
    });
  });
});
