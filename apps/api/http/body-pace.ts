/** A body that trickles holds a connection and what waits behind it: below a floor of rate the request is ended. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ApiLimits } from '../dependencies.js';
import { sendProblem } from './answer-error.js';
import { problemOf } from './problem.js';

export function bodyPace({ bodyPaceMilliseconds: span, bodyBytesPerSecond: floor }: ApiLimits): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0) return next();
    const { socket } = request;
    let seen = socket.bytesRead;
    const timer = setInterval(() => {
      if (request.complete) return clearInterval(timer);
      const came = socket.bytesRead - seen;
      seen = socket.bytesRead;
      // A body that waits for this server to take it is not slow.
      if (came * 1000 >= floor * span || request.isPaused()) return;
      clearInterval(timer);
      response.setHeader('Connection', 'close');
      response.once('finish', () => socket.destroySoon());
      sendProblem(response, problemOf('REQUEST_TOO_SLOW', { bytesPerSecond: floor }));
    }, span).unref();
    response.once('close', () => clearInterval(timer));
    next();
  };
}
