/** Figures by name: the one that is shown, and what it is called by the answers that split it. */
import type { Coverage } from '../api/shapes.js';

/** The value at the end of the value date's year. */
export const VALUE = 'account.closing';

/** Of a scheme that has no account but rights: what they come to a year. */
export const RIGHTS = 'rights.closing';

export function figureOf(asked: string | undefined, hasAccount: boolean): string {
  return asked ?? (hasAccount ? VALUE : RIGHTS);
}

/** Movements name the value by the coverage, which says the same. */
export function movedName(figure: string): string {
  return figure === VALUE ? 'coverage.value' : figure;
}

/** Figures that can be chosen at the coordinates: the value, the benefits, the lines of the year. */
export function figuresOf(coverage: Coverage | undefined, year: number, kinds: readonly string[]): readonly string[] {
  const lines = kinds.map((kind) => `account.${year}.${kind}`);
  return [...new Set([VALUE, ...(coverage?.benefits.map(({ figure }) => figure) ?? []), ...lines])];
}
