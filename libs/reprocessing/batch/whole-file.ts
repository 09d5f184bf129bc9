/** A small file that is read after a stop at any moment. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** The old content or the new one, also after a power failure. Two processes that write it do not meet. */
export function writeWhole(path: string, content: string): void {
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, 'w');
  try {
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
