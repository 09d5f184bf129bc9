/**
 * Requests that go through the whole portfolio: a few at a time, some more waiting, the rest told to come again. Each would
 * take every core and open the journal once for each of them.
 */
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { finalize, from, switchMap, type Observable } from 'rxjs';
import { placesFor, type Places } from '#engine/places.js';
import { LIMITS, type ApiLimits } from '../dependencies.js';
import { fail } from './problem.js';
import { currentRequest } from './request-scope.js';

@Injectable()
export class PortfolioSlots {
  /** Taking one refuses TOO_MANY_PORTFOLIO_READS where the queue is full. */
  readonly places: Places;

  constructor(@Inject(LIMITS) { portfolioAtOnce: atOnce, portfolioWaiting: waiting }: ApiLimits) {
    this.places = placesFor({
      atOnce,
      waiting,
      turnAway: (running, queued) => fail('TOO_MANY_PORTFOLIO_READS', { running, waiting: queued }),
    });
  }
}

@Injectable()
export class PortfolioWork implements NestInterceptor {
  private readonly slots: PortfolioSlots;

  constructor(@Inject(PortfolioSlots) slots: PortfolioSlots) {
    this.slots = slots;
  }

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { take, release } = this.slots.places;
    return from(take(currentRequest()?.signal)).pipe(switchMap(() => next.handle().pipe(finalize(release))));
  }
}
