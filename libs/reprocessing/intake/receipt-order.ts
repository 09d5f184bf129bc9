/**
 * The order in which an employer's payments of one chunk are decided: by the day of receipt, whatever their order in the file. What they
 * pay is the same in any order (nl-pob section 9); in this one nothing that they pay has to be put right by the next.
 */
import { comparableText } from '#ledger/kernel/text.js';
import type { Work } from './plan.js';

interface Told {
  readonly work: Work;
  readonly on: string;
  /** Of one day, those that name an invoice come first. */
  readonly names: boolean;
  readonly reference: string;
}

/**
 * As they are, where rows of other kinds are among them, or two of one reference, of which the file's first is taken, or where an older
 * system recorded them one after another.
 */
export function inOrderOfReceipt(works: readonly Work[]): readonly Work[] {
  const told: Told[] = [];
  for (const work of works) {
    const { row } = work;
    if (row.record !== 'premium-payment' || row.recordedAt !== undefined) return works;
    told.push({ work, on: row.receivedOn, names: row.invoice !== undefined, reference: comparableText(row.reference) });
  }
  if (new Set(told.map(({ reference }) => reference)).size < told.length) return works;
  return told.sort(byReceipt).map(({ work }) => work);
}

function byReceipt(a: Told, b: Told): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if (a.names !== b.names) return a.names ? -1 : 1;
  return a.reference < b.reference ? -1 : 1;
}
