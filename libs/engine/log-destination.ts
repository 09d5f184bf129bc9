/** Where log lines go. A log that cannot be written is lost; the server that writes it goes on. */
import { pino, type DestinationStream } from 'pino';

/** Bytes kept of what could not be written, against the moment when it can be again. */
const KEPT_BYTES = 64 * 1024;
/** Lines of what went well wait for one another so long, or until there are so many bytes: each write wakes whoever reads the log. */
const WAIT_MS = 50;
const GATHERED_BYTES = 4_096;
const INFO = 30;

/**
 * `stderr`. Warnings and worse are written at once, with what waits before them; the end of the process writes the rest. A full disk
 * or a closed pipe behind it is told by nobody, as there is nobody to tell.
 */
export function logDestination(): DestinationStream {
  const log = pino.destination({ dest: 2, sync: true, minLength: GATHERED_BYTES, maxLength: KEPT_BYTES });
  log.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    log.flush();
  };
  process.on('exit', flush);
  return {
    [Symbol.for('pino.metadata')]: true, // asks pino to say the level of each line
    lastLevel: 0,
    write(this: { readonly lastLevel: number }, line: string) {
      log.write(line);
      if (this.lastLevel > INFO) flush();
      else timer ??= setTimeout(flush, WAIT_MS).unref();
    },
  } as DestinationStream;
}
