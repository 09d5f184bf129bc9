/**
 * The clock as it is handed in from the edge, and the day that a fund has by it. Instants are UTC; a day begins where the fund is: at
 * 22:31 UTC on 31 December it is 1 January in Helsinki. Whatever asks for today asks `todayOf`: of a fund, or of the whole ledger.
 */
import type { CivilDate, Instant } from './civil-date.js';

export interface Clock {
  (): Instant;
  /** IANA name of the zone in which a day begins where no fund says otherwise; default UTC. */
  readonly timeZone?: string;
}

/** A zone that counts from the beginning of a day, by its own reckoning; without a day, from the first on. */
export interface ZoneFrom {
  readonly from?: CivilDate;
  readonly timeZone: string;
}

/** Who has days of its own: the zones it has stated, by the day from which each counts. */
export interface KeepsDays {
  readonly timeZones: readonly ZoneFrom[];
}

export const UTC = 'UTC';

/** The same clock, with the days of a zone. */
export function inTimeZone(clock: () => Instant, timeZone: string): Clock {
  return Object.assign(() => clock(), { timeZone });
}

/** The day now at a fund, by the last zone that has begun to count; of the whole ledger, and of a fund that states none, the clock's. */
export function todayOf(clock: Clock, { timeZones }: KeepsDays = { timeZones: [] }): CivilDate {
  const now = clock();
  let today = civilDay(now, clock.timeZone ?? UTC);
  for (const { from, timeZone } of timeZones) {
    const day = civilDay(now, timeZone);
    if (from === undefined || day >= from) today = day;
  }
  return today;
}

/** No place has a later day. */
export function latestDayOf(instant: Instant): CivilDate {
  return civilDay(instant, 'Pacific/Kiritimati');
}

/** The day of an instant in a zone. Throws RangeError for a name that is no zone's. */
export function civilDay(instant: Instant, timeZone: string): CivilDate {
  if (timeZone === UTC) return instant.slice(0, 10);
  const parts = new Map(formatOf(timeZone).formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

/** An IANA name (`Europe/Helsinki`), not an offset: offsets have no summer. */
export function isTimeZone(name: string): boolean {
  return timeZoneNamed(name) !== undefined;
}

/** The zone as it is written: capitals do not tell two zones apart. Undefined for a name that is no zone's. */
export function timeZoneNamed(name: string): string | undefined {
  if (name.toUpperCase() === UTC) return UTC; // without the tables of zones, which take longer to load than most commands' work
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const { timeZone } = formatOf(name).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
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
