/**
 * Answers are text that repeats itself: they go out compressed to whoever takes it. Streams of events do not, as each is to arrive at
 * once.
 */
import compression from 'compression';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const SMALLEST_BYTES = 1_400; // what fits into one packet anyway
const TEXT = /^(?:text\/(?!event-stream)|application\/(?:problem\+)?json|application\/(?:x-ndjson|javascript|openmetrics-text))/;

export function compressAnswers(): RequestHandler {
  const compress = compression({
    threshold: SMALLEST_BYTES,
    filter: (_request: Request, response: Response) => TEXT.test(String(response.getHeader('Content-Type') ?? '')),
  });
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.headers['accept-encoding'] !== undefined) return compress(request, response, next);
    response.setHeader('Vary', 'Accept-Encoding');
    next();
  };
}
