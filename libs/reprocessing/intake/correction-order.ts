/**
 * The order in which the corrections of a file are decided: by day, whatever their order in the file (fi-kapl section 11,
 * "Order"). Of one day the employers come in order of their ids, since the sum of the year is what is settled, and the rows
 * of one employer as the file has them.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import type { InputBatch, InputRow } from '../formats/input.js';
import type { CorrectionRow, Row } from '../formats/rows.js';

/** Rows of one participant, the corrections among them put in order in the places that they have. */
export function inOrderOfCorrection<T>(items: readonly T[], rowOf: (item: T) => Row): readonly T[] {
  const ordered = items.flatMap((item) => {
    const row = rowOf(item);
    return row.record === 'correction' ? [{ item, row }] : [];
  });
  if (ordered.length < 2) return items;
  ordered.sort((a, b) => byDay(a.row, b.row));
  let next = 0;
  return items.map((item) => (rowOf(item).record === 'correction' ? (ordered[next++] as { readonly item: T }).item : item));
}

function byDay(a: CorrectionRow, b: CorrectionRow): number {
  return compare(a.correctedOn, b.correctedOn) || compare(a.employerId, b.employerId);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * A file's rows with those corrections in order that are not: they wait until the last of their income year has come. The
 * file is read once before, to know them; all other rows pass as they stand. What an older system recorded at different
 * moments stays in the order in which it did.
 */
export async function* correctionsInOrder(read: () => Promise<AsyncIterable<InputBatch>>): AsyncIterable<InputBatch> {
  const waiting = await yearsOutOfOrder(await read());
  for await (const batch of await read()) {
    yield waiting.size === 0 ? batch : { ...batch, rows: batch.rows.flatMap((input) => released(input, waiting)) };
  }
  const changed = [...waiting.values()].some(({ left }) => left !== 0);
  if (changed) refuse('FILE_CHANGED', 'the file was changed while it was read; nothing of the years still waiting was taken in: take the file in again once it stands still');
}

interface Waiting {
  /** Rows still to come. */
  left: number;
  readonly held: (InputRow & { readonly row: CorrectionRow })[];
}

/** The row itself, nothing while it waits, or all that waited for it. */
function released(input: InputRow, waiting: ReadonlyMap<string, Waiting>): readonly InputRow[] {
  const row = correctionOf(input);
  const year = row === undefined ? undefined : waiting.get(yearOf(row));
  if (row === undefined || year === undefined) return [input];
  year.held.push({ ...input, row });
  year.left -= 1;
  if (year.left > 0) return [];
  return year.held.sort((a, b) => byDay(a.row, b.row)).map(({ row: _row, ...held }) => held);
}

async function yearsOutOfOrder(batches: AsyncIterable<InputBatch>): Promise<ReadonlyMap<string, Waiting>> {
  const years = new Map<string, { last: CorrectionRow; rows: number; inOrder: boolean }>();
  for await (const { rows } of batches) {
    for (const input of rows) {
      const row = correctionOf(input);
      if (row === undefined) continue;
      const key = yearOf(row);
      const known = years.get(key);
      if (known === undefined) {
        years.set(key, { last: row, rows: 1, inOrder: true });
        continue;
      }
      known.inOrder &&= byDay(known.last, row) <= 0;
      known.last = row;
      known.rows += 1;
    }
  }
  return new Map([...years].flatMap(([key, { rows, inOrder }]) => (inOrder ? [] : [[key, { left: rows, held: [] }] as const])));
}

function correctionOf({ parsed }: InputRow): CorrectionRow | undefined {
  return parsed.status === 'done' && parsed.value.record === 'correction' ? parsed.value : undefined;
}

function yearOf({ participantId, incomeYear, recordedAt }: CorrectionRow): string {
  return JSON.stringify([participantId, incomeYear, recordedAt ?? null]);
}
