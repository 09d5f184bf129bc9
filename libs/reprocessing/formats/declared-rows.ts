/** A file whose rows have declared fields, as a whole: CSV or NDJSON, by its name. One bad row refuses all of it. */
import { basename } from 'node:path';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { valueOf, type Fields, type ValuesOf } from '#ledger/facts/field.js';
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { attempt, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { quotedText } from '#ledger/kernel/text.js';
import { said, withWords } from '#words/said.js';
import { isBlankRow, splitRecord } from './csv-record.js';
import { readLines } from './lines.js';

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
    refuse('UNKNOWN_FORMAT', `${file}: the name must end in .csv or .ndjson, as its content is`, { file });
  }
  let read: ReadLine | undefined = isCsv ? undefined : (text) => objectCells(text, columns.map(({ column }) => column));
  const rows: DeclaredRow<F>[] = [];
  const problems: (Refusal & { readonly line: number })[] = [];
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
    refuse('EMPTY_FILE', `${file} has no rows; their columns are ${columns.map(({ column }) => column).join(', ')}`, { file });
  }
  return rows;
}

/** Refuses with the code of the first problem and names them all. */
export function refuseRows(file: string, problems: readonly (Refusal & { readonly line: number })[]): never {
  const [first] = problems as readonly [Refusal & { readonly line: number }];
  const { code, message, line, ...details } = { ...first, message: said(first) };
  const more = problems.length === 1 ? '' : `; ${problems.length - 1} more rows have problems`;
  return refuse(code, `${basename(file)}, line ${line}: ${message}${more}; mend the file and give it as a whole`, {
    ...details,
    line,
    count: problems.length,
    problems: problems.slice(0, MOST_NAMED).map(withWords),
  });
}

function csvReader(header: string, file: string, columns: ReturnType<typeof fieldsInOrder>): ReadLine {
  const split = splitRecord(header);
  const names = split.status === 'split' ? split.cells.map((name) => name.trim()) : [];
  const known = columns.map(({ column }) => column);
  const where = `${basename(file)}, line 1`;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    refuse('UNKNOWN_COLUMN', `${where}: unknown column ${quotedText(unknown)}; there are ${known.join(', ')}`, { column: unknown });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse('DUPLICATE_COLUMN', `${where}: column ${twice} stands twice; keep one`, { column: twice });
  const absent = columns.filter(({ column, field }) => !field.optional && !names.includes(column)).map(({ column }) => column);
  if (absent.length > 0) refuse('MISSING_COLUMN', `${where}: missing column ${absent.join(', ')}`, { columns: absent });
  return (text) => {
    const row = splitRecord(text);
    if (row.status !== 'split') return refuse('MALFORMED_ROW', row.status === 'open' ? 'a quote is never closed' : row.problem);
    if (row.cells.length !== names.length) {
      refuse('WRONG_COLUMN_COUNT', `the line has ${row.cells.length} columns, the header ${names.length}`);
    }
    return Object.fromEntries(names.map((name, index) => [name, row.cells[index]?.trim()]));
  };
}

function objectCells(text: string, known: readonly string[]): Cells {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('INVALID_JSON', 'the line is no JSON object; write one object a line, without a comma after it');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('INVALID_JSON', 'the line is no JSON object');
  const twice = repeatedKey(text);
  if (twice !== undefined) refuse('DUPLICATE_FIELD', `field ${quotedText(twice)} stands twice; keep one`, { column: twice });
  return Object.fromEntries(
    Object.entries(value).map(([name, cell]) => {
      if (!known.includes(name)) {
        refuse('UNKNOWN_COLUMN', `unknown field ${quotedText(name)}; there are ${known.join(', ')}`, { column: name });
      }
      if (cell === null || typeof cell === 'string') return [name, cell ?? undefined];
      return refuse(
        'INVALID_FIELD',
        `${name}: ${JSON.stringify(cell).slice(0, 60)} is no text; write numbers in quotes, so that they stay exact`,
        { column: name },
      );
    }),
  );
}
