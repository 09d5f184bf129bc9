/** Work that is done one after another, in the order in which it was asked for. */
import { refuse } from '#ledger/kernel/refusal.js';

/** Plans, commits and uploads that may wait for the one under way. */
const MOST_WAITING = 8;

export interface BoundedTurns {
  /** Refuses TOO_MANY_REPROCESSINGS. */
  readonly refuseFull: () => void;
  readonly waiting: () => number;
  /** A place that something takes before its work can be asked for; to be given back. */
  readonly hold: () => () => void;
  /** Once every place has been given back. */
  readonly released: () => Promise<void>;
  /** `work` must not fail. */
  readonly take: (work: () => Promise<void>) => void;
  readonly done: () => Promise<void>;
}

export function boundedTurns(): BoundedTurns {
  let waiting = 0;
  const held = new Set<Promise<void>>();
  let last = Promise.resolve();
  return {
    refuseFull: () => {
      if (waiting >= MOST_WAITING) refuse('TOO_MANY_REPROCESSINGS', { waiting });
    },
    waiting: () => waiting,
    hold: () => {
      waiting += 1;
      let release = (): void => undefined;
      const place = new Promise<void>((resolve) => (release = resolve));
      held.add(place);
      return () => {
        waiting -= 1;
        held.delete(place);
        release();
      };
    },
    released: async () => void (await Promise.all(held)),
    take: (work) => {
      waiting += 1;
      last = last.then(work).finally(() => (waiting -= 1));
    },
    done: () => last,
  };
}
