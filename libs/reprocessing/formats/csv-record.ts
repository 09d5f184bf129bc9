/**
 * One CSV record (RFC 4180). Record by record and not file by file, since a quote that never closes must cost one row and
 * not the rest of the file, which a parser of whole files cannot give. Lines without quotes, nearly all of them, are split
 * at the commas at once. A test holds it against csv-parse.
 */

/** A quote where none may stand; `found`: the cell that holds it, or what comes after a closing quote. */
export interface QuoteFault {
  readonly quote: 'within-a-field' | 'text-after-it';
  readonly found: string;
}

/** `open`: a quoted field goes on in the next line. `malformed`: what is wrong. */
export type SplitRecord =
  | { readonly status: 'split'; readonly cells: readonly string[] }
  | { readonly status: 'open' }
  | { readonly status: 'malformed'; readonly fault: QuoteFault };

export function splitRecord(text: string): SplitRecord {
  if (!text.includes('"')) return { status: 'split', cells: text.split(',') };
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const comma = text.indexOf(',', at);
      const end = comma === -1 ? text.length : comma;
      const cell = text.slice(at, end);
      if (cell.includes('"')) return { status: 'malformed', fault: { quote: 'within-a-field', found: cell.slice(0, 100) } };
      cells.push(cell);
      if (comma === -1) return { status: 'split', cells };
      at = comma + 1;
      continue;
    }
    const close = closingQuote(text, at + 1);
    if (close === -1) return { status: 'open' };
    cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
    if (close + 1 === text.length) return { status: 'split', cells };
    if (text[close + 1] !== ',') {
      return { status: 'malformed', fault: { quote: 'text-after-it', found: text.slice(close + 1, close + 21) } };
    }
    at = close + 2;
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** Rows that a spreadsheet leaves behind the last one: separators alone, or nothing. */
export function isBlankRow(text: string): boolean {
  const first = text.charCodeAt(0);
  return text === '' || ((first === 0x2c || first === 0x20) && /^[, ]*$/.test(text));
}

/** A cell as RFC 4180 writes it. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
