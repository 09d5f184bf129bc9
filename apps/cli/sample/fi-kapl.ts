/** A fund of short-term workers: participants, the incomes of 1997 … 2012 by employer, and corrections of 2006 … 2013. */
import { civilDate, daysInMonth } from '#money/civil-date.js';
import { formatMinor } from '#money/amount.js';
import { seededRandom, type Random } from './random.js';

const FIRST_YEAR = 1997;
const LAST_YEAR = 2012;
/**
 * Nobody of the sample works on after the year of the 60th birthday. The law's table takes a larger part of the incomes of older ones
 * for smoothing (0.2238 from 63) than the sample's premium is (0.208 … 0.224); up to 60 it takes 0.2047 at most.
 */
const LAST_AGE = 60;

interface SampleIncome {
  readonly year: number;
  readonly employer: string;
  readonly amountMinor: number;
}

export function fiParticipantId(index: number): string {
  return `F${String(index).padStart(6, '0')}`;
}

/** Each participant draws from a generator of its own, so that the files agree whatever order they are written in. */
function randomOf(seed: number, index: number, file: number): Random {
  return seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b) ^ file);
}

function birthOf(seed: number, index: number): { readonly birthDate: string; readonly sex: string } {
  const random = randomOf(seed, index, 0);
  const [year, month] = [random.between(1938, 1978), random.between(1, 12)];
  return { birthDate: civilDate(year, month, random.between(1, daysInMonth(year, month))), sex: random.pick(['male', 'female']) };
}

export function* fiParticipants(seed: number, count: number): Generator<string> {
  yield 'participantId,scheme,birthDate,sex,enrolledOn';
  for (let index = 1; index <= count; index += 1) {
    const { birthDate, sex } = birthOf(seed, index);
    yield `${fiParticipantId(index)},fi-kapl,${birthDate},${sex},${FIRST_YEAR}-01-01`;
  }
}

function incomesOf(seed: number, index: number): readonly SampleIncome[] {
  const random = randomOf(seed, index, 1);
  const incomes: SampleIncome[] = [];
  const lastYear = Math.min(LAST_YEAR, Number(birthOf(seed, index).birthDate.slice(0, 4)) + LAST_AGE);
  const level = 900_000 * Math.exp(0.5 * random.normal());
  for (let year = FIRST_YEAR; year <= lastYear; year += 1) {
    if (random.chance(0.08)) continue; // a year without short-term work
    const employers = random.chance(0.35) ? 2 : 1;
    for (let number = 0; number < employers; number += 1) {
      const share = number === 0 ? 1 : 0.2;
      const amountMinor = Math.round(level * share * 1.03 ** (year - FIRST_YEAR) * Math.exp(0.35 * random.normal()));
      incomes.push({
        year,
        employer: `E${String(((index * 7 + number * 131 + (random.chance(0.15) ? year : 0)) % 400) + 1).padStart(4, '0')}`,
        amountMinor,
      });
    }
  }
  return incomes.filter(
    ({ year, employer }, place) => incomes.findIndex((other) => other.year === year && other.employer === employer) === place,
  );
}

export function* fiIncomes(seed: number, count: number): Generator<string> {
  yield 'participantId,incomeYear,amount,currency,employerId,coverage,earnedBefore23';
  for (let index = 1; index <= count; index += 1) {
    const random = randomOf(seed, index, 2);
    const { birthDate } = birthOf(seed, index);
    for (const { year, employer, amountMinor } of incomesOf(seed, index)) {
      const coverage = random.chance(0.02) ? 'apl-10b' : random.chance(0.02) ? 'apl-15b' : 'kapl';
      yield`${fiParticipantId(index)},${year},${formatMinor(amountMinor)},EUR,${employer},${coverage},${earnedBefore23(birthDate, year, amountMinor)}`;
    }
  }
}

/** What employers tell for the year of the 23rd birthday, while it mattered. */
function earnedBefore23(birthDate: string, year: number, amountMinor: number): string {
  const [birthYear, month] = [Number(birthDate.slice(0, 4)), Number(birthDate.slice(5, 7))];
  return year !== birthYear + 23 || year > 2004 ? '' : formatMinor(Math.floor(amountMinor * Math.min(0.6, (month - 1) / 12)));
}

const REASONS = [
  'late pay slip',
  'holiday pay added',
  'employer reported gross of expenses',
  'double report removed',
  'audit of the employer',
];

/** Every third participant has one to three corrections; some come after the window has closed. */
export function* fiCorrections(seed: number, count: number): Generator<string> {
  yield 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
  for (let index = 1; index <= count; index += 1) {
    const random = randomOf(seed, index, 3);
    if (!random.chance(1 / 3)) continue;
    const incomes = incomesOf(seed, index);
    if (incomes.length === 0) continue;
    const corrections = Array.from({ length: random.between(1, 3) }, () => {
      const income = random.pick(incomes);
      const correctionYear = Math.min(2013, Math.max(2006, income.year + random.between(1, 10)));
      const year = Math.max(correctionYear, income.year + 1);
      const amountMinor = Math.max(0, Math.round(income.amountMinor * (1 + 0.12 * random.normal())));
      const month = random.between(1, 12);
      return `${fiParticipantId(index)},${income.year},${income.employer},${formatMinor(amountMinor)},EUR,${random.pick(REASONS)},${civilDate(year, month, random.between(1, 28))}`;
    });
    yield* corrections.sort((a, b) => (a.slice(-10) < b.slice(-10) ? -1 : 1));
  }
}
