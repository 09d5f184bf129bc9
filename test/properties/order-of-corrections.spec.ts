/**
 * Corrections in many files, in any order (fi-kapl section 11, "Order"): what the ledger takes is what it would hold if the same
 * corrections had come by day in one file, and what was charged and settled is the premium of the income that counts.
 *
 * What is generated, and counted so that each kind does occur: many corrections of one income, corrections that confirm what is in
 * force, changes of cover and corrections that keep it, two employers of one year about its threshold, time-barred ones beside
 * settled ones, equal rows, and several files in any order. Of one day there is one correction of a year: among those the order of
 * recording counts, which is the files'.
 */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { amountMinor } from '#money/amount.js';
import { accountProjection } from '#projections/account/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { windowsProjection } from '#projections/windows/projection.js';
import type { TrialBalanceView } from '#projections/trial-balance/view.js';
import type { AccountView } from '#rulebooks/frame/capabilities/account.js';
import type { WindowsView } from '#rulebooks/frame/capabilities/windows.js';
import { inLedger, orderOf, type RealLedger } from './ledger.js';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
/** Fewer ledgers with more persons each: a thousand histories and more. */
const RUNS = 17;
const PERSONS = Array.from({ length: 60 }, (_, index) => `F${index}`);

interface Row {
  readonly participantId: string;
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amount: string;
  readonly currency: 'EUR';
  readonly reason: string;
  readonly correctedOn: string;
  readonly coverage?: string;
}

/** Few amounts, so that they meet again: about the threshold, 700.00 or 800.00, and far above it. */
const AMOUNTS = ['250.00', '400.00', '600.00', '900.00', '18000.00', '19000.09', '20000.00'] as const;
const amount = fc.constantFrom(...AMOUNTS);
const EMPLOYERS = ['A', 'B'] as const;

const correction = fc.record({
  employer: fc.nat(1),
  amount,
  coverage: fc.constantFrom(undefined, undefined, undefined, 'kapl', 'apl-10b'),
  later: fc.nat(12),
  month: fc.integer({ min: 1, max: 12 }),
  twice: fc.constantFrom(false, false, true),
});
const person = fc.record({
  birthDate: fc.constantFrom('1950-12-31', '1962-04-05', '1975-07-01'),
  year: fc.integer({ min: 1998, max: 2010 }),
  incomes: fc.array(amount, { minLength: 1, maxLength: EMPLOYERS.length }),
  corrected: fc.array(correction, { maxLength: 8 }),
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

function correctionsOf(participantId: string, { year, incomes, corrected }: Person): readonly Row[] {
  const days = new Map<string, readonly Row[]>();
  for (const { employer, amount: to, coverage, later, month, twice } of corrected) {
    const at = employer % incomes.length;
    // The employers' days differ: of one day the order of recording counts.
    const correctedOn = `${Math.min(2013, year + later)}-${String(month).padStart(2, '0')}-${15 + at}`;
    const row: Row = {
      participantId,
      incomeYear: year,
      employerId: EMPLOYERS[at] as string,
      amount: to,
      currency: 'EUR',
      reason: 'late payroll report',
      correctedOn,
      ...(coverage === undefined ? {} : { coverage }),
    };
    days.set(correctedOn, twice ? [row, row] : [row]);
  }
  return [...days.values()].flat();
}

const scenario = fc.tuple(...PERSONS.map(() => person)).chain((persons) => {
  const rows = persons.flatMap((one, index) => correctionsOf(PERSONS[index] as string, one));
  return fc.record({
    persons: fc.constant(persons),
    rows: fc.constant(rows),
    order: orderOf(rows.length),
    cuts: fc.array(fc.nat(100), { minLength: 1, maxLength: 3 }),
  });
});

/** How often each kind occurred. */
const occurred = {
  'of one income, three and more': 0,
  'that confirms': 0,
  'that moves the cover': 0,
  'that keeps a cover moved before': 0,
  'that came after one of a later day': 0,
  'settled after a time-barred one came': 0,
  'refused for its own employer': 0,
  'refused for the other employer': 0,
  'row that stands twice': 0,
};

async function facts(ledger: RealLedger, persons: readonly Person[]): Promise<void> {
  const participants = persons.map(({ birthDate }, index) => ({
    participantId: PERSONS[index],
    scheme: 'fi-kapl',
    birthDate,
    sex: 'female',
    enrolledOn: '1997-01-01',
  }));
  await ledger.import('participants', participants);
  const incomes = persons.flatMap(({ year, incomes: amounts }, index) =>
    amounts.map((reported, at) => ({
      participantId: PERSONS[index],
      incomeYear: year,
      amount: reported,
      currency: 'EUR',
      employerId: EMPLOYERS[at],
    })),
  );
  await ledger.import('incomes', incomes);
}

/** Imports rows as a file; answers those that were refused, each for a settled correction of a later day. */
async function take(ledger: RealLedger, rows: readonly Row[]): Promise<readonly Row[]> {
  const { refused, repeated, rejectsFile } = await ledger.import('corrections', rows);
  occurred['row that stands twice'] += repeated;
  if (refused === 0 || rejectsFile === undefined) return [];
  const lines = [...readFileSync(rejectsFile, 'utf8').matchAll(/,(\d+),LATER_CORRECTION_STANDS,.*from employer (.)/g)].map(
    ([, line, employer]) => ({ row: rows[Number(line) - 1] as Row, employer }),
  );
  expect(lines).toHaveLength(refused); // for no other reason
  for (const { row, employer } of lines)
    occurred[row.employerId === employer ? 'refused for its own employer' : 'refused for the other employer'] += 1;
  return lines.map(({ row }) => row);
}

async function countKinds({ journal }: RealLedger): Promise<void> {
  const incomes = new Map<string, RecordedEvent[]>();
  const barred = new Set<unknown>();
  for await (const page of journal.readAll({ filter: { streamPrefix: 'participant-' } })) {
    for (const event of page) {
      if (event.type === 'CorrectionTimeBarred') barred.add(event.data['correction']);
      if (event.type !== 'IncomeCorrected') continue;
      const income = `${event.stream} ${String(event.data['employerId'])}`;
      incomes.set(income, [...(incomes.get(income) ?? []), event]);
    }
  }
  for (const corrected of incomes.values()) {
    if (corrected.length > 2) occurred['of one income, three and more'] += 1;
    for (const [index, { id, effectiveDate, data }] of corrected.entries()) {
      const known = corrected.slice(0, index);
      const movesCover = data['coverageBefore'] !== data['coverageAfter'];
      if (movesCover) occurred['that moves the cover'] += 1;
      else if (data['before'] === data['after']) occurred['that confirms'] += 1;
      if (!movesCover && data['coverageAfter'] === 'apl-10b' && data['coverageStated'] === undefined)
        occurred['that keeps a cover moved before'] += 1;
      if (known.some((other) => other.effectiveDate > effectiveDate)) occurred['that came after one of a later day'] += 1;
      if (!barred.has(id) && known.some((other) => barred.has(other.id))) occurred['settled after a time-barred one came'] += 1;
    }
  }
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

/** The sums of the year before and after a correction say what the ledger knew of the other employer when it came. */
function withoutArrival(key: string, value: unknown): unknown {
  if (['knownAt', 'recordedAt', 'position', 'digest', 'incomeBefore', 'incomeAfter'].includes(key)) return undefined;
  if (key !== 'versions' && key !== 'settlements') return value;
  return [...(value as readonly { readonly eventId: string }[])].sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
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
        await countKinds(ledger);
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
    // Shrinking would write hundreds of ledgers; the seed says which history it was.
    { numRuns: RUNS, seed, endOnFailure: true },
  );
  expect(checked).toBeGreaterThanOrEqual(1_000);
  process.stderr.write(`corrections: ${JSON.stringify(occurred)}\n`);
  for (const [kind, count] of Object.entries(occurred)) expect([kind, count >= 5]).toEqual([kind, true]);
}, 240_000);
