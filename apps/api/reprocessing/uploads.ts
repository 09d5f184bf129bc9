/** The uploads of the data folder: a folder for each file's content, with the file, its rejects, and what is known of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { writeWhole } from '#reprocessing/batch/whole-file.js';
import type { KeptReprocessing } from './reprocessing.js';

const KEPT = 'reprocessing.json';
const ID = /^[0-9a-f]{16}$/;

export interface Uploads {
  /** A folder for uploads under way. */
  readonly incoming: string;
  readonly fileOf: (kept: Pick<KeptReprocessing, 'id' | 'file'>) => string;
  /** Moves what came in to its place; under another name than before, the file of that name goes. */
  readonly take: (path: string, kept: KeptReprocessing) => void;
  readonly keep: (kept: KeptReprocessing) => void;
  readonly read: (id: string) => KeptReprocessing | undefined;
  /** The last upload first. */
  readonly all: () => readonly KeptReprocessing[];
  readonly remove: (id: string) => void;
}

/** `folder`: the data folder's `uploads`. What a killed server had half received is taken away. */
export function openUploads(folder: string, logger: Pick<Logger, 'error'>): Uploads {
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  const known = readKept(folder, logger);
  const keep = (kept: KeptReprocessing): void => {
    writeWhole(join(folder, kept.id, KEPT), JSON.stringify(kept));
    known.set(kept.id, kept);
  };
  return {
    incoming,
    fileOf: ({ id, file }) => join(folder, id, file),
    take: (path, kept) => {
      const own = join(folder, kept.id);
      const before = known.get(kept.id)?.file ?? kept.file;
      mkdirSync(own, { recursive: true });
      renameSync(path, join(own, kept.file));
      keep(kept);
      if (before !== kept.file) {
        for (const name of [before, `${before}.rejects.csv`])
          if (name !== kept.file) {
            rmSync(join(own, name), { force: true });
          }
      }
    },
    keep,
    read: (id) => known.get(id),
    all: () => [...known.values()].sort((a, b) => (a.uploadedAt === b.uploadedAt ? order(a.id, b.id) : order(b.uploadedAt, a.uploadedAt))),
    remove: (id) => {
      known.delete(id);
      rmSync(join(folder, id), { recursive: true, force: true });
    },
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function readKept(folder: string, logger: Pick<Logger, 'error'>): Map<string, KeptReprocessing> {
  const known = new Map<string, KeptReprocessing>();
  const ids = existsSync(folder) ? readdirSync(folder).filter((name) => ID.test(name) && existsSync(join(folder, name, KEPT))) : [];
  for (const id of ids) {
    try {
      known.set(id, JSON.parse(readFileSync(join(folder, id, KEPT), 'utf8')) as KeptReprocessing);
    } catch (error) {
      logger.error(
        { err: error, reprocessing: id },
        `what is known of a reprocessing cannot be read, and it is not listed; upload its file again`,
      );
    }
  }
  return known;
}
