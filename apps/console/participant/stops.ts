/** Where a step along an axis leads: the points of change, each with what changes there. */
import type { Grid, PointOfChange } from '../api/shapes.js';

export interface Stop {
  readonly at: string;
  readonly changes: readonly PointOfChange[];
}

/** Points at one place together; the ends of the axis stand whether something changes there or not. */
export function stopsOf(points: readonly PointOfChange[], ends: readonly string[]): readonly Stop[] {
  const byPlace = new Map<string, PointOfChange[]>(ends.map((at) => [at, []]));
  for (const point of points) byPlace.set(point.at, [...(byPlace.get(point.at) ?? []), point]);
  return [...byPlace].map(([at, changes]) => ({ at, changes })).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The stop that counts at a place: the last one not after it, else the first. */
export function stopAt(stops: readonly Stop[], at: string): number {
  return Math.max(0, stops.findLastIndex((stop) => stop.at <= at));
}

const PAGE = 10;

/** Where a key of a slider leads: to the next point of change, to the last one before, or ten of them on. Undefined for another key. */
export function stopByKey(stops: readonly Stop[], at: string, key: string): Stop | undefined {
  const after = stops.findIndex((stop) => stop.at > at);
  const before = stops.findLastIndex((stop) => stop.at < at);
  const last = stops.length - 1;
  const next = after === -1 ? last : after;
  switch (key) {
    case 'ArrowRight': case 'ArrowUp': return stops[next];
    case 'ArrowLeft': case 'ArrowDown': return stops[Math.max(0, before)];
    case 'PageUp': return stops[Math.min(last, next + PAGE - 1)];
    case 'PageDown': return stops[Math.max(0, before - PAGE + 1)];
    case 'Home': return stops[0];
    case 'End': return stops[last];
    default: return undefined;
  }
}

/** Only what the participant's own events change: parameters are stops of their own on demand. */
export function valueStops({ causes, values }: Grid): readonly Stop[] {
  return stopsOf(causes.values, [values[0], values.at(-1)].filter((each) => each !== undefined));
}

export function knownStops({ causes, known }: Grid): readonly Stop[] {
  return stopsOf(causes.known, [known[0], known.at(-1)].filter((each) => each !== undefined));
}

/** The column or row that shows a place: the last one not after it. */
export function placeOn(axis: readonly string[], at: string): number {
  return Math.max(0, axis.findLastIndex((each) => each <= at));
}

/** The last moment of a day, as the API reads a date. */
const endOf = (known: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(known) ? `${known}T23:59:59.999Z` : known);

/** The moment on the map's axis that a knowledge means: a position, which the axis does not tell, or none is the newest. */
export function knownMoment({ known: axis }: Pick<Grid, 'known'>, known: string | undefined): string {
  return known === undefined || /^\d+$/.test(known) ? (axis.at(-1) as string) : endOf(known);
}
