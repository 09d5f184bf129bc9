/** A file of fund decisions in the order in which they are taken: one CSV row each. */
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { columnOf, valueOf } from '#ledger/facts/field.js';
import { FUND_DECISION_FIELDS, FUND_DECISION_NAMES, FUND_DECISIONS, type DeclaredDecision } from '#ledger/fund/decisions.js';
import { attempt, refuse, type InFile, type Outcome } from '#ledger/kernel/refusal.js';
import { isBlankRow, splitRecord } from '../formats/csv-record.js';
import { columnNames, requireDistinct } from '../formats/header.js';
import { utf8Text } from '../formats/utf8-text.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    WRONG_NUMBER_OF_FIELDS: { readonly fields: number; readonly expected: number };
    UNKNOWN_DECISION: { readonly decision: string; readonly known: readonly string[] };
  }
}

const DECISION_COLUMNS: readonly string[] = [
  'decision',
  ...Object.entries(FUND_DECISION_FIELDS).map(([property, field]) => columnOf(property, field)),
];

export type DecisionCells = { readonly [column: string]: string | undefined };

export interface DecisionRow {
  /** 1-based line of the file. */
  readonly line: number;
  readonly command: Outcome<DeclaredDecision>;
}

/**
 * Refuses NOT_UTF8, EMPTY_FILE, UNKNOWN_COLUMN, DUPLICATE_COLUMN, MISSING_COLUMN and what `columnNames` does; a row that cannot be read
 * stands as its refusal.
 */
export function readDecisions(file: string): readonly DecisionRow[] {
  const lines = utf8Text(file).split(/\r?\n/);
  const first = lines[0] ?? '';
  if (isBlankRow(first)) return refuse('EMPTY_FILE', { file, holds: 'nothing', wanted: 'header', columns: DECISION_COLUMNS });
  const where: InFile = { inFile: file, line: 1 };
  const header = columnNames(first, file, where);
  const unknown = header.find((name) => !DECISION_COLUMNS.includes(name));
  if (unknown !== undefined) refuse('UNKNOWN_COLUMN', { column: unknown, known: DECISION_COLUMNS, kind: 'decisions', ...where });
  requireDistinct(header, where);
  if (!header.includes('decision')) refuse('MISSING_COLUMN', { column: 'decision', columns: ['decision'], ...where });
  return lines.flatMap((text, index): readonly DecisionRow[] =>
    index === 0 || isBlankRow(text) ? [] : [{ line: index + 1, command: attempt(() => decisionOf(cellsOf(header, text))) }],
  );
}

function cellsOf(header: readonly string[], text: string): DecisionCells {
  const split = splitRecord(text);
  if (split.status !== 'split') return refuse('MALFORMED_ROW', split.status === 'open' ? { quote: 'never-closed' } : split.fault);
  if (split.cells.length !== header.length) {
    refuse('WRONG_NUMBER_OF_FIELDS', { fields: split.cells.length, expected: header.length });
  }
  return Object.fromEntries(header.map((name, index) => [name, (split.cells[index] ?? '').trim()]));
}

/** The decision that the cells name; refuses UNKNOWN_DECISION, MISSING_FIELD and what a field refuses. */
export function decisionOf(cells: DecisionCells): DeclaredDecision {
  const named = cells['decision'] ?? '';
  const decision = FUND_DECISION_NAMES.find((name) => name === named);
  if (decision === undefined) {
    return refuse('UNKNOWN_DECISION', { decision: named, known: FUND_DECISION_NAMES });
  }
  const fields = fieldsInOrder(FUND_DECISIONS[decision]);
  const values = fields.map(({ property, column, field }) => [property, valueOf(field, cells[column], column)]);
  return { decision, ...Object.fromEntries(values) } as DeclaredDecision;
}
