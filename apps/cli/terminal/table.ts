/**
 * Tables a person can read: no frame but a rule under the head, numbers to the right. A table wider than the page first breaks its
 * texts, then leaves out the columns that say so, and at last writes one record below another.
 */
import Table from 'cli-table3';
import { hanging, pageWidth, wrapped } from './width.js';

export interface TableColumn {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /**
   * What a text is broken to at the narrowest (default 12, or its longest word). Of numbers, to the right, only the head is ever
   * broken.
   */
  readonly least?: number;
  /** Left out where there is no room: the highest first. Without it, never. */
  readonly spare?: number;
}

type Rows = readonly (readonly string[])[];

const GAP = 2;
const LEAST = 12;
const LONGEST_PART = 24;

export function textTable(columns: readonly TableColumn[], rows: Rows, width = pageWidth()): string {
  const spared = columns.flatMap(({ spare }, index) => (spare === undefined ? [] : [{ index, spare }])).sort((a, b) => b.spare - a.spare);
  for (let left = 0; left <= spared.length; left += 1) {
    const without = new Set(spared.slice(0, left).map(({ index }) => index));
    const kept = columns.filter((_column, index) => !without.has(index));
    const cells = rows.map((row) => row.filter((_cell, index) => !without.has(index)));
    const widths = fitted(kept, cells, width);
    if (widths === undefined) continue;
    const names = columns.filter(({ head }, index) => without.has(index) && head !== '').map(({ head }) => head);
    return [drawn(kept, cells, widths), ...(names.length === 0 ? [] : wrapped(`(no room here for: ${names.join(', ')})`, width))].join(
      '\n',
    );
  }
  return records(columns, rows, width);
}

/** The width of each column, so that all have room; undefined where they have none. */
function fitted(columns: readonly TableColumn[], rows: Rows, width: number): readonly number[] | undefined {
  const widths: number[] = columns.map(({ head }, index) => Math.max(head.length, ...rows.map((row) => (row[index] ?? '').length)));
  const least = columns.map(({ head, align, least: own }, index) =>
    align === 'right'
      ? Math.max(...head.split(' ').map((word) => word.length), ...rows.map((row) => (row[index] ?? '').length))
      : Math.min(widths[index] as number, own ?? Math.max(LEAST, longestPart(rows.map((row) => row[index] ?? '')))),
  );
  const room = width - GAP * (columns.length - 1);
  const widthOf = (index: number): number => widths[index] as number;
  if (sum(least) > room) return undefined;
  while (sum(widths) > room) {
    // The widest text that can still give way gives what is over, down to the next widest.
    const over = sum(widths) - room;
    const giving = columns.map((_column, index) => index).filter((index) => widthOf(index) > (least[index] as number));
    const [widest = 0, next] = giving.sort((a, b) => widthOf(b) - widthOf(a));
    const level = next === undefined ? 0 : Math.min(widthOf(next), widthOf(widest) - 1);
    widths[widest] = Math.max(least[widest] as number, level, widthOf(widest) - over);
  }
  return widths;
}

/** The longest word that no line should break, up to a bound: its parts between marks. */
function longestPart(texts: readonly string[]): number {
  return Math.min(LONGEST_PART, Math.max(0, ...texts.flatMap((text) => text.split(/\s+|(?<=[-./:,_])/).map((part) => part.length))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function drawn(columns: readonly TableColumn[], rows: Rows, widths: readonly number[]): string {
  const broken = (cells: readonly string[]): string[] => cells.map((cell, index) => wrapped(cell, widths[index] as number).join('\n'));
  const table = new Table({
    head: broken(columns.map(({ head }) => head)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    chars: {
      top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
      bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
      left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
    },
  });
  table.push(...rows.map(broken));
  const lines = table.toString().split('\n').map((line) => line.trimEnd());
  const headLines = Math.max(1, ...columns.map(({ head }, index) => wrapped(head, widths[index] as number).length));
  return [...lines.slice(0, headLines), '─'.repeat(Math.max(0, ...lines.map((line) => line.length))), ...lines.slice(headLines)].join('\n');
}

/** One record below another: each value after its column's name, a blank line between. */
function records(columns: readonly TableColumn[], rows: Rows, width: number): string {
  const names = Math.max(...columns.map(({ head }) => head.length)) + GAP;
  return rows
    .map((row) =>
      row
        .flatMap((cell, index) =>
          cell === '' ? [] : hanging((columns[index]?.head ?? '').padEnd(names), ' '.repeat(names), cell.trim(), width),
        )
        .join('\n'),
    )
    .join('\n\n');
}
