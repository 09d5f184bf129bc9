/** Ctrl-C as a wish: the work under way ends its chunk and says how to go on; a second one ends the program at once. */
export interface StopSignal {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

export function stopSignal(): StopSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping after this chunk; once more to stop at once\n');
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, release: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}
