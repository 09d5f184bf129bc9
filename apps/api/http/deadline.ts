/** Ends the wait for a request that takes too long; what it was writing may still happen, hence the Idempotency-Key. */
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { timeout, type Observable } from 'rxjs';
import { LIMITS, type ApiLimits } from '../dependencies.js';
import { fail } from './problem.js';

@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  private readonly limits: ApiLimits;

  constructor(@Inject(LIMITS) limits: ApiLimits) {
    this.limits = limits;
  }

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { requestMilliseconds } = this.limits;
    return next.handle().pipe(
      timeout({
        each: requestMilliseconds,
        with: () => fail('REQUEST_TIMED_OUT', `no answer within ${requestMilliseconds} ms; a write may still take effect: repeat it with the same Idempotency-Key`),
      }),
    );
  }
}
