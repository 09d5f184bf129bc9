/** Counts as pages write them. */
import { grouped } from '#money/grouped.js';

export function groupedCount(number: number | bigint): string {
  return grouped(String(number));
}

/** `1 event`, `1 255 events`; another plural where `s` does not make it. */
export function counted(number: number | bigint, one: string, many = `${one}s`): string {
  return `${groupedCount(number)} ${Number(number) === 1 ? one : many}`;
}
