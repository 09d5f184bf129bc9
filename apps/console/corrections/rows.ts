/** Rows of a file of corrections, made from what was edited or pasted: the same file as anybody's. */
const HEADS = ['participantId', 'incomeYear', 'employerId', 'amount', 'currency', 'reason', 'correctedOn'] as const;

export interface EditedRow {
  readonly participantId: string;
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly correctedOn: string;
}

export function correctionsFile(rows: readonly EditedRow[]): Blob {
  return csvFile([HEADS, ...rows.map((row) => HEADS.map((head) => String(row[head])))]);
}

/** Tabs, semicolons or commas, whichever stands in the header line; RFC 4180 quotes where commas part the cells. Undefined for no rows. */
export function pastedFile(text: string): Blob | undefined {
  const trimmed = text.trim();
  const [header = ''] = trimmed.split(/\r?\n/, 1);
  if (trimmed === '' || trimmed === header) return undefined;
  const separator = ['\t', ';'].find((each) => header.includes(each));
  if (separator === undefined) return new Blob([`${trimmed}\n`], { type: 'text/csv' });
  return csvFile(trimmed.split(/\r?\n/).map((line) => line.split(separator).map((cell) => cell.trim())));
}

/** `18 000,50` and `18.000,50` as people write amounts → `18000.50`; undefined for what is no amount. */
export function amountOf(text: string): string | undefined {
  const bare = text.replace(/[\s\u00a0\u202f']/g, '');
  const decimal = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  const decimals = decimal === -1 ? 0 : bare.length - decimal - 1;
  const isFraction = decimals === 1 || decimals === 2;
  const whole = (isFraction ? bare.slice(0, decimal) : bare).replace(/[.,]/g, '');
  const amount = isFraction ? `${whole}.${bare.slice(decimal + 1)}` : whole;
  return /^\d{1,12}(\.\d{1,2})?$/.test(amount) ? amount : undefined;
}

/** Cells of a spreadsheet as they come from the clipboard; undefined for one cell alone, which is pasted as ever. */
export function pastedCells(text: string): readonly (readonly string[])[] | undefined {
  const rows = text.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()));
  return rows.length === 1 && rows[0]?.length === 1 ? undefined : rows;
}

function csvFile(lines: readonly (readonly string[])[]): Blob {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return new Blob([lines.map((line) => `${line.map(cell).join(',')}\n`).join('')], { type: 'text/csv' });
}
