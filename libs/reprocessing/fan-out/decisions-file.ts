/** A file of fund decisions in the order in which they are taken: one CSV row each. */
import { readFileSync } from 'node:fs';
import { ALLOTMENT_BASES } from '#ledger/fund/results/events.js';
import { attempt, refuse, type Outcome } from '#ledger/kernel/refusal.js';
import { splitRecord } from '../formats/csv-record.js';
import { missing, readAmount, readDate, readIdentifier, readYear } from '#ledger/facts/field.js';
import type { FundCommand } from './declare.js';

export const DECISION_COLUMNS = ['decision', 'year', 'rate', 'reference', 'group', 'result', 'openingBuffer', 'plannedCredit', 'by', 'on', 'reason', 'pool'] as const;
type Column = (typeof DECISION_COLUMNS)[number];
export type DecisionCells = { readonly [column in Column]?: string };

export interface DecisionRow {
  /** 1-based line of the file. */
  readonly line: number;
  readonly command: Outcome<FundCommand>;
}

/** Refuses EMPTY_FILE, UNKNOWN_COLUMN and MISSING_COLUMN; a row that cannot be read stands as its refusal. */
export function readDecisions(file: string): readonly DecisionRow[] {
  const lines = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = lines[0]?.split(',') ?? [];
  if (header.join('') === '') return refuse('EMPTY_FILE', `${file} is empty; its first line names the columns ${DECISION_COLUMNS.join(', ')}`, { file });
  const unknown = header.find((name) => !DECISION_COLUMNS.includes(name as Column));
  if (unknown !== undefined) refuse('UNKNOWN_COLUMN', `${file}, line 1: unknown column ${JSON.stringify(unknown)}; decisions have ${DECISION_COLUMNS.join(', ')}`, { column: unknown });
  if (!header.includes('decision')) refuse('MISSING_COLUMN', `${file}, line 1: the column decision is missing`, { column: 'decision' });
  return lines.flatMap((text, index): readonly DecisionRow[] =>
    index === 0 || text.trim() === '' ? [] : [{ line: index + 1, command: attempt(() => decisionOf(cellsOf(header, text))) }],
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
export function decisionOf(cells: DecisionCells): FundCommand {
  const text = (column: Column): string => cells[column] ?? '';
  const needed = (column: Column): string => text(column) || missing(column);
  const year = (): number => readYear(needed('year'), 'year');
  const minor = (column: Column): number => readAmount(needed(column), column);
  const buffer = (): number | undefined => (text('openingBuffer') === '' ? undefined : minor('openingBuffer'));
  const decision = text('decision');
  switch (decision) {
    case 'interest':
      return { decision, year: year(), rate: needed('rate'), reference: needed('reference') };
    case 'close-year':
      return { decision, year: year(), reference: needed('reference') };
    case 'result':
      return {
        decision,
        year: year(),
        group: readIdentifier(needed('group'), 'group'),
        resultMinor: minor('result'),
        openingBufferMinor: buffer(),
        plannedCreditMinor: text('plannedCredit') === '' ? 0 : minor('plannedCredit'),
        reference: needed('reference'),
      };
    case 'bonus':
      return { decision, year: year(), group: readIdentifier(needed('group'), 'group'), by: baseOf(text('by') || 'value') };
    case 'special-bonus':
      return { decision, year: year(), poolMinor: minor('pool'), reference: needed('reference') };
    case 'reduce':
      return { decision, on: readDate(needed('on'), 'on'), rate: needed('rate'), reason: needed('reason'), reference: needed('reference') };
    case 'emergency':
      return {
        decision,
        on: readDate(needed('on'), 'on'),
        group: readIdentifier(needed('group'), 'group'),
        resultMinor: minor('result'),
        openingBufferMinor: buffer(),
        reason: needed('reason'),
        reference: needed('reference'),
      };
    case 'index':
      return { decision };
    default:
      return refuse('UNKNOWN_DECISION', `${JSON.stringify(decision)} is no decision; there are interest, close-year, result, bonus, special-bonus, reduce, emergency`, { decision });
  }
}

function baseOf(text: string): (typeof ALLOTMENT_BASES)[number] {
  return ALLOTMENT_BASES.find((base) => base === text) ?? refuse('INVALID_VALUE', `by must be one of ${ALLOTMENT_BASES.join(', ')}, found ${JSON.stringify(text)}`, { column: 'by' });
}
