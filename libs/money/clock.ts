/**
 * The clock as it is handed in from the edge, and the day that a fund has by it. Instants are UTC; a day begins where the fund is: at
 * 22:31 UTC on 31 December it is 1 January in Helsinki. Whatever asks for today asks `todayOf`.
 */
import type { CivilDate, Instant } from './civil-date.js';

export interface Clock {
  (): Instant;
  /** IANA name of the zone in which a day begins; default UTC. */
  readonly timeZone?: string;
}

export const UTC = 'UTC';

/** The same clock, with the days of a zone. */
export function inTimeZone(clock: () => Instant, timeZone: string): Clock {
  return Object.assign(() => clock(), { timeZone });
}

export function todayOf(clock: Clock): CivilDate {
  return civilDay(clock(), clock.timeZone ?? UTC);
}

/** The day of an instant in a zone. Throws RangeError for a name that is no zone's. */
export function civilDay(instant: Instant, timeZone: string): CivilDate {
  if (timeZone === UTC) return instant.slice(0, 10);
  const parts = new Map(formatOf(timeZone).formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

/** An IANA name (`Europe/Helsinki`), not an offset: offsets have no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const inFigures = { calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone, ...inFigures });
    formats.set(timeZone, format);
  }
  return format;
}
