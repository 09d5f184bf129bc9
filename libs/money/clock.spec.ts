import { civilDay, inTimeZone, isTimeZone, latestDayOf, timeZoneNamed, todayOf } from './clock.js';

it('a day begins where the fund is', () => {
  // Helsinki is two hours before UTC in winter and three in summer; Copenhagen one and two; New York five behind in winter.
  expect(civilDay('2025-12-31T22:31:00.000Z', 'Europe/Helsinki')).toBe('2026-01-01');
  expect(civilDay('2025-12-31T22:31:00.000Z', 'Europe/Copenhagen')).toBe('2025-12-31');
  expect(civilDay('2025-12-31T23:00:00.000Z', 'Europe/Copenhagen')).toBe('2026-01-01');
  expect(civilDay('2026-06-30T20:59:59.999Z', 'Europe/Helsinki')).toBe('2026-06-30');
  expect(civilDay('2026-06-30T21:00:00.000Z', 'Europe/Helsinki')).toBe('2026-07-01');
  expect(civilDay('2026-01-01T04:59:59.999Z', 'America/New_York')).toBe('2025-12-31');
  expect(civilDay('2024-02-29T12:00:00.000Z', 'Asia/Kathmandu')).toBe('2024-02-29');
});

it('a clock without a zone has the days of UTC', () => {
  const clock = () => '2025-12-31T22:31:00.000Z';
  expect(todayOf(clock)).toBe('2025-12-31');
  expect(todayOf(inTimeZone(clock, 'Europe/Helsinki'))).toBe('2026-01-01');
  expect(inTimeZone(clock, 'Europe/Helsinki')()).toBe('2025-12-31T22:31:00.000Z');
});

it('names of zones are told from what is none', () => {
  expect(['UTC', 'Europe/Helsinki', 'Europe/Amsterdam'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['', 'Helsinki', '+02:00', 'Europe/Atlantis', '../etc', 'Europe/Helsinki '].map(isTimeZone)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

it('a fund has days of its own: by the last of its zones that has begun, by its own reckoning', () => {
  const clock = () => '2025-12-31T22:31:00.000Z';
  const helsinki = { timeZone: 'Europe/Helsinki' };
  const day = (...timeZones: readonly { readonly from?: string; readonly timeZone: string }[]) => todayOf(clock, { timeZones });
  expect(day()).toBe('2025-12-31');
  expect(day(helsinki)).toBe('2026-01-01');
  // From 1 January on in Lisbon, where that day has not begun; from 31 December on, it has.
  expect(day(helsinki, { from: '2026-01-01', timeZone: 'Europe/Lisbon' })).toBe('2026-01-01');
  expect(day(helsinki, { from: '2025-12-31', timeZone: 'Europe/Lisbon' })).toBe('2025-12-31');
  expect(day({ from: '2026-01-01', timeZone: 'Europe/Helsinki' })).toBe('2026-01-01');
  expect(day({ from: '2026-01-02', timeZone: 'Europe/Helsinki' })).toBe('2025-12-31');
  expect(todayOf(inTimeZone(clock, 'Europe/Helsinki'), { timeZones: [{ timeZone: 'Europe/Lisbon' }] })).toBe('2025-12-31');
  expect(latestDayOf('2025-12-31T10:00:00.000Z')).toBe('2026-01-01');
});

it('capitals do not make another zone of one', () => {
  expect(timeZoneNamed('europe/HELSINKI')).toBe('Europe/Helsinki');
  expect(timeZoneNamed('Europe/Atlantis')).toBeUndefined();
});
