/** Progress as server-sent events: the state now, every change, and the end once nothing is under way. */
import type { Request, Response } from 'express';
import { isAtRest, type Reprocessing } from './runs.js';

const HEARTBEAT_MS = 15_000;
/** Changes come faster than anyone reads; the last one is always sent. */
const LEAST_MS_BETWEEN = 100;

export function sendEvents(first: Reprocessing, watch: (told: (now: Reprocessing) => void) => () => void, request: Request, response: Response): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  let [sent, number] = [0, 0];
  const send = (now: Reprocessing): void => {
    number += 1;
    sent = performance.now();
    response.write(`id: ${number}\nevent: state\ndata: ${JSON.stringify(now)}\n\n`);
  };
  send(first);
  if (isAtRest(first)) {
    response.end();
    return;
  }
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const leave = watch((now) => {
    if (!isAtRest(now) && performance.now() - sent < LEAST_MS_BETWEEN) return;
    send(now);
    if (isAtRest(now)) end();
  });
  const end = (): void => {
    clearInterval(heartbeat);
    leave();
    response.end();
  };
  request.on('close', end);
}
