/**
 * Cells that a spreadsheet would take for a formula: in a rejects file an apostrophe stands before them, and is taken off again
 * where such a file is read. A cell that has apostrophes of its own before such a sign gets one more, so that every cell comes
 * back as it was.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

export function guardedCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

export function unguardedCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
