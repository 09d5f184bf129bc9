/** Ends the wait for a request that takes too long; what it was writing may still happen, hence the Idempotency-Key. */
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Observable, race } from 'rxjs';
import { LIMITS, type ApiLimits } from '../dependencies.js';
import { ProblemError, problemOf } from './problem.js';

@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  private readonly limits: ApiLimits;

  constructor(@Inject(LIMITS) limits: ApiLimits) {
    this.limits = limits;
  }

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { requestMilliseconds } = this.limits;
    const deadline = new Observable<never>((subscriber) => {
      const timer = setTimeout(() => subscriber.error(timedOut(requestMilliseconds)), requestMilliseconds);
      timer.unref(); // a request that was cut off does not keep a stopped process
      return () => clearTimeout(timer);
    });
    return race(next.handle(), deadline);
  }
}

function timedOut(milliseconds: number): ProblemError {
  return new ProblemError(
    problemOf('REQUEST_TIMED_OUT', `no answer within ${milliseconds} ms; a write may still take effect: repeat it with the same Idempotency-Key`),
  );
}
