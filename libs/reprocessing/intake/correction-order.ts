/**
 * The order in which the corrections of a file are decided, of incomes and of salaries: by day, whatever their order in the file (fi-kapl
 * section 11, "Order"; of a salary the latest correction holds). Of one day the employers come in order of their ids, since the sum of
 * the year is what is settled, and the rows of one employer as the file has them.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import type { InputBatch, InputRow } from '../formats/input.js';
import type { CorrectionRow, Row, SalaryCorrectionRow } from '../formats/rows.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    FILE_CHANGED: Record<never, never>;
  }
}

/** Rows of one participant, the corrections among them put in order in the places that they have. */
export function inOrderOfCorrection<T>(items: readonly T[], rowOf: (item: T) => Row): readonly T[] {
  const ordered = items.flatMap((item) => {
    const row = rowOf(item);
    return isCorrection(row) ? [{ item, row }] : [];
  });
  if (ordered.length < 2) return items;
  ordered.sort((a, b) => byDay(a.row, b.row));
  let next = 0;
  return items.map((item) => (isCorrection(rowOf(item)) ? (ordered[next++] as { readonly item: T }).item : item));
}

type AnyCorrection = CorrectionRow | SalaryCorrectionRow;
type DayOfCorrection = Pick<AnyCorrection, 'correctedOn' | 'employerId'>;

function isCorrection(row: Row): row is AnyCorrection {
  return row.record === 'correction' || row.record === 'salary-correction';
}

function byDay(a: DayOfCorrection, b: DayOfCorrection): number {
  return compare(a.correctedOn, b.correctedOn) || compare(a.employerId, b.employerId);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Rows kept at once: a file of no more is read once. */
const ROWS_HELD = 20_000;

/**
 * A file's rows with those corrections in order that are not: they wait until the last of their income year, or salary, has come. All other
 * rows pass as they stand. What an older system recorded at different moments stays in the order in which it did. To know them, the
 * whole file comes first; a large one is read `again`, so that what is remembered of it is a line and a day for each corrected
 * income. A correction that a later row of its income and day replaces says so.
 */
export async function* correctionsInOrder(
  first: AsyncIterable<InputBatch>,
  again: () => Promise<AsyncIterable<InputBatch>>,
  rowsHeld = ROWS_HELD,
): AsyncIterable<InputBatch> {
  const corrections = correctionsOfFile();
  let held: InputBatch[] | undefined = [];
  let rows = 0;
  for await (const batch of first) {
    for (const input of batch.rows) corrections.add(input);
    rows += batch.rows.length;
    if (rows > rowsHeld) held = undefined;
    else held?.push(batch);
  }
  const { waiting, replaced } = corrections.known();
  for await (const batch of held ?? (await again())) {
    yield { ...batch, rows: batch.rows.flatMap((input) => released(markReplaced(input, replaced), waiting)) };
  }
  const changed = [...waiting.values()].some(({ left }) => left !== 0);
  if (changed) {
    refuse('FILE_CHANGED');
  }
}

interface Waiting {
  /** Rows still to come. */
  left: number;
  readonly held: (InputRow & { readonly row: AnyCorrection })[];
}

/** The row itself, nothing while it waits, or all that waited for it. */
function released(input: InputRow, waiting: ReadonlyMap<string, Waiting>): readonly InputRow[] {
  if (waiting.size === 0) return [input];
  const row = correctionOf(input);
  const year = row === undefined ? undefined : waiting.get(correctedIn(row));
  if (row === undefined || year === undefined) return [input];
  year.held.push({ ...input, row });
  year.left -= 1;
  if (year.left > 0) return [];
  return year.held.sort((a, b) => byDay(a.row, b.row)).map(({ row: _row, ...held }) => held);
}

/** `replaced`: the last line of each income and day that several rows correct. */
function markReplaced(input: InputRow, replaced: ReadonlyMap<string, number>): InputRow {
  if (replaced.size === 0) return input;
  const row = correctionOf(input);
  const last = row?.record === 'correction' ? replaced.get(incomeAndDayOf(row)) : undefined;
  return last === undefined || last === input.line ? input : { ...input, replacedInFile: true };
}

interface FileCorrections {
  readonly add: (input: InputRow) => void;
  readonly known: () => { readonly waiting: ReadonlyMap<string, Waiting>; readonly replaced: ReadonlyMap<string, number> };
}

function correctionsOfFile(): FileCorrections {
  const years = new Map<string, { last: DayOfCorrection; rows: number; inOrder: boolean }>();
  const seen = new Set<string>();
  const replaced = new Map<string, number>();
  return {
    add: (input) => {
      const row = correctionOf(input);
      if (row === undefined) return;
      const { correctedOn, employerId } = row;
      const year = years.get(correctedIn(row));
      if (year === undefined) years.set(correctedIn(row), { last: { correctedOn, employerId }, rows: 1, inOrder: true });
      else {
        year.inOrder &&= byDay(year.last, row) <= 0;
        year.last = { correctedOn, employerId };
        year.rows += 1;
      }
      if (row.record !== 'correction') return;
      const day = incomeAndDayOf(row);
      if (seen.has(day)) replaced.set(day, input.line);
      else seen.add(day);
    },
    known: () => {
      seen.clear();
      const waiting = new Map<string, Waiting>();
      for (const [key, { rows, inOrder }] of years) if (!inOrder) waiting.set(key, { left: rows, held: [] });
      years.clear();
      return { waiting, replaced };
    },
  };
}

function correctionOf({ parsed }: InputRow): AnyCorrection | undefined {
  return parsed.status === 'done' && isCorrection(parsed.value) ? parsed.value : undefined;
}

/** What stands in order together: the corrections of an income year, or of one salary. */
function correctedIn(row: AnyCorrection): string {
  const { participantId, recordedAt = null } = row;
  return JSON.stringify([participantId, ...(row.record === 'correction' ? [row.incomeYear] : [row.employerId, row.from]), recordedAt]);
}

function incomeAndDayOf({ participantId, incomeYear, employerId, correctedOn }: CorrectionRow): string {
  return JSON.stringify([participantId, incomeYear, employerId, correctedOn]);
}

/** Marks those that a later row of their income and day replaces; `rows` of one participant, in the order of the file. */
export function withReplaced<T>(
  items: readonly T[],
  rowOf: (item: T) => Row,
): readonly { readonly item: T; readonly replacedInFile: boolean }[] {
  const last = new Map<string, number>();
  const days = items.map((item) => {
    const row = rowOf(item);
    return row.record === 'correction' ? incomeAndDayOf(row) : undefined;
  });
  for (const [index, day] of days.entries()) if (day !== undefined) last.set(day, index);
  return items.map((item, index) => ({ item, replacedInFile: days[index] !== undefined && last.get(days[index]) !== index }));
}
