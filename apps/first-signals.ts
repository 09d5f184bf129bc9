/**
 * A signal in the first second. The first process of a container has no default for signals: until somebody listens they are lost,
 * and it is killed at the end of its grace instead. So the programs listen before they load anything, and give way to whoever
 * listens later to end in an orderly manner. Nothing has been begun by then that could be left half done.
 */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

export interface FirstSignals {
  /** Called once the program is loaded: where the system has a default, it takes over again. */
  readonly loaded: () => void;
}

/** `isFirst`: of its container; there is no default, so that it goes on listening. */
export function listenForFirstSignals(isFirst = process.pid === 1): FirstSignals {
  const listeners = (Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[]).map((signal) => {
    const end = (): void => {
      if (process.listenerCount(signal) > 1) return;
      process.exit(EXIT_CODES[signal]);
    };
    process.on(signal, end);
    return () => process.off(signal, end);
  });
  return {
    loaded: () => {
      if (!isFirst) for (const stop of listeners) stop();
    },
  };
}
