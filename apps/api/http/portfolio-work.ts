/**
 * Requests that go through the whole portfolio: a few at a time, some more waiting, the rest told to come again. Each would
 * take every core and open the journal once for each of them.
 */
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { finalize, from, switchMap, type Observable } from 'rxjs';
import { LIMITS, type ApiLimits } from '../dependencies.js';
import { fail } from './problem.js';
import { currentRequest } from './request-scope.js';

@Injectable()
export class PortfolioSlots {
  private readonly limits: ApiLimits;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(@Inject(LIMITS) limits: ApiLimits) {
    this.limits = limits;
  }

  /** Resolves once it is one's turn. Refuses TOO_MANY_PORTFOLIO_READS where the queue is full. */
  async take(signal: AbortSignal | undefined): Promise<void> {
    if (this.running < this.limits.portfolioAtOnce) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.limits.portfolioWaiting) {
      fail(
        'TOO_MANY_PORTFOLIO_READS',
        `${this.running} requests go through the whole portfolio and ${this.waiting.length} wait; send this one again later`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      this.waiting.push(resolve);
      const leave = (): void => this.leave(resolve, reject, signal);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Hands the place to the next in the queue. */
  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }

  /** Whoever has gone away waits no more; one whose turn has come is past waiting. */
  private leave(resolve: () => void, reject: (reason: unknown) => void, signal: AbortSignal | undefined): void {
    const at = this.waiting.indexOf(resolve);
    if (at === -1) return;
    this.waiting.splice(at, 1);
    reject(signal?.reason);
  }
}

@Injectable()
export class PortfolioWork implements NestInterceptor {
  private readonly slots: PortfolioSlots;

  constructor(@Inject(PortfolioSlots) slots: PortfolioSlots) {
    this.slots = slots;
  }

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.slots.take(currentRequest()?.signal)).pipe(switchMap(() => next.handle().pipe(finalize(() => this.slots.release()))));
  }
}
