/** A fund with monthly contributions over four decades, some with a value brought along, and the fund's yearly decisions. */
import { civilDate, daysInMonth, firstOfMonth, formatPeriod, lastOfMonth } from '#money/civil-date.js';
import { formatMinor } from '#money/amount.js';
import { seededRandom, type Random } from './random.js';

/** November 1982 … October 2022: 480 months. */
export const FIRST_MONTH = 1982 * 12 + 10;
export const LAST_MONTH = 2022 * 12 + 9;

export function dkParticipantId(index: number): string {
  return `D${String(index).padStart(6, '0')}`;
}

function randomOf(seed: number, index: number, file: number): Random {
  return seededRandom(Math.imul(seed + 1, 0xc2b2ae35) ^ Math.imul(index, 0x27d4eb2f) ^ file);
}

interface Career {
  readonly birthDate: string;
  readonly sex: string;
  readonly begins: number;
  readonly ends: number;
  readonly opening: { readonly amountMinor: number; readonly date: string } | undefined;
}

function careerOf(seed: number, index: number): Career {
  const random = randomOf(seed, index, 0);
  const [year, month] = [random.between(1957, 1985), random.between(1, 12)];
  const birthDate = civilDate(year, month, random.between(1, daysInMonth(year, month)));
  const begins = Math.max(FIRST_MONTH, (year + random.between(20, 32)) * 12 + random.between(0, 11));
  const ends = random.chance(0.8) ? LAST_MONTH : Math.min(LAST_MONTH, begins + random.between(60, 400));
  const broughtAlong = random.chance(0.15);
  return {
    birthDate,
    sex: random.chance(0.75) ? 'female' : 'male',
    begins,
    ends,
    opening: broughtAlong ? { amountMinor: random.between(500_000, 30_000_000), date: firstOfMonth(begins) } : undefined,
  };
}

export function* dkParticipants(seed: number, count: number): Generator<string> {
  yield 'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate';
  for (let index = 1; index <= count; index += 1) {
    const { birthDate, sex, begins, opening } = careerOf(seed, index);
    const value = opening === undefined ? ',' : `${formatMinor(opening.amountMinor)},${opening.date}`;
    yield `${dkParticipantId(index)},dk-p90,${birthDate},${sex},${firstOfMonth(begins)},${value}`;
  }
}

export function* dkContributions(seed: number, count: number): Generator<string> {
  yield 'participantId,period,amount,currency,employerId,receivedOn';
  for (let index = 1; index <= count; index += 1) {
    const random = randomOf(seed, index, 1);
    const { begins, ends } = careerOf(seed, index);
    const level = 60_000 * Math.exp(0.3 * random.normal());
    let pause = 0;
    for (let month = begins; month <= ends; month += 1) {
      if (pause === 0 && random.chance(0.004)) pause = random.between(1, 9); // leave without pay
      if (pause > 0) {
        pause -= 1;
        continue;
      }
      const amountMinor = Math.round(level * 1.03 ** Math.floor((month - FIRST_MONTH) / 12));
      yield`${dkParticipantId(index)},${formatPeriod(month)},${formatMinor(amountMinor)},DKK,K${String((index % 97) + 1).padStart(3, '0')},${lastOfMonth(month)}`;
    }
  }
}

/** The rate of each closed year (invented), and its closing; `accrual fund apply` takes the file. */
export function* dkDecisions(): Generator<string> {
  yield 'decision,year,rate,reference';
  for (let year = Math.floor(FIRST_MONTH / 12); year <= 2021; year += 1) {
    const rate = (0.03 + ((year * 37) % 23) / 1000).toFixed(3);
    yield `interest,${year},${rate},board minutes ${year}-11 (invented)`;
    yield `close-year,${year},,annual accounts ${year} (invented)`;
  }
}
