/** Why did it move: causes that add up, on ledgers on disk under the law of both schemes. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { addMonths } from '#money/civil-date.js';
import { amountMinor } from '#money/amount.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { diffParticipant } from '#projections/diff/diff.js';
import { liveRunner } from '#projections/run/live.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

const diff = (id: string, from: AskedCoordinates, to: AskedCoordinates) => diffParticipant(ledger.journal, () => NOW, id, from, to);
const positionNow = async (): Promise<bigint> => (await ledger.journal.head()).position;

async function incomes(): Promise<void> {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W1,fi-kapl,1962-04-05,female,1999-01-01']),
  );
  await ledger.import(
    'incomes',
    ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', 'W1,2000,15000.00,EUR,E1', 'W1,2003,18000.00,EUR,E1']),
  );
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
}

const CORRECTIONS = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';

it('an income correction moves what was charged by what it settled (fi-kapl 2.4, worked example 3)', async () => {
  await incomes();
  const before = await positionNow();
  await ledger.import(
    'corrections',
    ledger.file('c.csv', [CORRECTIONS, 'W1,2003,E1,19250.50,EUR,audit,2009-10-02', 'W1,2000,E1,16000.00,EUR,audit,2009-10-02']),
  );
  const { moved, since } = await diff('W1', { asOf: '2009-12-31', knownAt: before }, { asOf: '2009-12-31' });
  expect(since.knownAt).toBe(Number(before));
  // Premiums charged: 0.211 · 15 000 = 3 165.00 and 0.214 · 18 000 = 3 852.00; settled 267.61 + 98.76 = 366.37; 2000 is barred.
  expect(moved.find(({ figure }) => figure === 'coverage.value')).toMatchObject({
    from: '7017.00',
    to: '7383.37',
    movement: '366.37',
    causes: [
      {
        cause: 'income correction',
        amount: '366.37',
        events: [{ source: { file: 'c.csv', line: 2 } }, { type: 'CorrectionSettled', source: { line: 2 } }],
      },
    ],
  });
  expect(moved.find(({ figure }) => figure === 'windows.2009.smoothingInterest')).toMatchObject({ movement: '73.24' });
});

it('other rules move it too, parameter by parameter', async () => {
  await incomes();
  const file = join(ledger.folder, 'coefficient.json');
  const entries = [{ from: '2000-01-01', to: '2000-12-31', value: '0.2', reference: 'test', status: 'external' }];
  writeFileSync(
    file,
    JSON.stringify({
      scheme: 'fi-kapl',
      announced: '2015-01-01',
      parameters: [{ name: 'annualPremiumCoefficient', unit: 'fraction', entries }],
    }),
  );
  await ledger.publish('fi-kapl', file);
  const { moved } = await diff('W1', { asOf: '2009-12-31', rulesKnownAt: '2014-12-31T23:59:59.999Z' }, { asOf: '2009-12-31' });
  // 2000: (0.2 − 0.211) · 15 000 = −165.00
  const causes = [{ cause: 'parameter annualPremiumCoefficient', amount: '-165.00', events: [] }];
  expect(moved).toMatchObject([
    { figure: 'account.2000.contributions', movement: '-165.00', causes },
    { figure: 'coverage.value', movement: '-165.00', causes },
  ]);
});

async function savings(): Promise<readonly bigint[]> {
  const positions: bigint[] = [];
  const mark = async (): Promise<void> => void positions.push(await positionNow());
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'A,dk-p90,1970-05-20,male,2020-01-01']),
  );
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  await mark();
  const header = 'participantId,period,amount,currency,employerId,receivedOn';
  const months = Array.from({ length: 30 }, (_, index) => addMonths('2020-01-28', index));
  const row = (day: string, employer: string): string => `A,${day.slice(0, 7)},1000.00,DKK,${employer},${day}`;
  await ledger.import('contributions', ledger.file('c.csv', [header, ...months.map((day) => row(day, 'K1'))]));
  await mark();
  for (const [year, rate] of [[2020, '0.03'], [2021, '0.04']] as const) {
    await declare(
      { decision: 'interest', year, rate, reference: 'test' },
      { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'test' },
    );
    await declare(
      { decision: 'close-year', year, reference: 'test' },
      { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'test' },
    );
  }
  await fanOut({ journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'test' });
  await mark();
  await ledger.import('contributions', ledger.file('late.csv', [header, row('2020-02-28', 'K2'), row('2021-03-28', 'K2')]));
  await mark();
  await fanOut({ journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'test' });
  await mark();
  return positions;
}

it('a year of savings: contributions, interest, charges and a late fact, each by itself', async () => {
  const [, , booked = 0n, late = 0n, adjusted = 0n] = await savings();
  const year = await diff('A', { asOf: '2020-12-31', knownAt: booked }, { asOf: '2021-12-31', knownAt: booked });
  const value = year.moved.find(({ figure }) => figure === 'coverage.value');
  expect(value?.causes.map(({ cause, amount }) => [cause, amount]).filter(([cause]) => cause !== 'interest')).toEqual([
    ['contribution', '12000.00'],
    ['administration', '-480.00'], // 12 · 40
    ['insurance', '-2520.00'], // 12 · (60 + 150)
  ]);
  const learnt = await diff('A', { asOf: '2021-12-31', knownAt: booked }, { asOf: '2021-12-31', knownAt: late });
  expect(learnt.moved.find(({ figure }) => figure === 'coverage.value')?.causes).toMatchObject([
    { cause: 'late contribution', amount: '2000.00' },
  ]);
  const repaired = await diff('A', { asOf: '2021-12-31', knownAt: late }, { asOf: '2021-12-31', knownAt: adjusted });
  expect(
    repaired.moved
      .find(({ figure }) => figure === 'coverage.value')
      ?.causes.map(({ cause }) => cause)
      .sort(),
  ).toEqual(['adjustment of interest']);
});

it('between any two coordinates the causes make the movement, and the way back is its opposite (property)', async () => {
  const positions = await savings();
  const live = liveRunner(ledger.journal, () => NOW);
  const last = await positionNow();
  const coordinates = fc.record({
    asOf: fc.integer({ min: 0, max: 34 }).map((months) => addMonths('2020-06-15', months)),
    knownAt: fc.constantFrom(...positions, last),
  });
  const valueAt = async (at: AskedCoordinates): Promise<string | undefined> => {
    if ((at.asOf ?? '') < '2022-01-01') return undefined; // the forecast has no parameters yet
    return (await live.ask(coverageProjection, 'A', at, undefined)).value;
  };
  await fc.assert(
    fc.asyncProperty(coordinates, coordinates, async (from, to) => {
      const [there, back] = [await diff('A', from, to), await diff('A', to, from)];
      for (const { movement, causes } of there.moved) {
        expect(causes.reduce((sum, { amount }) => sum + amountMinor(amount), 0)).toBe(amountMinor(movement));
        expect(causes.every(({ amount }) => amountMinor(amount) !== 0)).toBe(true);
      }
      const value = (answer: typeof there) => answer.moved.find(({ figure }) => figure === 'coverage.value');
      expect(amountMinor(value(there)?.movement ?? '0.00') + amountMinor(value(back)?.movement ?? '0.00')).toBe(0);
      const told = [value(there)?.from, value(there)?.to];
      for (const [index, at] of [from, to].entries()) {
        const live = await valueAt(at);
        if (live !== undefined && told[index] !== undefined) expect(told[index]).toBe(live);
      }
    }),
    { numRuns: 100 },
  );
});
