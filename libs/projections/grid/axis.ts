/** The places of an axis: where something changes, thinned out where those are too many, and days between where they are few. */
import { addDays, daysBetween, type CivilDate } from '#money/civil-date.js';

/** `points`: sorted, each once. At most `most` of them, the first and the last among them, the others evenly by rank. */
export function thinned<Point>(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  if (most === 1) return points.slice(-1);
  return Array.from({ length: most }, (_, index) => points[Math.round((index * (points.length - 1)) / (most - 1))] as Point);
}

/** Sorted, each once. */
export function inOrder(points: Iterable<string>): readonly string[] {
  return [...new Set(points)].sort();
}

/** Days with others between them, until there are `count` or no gap is left: the widest gap is halved, the earliest of equal ones. */
export function filled(days: readonly CivilDate[], count: number): readonly CivilDate[] {
  const all = [...days];
  while (all.length < count) {
    const gaps = all.slice(1).map((day, index) => daysBetween(all[index] as CivilDate, day));
    const widest = Math.max(0, ...gaps);
    if (widest < 2) break;
    const at = gaps.indexOf(widest);
    all.splice(at + 1, 0, addDays(all[at] as CivilDate, Math.floor(widest / 2)));
  }
  return all;
}
