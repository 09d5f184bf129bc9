/** A file whose rows have declared fields, as a whole: CSV or NDJSON, by its name. One bad row refuses all of it. */
import { basename } from 'node:path';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { valueOf, type Fields, type ValuesOf } from '#ledger/facts/field.js';
import { NO_OBJECT } from '#ledger/kernel/json-fault.js';
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { atLine, attempt, Refused, refuse, type InFile } from '#ledger/kernel/refusal.js';
import { isBlankRow, splitRecord } from './csv-record.js';
import { readLines } from './lines.js';
import type { RowProblem } from './refusals.js';

export interface DeclaredRow<F extends Fields> {
  /** 1-based line of the file. */
  readonly line: number;
  readonly values: ValuesOf<F>;
}

/** Problems that a refusal names one by one. */
const MOST_NAMED = 100;

type Cells = { readonly [column: string]: string | undefined };
type ReadLine = (text: string) => Cells;

/**
 * Refuses UNKNOWN_FORMAT, EMPTY_FILE, UNKNOWN_COLUMN, MISSING_COLUMN, DUPLICATE_COLUMN, and the code of the first row that cannot be read,
 * with all such rows as `problems`.
 */
export async function readDeclaredRows<F extends Fields>(file: string, fields: F): Promise<readonly DeclaredRow<F>[]> {
  const columns = fieldsInOrder(fields);
  const name = basename(file).toLowerCase();
  const isCsv = name.endsWith('.csv');
  if (!isCsv && !/\.(ndjson|jsonl)$/.test(name)) {
    refuse('UNKNOWN_FORMAT', { file, wanted: 'rows' });
  }
  let read: ReadLine | undefined = isCsv ? undefined : (text) => objectCells(text, columns.map(({ column }) => column));
  const rows: DeclaredRow<F>[] = [];
  const problems: RowProblem[] = [];
  for await (const { firstLine, lines, problems: unread } of readLines(file)) {
    for (const [index, text] of lines.entries()) {
      const line = firstLine + index;
      const unreadable = unread.get(index);
      if (unreadable !== undefined) problems.push({ ...unreadable, line });
      else if (isBlankRow(text)) continue;
      else if (read === undefined) read = csvReader(text, file, columns);
      else {
        const cellsOf = read;
        const outcome = attempt(() => {
          const cells = cellsOf(text);
          return Object.fromEntries(columns.map(({ property, column, field }) => [property, valueOf(field, cells[column], column)]));
        });
        if (outcome.status === 'done') rows.push({ line, values: outcome.value as ValuesOf<F> });
        else problems.push({ ...outcome.refusal, line });
      }
    }
  }
  if (problems.length > 0) refuseRows(file, problems);
  if (rows.length === 0) {
    refuse('EMPTY_FILE', { file, holds: 'no-rows', wanted: 'rows', columns: columns.map(({ column }) => column) });
  }
  return rows;
}

/** Refuses with the code of the first problem and names them all. */
export function refuseRows(file: string, problems: readonly RowProblem[]): never {
  const [first] = problems as readonly [RowProblem];
  const place: InFile = { inFile: basename(file), line: first.line, taken: 'nothing' };
  throw new Refused({ ...atLine(first, place), count: problems.length, problems: problems.slice(0, MOST_NAMED) });
}

function csvReader(header: string, file: string, columns: ReturnType<typeof fieldsInOrder>): ReadLine {
  const split = splitRecord(header);
  const names = split.status === 'split' ? split.cells.map((name) => name.trim()) : [];
  const known = columns.map(({ column }) => column);
  const where: InFile = { inFile: basename(file), line: 1 };
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) refuse('UNKNOWN_COLUMN', { column: unknown, known, ...where });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse('DUPLICATE_COLUMN', { column: twice, ...where });
  const absent = columns.filter(({ column, field }) => !field.optional && !names.includes(column)).map(({ column }) => column);
  if (absent.length > 0) refuse('MISSING_COLUMN', { columns: absent, ...where });
  return (text) => {
    const row = splitRecord(text);
    if (row.status !== 'split') return refuse('MALFORMED_ROW', row.status === 'open' ? { quote: 'never-closed' } : row.fault);
    if (row.cells.length !== names.length) {
      refuse('WRONG_COLUMN_COUNT', { columns: row.cells.length, expected: names.length });
    }
    return Object.fromEntries(names.map((name, index) => [name, row.cells[index]?.trim()]));
  };
}

function objectCells(text: string, known: readonly string[]): Cells {
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
    Object.entries(value).map(([name, cell]) => {
      if (!known.includes(name)) refuse('UNKNOWN_COLUMN', { column: name, known, kind: 'fields' });
      if (cell === null || typeof cell === 'string') return [name, cell ?? undefined];
      return refuse('INVALID_FIELD', { column: name, found: JSON.stringify(cell).slice(0, 60), numbers: 'in-quotes' });
    }),
  );
}
