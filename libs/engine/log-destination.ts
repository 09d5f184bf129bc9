/** Where log lines go. A log that cannot be written is lost; the server that writes it goes on. */
import { pino } from 'pino';

type Destination = ReturnType<typeof pino.destination>;

/** Bytes kept of what could not be written, against the moment when it can be again. */
const KEPT_BYTES = 64 * 1024;

/** `stderr`, written at once. A full disk or a closed pipe behind it is told by nobody, as there is nobody to tell. */
export function logDestination(): Destination {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: KEPT_BYTES });
  destination.on('error', () => undefined);
  return destination;
}
