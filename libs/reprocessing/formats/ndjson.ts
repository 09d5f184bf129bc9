/** NDJSON input: one object a line, its fields the columns. */
import { NO_OBJECT } from '#ledger/kernel/json-fault.js';
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { refusal, refuse } from '#ledger/kernel/refusal.js';
import { openBatches, requiringRecordedAt, unknownRecord } from './csv.js';
import { badRow, checkColumn, readRow, type Input, type InputBatch, type InputRow, type ReadOptions } from './input.js';
import { PLAIN_STYLE, readLines, type LineBatch } from './lines.js';
import { columnsOf, columnsOfKind, RECORD_NAMES, RECORDED_AT, recordOf, ROW_FORMATS, type Row } from './rows.js';

type Fields = { readonly [field: string]: unknown };

/** Refuses EMPTY_FILE, NOT_NDJSON (an array) and what `readLines` refuses; all else is refused row by row. */
export async function readNdjson(file: string, options: ReadOptions): Promise<Input> {
  return openBatches(readLines(file), (first, batches) => {
    if (first === undefined) return refuse('EMPTY_FILE', { file, holds: 'nothing', wanted: 'objects' });
    if (first.lines[0]?.trimStart().startsWith('[') === true) refuse('NOT_NDJSON', { file });
    const columns = columnsOfKind(options.kind).filter((column) => options.migrate || column !== RECORDED_AT);
    const readers = readersOf(options);
    return { columns, style: PLAIN_STYLE, batches: rowsOf(batches, (line, raw) => readLine(line, raw, columns, options, readers)) };
  });
}

/** Rows given as texts of objects, each with its place. */
export function readObjects(texts: readonly { readonly line: number; readonly text: string }[], options: ReadOptions): readonly InputRow[] {
  const columns = columnsOfKind(options.kind).filter((column) => options.migrate || column !== RECORDED_AT);
  const readers = readersOf(options);
  return texts.map(({ line, text }) => readLine(line, text, columns, options, readers));
}

async function* rowsOf(batches: AsyncIterable<LineBatch>, read: (line: number, raw: string) => InputRow): AsyncGenerator<InputBatch> {
  for await (const { firstLine, lines, problems, bytesRead } of batches) {
    const rows: InputRow[] = [];
    for (const [index, raw] of lines.entries()) {
      const problem = problems.get(index);
      if (problem !== undefined) rows.push(badRow(firstLine + index, raw, problem));
      else if (raw.trim() !== '') rows.push(read(firstLine + index, raw));
    }
    yield { rows, bytesRead };
  }
}

type Readers = ReadonlyMap<string, (fields: Fields) => Row>;

function readersOf({ migrate }: ReadOptions): Readers {
  return new Map(
    RECORD_NAMES.map((record) => {
      const columns = columnsOf(record);
      const read = migrate ? requiringRecordedAt(ROW_FORMATS[record].read) : ROW_FORMATS[record].read;
      return [record, (fields) => read(columns.map((column) => cellOf(fields[column], column)))];
    }),
  );
}

function readLine(line: number, raw: string, columns: readonly string[], options: ReadOptions, readers: Readers): InputRow {
  const fields = parseObject(raw, options);
  if (fields === undefined) return badRow(line, raw, refusal('INVALID_JSON', NO_OBJECT));
  const twice = standsTwice(raw, fields);
  if (twice !== undefined) return badRow(line, raw, refusal('DUPLICATE_FIELD', { column: twice }));
  const cells = columns.map((column) => rawCell(fields[column]));
  return readRow(line, raw, cells, (as) => {
    const record = recordOf(options.kind) ?? rawCell(fields['record']);
    const reader = readers.get(record);
    if (reader === undefined) return unknownRecord(record);
    for (const field of Object.keys(fields)) {
      checkColumn(field, options, { in: 'line' });
      const isOfHistory = options.kind === 'history' && field !== 'record' && columnsOfKind('history').includes(field);
      if (isOfHistory && !columnsOf(record as 'income').includes(field)) {
        refuse('UNKNOWN_COLUMN', { column: field, record, leave: 'out' });
      }
    }
    return reader(
      as === undefined
        ? fields
        : Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? as(value) : value])),
    );
  });
}

/** The fields of a line, numbers as they are written in it: an amount must not pass through a float, not even on its way to the rejects. */
function parseObject(raw: string, { kind }: ReadOptions): Fields | undefined {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return undefined; // answered as INVALID_JSON
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = value as Fields;
  const numbers = columnsOfKind(kind).filter((column) => typeof fields[column] === 'number');
  if (numbers.length === 0) return fields;
  return { ...fields, ...Object.fromEntries(numbers.map((column) => [column, asWritten(fields[column] as number, column, raw)])) };
}

/** A field that stands twice: looked for where there are more texts in the line than its fields and their values account for. */
function standsTwice(raw: string, fields: Fields): string | undefined {
  let [expected, quotes] = [0, 0];
  for (const name in fields) expected += typeof fields[name] === 'string' ? 4 : 2;
  for (let at = raw.indexOf('"'); at !== -1; at = raw.indexOf('"', at + 1)) quotes += 1;
  return quotes === expected && !raw.includes('\\') ? undefined : repeatedKey(raw);
}

function asWritten(value: number, column: string, raw: string): string {
  const written = [...raw.matchAll(new RegExp(`"${column}"\\s*:\\s*(-?[0-9.eE+-]+)`, 'g'))].at(-1);
  return written?.[1] ?? String(value);
}

/** A field's value for the rejects file. */
function rawCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function cellOf(value: unknown, column: string): string {
  if (value === undefined || value === null || typeof value === 'string') return value ?? '';
  return refuse('INVALID_FIELD', { column, found: JSON.stringify(value).slice(0, 60), numbers: 'allowed' });
}
