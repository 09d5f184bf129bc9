/** The life of a reprocessing as its stream tells it: plans, approvals, how far the commit has come, the end. */
import type { BatchEvent } from './events.js';
import type { AnyRecorded } from '../kernel/event.js';
import type { JsonObject } from '../kernel/json.js';

export interface PlanLife {
  readonly digest: string;
  readonly plannedBy: string;
  readonly details: JsonObject;
  readonly approvedBy: string | undefined;
  /** Everything up to this participant is committed. */
  readonly committedUpTo: string | undefined;
  readonly completed: JsonObject | undefined;
  /** Events that stand by this plan, once it is completed. */
  readonly eventsWritten: number | undefined;
}

/** Plans in the order in which they were made, by digest. */
export type BatchState = ReadonlyMap<string, PlanLife>;

export const INITIAL_BATCH: BatchState = new Map();

/** Chunks and ends belong to the plan whose digest they name. Throws on an event that belongs to no plan. */
export function evolveBatch(state: BatchState, recorded: AnyRecorded): BatchState {
  const event = recorded as BatchEvent;
  switch (event.type) {
    case 'BatchPlanned': {
      const { digest, details } = event.data;
      const planned: PlanLife = {
        digest,
        plannedBy: event.actor,
        details,
        approvedBy: undefined,
        committedUpTo: undefined,
        completed: undefined,
        eventsWritten: undefined,
      };
      return state.has(digest) ? state : new Map(state).set(digest, planned);
    }
    case 'BatchApproved':
      return changed(state, event.data.digest, { approvedBy: event.actor });
    case 'BatchChunkCommitted':
      return changed(state, event.data.plan, { committedUpTo: event.data.upTo });
    case 'BatchCompleted':
      return changed(state, event.data.plan, { completed: event.data.details, eventsWritten: event.data.appended });
    case 'BatchRowsRefused':
      return state;
    default:
      return unreachable(event);
  }
}

function changed(state: BatchState, digest: string | undefined, change: Partial<PlanLife>): BatchState {
  const plan = digest === undefined ? undefined : state.get(digest);
  if (plan === undefined) throw new Error(`the batch has no plan ${String(digest)}`);
  return new Map(state).set(plan.digest, { ...plan, ...change });
}

function unreachable(event: never): never {
  throw new Error(`no fold for ${(event as BatchEvent).type}`);
}
