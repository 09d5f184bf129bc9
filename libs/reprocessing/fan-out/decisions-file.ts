/** A file of fund decisions in the order in which they are taken: one CSV row each. */
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { columnOf, valueOf } from '#ledger/facts/field.js';
import { FUND_DECISION_FIELDS, FUND_DECISION_NAMES, FUND_DECISIONS, type DeclaredDecision } from '#ledger/fund/decisions.js';
import { quotedText } from '#ledger/kernel/text.js';
import { attempt, refuse, type Outcome } from '#ledger/kernel/refusal.js';
import { isBlankRow, splitRecord } from '../formats/csv-record.js';
import { utf8Text } from '../formats/utf8-text.js';

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

/** Refuses NOT_UTF8, EMPTY_FILE, UNKNOWN_COLUMN and MISSING_COLUMN; a row that cannot be read stands as its refusal. */
export function readDecisions(file: string): readonly DecisionRow[] {
  const lines = utf8Text(file).split(/\r?\n/);
  const header = lines[0]?.split(',') ?? [];
  if (header.join('') === '') return refuse('EMPTY_FILE', `${file} is empty; its first line names the columns ` +
    `${DECISION_COLUMNS.join(', ')}`, { file });
  const unknown = header.find((name) => !DECISION_COLUMNS.includes(name));
  if (unknown !== undefined) refuse('UNKNOWN_COLUMN', `${file}, line 1: unknown column ${quotedText(unknown)}; decisions have ` +
    `${DECISION_COLUMNS.join(', ')}`, { column: unknown });
  if (!header.includes('decision')) refuse('MISSING_COLUMN', `${file}, line 1: the column decision is missing`, { column: 'decision' });
  return lines.flatMap((text, index): readonly DecisionRow[] =>
    index === 0 || isBlankRow(text) ? [] : [{ line: index + 1, command: attempt(() => decisionOf(cellsOf(header, text))) }],
  );
}

function cellsOf(header: readonly string[], text: string): DecisionCells {
  const split = splitRecord(text);
  if (split.status !== 'split') return refuse('MALFORMED_ROW', split.status === 'open' ? 'a quote is never closed' : split.problem);
  if (split.cells.length !== header.length) {
    refuse('WRONG_NUMBER_OF_FIELDS', `the row has ${split.cells.length} fields, the header ${header.length}`);
  }
  return Object.fromEntries(header.map((name, index) => [name, (split.cells[index] ?? '').trim()]));
}

/** The decision that the cells name; refuses UNKNOWN_DECISION, MISSING_FIELD and what a field refuses. */
export function decisionOf(cells: DecisionCells): DeclaredDecision {
  const named = cells['decision'] ?? '';
  const decision = FUND_DECISION_NAMES.find((name) => name === named);
  if (decision === undefined) {
    const known = FUND_DECISION_NAMES.join(', ');
    return refuse('UNKNOWN_DECISION', `${quotedText(named)} is no decision; there are ${known}`, { decision: named });
  }
  const fields = fieldsInOrder(FUND_DECISIONS[decision]);
  const values = fields.map(({ property, column, field }) => [property, valueOf(field, cells[column], column)]);
  return { decision, ...Object.fromEntries(values) } as DeclaredDecision;
}
