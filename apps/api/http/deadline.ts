/** Ends the wait for a request that takes too long; what it was writing may still happen, hence the Idempotency-Key. */
import { Inject, Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';
import { LIMITS, type ApiLimits } from '../dependencies.js';
import { ProblemError, problemOf } from './problem.js';

const LONG_REQUEST = 'accrual:long-request';

/** The request brings a file: it may take as long as an upload may. */
export const LongRequest = (): MethodDecorator => SetMetadata(LONG_REQUEST, true);

@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  private readonly limits: ApiLimits;

  constructor(@Inject(LIMITS) limits: ApiLimits) {
    this.limits = limits;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isLong = Reflect.getMetadata(LONG_REQUEST, context.getHandler()) === true;
    const milliseconds = isLong ? this.limits.uploadMilliseconds : this.limits.requestMilliseconds;
    return new Observable((subscriber) => {
      const timer = setTimeout(() => subscriber.error(timedOut(milliseconds)), milliseconds);
      timer.unref(); // a request that was cut off does not keep a stopped process
      subscriber.add(() => clearTimeout(timer));
      next.handle().subscribe(subscriber);
    });
  }
}

function timedOut(milliseconds: number): ProblemError {
  return new ProblemError(
    problemOf(
      'REQUEST_TIMED_OUT',
      `no answer within ${milliseconds} ms; a write may still take effect: repeat it with the same Idempotency-Key`,
    ),
  );
}
