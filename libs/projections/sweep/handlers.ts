/** Which code does which job, in a worker as in this thread. */
import type { TolerantReader } from './open-journal.js';
import type { Portion } from './portions.js';
import { changeEffectHandler } from './change-effect.js';
import { allotmentBasesHandler, entitlementsHandler } from './entitlements.js';
import { standingHandler } from './standing-rows.js';
import { sweepHandler } from './answers.js';
import type { Job, JobKind, Results } from './tasks.js';
import { trialBalanceHandler } from './balances.js';

export type PortionHandler = (portion: Portion) => Promise<Results[JobKind]>;

export function handlerOf(job: Job, reading: TolerantReader): PortionHandler {
  switch (job.kind) {
    case 'sweep':
      return sweepHandler(job, reading);
    case 'standing':
      return standingHandler(job, reading);
    case 'entitlements':
      return entitlementsHandler(job, reading);
    case 'allotment-bases':
      return allotmentBasesHandler(job, reading);
    case 'change-effect':
      return changeEffectHandler(job, reading);
    case 'trial-balance':
      return trialBalanceHandler(job, reading);
    default:
      return unreachable(job);
  }
}

function unreachable(job: never): never {
  throw new Error(`no handler for ${JSON.stringify(job)}`);
}
