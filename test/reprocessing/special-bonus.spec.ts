/** Special bonus provisions of a dk-p90 fund (section 7): declared once a year, told to every participant as decided. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { diffParticipant } from '#projections/diff/diff.js';
import { liveRunner } from '#projections/run/live.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';
import { refusalOf } from './refusal-of.js';

const FUND = 'dk-p90';
const FIGURE = 'coverage.special-bonus-provision.accrued';
let ledger: TestLedger;

beforeEach(async () => {
  ledger = await openLedger();
  // The sample's parameters, without charges: values are what came in.
  const sample = JSON.parse(readFileSync('test/samples/dk-p90/illustrative.json', 'utf8')) as {
    parameters: { name: string; entries: { value: unknown }[] }[];
  };
  const free = sample.parameters.map((one) =>
    ['adminFee', 'riskPremium', 'groupPremium'].includes(one.name)
      ? { ...one, entries: one.entries.map((entry) => ({ ...entry, value: '0' })) }
      : one,
  );
  const file = join(ledger.folder, 'parameters.json');
  writeFileSync(file, JSON.stringify({ ...sample, parameters: free }));
  await people(
    'A,dk-p90,1970-01-01,male,2021-12-01,10000.00,2021-12-31',
    'B,dk-p90,1970-01-01,male,2021-12-01,20000.00,2021-12-31',
    'C,dk-p90,1970-01-01,female,2021-12-01,10000.00,2021-12-31',
  );
  await ledger.publish(FUND, file);
  await close(2021);
});
afterEach(() => ledger.close());

async function people(...rows: readonly string[]): Promise<void> {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate', ...rows]),
  );
}

const context = () => ({ journal: ledger.journal, fundId: FUND, clock: () => NOW, actor: 'board' });
const decide = (command: FundCommand) => declare(command, context());
const carryOut = () => fanOut({ ...context(), workers: 0 });
const provide = (year: number, poolMinor: number) => decide({ decision: 'special-bonus', year, poolMinor, reference: 'accounts' });

async function close(year: number): Promise<void> {
  await decide({ decision: 'interest', year, rate: '0', reference: 'test' });
  await decide({ decision: 'close-year', year, reference: 'test' });
}

/** Value, share and change of every statement, by participant. */
async function stated(...participants: readonly string[]): Promise<object> {
  const found: Record<string, readonly string[]> = {};
  for (const id of participants) {
    const events = await ledger.events(`participant-${id}`);
    found[id] = events
      .filter(({ type }) => type === 'SpecialBonusShareStated')
      .map(({ effectiveDate, data }) => `${effectiveDate} ${String(data['value'])}: ${String(data['share'])} (${String(data['change'])})`);
  }
  return found;
}

async function provision(participantId: string, asked: AskedCoordinates): Promise<readonly unknown[]> {
  const { benefits, value } = await liveRunner(ledger.journal, () => NOW).ask(coverageProjection, participantId, asked, undefined);
  const benefit = benefits.find(({ figure }) => figure === FIGURE);
  return [value, benefit?.amount, benefit?.validUntil];
}

it('is decided once with its sums, and told by largest remainder; the next year tells the change', async () => {
  const [declared] = await provide(2021, 100_001);
  // 1 000.01 / 40 000 = 0.02500025. Shares 250.0025, 500.005, 250.0025: the spare øre goes to B, whose remainder is largest.
  expect(declared).toMatchObject({
    type: 'SpecialBonusDeclared',
    effectiveDate: '2021-12-31',
    data: { pool: '1000.01', valueSum: '40000.00', rate: '0.02500025', change: '1000.01' },
  });
  expect(await carryOut()).toMatchObject({ participants: 3, booked: 3, events: 3, totals: { SpecialBonusShareStated: '0.00' } });
  expect(await provide(2021, 100_001)).toEqual([]);
  expect(await carryOut()).toMatchObject({ booked: 0, events: 0 });
  await close(2022);
  // A worse year: 600 / 40 000; shares 150, 300, 150.
  expect((await provide(2022, 60_000))[0]?.data).toMatchObject({ rate: '0.015', change: '-400.01' });
  await carryOut();
  expect(await stated('A', 'B', 'C')).toEqual({
    A: ['2021-12-31 10000.00: 250.00 (250.00)', '2022-12-31 10000.00: 150.00 (-100.00)'],
    B: ['2021-12-31 20000.00: 500.01 (500.01)', '2022-12-31 20000.00: 300.00 (-200.01)'],
    C: ['2021-12-31 10000.00: 250.00 (250.00)', '2022-12-31 10000.00: 150.00 (-100.00)'],
  });
  const { accounts } = await trialBalance({ journal: ledger.journal, clock: () => NOW, coordinates: { asOf: '2022-12-31' }, workers: 0 });
  expect(accounts.filter(({ account }) => account === 'fund:special-bonus-provisions')).toMatchObject([
    { credit: '1000.01', debit: '400.01' },
  ]);
});

it('a fact that comes after the decision moves no share, whenever it is stated; the next decision counts it', async () => {
  await provide(2021, 100_001);
  await ledger.import(
    'contributions',
    ledger.file('c.csv', ['participantId,period,amount,currency,employerId,receivedOn', 'A,2021-12,4000.00,DKK,K1,2022-01-05']),
  );
  await people('D,dk-p90,1990-01-01,female,2021-12-01,6000.00,2021-12-31');
  await carryOut();
  expect(await stated('A', 'B', 'C', 'D')).toMatchObject({
    A: ['2021-12-31 10000.00: 250.00 (250.00)'],
    B: ['2021-12-31 20000.00: 500.01 (500.01)'],
    D: [],
  });
  await close(2022);
  // 14 000 + 20 000 + 10 000 + 6 000 = 50 000; 500 / 50 000 = 1 %.
  expect((await provide(2022, 50_000))[0]?.data).toMatchObject({ valueSum: '50000.00', rate: '0.01' });
  await carryOut();
  expect(await stated('A', 'B', 'D')).toMatchObject({
    A: [expect.anything(), '2022-12-31 14000.00: 140.00 (-110.00)'],
    B: [expect.anything(), '2022-12-31 20000.00: 200.00 (-300.01)'],
    D: ['2022-12-31 6000.00: 60.00 (60.00)'],
  });
});

it('shares as decided: a cut of the year that is decided later moves no share of it', async () => {
  await provide(2021, 100_000);
  await decide({ decision: 'reduce', on: '2021-12-31', rate: '0.5', reason: 'test', reference: 'test' });
  await carryOut();
  expect(await stated('A')).toEqual({ A: ['2021-12-31 10000.00: 250.00 (250.00)'] });
});

it('who has nothing gets nothing, and loses what was told before; an empty pool takes all of it', async () => {
  await provide(2021, 100_000);
  await carryOut();
  await decide({ decision: 'reduce', on: '2022-06-30', rate: '1', reason: 'test', reference: 'test' });
  await people('D,dk-p90,1990-01-01,female,2022-01-01,,', 'E,dk-p90,1990-01-01,female,2022-07-01,500.00,2022-07-01');
  await close(2022);
  await provide(2022, 700);
  await carryOut();
  expect(await stated('A', 'D', 'E')).toEqual({
    A: ['2021-12-31 10000.00: 250.00 (250.00)', '2022-12-31 0.00: 0.00 (-250.00)'],
    D: [],
    E: ['2022-12-31 500.00: 7.00 (7.00)'],
  });
});

it('refuses what the sisters refuse', async () => {
  expect(await refusalOf(provide(2021, -1))).toBe('NEGATIVE_POOL');
  expect(await refusalOf(provide(2022, 100))).toBe('YEAR_NOT_CLOSED');
  await close(2022);
  await provide(2022, 100);
  expect(await refusalOf(provide(2022, 101))).toBe('SPECIAL_BONUS_ALREADY_DECLARED');
  expect(await refusalOf(provide(2021, 100))).toBe('SPECIAL_BONUS_OUT_OF_ORDER');
  await close(2020);
  expect(
    await refusalOf(declare({ decision: 'special-bonus', year: 2021, poolMinor: 1, reference: 'x' }, { ...context(), fundId: 'nobody' })),
  ).toBe('UNKNOWN_FUND');
});

it('values that sum to zero have no shares', async () => {
  await decide({ decision: 'reduce', on: '2021-12-31', rate: '1', reason: 'test', reference: 'test' });
  expect(await refusalOf(provide(2021, 100))).toBe('NO_ALLOCATION_KEY');
});

it('stands in the overview beside the value, at every coordinates the share in force there', async () => {
  const { position: undecided } = await ledger.journal.head();
  await provide(2021, 100_000);
  await carryOut();
  const { position } = await ledger.journal.head();
  await close(2022);
  await provide(2022, 60_000);
  await carryOut();
  expect(await provision('A', { asOf: '2022-12-30', knownAt: undecided })).toEqual(['10000.00', undefined, undefined]);
  expect(await provision('A', { asOf: '2022-12-30' })).toEqual(['10000.00', '250.00', '2022-12-30']);
  expect(await provision('A', { asOf: '2022-12-31' })).toEqual(['10000.00', '150.00', '2023-12-30']);
  expect(await provision('A', { asOf: '2022-12-31', knownAt: position })).toEqual(['10000.00', '250.00', '2022-12-30']);
  const { figure } = await liveRunner(ledger.journal, () => NOW).explain('A', FIGURE, { asOf: '2022-12-31' });
  expect([figure.value, ...figure.inputs.map(({ name, value }) => `${name} ${value}`)]).toEqual([
    '150.00',
    'pool 600.00',
    'value 10000.00',
    'Σ value 40000.00',
    'rate 0.015',
    'change -100.00',
  ]);
  expect(figure.inputs[4]?.inputs[0]).toMatchObject({
    value: '250.00',
    events: [(await ledger.events('participant-A')).find(({ type }) => type === 'SpecialBonusShareStated')?.id],
  });
  const { moved } = await diffParticipant(ledger.journal, () => NOW, 'A', { asOf: '2022-12-01' }, { asOf: '2022-12-31' });
  expect(moved.find((one) => one.figure === FIGURE)).toMatchObject({
    from: '250.00',
    to: '150.00',
    causes: [{ cause: 'special bonus provisions', amount: '-100.00' }],
  });
});
