/** The fund's recovery policy: which overpayments are taken back, and that what is left stands on the record. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accountProjection } from '#projections/account/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { parameterSet, type Parameter } from '#rulebooks/frame/parameters/parameters.js';
import { leftOutBecause } from '#rulebooks/frame/parameters/recovery-policy.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

function rule(name: string, ...entries: readonly (readonly [from: string, to: string | undefined, value: string])[]): Parameter {
  return {
    name,
    unit: 'test',
    entries: entries.map(([from, to, value]) => ({ from, to, value, reference: 'test', status: 'external', announced: '2000-01-01' })),
  };
}

describe('the policy', () => {
  const smallest = rule('recoverySmallestAmount', ['2010-01-01', undefined, '25.00']);
  const yearsBack = rule('recoveryYearsBack', ['2010-01-01', undefined, '5']);
  const no = rule('recoveryOfOverpayments', ['2010-01-01', '2011-12-31', 'no'], ['2012-01-01', undefined, 'yes']);

  it.each([
    // parameters, amount, year, decided on, left out?
    [[], -1, 1990, '2015-06-01', false],
    [[smallest], -2_499, 2014, '2015-06-01', true],
    [[smallest], -2_500, 2014, '2015-06-01', false],
    [[smallest], -2_499, 2009, '2009-12-31', false], // not in force yet
    [[smallest], 1, 2014, '2015-06-01', false], // an underpayment is always repaired
    [[yearsBack], -100_000, 2010, '2015-06-01', false], // 2015 − 5
    [[yearsBack], -100_000, 2009, '2015-06-01', true],
    [[yearsBack], 100_000, 1999, '2015-06-01', false],
    [[no], -100_000, 2010, '2011-12-31', true],
    [[no], -100_000, 2010, '2012-01-01', false],
  ] as const)('%# %j', (parameters, amountMinor, year, decidedOn, left) => {
    expect(leftOutBecause(parameterSet('test', parameters), { amountMinor, year, decidedOn }) !== undefined).toBe(left);
  });
});

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

async function publishPolicy(scheme: string, values: { readonly [name: string]: string }): Promise<void> {
  const parameters = Object.entries(values).map(([name, value]) => ({
    name,
    unit: 'test',
    entries: [{ from: '1990-01-01', value, reference: 'board', status: 'external' }],
  }));
  const file = join(ledger.folder, `${Object.keys(values).join('-')}-${Object.values(values).join('-')}.json`);
  writeFileSync(file, JSON.stringify({ scheme, announced: '1990-01-01', parameters }));
  await ledger.publish(scheme, file);
}

it('window settlement: a small refund is left and shown, a charge of the same size is settled', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01']),
  );
  await ledger.import(
    'incomes',
    ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', 'W1,2003,18000.00,EUR,E1', 'W1,2004,18000.00,EUR,E1']),
  );
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
  await publishPolicy('fi-kapl', { recoverySmallestAmount: '25' });
  // 2003: ΔP = 0.214 · −50 = −10.70; interest −10.70 · 0.36905221147 = −3.94886 → −3.95: −14.65 is left.
  // 2004: ΔP = 0.215 · 50 = 10.75, settled with its interest.
  const file = ledger.file('c.csv', [
    'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
    'W1,2003,E1,17950.00,EUR,audit,2009-10-02',
    'W1,2004,E1,18050.00,EUR,audit,2009-10-02',
  ]);
  const report = await ledger.plan(file);
  expect(report.currencies[0]).toMatchObject({ leftOut: '-14.65' });
  await ledger.approve(report.digest);
  await ledger.commit(report.digest);
  const { years, totals } = await liveRunner(ledger.journal, () => NOW).ask(windowsProjection, 'W1', { asOf: '2009-12-31' }, {});
  expect(years[0]?.settlements).toMatchObject([
    {
      premiumDelta: '0.00',
      total: '0.00',
      timeBarred: false,
      leftOut: { premiumDelta: '-10.70', premiumInterest: '-3.95', total: '-14.65' },
    },
  ]);
  expect(years[0]?.income.current).toBe('17950.00');
  expect(years[1]?.settlements).toMatchObject([{ premiumDelta: '10.75' }]);
  expect(totals.premiumDelta).toBe('10.75');
  expect((await ledger.plan(file)).rows).toMatchObject({ noChange: 2, accepted: 0 });
  const explained = await liveRunner(ledger.journal, () => NOW).explain('W1', 'windows.2003.settlements', { asOf: '2009-12-31' });
  expect(explained.figure.value).toBe('0.00');
  expect(explained.figure.inputs[0]).toMatchObject({
    name: 'left out in 2009',
    value: '0.00',
    formula: expect.stringContaining(
      '-10.70 + -3.95 = -14.65 is not taken back: 14.65 is less than 25 (recoverySmallestAmount on 2009-10-02)',
    ) as string,
    parameters: [{ name: 'fi-kapl.recoverySmallestAmount', entry: { value: '25', reference: 'board' } }],
  });
  expect(explained.figure.inputs[0]?.events).toHaveLength(2);
  expect(explained.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['IncomeCorrected', 'CorrectionSettled']));
});

it('what was left is not charged when the income goes up again, and small refunds add up until they are settled', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01']),
  );
  await ledger.import('incomes', ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', 'W1,2003,18000.00,EUR,E1']));
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
  await publishPolicy('fi-kapl', { recoverySmallestAmount: '25' });
  const correct = async (amount: string, on: string): Promise<void> => {
    await ledger.import(
      'corrections',
      ledger.file(`${on}.csv`, [
        'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
        `W1,2003,E1,${amount},EUR,audit,${on}`,
      ]),
    );
  };
  const settled = async () => {
    const { years } = await liveRunner(ledger.journal, () => NOW).ask(windowsProjection, 'W1', { asOf: '2009-12-31' }, {});
    return years[0]?.settlements.map(({ total, leftOut }) => [total, leftOut?.total, leftOut?.standing]);
  };
  // Each 50.00 is worth 0.214 · 50 = 10.70 and 3.95 of interest.
  await correct('17950.00', '2009-03-02');
  await correct('18000.00', '2009-04-02');
  expect(await settled()).toEqual([['0.00', '-14.65', false], ['0.00', undefined, undefined]]);
  await correct('17950.00', '2009-05-02');
  // 100.00 below what was settled: 0.214 · 100 = 21.40 and 7.8977… → 7.90: 29.30 is not small any more.
  await correct('17900.00', '2009-06-02');
  expect((await settled())?.slice(2)).toEqual([['0.00', '-14.65', false], ['-29.30', undefined, undefined]]);
  await correct('17899.00', '2009-07-02');
  expect((await settled())?.at(-1)).toEqual(['0.00', '-0.29', true]); // 0.214 and 0.079: −0.21 − 0.08
});

it('as if original: an overpaid interest is left once, and repaired where it was too little', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'A,dk-p90,1970-01-01,male,2021-01-01']),
  );
  await publishPolicy('dk-p90', { adminFee: '0', riskPremium: '0', groupPremium: '0', recoveryOfOverpayments: 'no' });
  const header = 'participantId,period,amount,currency,employerId,receivedOn';
  await ledger.import('contributions', ledger.file('c.csv', [header, 'A,2021-06,10000.00,DKK,K1,2021-06-30']));
  const context = { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'board' };
  await declare({ decision: 'interest', year: 2021, rate: '0.21', reference: 'test' }, context);
  await fanOut(context);
  const account = async () => {
    const { lines, closing } = await liveRunner(ledger.journal, () => NOW).ask(
      accountProjection,
      'A',
      { asOf: '2023-01-01' },
      { year: 2021 },
    );
    return { ...Object.fromEntries(lines.map(({ kind, amount }) => [kind, amount])), closing };
  };
  const reprocess = async (name: string, amount: string): Promise<void> => {
    const report = await ledger.plan(ledger.file(name, [header, `A,2021-06,${amount},DKK,K1,2021-06-30`]));
    await ledger.approve(report.digest);
    await ledger.commit(report.digest);
  };
  // Half a year at 21 %: 1.21^½ − 1 = 0.1; 10 000 bears 1 000.00, 6 000 bears 600.00: 400.00 too much, and left.
  await reprocess('less.csv', '6000.00');
  expect(await account()).toEqual({ contributions: '6000.00', interest: '1000.00', closing: '7000.00' });
  const adjusted = (await ledger.events('participant-A')).filter(({ type }) => type === 'AdjustmentPosted');
  expect(adjusted.map(({ data }) => [data['amount'], (data['leftOut'] as { amount: string }).amount])).toEqual([['0.00', '-400.00']]);
  expect(await fanOut(context)).toMatchObject({ booked: 0, events: 0 });
  const { figure } = await liveRunner(ledger.journal, () => NOW).explain('A', 'coverage.value', { asOf: '2023-01-01' });
  expect(figure.inputs.find(({ name }) => name === 'interest 2021')).toMatchObject({
    value: '1000.00',
    note: '400.00 too much was credited and is left by the fund’s recovery policy',
  });
  // 12 000 bears 1 200.00: 200.00 more than was credited; what had been left is no longer too much.
  await reprocess('more.csv', '12000.00');
  expect(await account()).toEqual({ contributions: '12000.00', interest: '1000.00', adjustments: '200.00', closing: '13200.00' });
  expect(await fanOut(context)).toMatchObject({ booked: 0, events: 0 });
});
