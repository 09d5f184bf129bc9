/** What every reader of an input file answers. */
import { attempt, refuse, type InFile, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import { comparableText } from '#ledger/kernel/text.js';
import type { TextStyle } from './lines.js';
import { columnsOfKind, RECORDED_AT, REJECT_COLUMNS, type InputKind, type Row } from './rows.js';

export interface InputRow {
  /** 1-based line of the file where the row begins. */
  readonly line: number;
  /** The row as it stands in the file; refused as NOT_UTF8, a character for each byte, as its cells are. */
  readonly raw: string;
  /** In the order of the input's columns; undefined where the row could not be taken apart. */
  readonly cells: readonly string[] | undefined;
  readonly parsed: Outcome<Row>;
  /**
   * A row refused for signs that cannot be seen, as it reads without them: older programs took such texts, and what they took is
   * known when its file comes again.
   */
  readonly ifStanding?: Row;
  /** Of a correction: a later row of the file corrects the same income on the same day. */
  readonly replacedInFile?: boolean;
}

export interface InputBatch {
  readonly rows: readonly InputRow[];
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

export interface Input {
  /** Columns of the file without those of a rejects file, in its own order. */
  readonly columns: readonly string[];
  readonly style: TextStyle;
  readonly batches: AsyncIterable<InputBatch>;
}

export interface ReadOptions {
  readonly kind: InputKind;
  /** Rows carry the older system's `recordedAt`. */
  readonly migrate: boolean;
}

/** A row that could not be taken apart or read. */
export function badRow(line: number, raw: string, refusal: Refusal, cells?: readonly string[]): InputRow {
  return { line, raw, cells, parsed: { status: 'refused', refusal } };
}

/** `read`: makes the row of its texts as they stand, or each as the function gives it. */
export function readRow(line: number, raw: string, cells: readonly string[], read: (as?: (text: string) => string) => Row): InputRow {
  const parsed = attempt(() => read());
  if (parsed.status === 'done' || parsed.refusal.code !== 'INVALID_TEXT') return { line, raw, cells, parsed };
  const seen = attempt(() => read(comparableText));
  return seen.status === 'done' ? { line, raw, cells, parsed, ifStanding: seen.value } : { line, raw, cells, parsed };
}

/** Refuses UNKNOWN_COLUMN and RECORDED_AT_NEEDS_MIGRATE; `where`: a header that stands once for all, or a line that names its own. */
export function checkColumn(column: string, { kind, migrate }: ReadOptions, where: InFile | { readonly in: 'line' }): void {
  if (column === RECORDED_AT && !migrate) refuse('RECORDED_AT_NEEDS_MIGRATE', { column, ...where });
  if (columnsOfKind(kind).includes(column) || REJECT_COLUMNS.includes(column)) return;
  const known = columnsOfKind(kind).filter((name) => migrate || name !== RECORDED_AT);
  refuse('UNKNOWN_COLUMN', { column, known, kind, ...where });
}
