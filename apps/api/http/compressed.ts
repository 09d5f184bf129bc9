/**
 * Answers are text that repeats itself: they go out compressed to whoever takes it. Streams of events do not, as each is to arrive at
 * once.
 */
import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

const SMALLEST_BYTES = 1_400; // what fits into one packet anyway
const TEXT = /^(?:text\/(?!event-stream)|application\/(?:problem\+)?json|application\/(?:x-ndjson|javascript|openmetrics-text))/;

export function compressAnswers(): RequestHandler {
  return compression({
    threshold: SMALLEST_BYTES,
    filter: (_request: Request, response: Response) => TEXT.test(String(response.getHeader('Content-Type') ?? '')),
  });
}
