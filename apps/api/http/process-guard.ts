/**
 * Keeps the process alive when a request's code throws where no handler can catch it: in a callback, or in a promise that
 * nobody awaits. The request, where it is known, is answered 500; everyone else's goes on.
 */
import type { Logger } from 'pino';
import { problemOfError, sendProblem } from './answer-error.js';
import { currentRequest } from './request-scope.js';

/** The part of `process` that is used. */
export interface ErrorEvents {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
  off(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/** Answers a function that takes the guard away again. */
export function guardProcess(events: ErrorEvents, logger: Logger): () => void {
  const answer = (error: unknown): void => {
    const request = currentRequest();
    const problem = problemOfError(error, logger, request?.requestId);
    if (request !== undefined && !request.response.writableEnded) sendProblem(request.response, problem);
  };
  events.on('uncaughtException', answer);
  events.on('unhandledRejection', answer);
  return () => {
    events.off('uncaughtException', answer);
    events.off('unhandledRejection', answer);
  };
}
