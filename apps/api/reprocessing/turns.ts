/** Work that is done one after another, in the order in which it was asked for. */
import { refuse } from '#ledger/refusal.js';

/** Plans, commits and uploads that may wait for the one under way. */
const MOST_WAITING = 8;

export interface Turns {
  /** Refuses TOO_MANY_REPROCESSINGS. */
  readonly refuseFull: () => void;
  readonly waiting: () => number;
  /** A place that something takes before its work can be asked for; to be given back. */
  readonly hold: () => () => void;
  /** `work` must not fail. */
  readonly take: (work: () => Promise<void>) => void;
  readonly done: () => Promise<void>;
}

export function turns(): Turns {
  let waiting = 0;
  let last = Promise.resolve();
  return {
    refuseFull: () => {
      if (waiting >= MOST_WAITING) refuse('TOO_MANY_REPROCESSINGS', `${waiting} reprocessings are waiting already; try again once some of them are done`);
    },
    waiting: () => waiting,
    hold: () => {
      waiting += 1;
      return () => void (waiting -= 1);
    },
    take: (work) => {
      waiting += 1;
      last = last.then(work).finally(() => (waiting -= 1));
    },
    done: () => last,
  };
}
