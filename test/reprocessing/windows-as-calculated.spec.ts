/**
 * The ledger's correction windows are those of the calculation `fi.correctionWindow`: random histories of an older system,
 * imported with their knowledge times, asked at random value dates and knowledge times. The calculation knows no events.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import type { JsonObject } from '#ledger/kernel/json.js';
import { liveRunner } from '#projections/run/live.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { calculate } from '#rulebooks/calculate.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { NOW, openLedger, type TestLedger } from './ledger.js';

const PARAMETERS = resolve('test/samples/fi-kapl/illustrative-1997-2013.json');
const PERSONS = 120;
const QUESTIONS = 5;
const COVERAGES = ['kapl', 'kapl', 'kapl', 'apl-10b', 'apl-15b'] as const;

interface Income {
  readonly year: number;
  readonly employerId: string;
  readonly amount: string;
  readonly coverage: string;
  readonly recordedAt: string;
}
interface Correction {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amount: string;
  readonly correctedOn: string;
  readonly recordedAt: string;
}

const amount = fc
  .oneof(fc.integer({ min: 60_000, max: 90_000 }), fc.integer({ min: 0, max: 5_000_000 }))
  .map((minor) => (minor / 100).toFixed(2));
const two = (number: number): string => String(number).padStart(2, '0');
const day = (from: number, to: number) =>
  fc
    .record({ year: fc.integer({ min: from, max: to }), month: fc.integer({ min: 1, max: 12 }), of: fc.integer({ min: 1, max: 28 }) })
    .map(({ year, month, of }) => `${year}-${two(month)}-${two(of)}`);

const person = fc.record({
  birthDate: day(1940, 1980),
  sex: fc.constantFrom('male', 'female'),
  incomes: fc.uniqueArray(
    fc.record({
      year: fc.integer({ min: 1998, max: 2012 }),
      employerId: fc.constantFrom('E1', 'E2'),
      amount,
      coverage: fc.constantFrom(...COVERAGES),
      late: fc.integer({ min: 0, max: 400 }),
    }),
    { minLength: 1, maxLength: 9, selector: ({ year, employerId }) => `${year} ${employerId}` },
  ),
  corrections: fc.array(
    fc.record({
      which: fc.nat({ max: 8 }),
      amount,
      later: fc.integer({ min: 0, max: 11 }),
      month: fc.integer({ min: 1, max: 12 }),
      of: fc.integer({ min: 1, max: 28 }),
      late: fc.integer({ min: 0, max: 500 }),
    }),
    { maxLength: 6 },
  ),
  questions: fc.array(
    fc.record({ correctionYear: fc.integer({ min: 2001, max: 2014 }), asOf: day(1999, 2014), knownAt: day(1999, 2015) }),
    { minLength: QUESTIONS, maxLength: QUESTIONS },
  ),
});

function after(date: string, days: number): string {
  return new Date(Date.parse(`${date}T08:00:00Z`) + days * 86_400_000).toISOString();
}

/** Knowledge never goes back: what comes later in the list is recorded later. */
function history({ incomes, corrections }: typeof person extends fc.Arbitrary<infer T> ? T : never): {
  readonly incomes: readonly Income[];
  readonly corrections: readonly Correction[];
} {
  const reported = incomes.map(({ late, year, ...rest }): Income => ({ year, ...rest, recordedAt: after(`${year}-12-31`, late) }));
  const corrected: Correction[] = [];
  for (const { which, amount: to, later, month, of, late } of corrections) {
    const income = reported[which % reported.length] as Income;
    const correctedOn = `${income.year + later}-${two(month)}-${two(of)}`;
    const known = [
      income.recordedAt,
      ...corrected
        .filter(({ incomeYear, employerId }) => incomeYear === income.year && employerId === income.employerId)
        .map(({ recordedAt }) => recordedAt),
    ]
      .sort()
      .at(-1) as string;
    const recordedAt = [after(correctedOn, late), known].sort().at(-1) as string;
    if (recordedAt > '2016' || correctedOn > '2013-12-31') continue;
    // A correction of an earlier day that is recorded after one of a later day was settled against the later one's income: that
    // is what was booked and stays so at every value date, where the calculation would settle it anew.
    if (corrected.some((other) => other.incomeYear === income.year && other.correctedOn > correctedOn)) continue;
    corrected.push({ incomeYear: income.year, employerId: income.employerId, amount: to, correctedOn, recordedAt });
  }
  return { incomes: reported, corrections: corrected };
}

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const params = Object.fromEntries(
  (
    JSON.parse(readFileSync(PARAMETERS, 'utf8')) as {
      parameters: { name: string; entries: { from: string; to?: string; value: string }[] }[];
    }
  ).parameters.map(({ name, entries }) => [
    name,
    entries.map(({ from, to, value }) => ({ from, ...(to === undefined ? {} : { to }), value })),
  ]),
);

it('random histories at random coordinates', async () => {
  const persons = fc.sample(person, { numRuns: PERSONS, seed: Number(process.env['FC_SEED'] ?? 20_261) });
  const histories = persons.map(history);
  const records = persons.flatMap(({ birthDate, sex }, index) => {
    const participantId = `P${index}`;
    const { incomes, corrections } = histories[index] as (typeof histories)[number];
    return [
      {
        record: 'participant',
        participantId,
        scheme: 'fi-kapl',
        birthDate,
        sex,
        enrolledOn: '1997-01-01',
        recordedAt: '1997-01-15T08:00:00.000Z',
      },
      ...incomes.map(({ year, ...rest }) => ({ record: 'income', participantId, currency: 'EUR', incomeYear: year, ...rest })),
      ...corrections.map((correction) => ({ record: 'correction', participantId, currency: 'EUR', reason: 'test', ...correction })),
    ];
  });
  await ledger.publish('fi-kapl', PARAMETERS);
  const rules = rulesFromJournal(ledger.journal);
  const file = ledger.file(
    'history.ndjson',
    records
      .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
      .map((record) => JSON.stringify(record)),
  );
  const report = await importFile({
    journal: ledger.journal,
    kind: 'history',
    file,
    dryRun: false,
    migrate: true,
    clock: () => NOW,
    actor: 'test',
    rulebooks: RULEBOOKS,
    parameters: async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters,
  });
  expect(report.byCode).toEqual({});
  const live = liveRunner(ledger.journal, () => NOW);
  for (const [index, { birthDate, sex, questions }] of persons.entries()) {
    for (const { correctionYear, asOf, knownAt } of questions) {
      const asked = { asOf, knownAt: `${knownAt}T23:59:59.999Z` };
      const answer = await live.ask(windowsProjection, `P${index}`, asked, { correctionYear });
      const { incomes, corrections } = histories[index] as (typeof histories)[number];
      const result = calculate('fi.correctionWindow', {
        birthDate,
        sex,
        incomes,
        corrections,
        correctionYear,
        ...asked,
        params,
      } as unknown as JsonObject);
      if (result.status !== 'done') throw new Error(JSON.stringify(result.error));
      const output = result.output as unknown as { readonly [field: string]: unknown; readonly years: unknown };
      const shown = {
        windowFrom: answer.windowFrom,
        windowTo: answer.windowTo,
        years: answer.years.map((year) => ({
          incomeYear: year.incomeYear,
          status: year.status,
          lastCorrectionYear: year.lastCorrectionYear,
          closesOn: year.closesOn,
          reportedPosted: year.income.reported,
          currentPosted: year.income.current,
          premiumPosted: year.premium,
          smoothingPosted: year.smoothingPart,
        })),
        totals: Object.fromEntries(Object.entries(answer.totals).map(([name, text]) => [`${name}Posted`, text])),
      };
      const { windowFrom, windowTo, years, totals } = output;
      expect({ question: [index, correctionYear, asOf, knownAt], ...shown }).toEqual({
        question: [index, correctionYear, asOf, knownAt],
        windowFrom,
        windowTo,
        years,
        totals,
      });
      const settled = answer.years.flatMap(({ incomeYear, settlements }) =>
        settlements.map((one) => [
          incomeYear,
          one.correctionYear,
          one.kind,
          one.timeBarred,
          one.incomeBefore,
          one.incomeAfter,
          one.premiumDelta,
          one.premiumInterest,
          one.smoothingDelta,
          one.smoothingInterest,
          one.total,
        ]),
      );
      const calculated = (output['settlements'] as readonly JsonObject[]).map((one) => [
        one['incomeYear'],
        one['correctionYear'],
        one['kind'],
        one['timeBarred'],
        one['incomeBeforePosted'],
        one['incomeAfterPosted'],
        one['premiumDeltaPosted'],
        one['premiumInterestPosted'],
        one['smoothingDeltaPosted'],
        one['smoothingInterestPosted'],
        one['totalPosted'],
      ]);
      const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted(settled)).toEqual(sorted(calculated));
    }
  }
});
