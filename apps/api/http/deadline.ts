/**
 * Ends the wait for a request that takes too long; what it was writing may still happen, hence the Idempotency-Key. No interceptor: each
 * request would go through observables, and bind its context anew, for what one timer does.
 */
import { SetMetadata } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ApiLimits } from '../dependencies.js';
import { sendProblem } from './answer-error.js';
import { problemOf } from './problem.js';

const LONG_REQUEST = 'accrual:long-request';

/** The request brings a file: it may take as long as an upload may. */
export const LongRequest = (): MethodDecorator => SetMetadata(LONG_REQUEST, true);

const PAST_DEADLINE = Symbol('past the deadline');

/** It was answered REQUEST_TIMED_OUT: what its handler comes to says nothing to anybody. */
export function isPastDeadline(response: Response): boolean {
  return (response as { [PAST_DEADLINE]?: true })[PAST_DEADLINE] === true;
}

/** A route's handler, whose promise ends with the request. Nest hands on what decorates its method. */
export function withDeadline(handler: RequestHandler, { uploadMilliseconds, requestMilliseconds }: ApiLimits): RequestHandler {
  const milliseconds = Reflect.getMetadata(LONG_REQUEST, handler) === true ? uploadMilliseconds : requestMilliseconds;
  return (request: Request, response: Response, next: NextFunction): unknown => {
    const answered: unknown = handler(request, response, next);
    if (!(answered instanceof Promise)) return answered;
    const timer = setTimeout(() => {
      (response as { [PAST_DEADLINE]?: true })[PAST_DEADLINE] = true;
      sendProblem(response, problemOf('REQUEST_TIMED_OUT', { milliseconds }));
    }, milliseconds);
    timer.unref(); // a request that was cut off does not keep a stopped process
    const clear = (): void => clearTimeout(timer);
    void answered.then(clear, clear);
    return answered;
  };
}
