/** Progress as server-sent events: the state now, every change, and the end once nothing is under way. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** Progress comes faster than anyone reads. */
const LEAST_MS_BETWEEN = 100;
const RECONNECT_AFTER_MS = 2_000;

interface Watched {
  readonly status: string;
}

export interface EventStream<State extends Watched> {
  readonly request: Request;
  readonly response: Response;
  readonly heartbeatMilliseconds: number;
  /** Tells at once of the state now. Answers how to leave. */
  readonly watch: (told: (now: State) => void) => () => void;
  /** What is told of a state. */
  readonly shown: (now: State) => object;
  /** Nothing more comes after it. */
  readonly isAtRest: (now: State) => boolean;
  /** Where the server finds the streams that it ends when it stops. */
  readonly streams: Set<() => void>;
}

/**
 * Every change of the status is sent, and of the progress between them what there is time for, the latest always. The id of
 * an event stands for the state it tells, so that `Last-Event-ID` means the same to every server: one who has the final
 * state already is answered 204, which ends a browser's reconnecting. Ends when the caller goes or the server stops.
 */
export function sendEvents<State extends Watched>({
  request,
  response,
  heartbeatMilliseconds,
  watch,
  shown,
  isAtRest,
  streams,
}: EventStream<State>): void {
  let seen = request.headers['last-event-id'];
  /** What is to be told yet: one state for each status, the latest of it. */
  const waiting: State[] = [];
  let [status, sentAt, ended] = ['', -Infinity, false];
  let later: NodeJS.Timeout | undefined;
  let leave = (): void => undefined;
  const heartbeat = setInterval(
    () => void (response.writableNeedDrain || response.write(': still here\n\n')),
    heartbeatMilliseconds,
  ).unref();
  const end = (): void => {
    ended = true;
    clearInterval(heartbeat);
    clearTimeout(later);
    leave();
    streams.delete(end);
    response.end();
  };
  const send = (now: State): void => {
    const [last, data] = [isAtRest(now), JSON.stringify(shown(now))];
    const id = createHash('sha256').update(data).digest('hex').slice(0, 16);
    if (!response.headersSent) {
      if (last && id === seen) response.statusCode = 204;
      else begin(response);
    }
    if (response.statusCode !== 204 && id !== seen) response.write(`id: ${id}\nevent: state\ndata: ${data}\n\n`);
    seen = id;
    if (last) end();
  };
  const flush = (): void => {
    clearTimeout(later);
    later = undefined;
    if (ended || response.writableNeedDrain) return; // the drain comes back here
    sentAt = performance.now();
    for (const now of waiting.splice(0)) send(now);
  };
  const tell = (now: State): void => {
    if (waiting.at(-1)?.status === now.status) waiting.pop();
    waiting.push(now);
    const due = sentAt + LEAST_MS_BETWEEN - performance.now();
    if (now.status !== status || due <= 0) flush();
    else later ??= setTimeout(flush, due);
    status = now.status;
  };
  streams.add(end);
  response.once('close', end).on('drain', flush);
  const stop = watch(tell);
  leave = stop;
  if (ended) stop();
  else if (request.method === 'HEAD') end();
}

function begin(response: Response): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  response.write(`retry: ${RECONNECT_AFTER_MS}\n\n`);
}
