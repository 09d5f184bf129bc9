/** Files named on the command line. */
import { accessSync, constants, statSync, type Stats } from 'node:fs';
import { refuse } from '#ledger/kernel/refusal.js';

/**
 * The path itself where it is a readable file; refuses NO_SUCH_FILE (wrong usage) otherwise: a pipe or a device of that name would
 * keep the command waiting, and gives its content once, where files are read twice.
 */
export function readableFile(file: string): string {
  const stat = readableStat(file);
  if (!stat.isFile()) refuse('NO_SUCH_FILE', { file, is: 'no-plain-file' });
  return file;
}

/** As `readableFile`, for what is read once: a pipe will do. */
export function readableOnce(file: string): string {
  readableStat(file);
  return file;
}

function readableStat(file: string): Stats {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    refuse('NO_SUCH_FILE', code === 'ENOENT' ? { file, is: 'absent' } : { file, reason: message });
  }
  const stat = statSync(file);
  if (stat.isDirectory()) refuse('NO_SUCH_FILE', { file, is: 'folder' });
  return stat;
}
