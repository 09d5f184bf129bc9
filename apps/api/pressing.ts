/**
 * Work that somebody waits for, and the standing models that follow it in the same thread: while such work goes on, the
 * models get a small share of the time, and the rest of it once it is done.
 */
export interface Pressing {
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Awaited by the models before every step: at once where nothing is pressing. */
  readonly turn: () => Promise<void>;
}

/** A step of the models is followed by a pause of so many times its length. */
const PAUSE_PER_STEP = 4;
const LONGEST_PAUSE_MS = 2_000;

export function pressingWork(now: () => number = () => performance.now()): Pressing {
  const waiting = new Set<() => void>();
  let underWay = 0;
  let begunAt = -Infinity;
  const untilDone = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      waiting.add(wake);
    });
  return {
    during: async (work) => {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
        if (underWay === 0) for (const wake of [...waiting]) wake();
      }
    },
    turn: async () => {
      if (underWay > 0) await untilDone(Math.min((now() - begunAt) * PAUSE_PER_STEP, LONGEST_PAUSE_MS));
      begunAt = now();
    },
  };
}
