/** The days on which an official parameter changes, and the law as it would be if one of them lay a day later or earlier. */
import { FIRST_DATE, nextDay, previousDay, type CivilDate } from '#money/civil-date.js';
import type { Parameter, ParameterEntry, ParameterSet } from '#rulebooks/frame/parameters/parameters.js';

export interface Boundary {
  readonly parameter: string;
  /** First day of what is new: an entry, or nothing. The beginning of all dates bounds nothing. */
  readonly day: CivilDate;
}

export function boundariesOf({ name, entries }: Parameter): readonly Boundary[] {
  const days = entries.flatMap(({ from, to }) => (to === undefined ? [from] : [from, nextDay(to)]));
  return [...new Set(days)].filter((day) => day !== FIRST_DATE).sort().map((day) => ({ parameter: name, day }));
}

/** The parameter with that boundary moved; its other boundaries stay. */
export function moved({ entries, ...parameter }: Parameter, day: CivilDate, to: CivilDate): Parameter {
  const shifted = (entry: ParameterEntry): ParameterEntry => ({
    ...entry,
    from: entry.from === day ? to : entry.from,
    to: entry.to !== undefined && nextDay(entry.to) === day ? previousDay(to) : entry.to,
  });
  return { ...parameter, entries: entries.map(shifted) };
}

/** Runs with another parameter in the sets, and puts back what was there. */
export function withParameter<T>(sets: readonly ParameterSet[], parameter: Parameter, run: () => T): T {
  const maps = sets.map(({ parameters }) => parameters as Map<string, Parameter>);
  const before = maps.map((map) => map.get(parameter.name));
  for (const map of maps) map.set(parameter.name, parameter);
  try {
    return run();
  } finally {
    maps.forEach((map, index) => map.set(parameter.name, before[index] as Parameter));
  }
}
