/**
 * What the flags of a plan catch, counted: mistakes of each kind seeded at random, from one seed, into files of right corrections. The
 * table of the recipe is this count.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeSample } from '../../apps/cli/sample/data-set.js';
import { openLedger, type TestLedger } from './ledger.js';

const HEADER = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
const RECIPE = readFileSync(resolve('docs/recipes/correct-an-income.md'), 'utf8');
const [ROWS, FILES, WHOLE_FILES] = [30, 40, 20];

interface Income {
  readonly id: string;
  readonly year: number;
  readonly amount: number;
  readonly employer: string;
}

let ledger: TestLedger;
let incomes: readonly Income[];
let state = 20261;
/** From 0 to 1: a linear congruence will do. */
const dice = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
const pick = <T>(items: readonly T[]): T => items[Math.floor(dice() * items.length)] as T;
const line = ({ id, year, employer }: Income, amount: number): string =>
  `${id},${year},${employer},${amount.toFixed(2)},EUR,checked,2013-06-01`;
/** A right correction moves an income by up to an eighth. */
const right = (of: Income): number => of.amount * (1 + (dice() < 0.5 ? -1 : 1) * (0.002 + dice() * 0.123));

/** Incomes of as many different participants. */
function drawn(count: number, from = incomes): readonly Income[] {
  const found = new Map<string, Income>();
  while (found.size < count) {
    const one = pick(from);
    found.set(one.id, found.get(one.id) ?? one);
  }
  return [...found.values()];
}

function pairs(alike: (a: Income, b: Income) => boolean): readonly (readonly [Income, Income])[] {
  const of = new Map<string, Income[]>();
  for (const one of incomes) of.set(one.id, [...(of.get(one.id) ?? []), one]);
  return [...of.values()].flatMap((own) => own.flatMap((a) => own.filter((b) => a !== b && alike(a, b)).map((b) => [a, b] as const)));
}

beforeAll(async () => {
  ledger = await openLedger();
  const folder = join(ledger.folder, 'sample');
  await writeSample({ folder, scheme: 'fi-kapl', participants: 400, seed: 20261 }, () => undefined);
  await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl/illustrative-1997-2013.json'));
  await ledger.import('participants', join(folder, 'participants.csv'));
  await ledger.import('incomes', join(folder, 'incomes.csv'));
  incomes = readFileSync(join(folder, 'incomes.csv'), 'utf8').trim().split('\n').slice(1)
    .map((row) => row.split(','))
    .map(([id = '', year = '', amount = '', , employer = '']) => ({ id, year: Number(year), amount: Number(amount), employer }))
    .filter(({ year, amount }) => year >= 2005 && year <= 2012 && amount > 2000);
  for (let index = 0; index < 5; index += 1) {
    const { digest } = await ledger.plan(ledger.file(`ordinary-${index}.csv`, [HEADER, ...drawn(ROWS).map((one) => line(one, right(one)))]));
    await ledger.approve(digest);
    await ledger.commit(digest);
  }
}, 120_000);
afterAll(() => ledger.close());

/** Each kind by itself, so that one more moves no other's figures. */
const seedBy = (what: string): void =>
  void (state = 1 + [...what].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2147483646, 7));

let files = 0;
/** Plans the rows as a file in a random order; the rows flagged, and whether the file is. */
async function planned(rows: readonly string[]): Promise<{ readonly flagged: ReadonlySet<string>; readonly isPattern: boolean }> {
  const order = rows.map((row) => [dice(), row] as const).sort(([a], [b]) => a - b).map(([, row]) => row);
  const report = await ledger.plan(ledger.file(`seeded-${(files += 1)}.csv`, [HEADER, ...order]));
  expect(report.rows.refused).toBe(0);
  const flagged = new Set(report.flags.map(({ line: at }) => order[at - 2] as string));
  return { flagged, isPattern: report.patterns.some(({ code }) => code !== 'ONE_EMPLOYER') };
}

const digitsExchanged = (amount: number): number => {
  const text = amount.toFixed(2).replace('.', '');
  const places = [...text].flatMap((digit, at) => (at > 0 && digit !== text[at - 1] && !(at === 1 && digit === '0') ? [at] : []));
  const at = pick(places);
  return Number(`${text.slice(0, at - 1)}${text[at]}${text[at - 1]}${text.slice(at + 1)}`) / 100;
};
const apart = (a: Income, b: Income): boolean => Math.abs(a.amount - b.amount) > 0.01;

/** Mistaken rows by the incomes that they are of. */
const MISTAKES: readonly (readonly [string, () => readonly (readonly [Income, number])[]])[] = [
  [
    'a decimal point moved by one, two or three places',
    () => drawn(1).map((one) => [one, right(one) * pick([10, 100, 1000, 0.1, 0.01, 0.001])]),
  ],
  ['an amount doubled', () => drawn(1).map((one) => [one, one.amount * 2])],
  ['an amount tripled', () => drawn(1).map((one) => [one, one.amount * 3])],
  ['two years of one employer exchanged: each of the two rows', () => exchanged(pick(years()), 1)],
  ['two employers of one year exchanged: each of the two rows', () => exchanged(pick(employers()), 1)],
  ['two years exchanged, and both amounts corrected by 3 % besides', () => exchanged(pick(years()), 1.03)],
  ['another person’s amount', () => [drawn(2)].map(([one, other]) => [one as Income, (other as Income).amount])],
  ['two neighbouring digits exchanged, anywhere in the amount', () => drawn(1).map((one) => [one, digitsExchanged(one.amount)])],
];
const years = (): readonly (readonly [Income, Income])[] => pairs((a, b) => a.employer === b.employer && a.year < b.year && apart(a, b));
const employers = (): readonly (readonly [Income, Income])[] =>
  pairs((a, b) => a.year === b.year && a.employer < b.employer && apart(a, b));
const exchanged = ([a, b]: readonly [Income, Income], factor: number): readonly (readonly [Income, number])[] => [
  [a, b.amount * factor],
  [b, a.amount * factor],
];

/** Rows of a file of which all, or a part, are mistaken alike. */
const OF_FILES: readonly (readonly [string, () => readonly string[]])[] = [
  ['every amount 10,000.00 too high', () => drawn(ROWS).map((one) => line(one, one.amount + 10_000))],
  ['every amount 10,000.00 too high, beside real corrections', () => drawn(ROWS).map((one) => line(one, right(one) + 10_000))],
  [
    'the same difference in a fifth of the rows',
    () => drawn(ROWS).map((one, at) => line(one, at % 5 === 0 ? one.amount + 321.09 : right(one))),
  ],
  [
    'every row with the amount of the next one',
    () => drawn(ROWS).map((one, at, all) => line(one, (all[(at + 1) % ROWS] as Income).amount)),
  ],
  ['every amount in cents', () => drawn(ROWS).map((one) => line(one, Math.round(right(one) * 100)))],
  ['every amount by month instead of by year', () => drawn(ROWS).map((one) => line(one, right(one) / 12))],
  ['every amount a tenth too high', () => drawn(ROWS).map((one) => line(one, one.amount * 1.1))],
];

it.each(MISTAKES)('%s', async (what, mistaken) => {
  seedBy(what);
  let [caught, seeded, wrongly] = [0, 0, 0];
  for (let index = 0; index < FILES; index += 1) {
    const mistakes = mistaken();
    const own = new Set(mistakes.map(([{ id }]) => id));
    const rows = mistakes.map(([of, amount]) => line(of, amount));
    const rest = drawn(ROWS, incomes.filter(({ id }) => !own.has(id))).map((one) => line(one, right(one)));
    const { flagged } = await planned([...rows, ...rest]);
    seeded += rows.length;
    caught += rows.filter((row) => flagged.has(row)).length;
    wrongly += rest.filter((row) => flagged.has(row)).length;
  }
  expect(RECIPE).toContain(`| ${what} | ${caught} of ${seeded} | ${wrongly} of ${(FILES * ROWS).toLocaleString('en')} |`);
}, 120_000);

it.each(OF_FILES)('%s', async (what, rowsOf) => {
  seedBy(what);
  let caught = 0;
  for (let index = 0; index < WHOLE_FILES; index += 1) if ((await planned(rowsOf())).isPattern) caught += 1;
  expect(RECIPE).toContain(`| ${what} | ${caught} of ${WHOLE_FILES} files | |`);
}, 120_000);

it('none: a right file', async () => {
  seedBy('none');
  let [told, wrongly] = [0, 0];
  for (let index = 0; index < WHOLE_FILES; index += 1) {
    const { flagged, isPattern } = await planned(drawn(ROWS).map((one) => line(one, right(one))));
    wrongly += flagged.size;
    if (isPattern) told += 1;
  }
  expect(RECIPE).toContain(`| none: a right file | ${told} of ${WHOLE_FILES} files | ${wrongly} of ${WHOLE_FILES * ROWS} |`);
}, 120_000);
