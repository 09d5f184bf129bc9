/** What a reprocessing file holds, by its columns. */
import { closeSync, openSync, readSync } from 'node:fs';

/** Corrected incomes, late or corrected contributions, late incomes. */
export type ReprocessingKind = 'corrections' | 'contributions' | 'incomes';

const LOOKED_AT_BYTES = 65_536;

/** Told by a column that only one kind has; a file that shows none is read as corrections, and refused as such. */
export function reprocessingKind(file: string): ReprocessingKind {
  const first = firstLine(file);
  if (/\bcorrectedOn\b/.test(first)) return 'corrections';
  if (/\breceivedOn\b/.test(first) || /\bperiod\b/.test(first)) return 'contributions';
  return /\bincomeYear\b/.test(first) && !/\breason\b/.test(first) ? 'incomes' : 'corrections';
}

function firstLine(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(LOOKED_AT_BYTES);
    const read = readSync(descriptor, bytes, 0, LOOKED_AT_BYTES, 0);
    return bytes.toString('utf8', 0, read).split('\n', 1)[0] as string;
  } finally {
    closeSync(descriptor);
  }
}
