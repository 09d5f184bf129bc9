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
