/** Keeps the directory up with the server: reads the journal's events behind what it knows, up to where the log is settled. */
import { corruptServer, wait } from './faults.js';
import { openDirectory, type Directory, type ReadEvent } from './directory.js';
import type { AppendRegister } from './register.js';
import { ownPages, settledEnd } from './own-pages.js';
import { sharedRuns } from '../shared-runs.js';
import type { EventStoreServer } from './server.js';
import { heldEvent } from './wire.js';

export interface CatchUp {
  /** The directory, read up to everything that stood on the server when this was called. */
  readonly caughtUp: () => Promise<Directory>;
  /** The directory as it is. */
  readonly directory: () => Promise<Directory>;
  /** Brings the directory up in the background, so that later looks begin near the end. */
  readonly follow: () => void;
  /** The same a moment later, once for all that ask until then: appends that come one behind another are read back together. */
  readonly followSoon: () => void;
  /** Waits until what runs in the background, or is about to, is done; for a while at most. */
  readonly quiet: () => Promise<void>;
  /** How long ago it was last read up to the end, in milliseconds. */
  readonly age: () => number;
  /** It is being read in the background, or about to be. */
  readonly isFollowing: () => boolean;
  readonly close: () => void;
}

/** While appends go on: seldom, since what they wrote is known without it, and each look costs calls of its own. */
const SOON_MILLISECONDS = 1_000;
/** What was written last is read back before a process ends, so that this machine remembers it; a server that is away holds nobody up. */
const QUIET_MILLISECONDS = 2_000;

/** `waits`: a writer waits once for an append that is open (or withdraws it); a reader stops in front of it. */
export function catchUp(server: EventStoreServer, register: AppendRegister, waits: boolean): CatchUp {
  let opened: Promise<Directory> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  const directory = (): Promise<Directory> => {
    opened ??= directoryOf(server).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const readOn = async (): Promise<void> => {
    const known = await directory();
    const begun = performance.now();
    for (let isSecond = false; !closed; isSecond = true) {
      const end = await settledEnd(server, register);
      const after = known.progress()?.scanned;
      if (end !== undefined && (after === undefined || end > after)) {
        await takeUpTo(known, after, end, { server, register, isClosed: () => closed });
      }
      const { open } = register.end();
      if (!waits || isSecond || open === undefined) break;
      await register.untilSettled(open);
    }
    readAt = begun;
  };

  const runs = sharedRuns(readOn);
  const caughtUp = async (): Promise<Directory> => {
    await runs.ask();
    return directory();
  };

  const follow = (): void => void caughtUp().catch(() => undefined);
  let soon: NodeJS.Timeout | undefined;

  return {
    caughtUp,
    directory,
    follow,
    followSoon: () => {
      soon ??= setTimeout(() => {
        soon = undefined;
        follow();
      }, SOON_MILLISECONDS).unref();
    },
    quiet: async () => {
      if (soon !== undefined) {
        clearTimeout(soon);
        soon = undefined;
        follow();
      }
      const until = performance.now() + QUIET_MILLISECONDS;
      for (let run = runs.underWay(); run !== undefined && performance.now() < until; run = runs.underWay()) {
        await Promise.race([run.catch(() => undefined), wait(QUIET_MILLISECONDS / 10)]);
      }
    },
    age: () => performance.now() - readAt,
    isFollowing: () => (soon ?? runs.underWay()) !== undefined,
    close: () => {
      clearTimeout(soon);
      closed = true;
      void opened?.then((known) => known.close());
    },
  };
}

/** The directory of another server, or of one that was set back, is built anew. */
async function directoryOf(server: EventStoreServer): Promise<Directory> {
  const directory = openDirectory(server.address.directoryFile, server.address.shown);
  const progress = directory.progress();
  if (progress === undefined || progress.anchor < 0n) return directory;
  const anchor = await server.at(progress.anchor);
  if (anchor?.event?.id !== progress.anchorId) directory.clear();
  return directory;
}

interface TakingUp {
  readonly server: EventStoreServer;
  readonly register: AppendRegister;
  readonly isClosed: () => boolean;
}

async function takeUpTo(
  known: Directory,
  after: bigint | undefined,
  end: bigint,
  { server, register, isClosed }: TakingUp,
): Promise<void> {
  const { shown, streamPrefix } = server.address;
  for await (const { events, scanned } of ownPages(server, after, end)) {
    const taken: ReadEvent[] = [];
    for (const resolved of events) {
      const event = heldEvent(resolved, streamPrefix, shown);
      if (event === undefined) continue;
      const status = event.heldBy === undefined ? 'committed' : await register.statusOf(event.heldBy);
      if (status === 'open') {
        throw corruptServer(shown, `an append that is open holds position ${event.position}, in front of where the log is settled`);
      }
      taken.push({ event, withdrawn: status === 'withdrawn' });
    }
    if (isClosed()) return;
    known.take(taken, scanned);
  }
}
