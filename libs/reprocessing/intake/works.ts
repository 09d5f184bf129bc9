/** The rows of one participant that stand together, ready to be decided; an import, whose rows come by and by, counts along. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { InputRow } from '../formats/input.js';
import type { Row } from '../formats/rows.js';
import { withReplaced } from './correction-order.js';
import { occurrenceCounter } from './occurrences.js';
import type { Work } from './plan.js';

/** `rows`: in the order in which they are decided (`inOrderOfCorrection`). */
export function worksOf(
  rows: readonly { readonly input: Pick<InputRow, 'line' | 'raw' | 'cells'>; readonly row: Row; readonly refusal?: Refusal | undefined }[],
): readonly Work[] {
  const occurrenceOf = occurrenceCounter();
  return withReplaced(rows, ({ row }) => row).map(({ item: { input, row, refusal }, replacedInFile }) => ({
    input: { ...input, parsed: { status: 'done', value: row }, replacedInFile },
    row,
    occurrence: occurrenceOf(row),
    refusal,
  }));
}
