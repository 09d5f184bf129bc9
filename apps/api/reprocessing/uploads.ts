/** The uploads of the data folder: a folder for each file's content, with the file, its rejects, and what is known of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptReprocessing } from './reprocessing.js';

const KEPT = 'reprocessing.json';
const ID = /^[0-9a-f]{16}$/;

export interface Uploads {
  /** A folder for uploads under way. */
  readonly incoming: string;
  readonly fileOf: (kept: Pick<KeptReprocessing, 'id' | 'file'>) => string;
  /** Moves what came in to its place. */
  readonly take: (path: string, kept: KeptReprocessing) => void;
  readonly keep: (kept: KeptReprocessing) => void;
  readonly read: (id: string) => KeptReprocessing | undefined;
  readonly ids: () => readonly string[];
}

/** `folder`: the data folder's `uploads`. What a killed server had half received is taken away. */
export function openUploads(folder: string): Uploads {
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  const keep = (kept: KeptReprocessing): void => {
    const path = join(folder, kept.id, KEPT);
    writeFileSync(`${path}.partial`, JSON.stringify(kept));
    renameSync(`${path}.partial`, path);
  };
  return {
    incoming,
    fileOf: ({ id, file }) => join(folder, id, file),
    take: (path, kept) => {
      mkdirSync(join(folder, kept.id), { recursive: true });
      renameSync(path, join(folder, kept.id, kept.file));
      keep(kept);
    },
    keep,
    read: (id) => {
      const path = join(folder, id, KEPT);
      return ID.test(id) && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeptReprocessing) : undefined;
    },
    ids: () => (existsSync(folder) ? readdirSync(folder).filter((name) => ID.test(name) && existsSync(join(folder, name, KEPT))) : []).sort(),
  };
}
