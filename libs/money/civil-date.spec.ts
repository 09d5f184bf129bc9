/** Civil dates against the calendar itself: leap years, ends of months, 1900 and 2000, ages and periods. */
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  civilDate,
  completedMonths,
  daysBetween,
  daysInMonth,
  endOfYear,
  firstOfMonth,
  formatPeriod,
  isCivilDate,
  isLeapYear,
  lastOfMonth,
  monthIndex,
  nextDay,
  parseInstant,
  parsePeriod,
  previousDay,
  startOfYear,
} from './civil-date.js';

it.each([
  [1900, false],
  [2000, true],
  [2004, true],
  [2005, false],
  [2100, false],
  [2400, true],
  [4, true],
  [1, false],
])('%d is a leap year: %p', (year, leap) => {
  expect(isLeapYear(year)).toBe(leap);
  expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
});

it.each(['2005-07-01', '2000-02-29', '1904-02-29', '0001-01-01', '9999-12-31', '2005-12-31'])('%s is a day', (text) =>
  expect(isCivilDate(text)).toBe(true),
);
it.each([
  '1900-02-29',
  '2005-02-29',
  '2005-02-30',
  '2005-04-31',
  '2005-13-01',
  '2005-00-10',
  '2005-01-00',
  '0000-01-01',
  '2005-1-1',
  '05-01-01',
  '2005-01-01T00:00:00Z',
  '2005/01/01',
  '',
])('%j is none', (text) => expect(isCivilDate(text)).toBe(false));

/** The calendar of the machine, as an independent count of days. */
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const anyDay = fc
  .integer({ min: dayNumber('1600-01-01'), max: dayNumber('2600-12-30') })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

it('one day follows another (property, against the machine’s calendar)', () => {
  fc.assert(
    fc.property(anyDay, (date) => {
      expect(isCivilDate(date)).toBe(true);
      expect(dayNumber(nextDay(date)) - dayNumber(date)).toBe(1);
      expect(previousDay(nextDay(date))).toBe(date);
    }),
    { numRuns: 3000 },
  );
});

it.each([
  ['2005-01-31', 1, '2005-02-28'],
  ['2004-01-31', 1, '2004-02-29'],
  ['1900-01-30', 1, '1900-02-28'],
  ['2005-02-28', 1, '2005-03-28'],
  ['2005-12-15', 1, '2006-01-15'],
  ['2005-01-31', -1, '2004-12-31'],
  ['2004-02-29', 12, '2005-02-28'],
  ['2004-02-29', 48, '2008-02-29'],
  ['2005-05-31', -3, '2005-02-28'],
  ['2005-05-05', 0, '2005-05-05'],
])('%s and %d months: %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

it('days between two days, and the day so many days later (property, against the machine’s calendar)', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 4000 }), (date, days) => {
      const later = addDays(date, days);
      expect(dayNumber(later) - dayNumber(date)).toBe(days);
      expect(daysBetween(date, later)).toBe(days);
      expect(daysBetween(later, date)).toBe(0 - days);
    }),
    { numRuns: 3000 },
  );
});

it('no day is a negative number of days later, nor a part of one', () => {
  for (const days of [-1, 0.5, Number.NaN]) expect(() => addDays('2019-01-01', days)).toThrow(RangeError);
});

it.each([
  // a birthday on the 31st falls on the last day of a shorter month
  ['1960-05-17', '2020-05-16', 719],
  ['1960-05-17', '2020-05-17', 720],
  ['1960-01-31', '2020-02-28', 720],
  ['1960-01-31', '2020-02-29', 721],
  ['1960-02-29', '2021-02-28', 732],
  ['1960-02-29', '2021-02-27', 731],
  ['1960-05-17', '1960-05-17', 0],
  ['1960-05-17', '1960-06-16', 0],
])('born %s, on %s: %d whole months of age', (birth, on, months) => expect(completedMonths(birth, on)).toBe(months));

it('months have a number: differences count calendar months', () => {
  expect(monthIndex('2005-01-31')).toBe(2005 * 12);
  expect(monthIndex('2006-03-01') - monthIndex('2004-12-31')).toBe(15);
  expect(firstOfMonth(24_061)).toBe('2005-02-01');
  expect(lastOfMonth(24_061)).toBe('2005-02-28');
  expect(lastOfMonth(2004 * 12 + 1)).toBe('2004-02-29');
  expect([startOfYear(2005), endOfYear(2005)]).toEqual(['2005-01-01', '2005-12-31']);
  expect(() => civilDate(2005, 2, 29)).toThrow('no such day: 2005-02-29');
});

it('periods are months', () => {
  expect(parsePeriod('2005-01')).toBe(24_060);
  expect(formatPeriod(24_060)).toBe('2005-01');
  for (const text of ['2005-13', '2005-00', '0000-01', '2005-1', '200501', '2005-01-01']) expect(parsePeriod(text)).toBeUndefined();
});

it.each([
  ['2005-07-01', '2005-07-01T23:59:59.999Z'], // a day alone: all that was recorded on it
  ['2005-07-01T09:30:00Z', '2005-07-01T09:30:00.000Z'],
  ['2005-07-01T09:30:00.5Z', '2005-07-01T09:30:00.500Z'],
  ['2005-07-01T23:59:59.999Z', '2005-07-01T23:59:59.999Z'],
])('the instant %s is %s', (text, instant) => expect(parseInstant(text)).toBe(instant));
it.each([
  '2005-07-01T09:30:00',
  '2005-07-01T09:30:00+02:00',
  '2005-07-01T24:00:00Z',
  '2005-07-01T09:60:00Z',
  '2005-07-01T09:30:60Z',
  '2005-02-29T00:00:00Z',
  '2005-07-01 09:30:00Z',
  'now',
])('%j is no instant', (text) => expect(parseInstant(text)).toBeUndefined());
