/** Liabilities of a fi-kapl fund: the ledger's figures are those of the calculations, and the fund's are their sums. */
import { resolve } from 'node:path';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Decimal, ZERO } from '#money/decimal.js';
import { liveRunner } from '#projections/run/live.js';
import { fundLiabilitiesAt } from '#projections/fund-liabilities/fund-liabilities.js';
import { liabilitiesProjection } from '#projections/liabilities/projection.js';
import { readFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { calculate } from '#rulebooks/calculate.js';
import type { LiabilityRules } from '#rulebooks/frame/capabilities/liabilities.js';
import { rulebookOf } from '#rulebooks/registry.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

let ledger: TestLedger;

beforeEach(async () => {
  ledger = await openLedger();
  await ledger.import(
    'participants',
    ledger.file('p.csv', [
      'participantId,scheme,birthDate,sex,enrolledOn',
      'A,fi-kapl,1950-02-02,male,1996-01-01',
      'B,fi-kapl,1962-04-05,female,1997-01-01',
    ]),
  );
  const incomes = [
    'A,1996,10000.00',
    'A,1997,10000.00',
    'A,2005,500.00',
    'B,1997,9000.00',
    'B,2001,21000.50',
    'B,2004,18000.00',
    'B,2005,20000.00',
  ];
  await ledger.import(
    'incomes',
    ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', ...incomes.map((row) => `${row},EUR,E1`)]),
  );
  for (const file of ['illustrative-1997-2013.json', 'illustrative-liabilities-1997-2013.json'])
    await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl', file));
});
afterEach(() => ledger.close());

const liabilitiesOf = (id: string, year: number) =>
  liveRunner(ledger.journal, () => NOW).ask(liabilitiesProjection, id, { asOf: `${year}-12-31` }, { year });
const ofFund = (year: number, more: Partial<Parameters<typeof fundLiabilitiesAt>[0]> = {}) =>
  fundLiabilitiesAt({ journal: ledger.journal, clock: () => NOW, fundId: 'fi-kapl', year, coordinates: {}, ...more });

const correct = (rows: readonly string[], more = '') =>
  ledger.import(
    'corrections',
    ledger.file('c.csv', [`participantId,incomeYear,employerId,amount,currency,reason,correctedOn${more}`, ...rows]),
  );

/** One calculation of the law with what the fund has published. */
async function operation(name: string, input: JsonObject): Promise<JsonObject> {
  const { parameters } = await rulesInForce('fi-kapl', await readFund(ledger.journal, 'fi-kapl'), undefined);
  const params = Object.fromEntries(
    [...parameters.parameters.values()]
      .filter(({ entries }) => entries.some(({ status }) => status === 'illustrative'))
      .map(({ name: of, entries }) => [
        of,
        entries
          .filter(({ status }) => status === 'illustrative')
          .map(({ from, to, value }) => ({ from, ...(to === undefined ? {} : { to }), value })),
      ]),
  );
  const result = calculate(name, { ...input, params } as JsonObject);
  if (result.status !== 'done') throw new Error(JSON.stringify(result.error));
  return result.output as JsonObject;
}

it('a participant’s funded pension and liability are those of the calculations', async () => {
  const { fundedPension, liabilities, age } = await liabilitiesOf('A', 2004);
  // Worked example 4 of the specification: 145.393072343 a year at the end of 2004.
  expect(Number(fundedPension)).toBeCloseTo(145.393072343, 8);
  expect(age).toBe(54);
  const { liability } = await operation('fi.liability', {
    kind: 'active',
    birthDate: '1950-02-02',
    sex: 'male',
    year: 2004,
    amount: fundedPension,
  });
  expect(liabilities).toHaveLength(1);
  expect(liabilities[0]?.formula).toBe('6');
  expect(Number(liabilities[0]?.liability)).toBeCloseTo(Number(liability), 6);
  // J_2004 / J_2003 = 1.0202: the raise is 0.0202 / 1.0202 of it.
  expect(Number(liabilities[0]?.indexRaise)).toBeCloseTo((Number(liability) * 0.0202) / 1.0202, 6);
});

it('a pension in payment follows formula (5), from the age at its start; others to 65 formulas (9) and (11)', async () => {
  const stream = 'participant-A';
  const started = (key: string, benefit: string, startsOn: string, amount: string) =>
    toAppend(
      stream,
      {
        type: 'PensionStarted',
        key,
        effectiveDate: startsOn,
        data: { benefit, startsOn, grantedOn: startsOn, amount, currency: 'EUR', frequency: 'monthly' },
      },
      { actor: 'test', correlationId: 'test' },
    );
  const events = [
    started('p1', 'old-age-pension', '2004-06-01', '10.00'),
    started('p2', 'unemployment-pension', '2003-06-01', '100.00'),
  ].map((event) => ({ ...event, correlationId: undefined }));
  await ledger.journal.append([{ stream, expected: 'any', events }]);
  const { fundedPension, liabilities } = await liabilitiesOf('A', 2005);
  expect(liabilities.map(({ formula, pensionYearly }) => [formula, pensionYearly])).toEqual([
    ['5', fundedPension],
    ['11', '1200'],
  ]);
  // Born 1950-02-02, begun on 2004-06-01: 54 years and 3 months.
  const paid = await operation('fi.liability', {
    kind: 'oldAgePension',
    birthDate: '1950-02-02',
    sex: 'male',
    year: 2005,
    amount: fundedPension,
    startAge: '54.25',
  });
  expect(Number(liabilities[0]?.liability)).toBeCloseTo(Number(paid['liability']), 6);
  const unemployed = await operation('fi.liability', {
    kind: 'unemployment',
    birthDate: '1950-02-02',
    sex: 'male',
    year: 2005,
    amount: '1200',
  });
  expect(Number(liabilities[1]?.liability)).toBeCloseTo(Number(unemployed['liability']), 6);
});

it('the fund’s liabilities are the sums, and those of pensions to begin follow from the incomes (formulas 7, 10, 12)', async () => {
  const { liabilities, sums } = await ofFund(2005);
  const [a, b] = [await liabilitiesOf('A', 2005), await liabilitiesOf('B', 2005)];
  const six = [a, b].reduce((sum, { liabilities: [own] }) => sum.plus(own?.liability ?? 0), ZERO);
  // A's 500.00 of 2005 lies below the threshold of 800.00; B's 20 000.00 above.
  expect(sums.incomeBases).toEqual({ 2001: '21000.5', 2004: '18000', 2005: '20000' });
  const amounts = Object.fromEntries(liabilities.components.map(({ formula, amount }) => [formula, amount]));
  expect(Number(amounts['6'])).toBeCloseTo(six.toNumber(), 8);
  // (7): 2.14 · 0.013 · 20 000; (10): 0.01235 · 20 000 + 0.00195 · 18 000; (12): 0.0030 · 20 000 + 0.0080 · 18 000 + 0.0036 · 21 000.5.
  expect([amounts['7'], amounts['10'], amounts['12']]).toEqual(['556.4', '282.1', '279.6018']);
  expect(sums.premium).toBe('4320'); // 0.216 · 20 000
  expect(liabilities.missing).toEqual([]);
  expect(new Decimal(liabilities.total ?? 0).minus(six).toNumber()).toBeCloseTo(556.4 + 282.1 + 279.6018, 8);
});

it('a missing coefficient leaves its part out by name, and the fund is not rolled forward on it', async () => {
  const { liabilities } = await ofFund(2004);
  expect(liabilities.total).toBeNull();
  expect(liabilities.missing.map((text) => text.slice(0, 12))).toEqual(['formula (10)', 'formula (12)']);
  await expect(ofFund(2004, { previousFund: new Decimal(0) })).rejects.toThrow(Refused);
});

const noTree = (): never => {
  throw new Error('no tree is asked for');
};

it('the fund of the smoothing parts is rolled forward as in worked example 6', () => {
  const law = rulebookOf('fi-kapl').capabilities.liabilities as LiabilityRules;
  const million = (amount: string): Decimal => new Decimal(amount).times(1_000_000);
  const set = rulebookOf('fi-kapl').parameters.official;
  const given = (name: string, value: string) => ({
    name,
    unit: 'fraction',
    entries: [{ from: '2005-01-01', to: '2005-12-31', value, reference: 'example 6', status: 'given' as const, announced: '2005-01-01' }],
  });
  const parameters = {
    ...set,
    parameters: new Map([
      ...set.parameters,
      ['shareOfFund', given('shareOfFund', '0.62')],
      ['shareOfPremium', given('shareOfPremium', '0.31')],
    ]),
  };
  const sums = {
    participants: 2,
    liabilities: new Map<string, Decimal>(),
    indexRaises: new Map([['6', million('21')], ['5', million('18.5')]]),
    incomeBases: new Map([[2005, million('905')]]),
    premium: million('195.48'),
    smoothingPart: million('155'),
    indexCorrection: ZERO,
  };
  // V^I = 2.14 · 0.013 · 905 = 25.1771 million; the total is given in the example.
  const seven = law.fund(2005, sums, parameters).value.components.find(({ formula }) => formula === '7');
  expect(seven?.amount).toBe('25177100');
  const components = [seven as NonNullable<typeof seven>];
  const liabilities = { value: { year: 2005, components, total: million('2395').toFixed(), totalPosted: null, missing: [] }, tell: noTree };
  const end = law.smoothingFund(
    2005,
    sums,
    liabilities,
    { previousFund: million('410'), liabilitiesPrevious: million('2310') },
    parameters,
  ).value;
  expect([end.fundPosted, end.claimPosted]).toEqual(['146146662.54', '0.00']);
});

it('corrections of a year settle what they change in the index raises of the year before, two years after it (2.4)', async () => {
  // Corrected in 2006: v = 2005, settled in the division of 2007.
  await correct(['B,2004,E1,20000.00,EUR,late pay,2006-05-02', 'B,2001,E1,22000.50,EUR,late pay,2007-05-02']);
  expect(Number((await liabilitiesOf('B', 2006)).indexCorrection)).toBe(0);
  const { indexCorrection } = await liabilitiesOf('B', 2007);
  // Born 1962: J_2005/J_2003 = 1.0202 · 1.0212, so ΔE^r_2005 = 0.005 · 2 000 · 1.04182824 = 10.4182824.
  const settled = await operation('fi.indexCorrection', {
    birthDate: '1962-04-05',
    sex: 'female',
    year: 2005,
    deltaFundedPension: '10.4182824',
    pensioner: false,
  });
  expect(settled['settlementYear']).toBe(2007);
  expect(Number(indexCorrection)).toBeCloseTo(Number(settled['amount']) * 1.055, 8);
  const rolled = (await ofFund(2007, { previousFund: new Decimal(1_000_000), previousLiabilities: new Decimal(0) })).smoothingFund;
  expect(rolled?.indexCorrection).toBe(indexCorrection);
});

it('the part of an income earned before 23 is told with it, and left out of the funded pension (section 7)', async () => {
  await ledger.import(
    'participants',
    ledger.file('q.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'C,fi-kapl,1978-07-01,male,2000-01-01']),
  );
  await ledger.import('incomes', ledger.file('j.csv', ['participantId,incomeYear,amount,currency,employerId', 'C,2001,9000.00,EUR,E1']));
  await expect(liabilitiesOf('C', 2005)).rejects.toMatchObject({
    refusal: { code: 'MISSING_INPUT', field: 'earnedBefore23', incomeYear: 2001, birthday: '2001-07-01' },
  });
  await correct(['C,2001,E1,9000.00,EUR,part before 23 told,2005-03-01,4000.00'], ',earnedBefore23');
  const { fundedPension } = await liabilitiesOf('C', 2005);
  // 0.005 · (9 000 − 4 000) · J_2005/J_2000 = 25 · 1.0327 · 1.0264 · 1.0182 · 1.0202 · 1.0212
  expect(fundedPension).toBe(new Decimal('25').times('1.0327').times('1.0264').times('1.0182').times('1.0202').times('1.0212').toFixed());
});

it('every figure of a fund explains itself: the funded pension down to the incomes with their events, k and J, the sums ' +
  'down to their coefficients', async () => {
  const live = liveRunner(ledger.journal, () => NOW);
  const { figure, events } = await live.explain('A', 'coverage.old-age-pension', { asOf: '2004-12-31' });
  expect(figure.value).toBe('145.39');
  // Worked example 4: J_2004 = 1141.58232687, k = 0.521683546326, 150 · J_2004 / 1007 = 170.0470198914 converted, 56.6823399638 not.
  expect(figure.inputs.map(({ name }) => name)).toEqual(['J_2004', 'k', 'pension of 1996 E1', 'pension of 1997 E1']);
  const values = figure.inputs.map(({ value }) => Number(value));
  for (const [index, expected] of [1141.58232687, 0.521683546326, 170.0470198914, 56.6823399638].entries())
    expect(values[index]).toBeCloseTo(expected, 8);
  expect(events.map(({ type, source }) => [type, source?.line])).toEqual([['IncomeReported', 2], ['IncomeReported', 3]]);
  const { figure: of2005 } = await ofFund(2005);
  const disability = of2005.inputs.find(({ name }) => name.startsWith('(7)'));
  expect(disability?.parameters.map(({ name, entry }) => [name, entry.value, entry.status])).toEqual([
    ['fi-kapl.liabilityCoefficient.k1', '2.14', 'official'],
    ['fi-kapl.liabilityCoefficient.k2', '0', 'official'],
    ['fi-kapl.disabilityEarningsShare', '0.013', 'official'],
  ]);
});
