/** CSV input (RFC 4180, UTF-8, header line): rows in batches; a bad row never takes the good ones with it. */
import { atLine, refusal, Refused, refuse, type InFile, type Refusal } from '#ledger/kernel/refusal.js';
import { isBlankRow, splitRecord } from './csv-record.js';
import { unguardedCell } from './guarded-cell.js';
import { columnNames } from './header.js';
import { badRow, checkColumn, readRow, type Input, type InputBatch, type InputRow, type ReadOptions } from './input.js';
import { readLines, type LineBatch } from './lines.js';
import { columnsOf, RECORD_NAMES, RECORDED_AT, recordOf, REJECT_COLUMNS, ROW_FORMATS, type RecordName, type RowFormat } from './rows.js';

/** A quoted field may go on over this many lines; after that its first line alone is at fault. */
const MOST_LINES_OF_A_RECORD = 50;

interface Layout {
  /** Of the whole header, rejects' columns among them. */
  readonly width: number;
  readonly columns: readonly string[];
  /** Place in the header of each of `columns`. */
  readonly own: readonly number[];
  /** A rejects file: its cells are guarded against spreadsheets. */
  readonly isGuarded: boolean;
  readonly reader: (cells: readonly string[]) => ReturnType<RowFormat['read']>;
}

/** Refuses EMPTY_FILE, WRONG_SEPARATOR, UNKNOWN_COLUMN, DUPLICATE_COLUMN, MISSING_COLUMN and what `readLines` refuses. */
export async function readCsv(file: string, options: ReadOptions): Promise<Input> {
  return openBatches(readLines(file), (first, batches) => {
    if (first === undefined || first.lines.every((line, index) => line === '' && !first.problems.has(index))) {
      return refuse('EMPTY_FILE', { file, holds: 'nothing', wanted: 'header' });
    }
    const problem = first.problems.get(0);
    if (problem !== undefined) throw new Refused(unreadableHeader(file, problem));
    const layout = layoutOf(first.lines[0] as string, options, file);
    return { columns: layout.columns, style: first.style, batches: rowsOf(withoutHeader(batches), layout) };
  });
}

/** Hands on all batches after a look at the first; the file is closed where that look refuses it. */
export async function openBatches(
  batches: AsyncGenerator<LineBatch>,
  start: (first: LineBatch | undefined, batches: AsyncGenerator<LineBatch>) => Input,
): Promise<Input> {
  const first = await batches.next();
  try {
    return start(first.done === true ? undefined : first.value, again(first, batches));
  } catch (error) {
    await batches.return(undefined);
    throw error;
  }
}

async function* again(first: IteratorResult<LineBatch>, rest: AsyncGenerator<LineBatch>): AsyncGenerator<LineBatch> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function unreadableHeader(file: string, problem: Refusal): Refusal {
  return atLine({ ...problem, file }, { inFile: file, line: 1 });
}

async function* withoutHeader(batches: AsyncIterable<LineBatch>): AsyncGenerator<LineBatch> {
  for await (const batch of batches) yield batch.firstLine === 1 ? from(batch, 1) : batch;
}

function layoutOf(header: string, options: ReadOptions, file: string): Layout {
  const where: InFile = { inFile: file, line: 1 };
  const names = columnNames(header, file, where);
  for (const [index, name] of names.entries()) {
    checkColumn(name, options, where);
    if (names.indexOf(name) !== index) refuse('DUPLICATE_COLUMN', { file, column: name, ...where });
  }
  requireColumns(names, options, where);
  const own = names.flatMap((name, index) => (REJECT_COLUMNS.includes(name) ? [] : [index]));
  return {
    width: names.length,
    columns: own.map((index) => names[index] as string),
    own,
    isGuarded: REJECT_COLUMNS.every((name) => names.includes(name)),
    reader: readerOf(names, options),
  };
}

function requireColumns(names: readonly string[], { kind, migrate }: ReadOptions, where: InFile): void {
  const record = recordOf(kind);
  const own = record === undefined ? ['record'] : ROW_FORMATS[record].required;
  const required = [...own, ...(migrate ? [RECORDED_AT] : [])];
  const absent = required.filter((name) => !names.includes(name));
  if (absent.length > 0) refuse('MISSING_COLUMN', { columns: absent, kind, required, ...where });
}

function readerOf(names: readonly string[], { kind, migrate }: ReadOptions): Layout['reader'] {
  const only = recordOf(kind);
  if (only !== undefined) return recordReader(only, names, migrate);
  const readers = new Map(RECORD_NAMES.map((record) => [record as string, recordReader(record, names, migrate)]));
  const at = names.indexOf('record');
  const foreign = new Map(
    RECORD_NAMES.map((record) => {
      const columns = ['record', ...columnsOf(record), ...REJECT_COLUMNS];
      return [record as string, names.flatMap((name, index) => (columns.includes(name) ? [] : [index]))];
    }),
  );
  return (cells) => {
    const record = cells[at] ?? '';
    const reader = readers.get(record);
    if (reader === undefined) return unknownRecord(record);
    const filled = foreign.get(record)?.find((index) => cells[index] !== '');
    if (filled !== undefined) refuse('UNKNOWN_COLUMN', { column: names[filled] as string, record, leave: 'empty' });
    return reader(cells);
  };
}

export function unknownRecord(record: string): never {
  return refuse('UNKNOWN_RECORD', { record, known: RECORD_NAMES });
}

function recordReader(record: RecordName, names: readonly string[], migrate: boolean): Layout['reader'] {
  const { read } = ROW_FORMATS[record];
  const places = columnsOf(record).map((column) => names.indexOf(column));
  const inOrder = places.every((place, index) => place === index || (place === -1 && index >= names.length));
  const take = inOrder ? read : (cells: readonly string[]) => read(places.map((place) => cells[place] ?? ''));
  return migrate ? requiringRecordedAt(take) : take;
}

/** With `--migrate` every row says when it was recorded. */
export function requiringRecordedAt(read: Layout['reader']): Layout['reader'] {
  return (cells) => {
    const row = read(cells);
    return row.recordedAt === undefined
      ? refuse('MISSING_FIELD', { column: RECORDED_AT })
      : row;
  };
}

async function* rowsOf(batches: AsyncIterable<LineBatch>, layout: Layout): AsyncGenerator<InputBatch> {
  let pending: LineBatch | undefined;
  for await (const next of batches) {
    const batch: LineBatch = pending === undefined ? next : joined(pending, next);
    const { rows, taken } = takeRows(batch, layout, false);
    pending = taken === batch.lines.length ? undefined : from(batch, taken);
    yield { rows, bytesRead: next.bytesRead };
  }
  if (pending !== undefined) yield { rows: takeRows(pending, layout, true).rows, bytesRead: pending.bytesRead };
}

/** Lines of a batch that wait for the rest of a quoted field. */
function from(batch: LineBatch, index: number): LineBatch {
  const problems = new Map([...batch.problems].filter(([at]) => at >= index).map(([at, problem]) => [at - index, problem]));
  return { ...batch, firstLine: batch.firstLine + index, lines: batch.lines.slice(index), problems };
}

function joined(pending: LineBatch, next: LineBatch): LineBatch {
  const offset = pending.lines.length;
  const problems = new Map([...pending.problems, ...[...next.problems].map(([at, problem]) => [at + offset, problem] as const)]);
  return { ...next, firstLine: pending.firstLine, lines: [...pending.lines, ...next.lines], problems };
}

function takeRows(batch: LineBatch, layout: Layout, atEnd: boolean): { readonly rows: readonly InputRow[]; readonly taken: number } {
  const { lines, problems, firstLine } = batch;
  const rows: InputRow[] = [];
  for (let index = 0; index < lines.length; ) {
    const text = lines[index] as string;
    const problem = problems.size === 0 ? undefined : problems.get(index);
    if (problem !== undefined) rows.push(badRow(firstLine + index, text, problem, cellsOf(text, layout)));
    else if (!isBlankRow(text)) {
      const record = text.includes('"')
        ? quotedRow(batch, index, layout, atEnd)
        : { row: rowOf(firstLine + index, text, text.split(','), layout), lines: 1 };
      if (record === 'needs more') return { rows, taken: index };
      rows.push(record.row);
      index += record.lines;
      continue;
    }
    index += 1;
  }
  return { rows, taken: lines.length };
}

/** Of a line that cannot be read: what stands between its separators, which are the same in every encoding. */
function cellsOf(text: string, layout: Layout): readonly string[] | undefined {
  const split = splitRecord(text);
  if (split.status !== 'split' || split.cells.length !== layout.width) return undefined;
  return layout.own.map((place) => (layout.isGuarded ? unguardedCell(split.cells[place] as string) : (split.cells[place] as string)));
}

/**
 * A record with quotes, over as many lines as its quoted fields take. Only a record that comes out whole takes more than
 * one line: where a quote never closes, or what it swallowed is no row, the first line alone is refused.
 */
function quotedRow(
  batch: LineBatch,
  index: number,
  layout: Layout,
  atEnd: boolean,
): { readonly row: InputRow; readonly lines: number } | 'needs more' {
  const line = batch.firstLine + index;
  const first = batch.lines[index] as string;
  let text = first;
  for (let count = 1; ; count += 1) {
    const split = splitRecord(text);
    if (split.status === 'split' && (count === 1 || split.cells.length === layout.width)) {
      return { row: rowOf(line, text, split.cells, layout), lines: count };
    }
    if (split.status === 'malformed' && count === 1) return { row: badRow(line, first, refusal('INVALID_QUOTE', split.fault)), lines: 1 };
    const next = batch.lines[index + count];
    if (split.status !== 'open' || count >= MOST_LINES_OF_A_RECORD || batch.problems.has(index + count) || (next === undefined && atEnd)) {
      return { row: badRow(line, first, refusal('UNTERMINATED_QUOTE')), lines: 1 };
    }
    if (next === undefined) return 'needs more';
    text += `\n${next}`;
  }
}

function rowOf(line: number, raw: string, given: readonly string[], layout: Layout): InputRow {
  const cells = layout.isGuarded ? given.map(unguardedCell) : given;
  if (cells.length !== layout.width) {
    return badRow(line, raw, refusal('WRONG_COLUMN_COUNT', { columns: cells.length, expected: layout.width }));
  }
  const own = layout.own.length === layout.width ? cells : layout.own.map((place) => cells[place] as string);
  return readRow(line, raw, own, (as) => layout.reader(as === undefined ? cells : cells.map(as)));
}
