/** A fund of employers: salaries over four years, raises, part-timers, corrections that come late, payments in and out of time, duties. */
import { addDays, civilDate, daysInMonth, firstOfMonth, formatPeriod, lastOfMonth } from '#money/civil-date.js';
import { formatMinor } from '#money/amount.js';
import { seededRandom, type Random } from './random.js';

/** March 2018 … December 2021. */
const FIRST_MONTH = 2018 * 12 + 2;
const LAST_MONTH = 2021 * 12 + 11;
const PARTICIPANTS_AN_EMPLOYER = 20;
/** Premium and disability premium of the sample's rates, of the salary a month. */
const PREMIUM_SHARE = 0.197 / 12;

function participantId(index: number): string {
  return `P${String(index).padStart(6, '0')}`;
}

function employerId(number: number): string {
  return `E${String(number).padStart(4, '0')}`;
}

function employersOf(participants: number): number {
  return Math.max(1, Math.ceil(participants / PARTICIPANTS_AN_EMPLOYER));
}

function employerNumberOf(index: number, participants: number): number {
  return ((index * 7) % employersOf(participants)) + 1;
}

function randomOf(seed: number, index: number, file: number): Random {
  return seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b) ^ file);
}

interface Salary {
  readonly from: number;
  readonly amountMinor: number;
  readonly partTimeFactor: string;
  readonly premiumFreeShare: string;
}

/** A salary and its raises; the last one ends it where the participant left. */
function careerOf(seed: number, index: number): readonly Salary[] {
  const random = randomOf(seed, index, 1);
  const begins = random.chance(0.7) ? FIRST_MONTH : random.between(FIRST_MONTH, LAST_MONTH - 6);
  const shares = { partTimeFactor: random.pick(['1', '1', '0.8', '0.6', '0.5555']), premiumFreeShare: random.chance(0.04) ? '0.5' : '0' };
  let amountMinor = Math.round(3_200_000 * Math.exp(0.25 * random.normal()));
  const salaries: Salary[] = [{ from: begins, amountMinor, ...shares }];
  for (let year = 2019; year <= 2021; year += 1) {
    if (year * 12 <= begins) continue;
    amountMinor = Math.round(amountMinor * 1.022);
    salaries.push({ from: year * 12, amountMinor, ...shares });
  }
  if (random.chance(0.1)) salaries.push({ from: LAST_MONTH - 1, amountMinor: 0, ...shares });
  return salaries;
}

export function* pobEmployers(participants: number): Generator<string> {
  yield 'employerId,scheme,kind,affiliatedOn,fundId,agreement';
  for (let number = 1; number <= employersOf(participants); number += 1) {
    const kind = number % 11 === 0 ? 'voluntary,2018-03-01,,agreement of 2018' : 'mandatory,2018-03-01,,';
    yield `${employerId(number)},nl-pob,${kind}`;
  }
}

export function* pobHeadcounts(participants: number): Generator<string> {
  yield 'employerId,on,employees';
  for (let number = 1; number <= employersOf(participants); number += 1) {
    yield`${employerId(number)},2018-12-31,${12 + ((number * 5) % 30)}`;
  }
}

export function* pobParticipants(seed: number, participants: number): Generator<string> {
  yield 'participantId,scheme,birthDate,sex,enrolledOn';
  for (let index = 1; index <= participants; index += 1) {
    const random = randomOf(seed, index, 0);
    const [year, month] = [random.between(1957, 1992), random.between(1, 12)];
    const [first] = careerOf(seed, index);
    const birthDate = civilDate(year, month, random.between(1, daysInMonth(year, month)));
    yield`${participantId(index)},nl-pob,${birthDate},${random.chance(0.7) ? 'female' : 'male'},${formatPeriod(first?.from ?? FIRST_MONTH)}-01`;
  }
}

export function* pobSalaries(seed: number, participants: number): Generator<string> {
  yield 'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor,premiumFreeShare';
  for (let index = 1; index <= participants; index += 1) {
    for (const { from, amountMinor, partTimeFactor, premiumFreeShare } of careerOf(seed, index)) {
      const month = formatPeriod(from);
      yield`${participantId(index)},${employerId(employerNumberOf(index, participants))},${month},${formatMinor(amountMinor)},EUR,${month}-02,${partTimeFactor},${premiumFreeShare}`;
    }
  }
}

/** Of one participant in seven, after the year that they are about: some before its final invoice, some after. */
export function* pobCorrections(seed: number, participants: number): Generator<string> {
  yield 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn,partTimeFactor,premiumFreeShare';
  for (let index = 7; index <= participants; index += 7) {
    const random = randomOf(seed, index, 2);
    const [first] = careerOf(seed, index);
    if (first === undefined) continue;
    const amountMinor = Math.round(first.amountMinor * random.pick([0.95, 1.01, 1.03, 1.05]));
    const on = civilDate(random.pick([2019, 2020, 2021]), random.between(1, 12), random.between(1, 28));
    const correctedOn = on < `${formatPeriod(first.from)}-28` ? '2021-12-01' : on;
    const factor = random.chance(0.2) ? '0.75' : first.partTimeFactor;
    yield`${participantId(index)},${employerId(employerNumberOf(index, participants))},${formatPeriod(first.from)},${formatMinor(amountMinor)},EUR,collective ` +
      `agreement,${correctedOn},${factor},${first.premiumFreeShare}`;
  }
}

/** What each employer pays a month, about; one in five pays late, one in twenty short. */
export function* pobPayments(seed: number, participants: number): Generator<string> {
  yield 'employerId,amount,currency,receivedOn,reference,invoice';
  const paid = new Map<number, number[]>();
  for (let index = 1; index <= participants; index += 1) {
    const number = employerNumberOf(index, participants);
    const months = paid.get(number) ?? new Array<number>(LAST_MONTH - FIRST_MONTH + 1).fill(0);
    paid.set(number, months);
    for (let month = FIRST_MONTH; month <= LAST_MONTH; month += 1) {
      const holding = careerOf(seed, index).findLast(({ from }) => from <= month);
      if (holding === undefined) continue;
      const share = Number(holding.partTimeFactor) * (1 - Number(holding.premiumFreeShare));
      months[month - FIRST_MONTH] = (months[month - FIRST_MONTH] ?? 0) + Math.round(holding.amountMinor * share * PREMIUM_SHARE);
    }
  }
  for (const [number, months] of [...paid].sort(([a], [b]) => a - b)) {
    const random = randomOf(seed, number, 3);
    for (const [at, minor] of months.entries()) {
      if (minor === 0) continue;
      const month = FIRST_MONTH + at + 1;
      const late = random.chance(0.2) ? random.between(1, 5) : 0;
      const amountMinor = random.chance(0.05) ? Math.round(minor * 0.6) : minor;
      const receivedOn = late === 0 ? `${formatPeriod(month)}-14` : lastOfMonth(month + late);
      yield `${employerId(number)},${formatMinor(amountMinor)},EUR,${receivedOn},payment ${formatPeriod(FIRST_MONTH + at)},`;
    }
  }
}

/** One employer in nine delivered late, on a demand. */
export function* pobDemands(participants: number): Generator<string> {
  yield 'employerId,obligation,ground,dataDeadline,sentOn,finalDeadline,fineAnnounced,reference';
  for (let number = 1; number <= employersOf(participants); number += 9) {
    yield `${employerId(number)},salaries of 2019,data,2020-01-31,2020-02-10,2020-02-28,yes,letter 2020-${number}`;
  }
}

export function* pobDeliveries(participants: number): Generator<string> {
  yield 'employerId,obligation,deliveredOn,complete,reference';
  for (let number = 1; number <= employersOf(participants); number += 9) {
    yield `${employerId(number)},salaries of 2019,2020-03-12,yes,delivery 2020-${number}`;
  }
}

/** An employer with an own collective agreement asks for one of its employees; the board grants it. */
export function* pobExemptionRequests(participants: number): Generator<string> {
  yield 'employerId,kind,requestedOn,from,reference,participants,caoBinding,separateSchemeWithUnions,jointRequest';
  yield `${exemptEmployer(participants)},ownCao,2019-10-02,2020-01-01,letter 2019-30,${participantId(2)},no,yes,yes`;
}

export function* pobExemptionDecisions(participants: number): Generator<string> {
  yield 'employerId,request,decidedOn,reference,otherProvider,informationDue';
  yield `${exemptEmployer(participants)},letter 2019-30,2019-11-20,board 2019-11,no,2020-02-01`;
}

function exemptEmployer(participants: number): string {
  return employerId(employerNumberOf(2, participants));
}

/** One participant objects to every insurance: its contribution is savings. */
export function* pobObjectors(): Generator<string> {
  yield 'participantId,requestedOn,from,declaration,reference';
  yield `${participantId(1)},2018-12-10,2019-01-01,yes,board 2018-12`;
}

/** Within three months of the first salary; one in twenty late, one in fifty not at all. */
export function* pobStartLetters(seed: number, participants: number): Generator<string> {
  yield 'participantId,sentOn,reference';
  for (let index = 1; index <= participants; index += 1) {
    const random = randomOf(seed, index, 4);
    const [first] = careerOf(seed, index);
    if (first === undefined || random.chance(0.02)) continue;
    const days = random.chance(0.05) ? random.between(95, 140) : random.between(20, 85);
    yield `${participantId(index)},${addDays(firstOfMonth(first.from), days)},start letter ${index}`;
  }
}
