/** Columns of flat forms; the coordinates and the digest of the answer end every row. */
import type { AnswerCoordinates } from './answer.js';
import type { Cell, Column } from './view.js';

export function textColumn(name: string, unit?: string): Column {
  return { name, type: 'text', ...(unit === undefined ? {} : { unit }) };
}

export function wholeColumn(name: string, unit?: string): Column {
  return { name, type: 'integer', ...(unit === undefined ? {} : { unit }) };
}

/** An amount of money with two decimals. */
export function moneyColumn(name: string): Column {
  return { name, type: 'amount', unit: 'money, 2 decimals' };
}

export function dateColumn(name: string): Column {
  return { name, type: 'date' };
}

/** A decimal that is not rounded. */
export function exactColumn(name: string, unit: string): Column {
  return textColumn(name, `${unit}, exact`);
}

export const COORDINATE_COLUMNS: readonly Column[] = [
  dateColumn('asOf'),
  textColumn('knownAt'),
  textColumn('rulesKnownAt'),
  wholeColumn('position'),
  textColumn('rulebook'),
  textColumn('rulebookVersion'),
  textColumn('parameters'),
  textColumn('digest'),
  wholeColumn('digestVersion'),
];

/** In the order of `COORDINATE_COLUMNS`. */
export function coordinateCells(answer: AnswerCoordinates): readonly Cell[] {
  const { asOf, knownAt, rulesKnownAt, position, rulebook, digest, digestVersion } = answer;
  const rules = [rulebook?.id ?? null, rulebook?.version ?? null, rulebook?.parameters ?? null];
  return [asOf, String(knownAt), rulesKnownAt, position, ...rules, digest, digestVersion];
}
