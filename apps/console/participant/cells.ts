/** Cells and pins of the map in words. */
import type { Grid } from '../api/shapes.js';
import { amountText, dateText, knowledgeText } from '../parts/amounts.js';
import { language, words } from '../words/words.js';

export function cellText(grid: Grid, column: number, row: number, tongue: string): string {
  const cell = grid.cells[row]?.[column];
  return typeof cell !== 'string' ? words().participant.notTold : amountText(cell, tongue);
}

/** A pin holds coordinates as a diff is asked for them: `asOf=2009-12-31,knownAt=4711`. */
export function pinPart(pin: string, part: 'asOf' | 'knownAt' | 'asThen'): string | undefined {
  return pin.split(',').find((each) => each.startsWith(`${part}=`))?.slice(part.length + 1);
}

export function pinText(pin: string, position: (at: string) => string): string {
  const asOf = pinPart(pin, 'asOf');
  const known = pinPart(pin, 'knownAt') ?? pinPart(pin, 'asThen');
  return [
    asOf === undefined ? '' : dateText(asOf, language.value),
    known === undefined ? '' : knowledgeText(known, language.value, position),
  ]
    .filter((each) => each !== '')
    .join(' · ');
}
