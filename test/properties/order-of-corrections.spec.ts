/**
 * Corrections in many files, in any order (fi-kapl section 11, "Order"): what the ledger takes is what it would hold if the same
 * corrections had come by day in one file, and what was charged and settled is the premium of the income that counts.
 */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { amountMinor, formatMinor } from '#money/amount.js';
import { accountProjection } from '#projections/account/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { windowsProjection } from '#projections/windows/projection.js';
import type { TrialBalanceView } from '#projections/trial-balance/view.js';
import type { AccountView } from '#rulebooks/frame/capabilities/account.js';
import type { WindowsView } from '#rulebooks/frame/capabilities/windows.js';
import { corrected, correctionsOf, inLedger, orderOf, RUNS, type RealLedger } from './ledger.js';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
const PERSONS = Array.from({ length: 25 }, (_, index) => `F${index}`);

interface Row {
  readonly participantId: string;
  readonly amount: string;
  readonly correctedOn: string;
}

const income = fc.record({
  year: fc.integer({ min: 1998, max: 2010 }),
  employer: fc.constant('A'),
  amount: fc.integer({ min: 6_000, max: 500_000 }).map((tens) => formatMinor(tens * 10 + 9)),
});
const person = fc.record({
  birthDate: fc.constantFrom('1950-12-31', '1962-04-05', '1975-07-01'),
  incomes: fc.uniqueArray(income, { minLength: 1, maxLength: 2, selector: ({ year }) => year }),
  corrected,
});

/** No two alike: a correction that says what is in force says nothing new, and what is in force depends on what came before. */
function distinct<C extends { readonly amount: string }>(wanted: readonly C[]): readonly C[] {
  return wanted.map((one, index) => ({ ...one, amount: formatMinor(Math.floor(amountMinor(one.amount) / 10) * 10 + index) }));
}

const scenario = fc.tuple(...PERSONS.map(() => person)).chain((persons) => {
  const rows = persons.flatMap(({ incomes, corrected: wanted }, index) => correctionsOf(PERSONS[index] as string, incomes, distinct(wanted))) as readonly Row[];
  return fc.record({ persons: fc.constant(persons), rows: fc.constant(rows), order: orderOf(rows.length), cuts: fc.array(fc.nat(100), { minLength: 1, maxLength: 3 }) });
});

async function facts(ledger: RealLedger, persons: readonly (typeof person extends fc.Arbitrary<infer One> ? One : never)[]): Promise<void> {
  const participants = persons.map(({ birthDate }, index) => ({ participantId: PERSONS[index], scheme: 'fi-kapl', birthDate, sex: 'female', enrolledOn: '1997-01-01' }));
  await ledger.import('participants', participants);
  const incomes = persons.flatMap((one, index) => one.incomes.map(({ year, employer, amount }) => ({ participantId: PERSONS[index], incomeYear: year, amount, currency: 'EUR', employerId: employer })));
  await ledger.import('incomes', incomes);
}

/** Imports rows as a file; answers those that were refused, each for a settled correction of a later day. */
async function take(ledger: RealLedger, rows: readonly Row[]): Promise<readonly Row[]> {
  const { refused, rejectsFile } = await ledger.import('corrections', rows);
  if (refused === 0 || rejectsFile === undefined) return [];
  const lines = [...readFileSync(rejectsFile, 'utf8').matchAll(/,(\d+),LATER_CORRECTION_STANDS,/g)].map((match) => Number(match[1]));
  expect(lines).toHaveLength(refused); // for no other reason
  return lines.map((line) => rows[line - 1] as Row);
}

/** What the ledger says of a person on one of the value dates, without the order and time of arrival. */
async function said(ledger: RealLedger, participantId: string, asOf: string): Promise<unknown> {
  const live = liveRunner(ledger.journal, () => ledger.clock.now);
  const windows = await live.ask(windowsProjection, participantId, { asOf }, { correctionYear: 2010 });
  const account = await live.ask(accountProjection, participantId, { asOf }, { year: Number(asOf.slice(0, 4)) });
  const { accounts } = await trialBalance({ journal: ledger.journal, clock: () => ledger.clock.now, coordinates: { asOf }, participantId });
  agree(windows, account, accounts);
  return JSON.parse(JSON.stringify({ windows, account, accounts }, withoutArrival));
}

/** Of everyone, in turn on the one day and the other. */
function allSaid(ledger: RealLedger): Promise<readonly unknown[]> {
  return Promise.all(PERSONS.map((id, index) => said(ledger, id, index % 2 === 0 ? '2009-12-31' : '2023-01-15')));
}

interface Listed {
  readonly eventId: string;
  readonly timeBarred?: boolean;
  readonly kind?: string;
  readonly incomeBefore?: string;
}

function withoutArrival(key: string, value: unknown): unknown {
  if (['knownAt', 'recordedAt', 'position', 'digest'].includes(key)) return undefined;
  if (key !== 'versions' && key !== 'settlements') return value;
  // What moved no money says what the ledger knew when it came.
  const listed = (value as readonly Listed[]).map(({ incomeBefore, ...one }) => (one.timeBarred === true || one.kind === 'ordinary' ? one : { ...one, incomeBefore }));
  return listed.sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
}

/** The books are the windows': incomes to the cent; charged and settled is the premium, but for a rounding of each amount posted. */
function agree({ years }: WindowsView, { closing }: AccountView, accounts: TrialBalanceView['accounts']): void {
  const balance = (name: string): number => amountMinor(accounts.find((one) => one.account === name)?.balance ?? '0.00');
  expect(balance('employers:reported-income')).toBe(years.reduce((sum, { income }) => sum + amountMinor(income.current), 0));
  const settlements = years.flatMap((year) => year.settlements);
  const interest = settlements.reduce((sum, one) => sum + amountMinor(one.premiumInterest), 0);
  const premiums = years.reduce((sum, { premium }) => sum + amountMinor(premium), 0);
  expect(Math.abs(amountMinor(closing) - interest - premiums)).toBeLessThanOrEqual(years.length + settlements.length);
}

it(`files in any order, seed ${seed}`, async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async ({ persons, rows, order, cuts }) => {
      const shuffled = order.map((index) => rows[index] as Row);
      const at = [0, ...cuts.map((cut) => Math.floor((shuffled.length * cut) / 100)).sort((a, b) => a - b), shuffled.length];
      const files = at.slice(1).map((end, index) => shuffled.slice(at[index], end));
      const taken: Row[] = [];
      const mixed = await inLedger(async (ledger) => {
        await facts(ledger, persons);
        for (const file of files) {
          const refused = await take(ledger, file);
          taken.push(...file.filter((row) => !refused.includes(row)));
        }
        return allSaid(ledger);
      });
      const straight = await inLedger(async (ledger) => {
        await facts(ledger, persons);
        expect(await take(ledger, [...taken].sort((a, b) => (a.correctedOn < b.correctedOn ? -1 : 1)))).toEqual([]);
        return allSaid(ledger);
      });
      expect(mixed).toEqual(straight);
      checked += persons.length;
    }),
    { numRuns: RUNS, seed },
  );
  expect(checked).toBeGreaterThanOrEqual(1_000);
}, 240_000);
