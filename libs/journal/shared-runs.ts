/** Work that many may ask for at once, one run after another. */

export interface SharedRuns<T> {
  /** The outcome of a run that begins after the call: what is under way may have begun before what the caller waits for was there. */
  readonly ask: () => Promise<T>;
  /** The last run asked for and not ended; undefined: none. */
  readonly underWay: () => Promise<T> | undefined;
}

export function sharedRuns<T>(run: () => Promise<T>): SharedRuns<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const started = (): Promise<T> => (running = run().finally(() => (running = undefined)));
  return {
    ask: () => {
      if (running === undefined) return started();
      next ??= running.catch(() => undefined).then(() => {
        next = undefined;
        return started();
      });
      return next;
    },
    underWay: () => next ?? running,
  };
}
