/** The first line of a CSV file, which names its columns. */
import { refuse, type InFile } from '#ledger/kernel/refusal.js';
import { splitRecord } from './csv-record.js';

const OTHER_SEPARATORS: readonly string[] = [';', '\t', '|'];

/** Refuses WRONG_LINE_END, INVALID_HEADER and WRONG_SEPARATOR: before any name is looked at, which would not be one. */
export function columnNames(header: string, file: string, where: InFile): readonly string[] {
  if (header.includes('\r')) refuse('WRONG_LINE_END', { file, ...where });
  const split = splitRecord(header);
  const names = split.status === 'split' ? split.cells : refuse('INVALID_HEADER', { file, ...where });
  const separator = OTHER_SEPARATORS.find((sign) => header.split(sign).length > names.length);
  if (separator !== undefined) refuse('WRONG_SEPARATOR', { file, separator, ...where });
  return names;
}

/** Refuses DUPLICATE_COLUMN. */
export function requireDistinct(names: readonly string[], where: InFile): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse('DUPLICATE_COLUMN', { column: twice, ...where });
}
