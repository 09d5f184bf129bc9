/**
 * Corrections as people send them, by every way in: the same files by import, whatever is written at once and whatever form the file has,
 * and by plan and commit, leave the same events; a dry run counts what the import then does; and each file again brings nothing.
 *
 * What is generated, and counted so that each kind does occur: several corrections of one income and day with other amounts (A, B, A),
 * equal rows, two employers corrected on one day, newest first, time-barred ones between settled ones, several files, ones that a settled
 * one of a later day stands against.
 */
import fc from 'fast-check';
import { resolve } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { openLedger, type TestLedger } from '../reprocessing/ledger.js';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env['WAYS_RUNS'] ?? 14);
const PARAMETERS = resolve('test/samples/fi-kapl/illustrative-1997-2013.json');
const HEADER = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
const PERSONS = Array.from({ length: 4 }, (_, index) => `F${index}`);

/** Few days and amounts, so that they meet. */
const row = fc.record({
  who: fc.constantFrom(...PERSONS),
  year: fc.constantFrom(2002, 2004),
  employer: fc.constantFrom('A', 'B'),
  amount: fc.constantFrom('700.00', '18000.00', '20000.00'),
  reason: fc.constantFrom('audit', 'audit', 'audit', 'late report'),
  on: fc.constantFrom('2008-05-01', '2008-05-01', '2008-05-01', '2010-05-01', '2013-01-01'),
});
/** Now and then corrected to something else and back on the same day. */
const someRows = fc.tuple(row, fc.constantFrom('18000.00', '20000.00'), fc.nat(7)).map(([one, other, dice]) =>
  dice === 0 && one.amount !== other ? [one, { ...one, amount: other }, one] : [one],
);
const files = fc.array(fc.array(someRows, { minLength: 8, maxLength: 50 }), { minLength: 1, maxLength: 3 });

type Row = typeof row extends fc.Arbitrary<infer One> ? One : never;

function lineOf({ who, year, employer, amount, reason, on }: Row): string {
  return `${who},${year},${employer},${amount},EUR,${reason},${on}`;
}

const occurred = { 'A, B, A of one day': 0, 'equal rows': 0, 'two employers on one day': 0, 'newest first': 0, refused: 0, appended: 0 };

function countKinds(lines: readonly string[]): void {
  const days = new Map<string, string[]>();
  const employers = new Map<string, Set<string>>();
  const last = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of lines) {
    const [who = '', year = '', employer = '', amount = '', , , on = ''] = line.split(',');
    if (seen.has(line)) occurred['equal rows'] += 1;
    seen.add(line);
    const [income, day] = [`${who} ${year} ${employer}`, `${who} ${year} ${on}`];
    const amounts = [...(days.get(`${income} ${on}`) ?? []), amount];
    days.set(`${income} ${on}`, amounts);
    if (amounts.length > 2 && amounts.at(-1) === amounts.at(-3) && amounts.at(-1) !== amounts.at(-2)) occurred['A, B, A of one day'] += 1;
    employers.set(day, (employers.get(day) ?? new Set()).add(employer));
    if (employers.get(day)?.size === 2) occurred['two employers on one day'] += 1;
    if ((last.get(income) ?? '') > on) occurred['newest first'] += 1;
    last.set(income, on);
  }
}

async function opened(): Promise<TestLedger> {
  const ledger = await openLedger();
  await ledger.publish('fi-kapl', PARAMETERS);
  const people = PERSONS.map((id, index) => `${id},fi-kapl,${1950 + index * 2}-04-05,female,1997-01-01`);
  await ledger.import('participants', ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', ...people]));
  const incomes = PERSONS.flatMap((id) => [2002, 2004].flatMap((year) => ['A', 'B'].map((of) => `${id},${year},18000.00,EUR,${of}`)));
  await ledger.import('incomes', ledger.file('i.csv', ['participantId,incomeYear,amount,currency,employerId', ...incomes]));
  return ledger;
}

/** What the participants' streams hold, by id and content; years are decided each by itself, so that their order may differ. */
async function held(ledger: TestLedger): Promise<readonly string[]> {
  const events = await ledger.events('participant-');
  const told = ({ stream, id, type, effectiveDate, data }: RecordedEvent): string =>
    JSON.stringify([stream, id, type, effectiveDate, data]);
  return events.map(told).sort();
}

/** Line and code of what was refused; NDJSON has no header line. */
function refusedIn(path: string | null | undefined, headerLines: number): readonly string[] {
  if (path === undefined || path === null) return [];
  const found = readFileSync(path, 'utf8').matchAll(/,(\d+),([A-Z]+_[A-Z_]+),/g);
  return [...found].map(([, line, code]) => `${Number(line) - headerLines} ${code}`).sort();
}

async function byImport(sent: readonly (readonly string[])[], chunkRows: number | undefined, form: 'csv' | 'ndjson') {
  const ledger = await opened();
  try {
    const refused: (readonly string[])[] = [];
    const counts: (readonly number[])[] = [];
    for (const [index, lines] of sent.entries()) {
      const file = form === 'csv' ? ledger.file(`k${index}.csv`, [HEADER, ...lines]) : ndjson(ledger, `k${index}.ndjson`, lines);
      const dry = await ledger.import('corrections', file, { chunkRows, dryRun: true });
      const done = await ledger.import('corrections', file, { chunkRows });
      expect([dry.appended, dry.repeated, dry.byCode]).toEqual([done.appended, done.repeated, done.byCode]);
      // A row that was refused for its reason stands, where an equal row of its file was taken after it.
      const again = await ledger.import('corrections', file, { chunkRows });
      expect([again.appended, again.refused <= done.refused]).toEqual([0, true]);
      refused.push(refusedIn(done.rejectsFile, form === 'csv' ? 1 : 0));
      counts.push([done.appended, done.repeated, done.refused]);
      occurred.refused += done.refused;
      occurred.appended += done.appended;
    }
    return { events: await held(ledger), refused, counts };
  } finally {
    await ledger.close();
  }
}

function ndjson(ledger: TestLedger, name: string, lines: readonly string[]): string {
  const names = HEADER.split(',');
  const file = ledger.file(name, []);
  const objects = lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], at === 1 ? Number(cell) : cell])));
  writeFileSync(file, objects.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return file;
}

async function byPlan(sent: readonly (readonly string[])[]) {
  const ledger = await opened();
  try {
    const refused: (readonly string[])[] = [];
    const counts: (readonly number[])[] = [];
    for (const [index, lines] of sent.entries()) {
      const report = await ledger.plan(ledger.file(`k${index}.csv`, [HEADER, ...lines]));
      if (report.events > 0) {
        await ledger.approve(report.digest);
        await ledger.commit(report.digest);
      }
      refused.push(refusedIn(report.rejectsFile, 1));
      counts.push([report.rows.accepted, report.rows.noChange, report.rows.refused]);
    }
    return { events: await held(ledger), refused, counts };
  } finally {
    await ledger.close();
  }
}

it(`leave the same, seed ${seed}`, async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.constantFrom(1, 2, 7), async (drawn, chunkRows) => {
      const sent = drawn.map((rows) => rows.flat().map(lineOf));
      sent.forEach(countKinds);
      const whole = await byImport(sent, undefined, 'csv');
      expect(await byImport(sent, chunkRows, 'csv')).toEqual(whole);
      expect(await byImport(sent, undefined, 'ndjson')).toEqual(whole);
      expect(await byPlan(sent)).toEqual(whole);
    }),
    { numRuns: RUNS, seed, endOnFailure: true },
  );
  process.stderr.write(`ways in: ${JSON.stringify(occurred)}\n`);
  for (const [kind, count] of Object.entries(occurred)) expect([kind, count >= 5]).toEqual([kind, true]);
}, 240_000);
