/** A parameter along time: since when and until when its value of a day is in force, and the days without any. */
import { LAST_DATE, nextDay, previousDay, type CivilDate } from '#money/civil-date.js';
import { entryInForce, type ParameterEntry, type ParameterSet } from './parameters.js';

export interface PeriodInForce {
  readonly entry: ParameterEntry;
  readonly since: CivilDate;
  /** Last day; undefined: until further notice. */
  readonly until: CivilDate | undefined;
}

export interface Gap {
  readonly from: CivilDate;
  /** Last day without a value; undefined: from `from` on there is none. */
  readonly to: CivilDate | undefined;
}

const FIRST_DATE: CivilDate = '0001-01-01';

/** Days in a row on which one entry is in force, or none is. */
export interface Stretch {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly entry: ParameterEntry | undefined;
}

/** From the first value on to the end of time, gaps with the rest; empty where there was never any. */
export function stretchesInForce(set: ParameterSet, name: string): readonly Stretch[] {
  const all = stretches(set, name);
  const begun = all.findIndex(({ entry }) => entry !== undefined);
  return begun < 0 ? [] : all.slice(begun);
}

/** What is in force on a day, with the days around it on which the same entry is; undefined where nothing is. */
export function periodInForce(set: ParameterSet, name: string, on: CivilDate): PeriodInForce | undefined {
  const stretch = stretches(set, name).find(({ from, to }) => from <= on && on <= to);
  if (stretch?.entry === undefined) return undefined;
  return { entry: stretch.entry, since: stretch.from, until: stretch.to === LAST_DATE ? undefined : stretch.to };
}

/** Days after the first value on which there is none; empty too where there was never any. */
export function gapsOf(set: ParameterSet, name: string): readonly Gap[] {
  const gaps = stretchesInForce(set, name).filter(({ entry }) => entry === undefined);
  return gaps.map(({ from, to }) => ({ from, to: to === LAST_DATE ? undefined : to }));
}

/** The whole of time, cut where another entry, or none, comes into force. */
function stretches(set: ParameterSet, name: string): readonly Stretch[] {
  const entries = set.parameters.get(name)?.entries ?? [];
  const days = new Set<CivilDate>([FIRST_DATE]);
  for (const { from, to } of entries) {
    days.add(from);
    if (to !== undefined && to < LAST_DATE) days.add(nextDay(to));
  }
  const found: Stretch[] = [];
  for (const day of [...days].sort()) {
    const entry = entryInForce(set, name, day);
    const last = found.at(-1);
    if (last !== undefined && last.entry === entry) continue;
    if (last !== undefined) found[found.length - 1] = { ...last, to: previousDay(day) };
    found.push({ from: day, to: LAST_DATE, entry });
  }
  return found;
}
