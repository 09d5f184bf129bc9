/**
 * Which rejects files this program wrote, and how they looked then: so that one that has been mended since, or is somebody's own,
 * is never taken for ours. Kept in the data folder; where it is gone, every file that stands is kept.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface RejectsMemory {
  /** Whether the file is as this program wrote it last. */
  readonly isOurs: (file: string) => boolean;
  /** Notes what stands there now; undefined: the file is gone. */
  readonly note: (file: string, sha256: string | undefined) => void;
}

type Written = { [file: string]: string };

/** `folder`: the data folder; without one nothing is known. */
export function rejectsMemory(folder: string | undefined): RejectsMemory {
  if (folder === undefined) return { isOurs: () => false, note: () => undefined };
  const place = join(folder, 'rejects-written.json');
  return {
    isOurs: (file) => {
      const known = readWritten(place)[resolve(file)];
      return known !== undefined && existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') === known;
    },
    note: (file, sha256) => {
      const { [resolve(file)]: before, ...others } = readWritten(place);
      if (before === sha256) return;
      const standing = Object.entries(others).filter(([other]) => existsSync(other));
      const written = Object.fromEntries(sha256 === undefined ? standing : [...standing, [resolve(file), sha256]]);
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${place}.partial`, `${JSON.stringify(written, undefined, 2)}\n`);
      renameSync(`${place}.partial`, place);
    },
  };
}

function readWritten(place: string): Written {
  if (!existsSync(place)) return {};
  try {
    return JSON.parse(readFileSync(place, 'utf8')) as Written;
  } catch {
    return {}; // torn or foreign: nothing is known then
  }
}
