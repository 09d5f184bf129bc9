/** Places that work takes: a few at once, some more waiting in order, the rest turned away. Whoever has gone waits no more. */

export interface Places {
  /** Resolves once a place is one's own; rejects where the signal aborts before. Throws what `turnAway` does where too many wait. */
  readonly take: (signal: AbortSignal | undefined) => Promise<void>;
  /** Hands the place to the next in the queue. */
  readonly release: () => void;
}

export interface PlaceLimits {
  readonly atOnce: number;
  readonly waiting: number;
  readonly turnAway: (running: number, waiting: number) => never;
}

export function placesFor({ atOnce, waiting: most, turnAway }: PlaceLimits): Places {
  let running = 0;
  const queue: (() => void)[] = [];
  return {
    take: async (signal) => {
      if (running < atOnce) {
        running += 1;
        return;
      }
      if (queue.length >= most) turnAway(running, queue.length);
      await new Promise<void>((resolve, reject) => {
        queue.push(resolve);
        const leave = (): void => {
          const at = queue.indexOf(resolve);
          if (at === -1) return; // its turn has come
          queue.splice(at, 1);
          reject(reasonOf(signal));
        };
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
    release: () => {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    },
  };
}

/** Why nobody waits any more. */
export function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error('nobody waits for the answer any more');
}
