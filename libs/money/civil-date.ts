/** Civil dates (`2005-07-01`) and instants in UTC (`2005-07-01T09:30:00.000Z`): text that sorts by time. */

export type CivilDate = string;
export type Instant = string;

const HYPHEN = 0x2d;
const ZERO = 0x30;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?Z$/;

export const FIRST_DATE: CivilDate = '0001-01-01';
export const LAST_DATE: CivilDate = '9999-12-31';

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** month 1 … 12 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Read digit by digit: every event and every row has several dates, and a regular expression takes five times as long. */
export function isCivilDate(text: string): text is CivilDate {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The number that stands there; −1 where there is anything but digits. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

export function yearOf(date: CivilDate): number {
  return digits(date, 0, 4);
}

/** 1 … 12 */
export function monthOf(date: CivilDate): number {
  return digits(date, 5, 7);
}

/** 1 … 31 */
export function dayOf(date: CivilDate): number {
  return digits(date, 8, 10);
}

export function civilDate(year: number, month: number, day: number): CivilDate {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (!isCivilDate(text)) throw new Error(`no such day: ${text}`);
  return text;
}

export function startOfYear(year: number): CivilDate {
  return civilDate(year, 1, 1);
}

/** The value date of what describes a whole calendar year. */
export function endOfYear(year: number): CivilDate {
  return civilDate(year, 12, 31);
}

/** Months since year 0: (2005, 1) → 24060. Differences count calendar months. */
export function monthIndex(date: CivilDate): number {
  return yearOf(date) * 12 + monthOf(date) - 1;
}

/** The first day of the month with that index. */
export function firstOfMonth(index: number): CivilDate {
  return civilDate(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** The last day of the month with that index. */
export function lastOfMonth(index: number): CivilDate {
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return civilDate(year, month, daysInMonth(year, month));
}

/** Same day of month where it exists, else the last day of that month. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = monthIndex(date) + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return civilDate(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

export function nextDay(date: CivilDate): CivilDate {
  const [year, month, day] = [yearOf(date), monthOf(date), dayOf(date)];
  if (day < daysInMonth(year, month)) return civilDate(year, month, day + 1);
  return month < 12 ? civilDate(year, month + 1, 1) : civilDate(year + 1, 1, 1);
}

export function previousDay(date: CivilDate): CivilDate {
  const [year, month, day] = [yearOf(date), monthOf(date), dayOf(date)];
  if (day > 1) return civilDate(year, month, day - 1);
  return month > 1
    ? civilDate(year, month - 1, daysInMonth(year, month - 1))
    : civilDate(year - 1, 12, 31);
}

/** Days since 0000-03-01 of the Gregorian calendar, so that leap days end their year. */
function dayNumber(date: CivilDate): number {
  const month = monthOf(date);
  const year = month > 2 ? yearOf(date) : yearOf(date) - 1;
  const daysBeforeMonth = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + daysBeforeMonth + dayOf(date) - 1;
}

/** Days from one day to another; negative where the second lies before the first. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day so many days later; `days` is not negative (`previousDay` goes back). */
export function addDays(date: CivilDate, days: number): CivilDate {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`${days} is no number of days from 0`);
  let [day, left] = [date, days];
  while (left > 0) {
    const restOfMonth = daysInMonth(yearOf(day), monthOf(day)) - dayOf(day);
    if (left <= restOfMonth) return civilDate(yearOf(day), monthOf(day), dayOf(day) + left);
    left -= restOfMonth + 1;
    day = firstOfMonth(monthIndex(day) + 1);
  }
  return day;
}

/** Whole months of age on a day; a birthday on the 31st falls on the last day of a shorter month. */
export function completedMonths(birthDate: CivilDate, on: CivilDate): number {
  const months = monthIndex(on) - monthIndex(birthDate);
  return on < addMonths(birthDate, months) ? months - 1 : months;
}

/** `"2022-10"` → its month index, undefined for anything else. */
export function parsePeriod(text: string): number | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && Number(text.slice(0, 4)) >= 1
    ? Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1
    : undefined;
}

/** The month index of a well-formed period. */
export function indexOfPeriod(period: string): number {
  return monthIndex(period); // the digits of year and month stand where a date has them
}

/** `24060` → `"2005-01"` */
export function formatPeriod(index: number): string {
  return firstOfMonth(index).slice(0, 7);
}

/**
 * Reads an instant and writes it in full (milliseconds, `Z`). A civil date alone means its last millisecond, so that
 * "known on that day" holds all that was recorded on it. Undefined for anything else; offsets other than `Z` are refused.
 */
export function parseInstant(text: string): Instant | undefined {
  if (isCivilDate(text)) return `${text}T23:59:59.999Z`;
  const match = INSTANT.exec(text);
  if (match === null || !isCivilDate(match[1] ?? '')) return undefined;
  return `${match[1]}T${match[2]}:${match[3]}:${match[4]}.${(match[5] ?? '').padEnd(3, '0')}Z`;
}
