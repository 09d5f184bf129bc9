/** A file whose rows have declared fields, CSV or NDJSON by its name: as a whole, where one bad row refuses all of it, or row by row. */
import { basename } from 'node:path';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { valueOf, type Fields, type ValuesOf } from '#ledger/facts/field.js';
import { NO_OBJECT } from '#ledger/kernel/json-fault.js';
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { atLine, attempt, Refused, refuse, type InFile, type Outcome } from '#ledger/kernel/refusal.js';
import { isBlankRow, splitRecord } from './csv-record.js';
import { unguardedCell } from './guarded-cell.js';
import { columnNames, requireDistinct } from './header.js';
import { PLAIN_STYLE, readLines, type TextStyle } from './lines.js';
import type { RowProblem } from './refusals.js';
import { REJECT_COLUMNS } from './rows.js';

export interface DeclaredRow<F extends Fields> {
  /** 1-based line of the file. */
  readonly line: number;
  readonly values: ValuesOf<F>;
}

/** A row as it came: read, or refused by itself. */
export interface GivenRow<F extends Fields> {
  readonly line: number;
  readonly raw: string;
  /** In the order of the file's columns; undefined where the row could not be taken apart. */
  readonly cells: readonly string[] | undefined;
  readonly parsed: Outcome<ValuesOf<F>>;
}

export interface GivenRows<F extends Fields> {
  /** Of the file, without those of a rejects file. */
  readonly columns: readonly string[];
  readonly style: TextStyle;
  readonly rows: readonly GivenRow<F>[];
}

/** Problems that a refusal names one by one. */
const MOST_NAMED = 100;

type Cells = { readonly [column: string]: string | undefined };
type Given = { readonly [field: string]: unknown };

interface Reader {
  readonly columns: readonly string[];
  readonly cellsOf: (text: string) => Cells;
}

/**
 * Refuses what `readGivenRows` does, EMPTY_FILE where there is no row, and the code of the first row that cannot be read, with all such
 * rows as `problems`.
 */
export async function readDeclaredRows<F extends Fields>(file: string, fields: F): Promise<readonly DeclaredRow<F>[]> {
  const { rows } = await readGivenRows(file, fields, { repaired: false });
  if (rows.length === 0) refuseEmpty(file, fields);
  const problems = rows.flatMap(({ line, parsed }) => (parsed.status === 'done' ? [] : [{ ...parsed.refusal, line }]));
  if (problems.length > 0) refuseRows(file, problems);
  return rows.flatMap(({ line, parsed }) => (parsed.status === 'done' ? [{ line, values: parsed.value }] : []));
}

/**
 * Every row for itself. `repaired`: the file may be a rejects file, whose own columns are passed over. `flat`: makes columns of what an
 * object nests. A header alone is a file without rows. Refuses UNKNOWN_FORMAT, EMPTY_FILE where there is not even that, UNKNOWN_COLUMN,
 * MISSING_COLUMN, DUPLICATE_COLUMN and what `columnNames` does.
 */
export async function readGivenRows<F extends Fields>(
  file: string,
  fields: F,
  { repaired, flat = (given) => given }: { readonly repaired: boolean; readonly flat?: (given: Given) => Given },
): Promise<GivenRows<F>> {
  const declared = fieldsInOrder(fields);
  const known = declared.map(({ column }) => column);
  const name = basename(file).toLowerCase();
  const isCsv = name.endsWith('.csv');
  if (!isCsv && !/\.(ndjson|jsonl)$/.test(name)) {
    refuse('UNKNOWN_FORMAT', { file, wanted: 'rows' });
  }
  let read: Reader | undefined = isCsv ? undefined : { columns: known, cellsOf: (text) => objectCells(text, known, flat) };
  let style = PLAIN_STYLE;
  const rows: GivenRow<F>[] = [];
  for await (const { firstLine, lines, problems: unread, style: found } of readLines(file)) {
    if (isCsv) style = found;
    for (const [index, raw] of lines.entries()) {
      const line = firstLine + index;
      const refusal = unread.get(index);
      if (refusal !== undefined) rows.push({ line, raw, cells: undefined, parsed: { status: 'refused', refusal } });
      else if (isBlankRow(raw)) continue;
      else if (read === undefined) read = csvReader(raw, file, declared, repaired);
      else rows.push(givenRow(line, raw, read, declared));
    }
  }
  if (read === undefined || (!isCsv && rows.length === 0)) refuseEmpty(file, fields);
  return { columns: read.columns, style, rows };
}

function refuseEmpty(file: string, fields: Fields): never {
  return refuse('EMPTY_FILE', { file, holds: 'no-rows', wanted: 'rows', columns: fieldsInOrder(fields).map(({ column }) => column) });
}

function givenRow<F extends Fields>(line: number, raw: string, read: Reader, declared: ReturnType<typeof fieldsInOrder>): GivenRow<F> {
  const cells = attempt(() => read.cellsOf(raw));
  if (cells.status === 'refused') return { line, raw, cells: undefined, parsed: cells };
  const parsed = attempt(() =>
    Object.fromEntries(declared.map(({ property, column, field }) => [property, valueOf(field, cells.value[column], column)])),
  );
  return { line, raw, cells: read.columns.map((column) => cells.value[column] ?? ''), parsed: parsed as Outcome<ValuesOf<F>> };
}

/** Refuses with the code of the first problem and names them all. */
export function refuseRows(file: string, problems: readonly RowProblem[]): never {
  const [first] = problems as readonly [RowProblem];
  const place: InFile = { inFile: basename(file), line: first.line, taken: 'nothing' };
  throw new Refused({ ...atLine(first, place), count: problems.length, problems: problems.slice(0, MOST_NAMED) });
}

function csvReader(header: string, file: string, declared: ReturnType<typeof fieldsInOrder>, repaired: boolean): Reader {
  const where: InFile = { inFile: basename(file), line: 1 };
  const names = columnNames(header, file, where).map((name) => name.trim());
  const known = declared.map(({ column }) => column);
  const ofRejects = repaired ? REJECT_COLUMNS : [];
  const unknown = names.find((name) => !known.includes(name) && !ofRejects.includes(name));
  if (unknown !== undefined) refuse('UNKNOWN_COLUMN', { column: unknown, known, ...where });
  requireDistinct(names, where);
  const absent = declared.filter(({ column, field }) => !field.optional && !names.includes(column)).map(({ column }) => column);
  if (absent.length > 0) refuse('MISSING_COLUMN', { columns: absent, ...where });
  const isGuarded = repaired && REJECT_COLUMNS.every((name) => names.includes(name));
  const cellsOf = (text: string): Cells => {
    const row = splitRecord(text);
    if (row.status !== 'split') return refuse('MALFORMED_ROW', row.status === 'open' ? { quote: 'never-closed' } : row.fault);
    if (row.cells.length !== names.length) {
      refuse('WRONG_COLUMN_COUNT', { columns: row.cells.length, expected: names.length });
    }
    const given = isGuarded ? row.cells.map(unguardedCell) : row.cells;
    return Object.fromEntries(names.map((name, index) => [name, given[index]?.trim()]));
  };
  return { columns: names.filter((name) => !ofRejects.includes(name)), cellsOf };
}

function objectCells(text: string, known: readonly string[], flat: (given: Given) => Given): Cells {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('INVALID_JSON', NO_OBJECT);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('INVALID_JSON', NO_OBJECT);
  const twice = repeatedKey(text);
  if (twice !== undefined) refuse('DUPLICATE_FIELD', { column: twice });
  return Object.fromEntries(
    Object.entries(flat(value as Given)).map(([name, cell]) => {
      if (!known.includes(name)) refuse('UNKNOWN_COLUMN', { column: name, known, kind: 'fields' });
      if (cell === null || typeof cell === 'string') return [name, cell ?? undefined];
      return refuse('INVALID_FIELD', { column: name, found: JSON.stringify(cell).slice(0, 60), numbers: 'in-quotes' });
    }),
  );
}
