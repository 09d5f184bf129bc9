/** Ctrl-C as a wish: the work under way ends its chunk and says how to go on; a second one ends the program at once. */
import { refuse, type Refusals } from '#ledger/kernel/refusal.js';

export interface StopSignal {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
let exitCode: number | undefined;

/** How a program ends that was asked to stop, as shells tell it: 130 after Ctrl-C, 143 after SIGTERM; undefined where nobody asked. */
export function stoppedBy(): number | undefined {
  return exitCode;
}

export function stopSignal(): StopSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    exitCode = EXIT_CODES[signal as keyof typeof EXIT_CODES];
    if (controller.signal.aborted) process.exit(exitCode);
    process.stderr.write('\nstopping after this chunk; once more to stop at once\n');
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, release: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}

/** Runs work that Ctrl-C may stop; a stop becomes INTERRUPTED, by what was under way. */
export async function stoppable<T>(whenStopped: Refusals['INTERRUPTED'], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = stopSignal();
  try {
    return await work(stop.signal);
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) return refuse('INTERRUPTED', whenStopped);
    throw error;
  } finally {
    stop.release();
  }
}
