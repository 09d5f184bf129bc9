/**
 * What a plan finds unusual: one seeded mistake of each kind in a realistic file, how many of them are caught, and how many
 * right rows are flagged beside them.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeSample } from '../../apps/cli/sample/data-set.js';
import { openLedger, type TestLedger } from './ledger.js';
import type { PlanReport } from '#reprocessing/plan/make-plan.js';

const PARTICIPANTS = 240;
const CORRECTIONS = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
const CONTRIBUTIONS = 'participantId,period,amount,currency,employerId,receivedOn';

let ledger: TestLedger;
const sampleOf = async (scheme: string): Promise<(name: string) => string> => {
  const folder = join(ledger.folder, `sample-${scheme}`);
  await writeSample({ folder, scheme, participants: PARTICIPANTS, seed: 20261 }, () => undefined);
  return (name) => join(folder, name);
};
const rowsOf = (file: string): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
const codesOf = ({ flags }: PlanReport): readonly string[] => flags.map(({ line, code }) => `${line} ${code}`);

beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

describe('corrected incomes', () => {
  /** participant, year, amount, employer of a report */
  let incomes: readonly { readonly id: string; readonly year: string; readonly amount: number; readonly employer: string }[];
  let right: readonly string[];
  const correction = (of: { readonly id: string; readonly year: string; readonly employer: string }, amount: number): string =>
    `${of.id},${of.year},${of.employer},${amount.toFixed(2)},EUR,checked,2013-06-01`;

  beforeEach(async () => {
    const file = await sampleOf('fi-kapl');
    await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
    await ledger.import('participants', file('participants.csv'));
    await ledger.import('incomes', file('incomes.csv'));
    incomes = rowsOf(file('incomes.csv')).map(([id = '', year = '', amount = '', , employer = '']) => ({
      id,
      year,
      amount: Number(amount),
      employer,
    }));
    right = rowsOf(file('corrections.csv'))
      .filter(([, year = '']) => year >= '2005')
      .map((cells) => [...cells.slice(0, 6), '2013-06-01'].join(','));
  });

  it('of right corrections, which move an income by an eighth or so, at most one in a hundred is flagged', async () => {
    const report = await ledger.plan(ledger.file('right.csv', [CORRECTIONS, ...right]));
    expect(report.rows.accepted).toBeGreaterThan(40);
    expect(report.rows.flagged / report.rows.accepted).toBeLessThanOrEqual(0.01);
    expect(report.patterns).toEqual([]);
  });

  it('each kind of mistake in a row is caught, and none of the right rows', async () => {
    const of2010 = incomes.filter(({ year, amount }) => year === '2010' && amount > 2000);
    const [first, second] = of2010.filter(({ id }) => of2010.filter((income) => income.id === id).length === 2);
    const [shifted, other] = of2010.filter(({ id }) => id !== first?.id);
    const twice = of2010.find(({ id }) => ![shifted, other, first].some((one) => one?.id === id));
    if (!shifted || !other || !first || !second || !twice) throw new Error('the sample has no such incomes');
    const mistakes = [
      correction(shifted, shifted.amount * 10 * 1.03), // a decimal point moved, of an income corrected by 3 %
      correction(other, other.amount * 2.6),
      correction(first, second.amount), // the other employer's amount
      correction(twice, twice.amount * 2), // counted twice
    ];
    const report = await ledger.plan(ledger.file('wrong.csv', [CORRECTIONS, ...mistakes, ...right]));
    const seeded = ['2 SHIFTED_DECIMAL', '3 UNUSUAL_AMOUNT', '4 EXCHANGED_EMPLOYERS', '5 UNUSUAL_AMOUNT'];
    expect(codesOf(report)).toEqual(expect.arrayContaining(seeded));
    expect(new Set(report.flags.map(({ line }) => line))).toEqual(new Set([2, 3, 4, 5]));
  });

  it('two years exchanged are caught, both of them', async () => {
    const pair = incomes.flatMap((a) =>
      incomes
        .filter((b) => b.id === a.id && b.employer === a.employer && a.year === '2009' && b.year === '2011')
        .map((b) => [a, b] as const),
    )[0];
    if (pair === undefined) throw new Error('the sample has no such pair');
    const [a, b] = pair;
    const report = await ledger.plan(ledger.file('years.csv', [CORRECTIONS, correction(a, b.amount), correction(b, a.amount)]));
    expect(codesOf(report)).toEqual(expect.arrayContaining(['2 EXCHANGED_YEARS', '3 EXCHANGED_YEARS']));
  });

  it('a slipped column that made every amount 10,000.00 too high is a pattern of the file', async () => {
    const slipped = incomes.filter(({ year }) => year === '2010').map((income) => correction(income, income.amount + 10_000));
    const { patterns } = await ledger.plan(ledger.file('slipped.csv', [CORRECTIONS, ...slipped]));
    expect(patterns.filter(({ code }) => code !== 'ONE_EMPLOYER')).toMatchObject([
      { fundId: 'fi-kapl', code: 'SAME_DIFFERENCE', figures: { difference: '10000.00', rows: slipped.length, of: slipped.length } },
      { code: 'MANY_FLAGGED', figures: { of: slipped.length } },
    ]);
  });

  it('amounts that slipped by a row, or beside real corrections, leave no one difference: too many rows are flagged', async () => {
    const of2010 = incomes.filter(({ year, amount }) => year === '2010' && amount > 2000);
    const slipped = of2010.map((income, index) => correction(income, (of2010[(index + 1) % of2010.length] as typeof income).amount));
    const { patterns } = await ledger.plan(ledger.file('next.csv', [CORRECTIONS, ...slipped]));
    expect(patterns.map(({ code }) => code)).toEqual(['MANY_FLAGGED']);
  });

  it('a file in cents is a pattern, and far from the last files', async () => {
    const ordinary = incomes
      .filter(({ year }) => year === '2009')
      .map((income, index) => correction(income, income.amount * (1 + ((index % 7) - 3) / 40)));
    const { digest } = await ledger.plan(ledger.file('ordinary.csv', [CORRECTIONS, ...ordinary]));
    await ledger.approve(digest);
    await ledger.commit(digest);
    const inCents = incomes.filter(({ year }) => year === '2010').map((income) => correction(income, Math.round(income.amount * 100)));
    // What was planned and thrown away is no measure for the next file.
    await ledger.plan(ledger.file('discarded.csv', [CORRECTIONS, ...inCents.slice(0, 100)]));
    await ledger.plan(ledger.file('discarded-2.csv', [CORRECTIONS, ...inCents.slice(0, 120)]));
    const { patterns, rows } = await ledger.plan(ledger.file('cents.csv', [CORRECTIONS, ...inCents]));
    expect(patterns.map(({ code }) => code)).toEqual(expect.arrayContaining(['SAME_FACTOR', 'TOTAL_FAR_FROM_LAST']));
    expect(rows.flagged).toBe(rows.accepted);
  });

  it('most participants of one employer are a pattern, where the file names several', async () => {
    const ids = [...new Set(incomes.map(({ id }) => id))].slice(0, 7);
    const late = ids.map((id, index) => `${id},2004,${(9000 + index).toFixed(2)},EUR,${index === 6 ? 'E9998' : 'E9999'}`);
    await ledger.import('incomes', ledger.file('late.csv', ['participantId,incomeYear,amount,currency,employerId', ...late]));
    const corrected = ids.map(
      (id, index) => `${id},2004,${index === 6 ? 'E9998' : 'E9999'},${(9100 + index * 7).toFixed(2)},EUR,checked,2012-06-01`,
    );
    const { patterns } = await ledger.plan(ledger.file('one.csv', [CORRECTIONS, ...corrected]));
    expect(patterns).toMatchObject([{ code: 'ONE_EMPLOYER', figures: { employerId: 'E9999', participants: 6, of: 7 } }]);
  });

  it('a fund publishes its own limits, from a day on', async () => {
    const [income] = incomes.filter(({ year, amount }) => year === '2010' && amount > 2000);
    if (income === undefined) throw new Error('the sample has no such income');
    const file = join(ledger.folder, 'limits.json');
    const entries = [{ from: '2023-01-01', value: '100.00', reference: 'board', status: 'external' }];
    ledger.file('limits.json', [
      JSON.stringify({ scheme: 'fi-kapl', announced: '2022-12-01', parameters: [{ name: 'plausibleJump', unit: 'EUR', entries }] }),
    ]);
    await ledger.publish('fi-kapl', file);
    const report = await ledger.plan(ledger.file('jump.csv', [CORRECTIONS, correction(income, income.amount + 100.01)]));
    expect(report.flags).toMatchObject([{ line: 2, code: 'UNUSUAL_JUMP', figures: { moved: '100.01', limit: '100.00' } }]);
    const within = await ledger.plan(ledger.file('within.csv', [CORRECTIONS, correction(income, income.amount + 100)]));
    expect(within.flags).toEqual([]);
  });
});

describe('contributions and transfers', () => {
  beforeEach(async () => {
    await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
    await ledger.import(
      'participants',
      ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'A,dk-p90,1970-05-20,female,2015-01-01']),
    );
    const months = Array.from(
      { length: 9 },
      (_, month) => `A,2022-0${month + 1},${(3000 + 10 * month).toFixed(2)},DKK,K1,2022-0${month + 1}-28`,
    );
    await ledger.import('contributions', ledger.file('c.csv', [CONTRIBUTIONS, ...months]));
  });

  it('an unusual month, and an unusual replacement', async () => {
    const report = await ledger.plan(
      ledger.file('c2.csv', [
        CONTRIBUTIONS,
        'A,2022-10,31000.00,DKK,K1,2022-10-31',
        'A,2022-09,300.00,DKK,K1,2022-09-28',
        'A,2022-11,3100.00,DKK,K1,2022-11-30',
      ]),
    );
    expect(codesOf(report)).toEqual(['2 SHIFTED_DECIMAL', '3 SHIFTED_DECIMAL']);
  });

  it('a contribution that stands comes again with a reference, or one of a reference without; with two references ' +
    'both are meant', async () => {
    const rows = [
      'A,2022-03,3020.00,DKK,K1,2022-03-28,bank 3',
      'A,2022-10,3100.00,DKK,K1,2022-10-28,bank 10',
      'A,2022-10,3100.00,DKK,K1,2022-10-28,',
      'A,2022-11,3100.00,DKK,K1,2022-11-28,1',
      'A,2022-11,3100.00,DKK,K1,2022-11-28,2',
    ];
    const report = await ledger.plan(ledger.file('c3.csv', [`${CONTRIBUTIONS},reference`, ...rows]));
    expect([report.rows.accepted, codesOf(report)]).toEqual([5, ['2 SAME_DAY_AND_AMOUNT', '4 SAME_DAY_AND_AMOUNT']]);
    expect(report.flags[0]?.message).toBe(
      'another contribution of 3020.00 on 2022-03-28 stands without a reference; this one has one: it may be the same, ' +
        'told a second time',
    );
  });

  it('a second transfer of one day and amount, in the ledger or in the file', async () => {
    const head = 'participantId,direction,amount,currency,transferredOn,counterparty';
    const first = await ledger.plan(
      ledger.file('t.csv', [head, 'A,in,50000.00,DKK,2022-06-01,Fund X', 'A,in,50000.00,DKK,2022-06-01,Fund Y']),
    );
    expect(codesOf(first)).toEqual(['3 SAME_DAY_AND_AMOUNT']);
    await ledger.approve(first.digest);
    await ledger.commit(first.digest);
    const again = await ledger.plan(
      ledger.file('t2.csv', [head, 'A,in,50000.00,DKK,2022-06-01,Fund Z', 'A,out,50000.00,DKK,2022-06-01,Fund Z']),
    );
    expect(codesOf(again)).toEqual(['2 SAME_DAY_AND_AMOUNT']);
  });
});
