/** Ledgers of both schemes under their real rulebooks, for random histories: facts go in as files do, decisions as commands do. */
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { Journal } from '#journal/port.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import { fundStream } from '#ledger/subjects.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { INITIAL_FUND } from '#ledger/fund/state.js';
import { readFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { importFile, type ImportReport } from '#reprocessing/intake/import-file.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import { cents, danishLife, dayOf, finnishLife, inLife, LIFE_KINDS, type LifeKind } from './lives.js';

export interface RealLedger {
  readonly journal: Journal;
  readonly journalUrl: string;
  readonly clock: { now: string };
  /** Imports rows from a file of that name, a minute after what came before. */
  readonly import: (
    kind: InputKind,
    rows: readonly object[],
    name?: string,
  ) => Promise<Pick<ImportReport, 'appended' | 'refused' | 'repeated'> & Partial<Pick<ImportReport, 'rejectsFile'>>>;
  readonly publish: (document: JsonObject) => Promise<void>;
  /** The fund dk-p90 decides, and everyone is booked what follows. */
  readonly decide: (...commands: readonly FundCommand[]) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const sample = (file: string): JsonObject => JSON.parse(readFileSync(resolve('test/samples', file), 'utf8')) as JsonObject;
export const PUBLICATIONS: readonly JsonObject[] = [
  'fi-kapl/illustrative-1997-2013.json',
  'fi-kapl/illustrative-liabilities-1997-2013.json',
  'dk-p90/illustrative.json',
].map(sample);

/** Both funds with their illustrative parameters; it is noon of 1 June 2023 there. */
export async function realLedger(): Promise<RealLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-properties-'));
  const file = join(folder, 'journal.sqlite');
  const clock = { now: '2023-06-01T12:00:00.000Z' };
  const journal = await openSqliteJournal(file, { rules: CATALOGUE, clock: () => clock.now });
  const later = (): void => void (clock.now = new Date(Date.parse(clock.now) + 60_000).toISOString());
  const common = { journal, clock: () => clock.now, actor: 'tester', workers: 0 };
  let files = 0;
  const publish = async (document: JsonObject): Promise<void> => {
    later();
    const fundId = String(document['scheme']);
    const fund = await readFund(journal, fundId).catch(() => INITIAL_FUND);
    const outcome = publishParameters({ fundId, document, today: () => clock.now.slice(0, 10) }, fund);
    if (outcome.status === 'refused') throw new Refused(outcome.refusal);
    const stream = fundStream(fundId);
    if (outcome.value.length > 0)
      await journal.append([
        {
          stream,
          expected: 'any',
          events: outcome.value.map((event) => toAppend(stream, event, { actor: 'tester', correlationId: 'publication' })),
        },
      ]);
  };
  for (const document of PUBLICATIONS) await publish(document);
  return {
    journal,
    journalUrl: `sqlite:${file}`,
    clock,
    publish,
    import: async (kind, rows, name = `${(files += 1)}.ndjson`) => {
      if (rows.length === 0) return { appended: 0, refused: 0, repeated: 0 }; // an empty NDJSON file is refused, since it names no kind
      later();
      const path = join(folder, name);
      writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      return importFile({
        ...common, kind, file: path, dryRun: false, migrate: false, rulebooks: RULEBOOKS,
        parameters: async (fundId, scheme) => (await rulesInForce(scheme, await readFund(journal, fundId), undefined)).parameters,
      });
    },
    decide: async (...commands) => {
      later();
      for (const command of commands) await declare(command, { ...common, fundId: 'dk-p90' });
      await fanOut({ ...common, fundId: 'dk-p90' });
    },
    dispose: async () => {
      await journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function inLedger<T>(body: (ledger: RealLedger) => Promise<T>): Promise<T> {
  const ledger = await realLedger();
  try {
    return await body(ledger);
  } finally {
    await ledger.dispose();
  }
}

type FactKind = 'incomes' | 'contributions' | LifeKind;

/** One participant's history: what is imported before the fund decides, and what comes late. */
export interface History {
  readonly participant: object;
  /** Kind of file → its rows, which may come in any order; payments after their pension. */
  readonly facts: readonly { readonly kind: FactKind; readonly row: object }[];
  /** Each of a year that was reported, several of one: out of order, barred between settled ones, the same row twice. */
  readonly corrections: readonly object[];
}

/** `which`: of the first incomes, so that many meet on one. */
const correctionOf = fc.record({
  which: fc.nat(2),
  /** Undefined: what was reported, which confirms it or goes back to it. */
  amount: fc.option(cents(4_000_000), { nil: undefined, freq: 4 }),
  coverage: fc.constantFrom(undefined, undefined, undefined, 'kapl', 'apl-10b'),
  later: fc.nat(12),
  month: fc.integer({ min: 1, max: 12 }),
  twice: fc.boolean(),
});

/**
 * Corrections of incomes, each on a day of its own: of one income and day the file's own order would say which is the last. The
 * same row may stand twice.
 */
function correctionsOf(
  participantId: string,
  incomes: readonly { readonly year: number; readonly employer: string; readonly amount: string }[],
  corrected: readonly (typeof correctionOf extends fc.Arbitrary<infer One> ? One : never)[],
): readonly object[] {
  const days = new Map<string, readonly object[]>();
  for (const { which, amount, coverage, later, month, twice } of corrected) {
    const { year, employer, amount: reported } = incomes[which % incomes.length] as (typeof incomes)[number];
    const correctedOn = `${Math.min(2013, year + later)}-${String(month).padStart(2, '0')}-15`;
    const row = {
      participantId,
      incomeYear: year,
      employerId: employer,
      amount: amount ?? reported,
      currency: 'EUR',
      reason: 'late payroll report',
      correctedOn,
      ...(coverage === undefined ? {} : { coverage }),
    };
    days.set(`${year} ${employer} ${correctedOn}`, twice ? [row, row] : [row]);
  }
  return [...days.values()].flat();
}

function finn(id: string): fc.Arbitrary<History> {
  const income = fc.record({
    year: fc.integer({ min: 1997, max: 2012 }),
    employer: fc.constantFrom('A', 'B'),
    amount: cents(4_000_000),
    coverage: fc.constantFrom('kapl', 'kapl', 'apl-10b', 'apl-15b'),
  });
  return fc
    .record({
      birthDate: dayOf('1940-01-01', '1976-12-31'),
      sex: fc.constantFrom('female', 'male'),
      incomes: fc.uniqueArray(income, { selector: ({ year, employer }) => `${year}${employer}`, maxLength: 8 }),
      life: finnishLife(id),
      corrected: fc.array(correctionOf, { maxLength: 8 }),
    })
    .map(({ birthDate, sex, incomes: all, life, corrected }) => {
      const incomes = all.filter(({ year }) => inLife(life.diedOn, String(year)));
      const corrections = incomes.length === 0 ? [] : correctionsOf(id, incomes, corrected);
      return {
        participant: { participantId: id, scheme: 'fi-kapl', birthDate, sex, enrolledOn: '1997-01-01' },
        facts: [
          ...incomes.map(({ year, employer, amount, coverage }) => ({
            kind: 'incomes' as const,
            row: { participantId: id, incomeYear: year, amount, currency: 'EUR', employerId: employer, coverage },
          })),
          ...life.rows,
        ],
        corrections,
      };
    });
}

function dane(id: string): fc.Arbitrary<History> {
  const contribution = fc.record({
    month: fc.nat(47),
    employer: fc.constantFrom('K', 'L'),
    amount: cents(1_000_000),
    delay: fc.nat(20),
    reference: fc.constantFrom(undefined, undefined, 'line 1', 'line 2'),
    twice: fc.constantFrom(false, false, true),
  });
  return fc
    .record({
      birthDate: dayOf('1958-01-01', '1992-12-31'),
      sex: fc.constantFrom('female', 'male'),
      enrolledOn: dayOf('2018-06-01', '2020-12-31'),
      opening: fc.option(cents(50_000_000), { nil: undefined }),
      life: danishLife(id),
      contributions: fc.uniqueArray(contribution, { selector: ({ month, employer }) => `${month}${employer}`, maxLength: 12 }),
    })
    .map(({ birthDate, sex, enrolledOn, opening, life, contributions }) => ({
      participant: {
        participantId: id,
        scheme: 'dk-p90',
        birthDate,
        sex,
        enrolledOn,
        ...(opening === undefined ? {} : { openingValue: opening, openingDate: enrolledOn }),
      },
      facts: [
        ...contributions
          .map(({ month, ...one }) => ({ ...one, period: `${2019 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}` }))
          .filter(({ period }) => inLife(life.diedOn, period))
          // Equal rows are one fact where no reference counts them; with one they are several, and have to come in one file.
          .flatMap((one) => (one.twice && one.reference === undefined ? [one, one] : [one]))
          .map(({ period, employer, amount, delay, reference }) => ({
            kind: 'contributions' as const,
            row: {
              ...(reference === undefined ? {} : { reference }),
              participantId: id,
              period,
              amount,
              currency: 'DKK',
              employerId: employer,
              receivedOn: `${period}-${String(1 + delay).padStart(2, '0')}`,
            },
          })),
        ...life.rows,
      ],
      corrections: [],
    }));
}

/** Participants in each run of a property; with RUNS runs more than a thousand histories. */
const PARTICIPANTS = 25;
export const RUNS = 42;

/** Finns and Danes in turn. */
export const portfolio: fc.Arbitrary<readonly History[]> = fc.tuple(
  ...Array.from({ length: PARTICIPANTS }, (_, index) => (index % 2 === 0 ? finn(`F${index}`) : dane(`D${index}`))),
);

/** How often a portfolio holds each kind of what people send, so that a property can say that it met it. */
export function kindsIn(histories: readonly History[]): { readonly [kind: string]: number } {
  const corrections = histories.flatMap((history) => history.corrections) as readonly { readonly [field: string]: unknown }[];
  const contributions = factsOf(histories, 'contributions') as readonly { readonly [field: string]: unknown }[];
  const reported = new Map(
    (factsOf(histories, 'incomes') as readonly { readonly [field: string]: unknown }[]).map((row) => [incomeOf(row), row['amount']]),
  );
  const ofIncome = counts(corrections.map(incomeOf));
  const ofYear = counts([...reported.keys()].map((income) => income.replace(/ \S+$/, '')));
  return {
    'incomes corrected three times and more': [...ofIncome.values()].filter((count) => count > 2).length,
    'corrections to what was reported': corrections.filter((row) => row['amount'] === reported.get(incomeOf(row))).length,
    'changes of cover': corrections.filter((row) => row['coverage'] === 'apl-10b').length,
    'years of two employers': [...ofYear.values()].filter((count) => count > 1).length,
    'corrections outside of the window': corrections.filter(
      (row) => Number(String(row['correctedOn']).slice(0, 4)) - Number(row['incomeYear']) > 8,
    ).length,
    'equal rows': [...counts([...corrections, ...contributions].map((row) => JSON.stringify(row))).values()].filter((count) => count > 1)
      .length,
    'contributions with a reference': contributions.filter((row) => row['reference'] !== undefined).length,
  };
}

function incomeOf({ participantId, incomeYear, employerId }: { readonly [field: string]: unknown }): string {
  return `${String(participantId)} ${String(incomeYear)} ${String(employerId)}`;
}

function counts(keys: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

/** A permutation of so many things, as fast-check shrinks it. */
export const orderOf = (count: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray([...Array(count).keys()], { minLength: count });

export const factsOf = (histories: readonly History[], kind: FactKind): readonly object[] =>
  histories.flatMap(({ facts }) => facts.filter((fact) => fact.kind === kind).map(({ row }) => row));

/** All of a portfolio, in the order of the files. */
export async function importAll(ledger: RealLedger, histories: readonly History[]): Promise<void> {
  await ledger.import('participants', histories.map(({ participant }) => participant));
  await ledger.import('incomes', factsOf(histories, 'incomes'));
  await ledger.import('contributions', factsOf(histories, 'contributions'));
  await ledger.import('corrections', histories.flatMap(({ corrections }) => corrections));
  for (const kind of LIFE_KINDS) await importLives(ledger, kind, factsOf(histories, kind));
}

/** Every row of a life is accepted: what a property says of them is not said of refusals. */
export async function importLives(ledger: RealLedger, kind: LifeKind, rows: readonly object[]): Promise<void> {
  const { refused } = await ledger.import(kind, rows);
  if (refused > 0) throw new Error(`${refused} rows of ${kind} were refused: ${JSON.stringify(rows)}`);
}

/** The decisions of the Danish fund for some years. */
export const yearly = (...years: readonly number[]): readonly FundCommand[] =>
  years.flatMap((year): readonly FundCommand[] => [
    { decision: 'interest', year, rate: `0.0${(year % 5) + 2}5`, reference: 'board' },
    { decision: 'close-year', year, reference: 'accounts' },
  ]);
