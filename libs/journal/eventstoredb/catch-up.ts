/** Keeps the directory up with the server: reads `$all` behind what it knows, in pages, up to its end. */
import { corrupt } from './faults.js';
import { openDirectory, type Directory, type ReadEvent } from './directory.js';
import type { AppendRegister } from './register.js';
import { positionOf, type EventStoreServer } from './server.js';
import { heldEvent } from './wire.js';

export interface CatchUp {
  /** The directory, read up to everything that stood on the server when this was called. */
  readonly caughtUp: () => Promise<Directory>;
  /** The directory as it is. */
  readonly directory: () => Promise<Directory>;
  /** How long ago it was last read up to the end, in milliseconds. */
  readonly age: () => number;
  readonly close: () => void;
}

const PAGE_EVENTS = 1_000;

/** `waits`: a writer waits for the append that is open (or withdraws it); a reader stops in front of it. */
export function catchUp(server: EventStoreServer, register: AppendRegister, waits: boolean): CatchUp {
  const { shown, streamPrefix, directoryFile } = server.address;
  let opened: Promise<Directory> | undefined;
  let [running, following] = [undefined as Promise<void> | undefined, undefined as Promise<void> | undefined];
  let readAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  /** The directory of another server, or of one that was set back, is built anew. */
  const open = async (): Promise<Directory> => {
    const directory = openDirectory(directoryFile, shown);
    const progress = directory.progress();
    if (progress === undefined || progress.anchor < 0n) return directory;
    const anchor = await server.at(progress.anchor);
    if (anchor?.event?.id !== progress.anchorId) directory.clear();
    return directory;
  };
  const directory = (): Promise<Directory> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const readOn = async (): Promise<void> => {
    const known = await directory();
    const begun = performance.now();
    while (!closed) {
      const after = known.progress()?.scanned;
      const { events: page, isLast } = await server.allAfter(after, PAGE_EVENTS);
      const last = positionOf(page.at(-1));
      if (last === undefined) break;
      const taken: ReadEvent[] = [];
      let [scanned, open] = [after ?? -1n, undefined as number | undefined];
      for (const resolved of page) {
        const event = heldEvent(resolved, streamPrefix, shown);
        const status = event?.heldBy === undefined ? 'committed' : await register.statusOf(event.heldBy);
        if (status === 'open') {
          open = event?.heldBy;
          break;
        }
        scanned = positionOf(resolved) ?? scanned;
        if (event !== undefined) taken.push({ event, withdrawn: status === 'withdrawn' });
      }
      if (scanned > (after ?? -1n)) known.take(taken, scanned);
      if (open !== undefined) {
        if (!waits) break;
        await register.untilSettled(open);
      } else if (scanned < last) {
        throw corrupt(shown, `the log does not ascend behind position ${scanned}`);
      } else if (isLast) {
        break;
      }
    }
    readAt = begun;
  };

  /** A run that has begun already may have missed what was written since: one more follows it. */
  const caughtUp = async (): Promise<Directory> => {
    if (running === undefined) {
      running = readOn().finally(() => (running = undefined));
      await running;
    } else {
      following ??= running
        .catch(() => undefined)
        .then(() => {
          following = undefined;
          running = readOn().finally(() => (running = undefined));
          return running;
        });
      await following;
    }
    return directory();
  };

  return {
    caughtUp,
    directory,
    age: () => performance.now() - readAt,
    close: () => {
      closed = true;
      void opened?.then((known) => known.close());
    },
  };
}
