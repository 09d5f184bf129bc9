/** What is shown as a CSV file; each row carries its coordinates. */
type Cell = string | number | null;

/** Attributes of a link that saves the file. A cell that a spreadsheet would run as a formula is kept from it. */
export function csvLink(
  file: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): { readonly href: string; readonly download: string } {
  const text = [heads, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n');
  return { href: `data:text/csv;charset=utf-8,${encodeURIComponent(`${text}\r\n`)}`, download: file };
}

function cellOf(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  const guarded = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
