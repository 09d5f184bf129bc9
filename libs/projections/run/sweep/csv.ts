/** Lines of CSV (RFC 4180): quoted where a comma, a quote or a line break demands it. */
import type { Cell } from '../../view.js';

export function csvLine(cells: readonly Cell[]): string {
  let line = '';
  for (let index = 0; index < cells.length; index += 1) {
    line += (index === 0 ? '' : ',') + csvCell(cells[index] as Cell);
  }
  return `${line}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
