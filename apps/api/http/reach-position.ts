/** `minPosition`: whoever has just written waits here until the answer counts it, or is told that it does not yet. */
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { jsonPosition } from '#projections/answer.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { POSITION } from './fields.js';
import { fail } from './problem.js';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

/**
 * Waits until the journal, or a model, stands at a position. Fails POSITION_NOT_REACHED after `milliseconds`.
 * `position`: undefined where there is none yet.
 */
export async function reachPosition(
  of: string,
  minPosition: bigint,
  milliseconds: number,
  position: () => Promise<bigint | undefined>,
): Promise<void> {
  const until = performance.now() + milliseconds;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const reached = (await position()) ?? 0n;
    if (reached >= minPosition) return;
    if (performance.now() + pause > until) {
      fail('POSITION_NOT_REACHED', { of, position: jsonPosition(reached), minPosition: jsonPosition(minPosition) });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The `minPosition` of a request where it is well-formed; the check of the query tells what is wrong with any other. */
function minPositionOf(request: Request): bigint | undefined {
  const { minPosition } = request.query;
  return typeof minPosition === 'string' && POSITION.test(minPosition) ? BigInt(minPosition) : undefined;
}

/** Lets a reading of the journal wait for the position that it names: as a guard, since an interceptor costs those that name none. */
@Injectable()
export class ReachJournalPosition implements CanActivate {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.dependencies = dependencies;
    this.limits = limits;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const minPosition = minPositionOf(context.switchToHttp().getRequest<Request>());
    return minPosition === undefined || this.reach(minPosition);
  }

  private async reach(minPosition: bigint): Promise<boolean> {
    const { journal } = this.dependencies;
    await reachPosition('journal', minPosition, this.limits.positionMilliseconds, async () => (await journal.head()).position);
    return true;
  }
}
