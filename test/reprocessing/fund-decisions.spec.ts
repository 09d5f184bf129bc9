/** Decisions of a dk-p90 fund carried to its participants, and what late and corrected contributions do to them afterwards. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMinor } from '#money/amount.js';
import { accountProjection } from '#projections/account/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';
import { refusalOf } from './refusal-of.js';

const FUND = 'dk-p90';
let ledger: TestLedger;

beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

/** Fees and premiums in DKK a month; target 5 %, release 50 % (worked example 5 of the law's specification). */
async function withParticipants(
  rows: readonly string[],
  fees: { readonly adminFee: string; readonly riskPremium: string; readonly groupPremium: string },
): Promise<void> {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate', ...rows]),
  );
  const values = { ...fees, targetRate: '0.05', releaseShare: '0.5' };
  const entry = (value: string) => [{ from: '1990-01-01', value, reference: 'test', status: 'illustrative' }];
  const parameters = Object.entries(values).map(([name, value]) => ({ name, unit: 'test', entries: entry(value) }));
  const file = join(ledger.folder, 'parameters.json');
  writeFileSync(file, JSON.stringify({ scheme: FUND, announced: '1990-01-01', parameters }));
  await ledger.publish(FUND, file);
}

const FREE = { adminFee: '0', riskPremium: '0', groupPremium: '0' };
const EXAMPLE = [
  'A,dk-p90,1970-01-01,male,2021-12-01,10000.00,2021-12-31',
  'B,dk-p90,1970-01-01,male,2021-12-01,20000.00,2021-12-31',
  'C,dk-p90,1970-01-01,female,2021-12-01,10000.00,2021-12-31',
];

const context = () => ({ journal: ledger.journal, fundId: FUND, clock: () => NOW, actor: 'board' });
const decide = (command: FundCommand) => declare(command, context());
const carryOut = () => fanOut(context());

async function accountOf(participantId: string, year: number) {
  const { opening, lines, closing } = await liveRunner(ledger.journal, () => NOW).ask(
    accountProjection,
    participantId,
    { asOf: '2023-03-01' },
    { year },
  );
  return { opening, ...Object.fromEntries(lines.map(({ kind, amount }) => [kind, amount])), closing };
}

async function closed2021(): Promise<void> {
  await decide({ decision: 'interest', year: 2021, rate: '0', reference: 'test' });
  await decide({ decision: 'close-year', year: 2021, reference: 'test' });
}

const RESULT = { decision: 'result' as const, year: 2021, group: 'R1', openingBufferMinor: 100_000, reference: 'accounts' };

it('a surplus fills the buffer and releases a bonus (worked example 5)', async () => {
  await withParticipants(EXAMPLE, FREE);
  await closed2021();
  const [result] = await decide({ ...RESULT, resultMinor: 250_000, plannedCreditMinor: 0 });
  // b = 1 000 + 2 500 = 3 500; target 5 % of 40 000 = 2 000; half of the 1 500 above it is released.
  expect(result?.data).toMatchObject({
    openingBuffer: '1000.00',
    bufferBroughtAlong: '1000.00',
    valueSum: '40000.00',
    bonus: '750.00',
    closingBuffer: '2750.00',
  });
  await decide({ decision: 'bonus', year: 2021, group: 'R1', by: 'value' });
  expect(await carryOut()).toMatchObject({ participants: 3, booked: 3, events: 3, totals: { BonusAllocated: '750.00' } });
  expect([await accountOf('A', 2021), await accountOf('B', 2021)]).toEqual([
    { opening: '0.00', transfers: '10000.00', bonus: '187.50', closing: '10187.50' },
    { opening: '0.00', transfers: '20000.00', bonus: '375.00', closing: '20375.00' },
  ]);
  const { position } = await ledger.journal.head();
  expect(await carryOut()).toMatchObject({ booked: 0, events: 0 });
  expect((await ledger.journal.head()).position).toBe(position);
});

it('a deficit takes the buffer first, then crediting, last the value (worked example 5)', async () => {
  await withParticipants(EXAMPLE, FREE);
  await closed2021();
  const [result] = await decide({ ...RESULT, resultMinor: -250_000, plannedCreditMinor: 60_000 });
  expect(result?.data).toMatchObject({ bufferUsed: '1000.00', creditReduction: '600.00', valueDeduction: '900.00', closingBuffer: '0.00' });
  await decide({ decision: 'bonus', year: 2021, group: 'R1', by: 'value' });
  await carryOut();
  // A: 150 less crediting and 225 of the value; B twice that.
  expect([await accountOf('A', 2021), await accountOf('B', 2021)]).toMatchObject([
    { adjustments: '-375.00', closing: '9625.00' },
    { adjustments: '-750.00', closing: '19250.00' },
  ]);
});

it('an emergency takes the deficit at once; the year’s end processes the rest only', async () => {
  await withParticipants(EXAMPLE.map((row) => row.replace('2021-12-31', '2022-01-01')), FREE);
  await decide({ decision: 'interest', year: 2021, rate: '0', reference: 'test' });
  await decide({ decision: 'close-year', year: 2021, reference: 'test' });
  const emergency = {
    decision: 'emergency' as const,
    on: '2022-06-15',
    group: 'R1',
    resultMinor: -150_000,
    openingBufferMinor: 100_000,
    reference: 'minutes 7',
  };
  expect(await refusalOf(decide({ ...emergency, reason: 'bad mood' }))).toBe('EMERGENCY_REASON');
  expect(await refusalOf(decide({ ...emergency, resultMinor: 1, reason: 'MARKET_COLLAPSE' }))).toBe('NO_DEFICIT');
  expect(await refusalOf(decide({ ...emergency, on: '2023-03-02', reason: 'CLAIMS_SURGE' }))).toBe('DECISION_IN_FUTURE');
  await decide({ ...emergency, reason: 'MARKET_COLLAPSE' });
  await carryOut();
  // 1 500 less the buffer of 1 000: 500 by values 1:2:1.
  expect(await accountOf('A', 2022)).toEqual({ opening: '0.00', transfers: '10000.00', adjustments: '-125.00', closing: '9875.00' });
  await decide({ decision: 'interest', year: 2022, rate: '0', reference: 'test' });
  await decide({ decision: 'close-year', year: 2022, reference: 'test' });
  expect(
    await refusalOf(decide({ ...RESULT, year: 2022, openingBufferMinor: 100_000, resultMinor: -210_000, plannedCreditMinor: 0 })),
  ).toBe('BUFFER_MISMATCH');
  const [end] = await decide({ ...RESULT, year: 2022, openingBufferMinor: undefined, resultMinor: -210_000, plannedCreditMinor: 0 });
  // Of −2 100 for the year, −1 500 is processed: −600 remain, on values of 39 500 and an empty buffer.
  expect(end?.data).toMatchObject({ openingBuffer: '0.00', result: '-600.00', valueSum: '39500.00', valueDeduction: '600.00' });
  await decide({ decision: 'bonus', year: 2022, group: 'R1', by: 'value' });
  await carryOut();
  expect(await accountOf('A', 2022)).toMatchObject({ adjustments: '-275.00', closing: '9725.00' });
});

it('decisions are taken once, in their order, and by schemes that know them', async () => {
  await withParticipants(EXAMPLE, FREE);
  const interest = { decision: 'interest' as const, year: 2021, rate: '0.03', reference: 'test' };
  expect(await refusalOf(decide({ ...interest, year: 2023 }))).toBe('YEAR_NOT_OVER');
  expect(await refusalOf(decide({ ...interest, rate: '3 %' }))).toBe('INVALID_RATE');
  expect(await refusalOf(decide({ decision: 'close-year', year: 2021, reference: 'test' }))).toBe('NO_INTEREST_DECLARED');
  expect(await decide(interest)).toHaveLength(1);
  expect(await decide({ ...interest, rate: '0.030' })).toEqual([]);
  expect(await refusalOf(decide({ ...interest, rate: '0.04' }))).toBe('INTEREST_ALREADY_DECLARED');
  expect(await refusalOf(decide({ ...RESULT, resultMinor: 1, plannedCreditMinor: 0 }))).toBe('YEAR_NOT_CLOSED');
  expect(await refusalOf(decide({ decision: 'bonus', year: 2021, group: 'R1', by: 'value' }))).toBe('NO_RESULT');
  expect(await refusalOf(decide({ decision: 'index', year: 2021, rate: '0.01', reference: 'board' }))).toBe('NOT_APPLICABLE');
  expect(await refusalOf(declare(interest, { ...context(), fundId: 'nobody' }))).toBe('UNKNOWN_FUND');
});

it('a participant without the parameters it needs is left out and named; the others are booked', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate', ...EXAMPLE]),
  );
  await decide({ decision: 'interest', year: 2021, rate: '0.03', reference: 'test' });
  const report = await carryOut();
  expect(report).toMatchObject({ participants: 3, booked: 0 });
  expect(report.failed.map(({ participantId, code }) => [participantId, code])).toEqual(
    ['A', 'B', 'C'].map((id) => [id, 'MISSING_PARAMETER']),
  );
});

const FEES = { adminFee: '40', riskPremium: '60', groupPremium: '150' };
const CONTRIBUTIONS = 'participantId,period,amount,currency,employerId,receivedOn';

it('late and corrected contributions move what was booked on them, at the original value dates, once', async () => {
  await withParticipants(['A,dk-p90,1970-01-01,male,2021-01-01,,', 'B,dk-p90,1970-01-01,male,2021-01-01,,'], FEES);
  const months = Array.from({ length: 12 }, (_, index) => `2021-${String(index + 1).padStart(2, '0')}`);
  const on = (month: string): string => `${month}-28`;
  await ledger.import(
    'contributions',
    ledger.file('c.csv', [
      CONTRIBUTIONS,
      ...months.flatMap((month) => ['A', 'B'].map((id) => `${id},${month},1000.00,DKK,K1,${on(month)}`)),
    ]),
  );
  await decide({ decision: 'interest', year: 2021, rate: '0.12', reference: 'test' });
  await decide({ decision: 'close-year', year: 2021, reference: 'test' });
  await carryOut();
  const before = await accountOf('A', 2021);
  // A's contribution of January was 2 000.00, paid late is one of another employer for February, 500.00.
  const report = await ledger.plan(
    ledger.file('late.csv', [
      CONTRIBUTIONS,
      `A,2021-01,2000.00,DKK,K1,${on('2021-01')}`,
      'A,2021-02,500.00,DKK,K2,2022-05-01',
      'B,2021-01,1000.00,DKK,K1,2021-01-28',
    ]),
  );
  expect(report).toMatchObject({ kind: 'contributions', rows: { accepted: 2, noChange: 1, flagged: 2 }, participants: 1 });
  await ledger.approve(report.digest);
  await ledger.commit(report.digest);
  // Interest to the year's end: on 1 000 from the end of January 1.12^(11/12) − 1 = 0.10947183…, on 500 from the end of
  // February 1.12^(10/12) − 1 = 0.09904…: 109.4718… + 49.5195… = 158.9913…, on top of what was booked, rounded once.
  const exact = 1000 * (1.12 ** (11 / 12) - 1) + 500 * (1.12 ** (10 / 12) - 1);
  const after = await accountOf('A', 2021);
  expect(after).toMatchObject({ contributions: '13500.00', interest: (before as { interest?: string }).interest });
  const moved = Number((after as { adjustments?: string }).adjustments);
  expect(Math.abs(moved - exact)).toBeLessThanOrEqual(0.01); // two roundings of half an øre
  expect(after.closing).toBe(formatMinor(Math.round((Number(before.closing) + 1500 + moved) * 100)));
  const adjusted = (await ledger.events('participant-A')).filter(({ type }) => type === 'AdjustmentPosted');
  expect(adjusted.map(({ effectiveDate, data }) => [effectiveDate, (data['entitlement'] as { kind: string }).kind])).toEqual([
    ['2021-12-31', 'interest'],
  ]);
  expect(await carryOut()).toMatchObject({ booked: 0, events: 0 });
  expect(await ledger.plan(join(ledger.folder, 'late.csv'))).toMatchObject({ rows: { accepted: 0, noChange: 3 }, events: 0 });
});
