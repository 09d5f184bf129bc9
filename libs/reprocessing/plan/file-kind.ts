/** What a reprocessing file holds, by its columns. */
import { closeSync, openSync, readSync } from 'node:fs';

import type { KindOfSubject } from '../formats/rows.js';

/** Corrected incomes, late or corrected contributions, late incomes, and life events that come late: facts about those enrolled. */
export type ReprocessingKind = Exclude<KindOfSubject<'participant'>, 'participants'>;

/** Columns that only one kind has. */
const TOLD_BY: readonly (readonly [column: RegExp, kind: ReprocessingKind])[] = [
  [/\bfullTimeSalary\b.*\bcorrectedOn\b|\bcorrectedOn\b.*\bfullTimeSalary\b/, 'salary-corrections'],
  [/\bfullTimeSalary\b/, 'salaries'],
  [/\bcorrectedOn\b/, 'corrections'],
  [/\bdiedOn\b/, 'deaths'],
  [/\bbeganOn\b/, 'disabilities'],
  [/\btransferredOn\b/, 'transfers'],
  [/\bpaidOn\b/, 'payments'],
  [/\bstartsOn\b/, 'pensions'],
  [/\breceivedOn\b|\bperiod\b/, 'contributions'],
];

const LOOKED_AT_BYTES = 65_536;

/** Told by a column that only one kind has; a file that shows none is read as corrections, and refused as such. */
export function reprocessingKind(file: string): ReprocessingKind {
  return kindOfRow(firstLine(file));
}

/** By a header, or by a row that names its columns. */
export function kindOfRow(first: string): ReprocessingKind {
  const told = TOLD_BY.find(([column]) => column.test(first));
  if (told !== undefined) return told[1];
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
