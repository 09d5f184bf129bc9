/** Progress as server-sent events: the state now, every change, and the end once nothing is under way. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { isAtRest, type Reprocessing } from './reprocessing.js';
import { shown } from './shown.js';

/** Changes come faster than anyone reads; the last one is always sent. */
const LEAST_MS_BETWEEN = 100;
const RECONNECT_AFTER_MS = 2_000;

export interface EventStream {
  readonly request: Request;
  readonly response: Response;
  readonly heartbeatMilliseconds: number;
  /** Tells at once of the state now. Answers how to leave. */
  readonly watch: (told: (now: Reprocessing) => void) => () => void;
  /** Where the server finds the streams that it ends when it stops. */
  readonly streams: Set<() => void>;
}

/**
 * The id of an event stands for the state it tells, so that `Last-Event-ID` means the same to every server: one who has the
 * final state already is answered 204, which ends a browser's reconnecting. Ends when the caller goes or the server stops.
 */
export function sendEvents({ request, response, heartbeatMilliseconds, watch, streams }: EventStream): void {
  const seen = request.headers['last-event-id'];
  let [sentAt, ended] = [-Infinity, false];
  let leave = (): void => undefined;
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMilliseconds);
  const end = (): void => {
    ended = true;
    clearInterval(heartbeat);
    leave();
    streams.delete(end);
    response.end();
  };
  const tell = (now: Reprocessing): void => {
    const [last, data] = [isAtRest(now), JSON.stringify(shown(now))];
    // A caller who reads slowly misses what is outdated by the time it could be read.
    if (!last && (performance.now() - sentAt < LEAST_MS_BETWEEN || response.writableNeedDrain)) return;
    const id = createHash('sha256').update(data).digest('hex').slice(0, 16);
    sentAt = performance.now();
    if (!response.headersSent) {
      if (last && id === seen) response.statusCode = 204;
      else begin(response);
    }
    if (response.statusCode !== 204 && id !== seen) response.write(`id: ${id}\nevent: state\ndata: ${data}\n\n`);
    if (last) end();
  };
  streams.add(end);
  response.once('close', end);
  const stop = watch(tell);
  leave = stop;
  if (ended) stop();
  else if (request.method === 'HEAD') end();
}

function begin(response: Response): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  response.write(`retry: ${RECONNECT_AFTER_MS}\n\n`);
}
