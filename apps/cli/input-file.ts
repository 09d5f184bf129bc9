/** Files named on the command line. */
import { accessSync, constants, statSync } from 'node:fs';
import { refuse } from '#ledger/kernel/refusal.js';

/** The path itself where it is a readable file; refuses NO_SUCH_FILE (wrong usage) otherwise. */
export function readableFile(file: string): string {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    refuse('NO_SUCH_FILE', `${file} cannot be read: ${(error as Error).message}`, { file });
  }
  if (statSync(file).isDirectory()) refuse('NO_SUCH_FILE', `${file} is a folder, not a file`, { file });
  return file;
}
