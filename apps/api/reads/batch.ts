/** A batch as its events tell it. */
import { prefixOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { BatchEvent } from '#ledger/batch/events.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { jsonPosition } from '#projections/answer.js';

interface RefusedRow {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface Batch {
  readonly batchId: string;
  readonly kind: string;
  readonly subject: string;
  /** SHA-256 over what the batch rests on. */
  readonly digest: string;
  readonly status: 'planned' | 'approved' | 'committing' | 'completed';
  readonly actor: string;
  readonly plannedAt: string;
  readonly completedAt: string | null;
  readonly approvals: readonly { readonly actor: string; readonly approvedAt: string; readonly note: string }[];
  readonly appended: number;
  readonly repeated: number;
  readonly refused: number;
  /** The first rows that were refused; all of them stand in the batch's events. */
  readonly refusals: readonly RefusedRow[];
  readonly details: JsonObject;
  readonly position: number;
}

const MOST_REFUSALS_SHOWN = 100;

/** `events`: the batch's stream in revision order; the first is BatchPlanned. */
export function batchOf(stream: string, events: readonly RecordedEvent[]): Batch {
  const last = events.at(-1) as RecordedEvent;
  let batch: Batch = {
    batchId: stream.slice(prefixOf('batch').length),
    kind: '',
    subject: '',
    digest: '',
    status: 'planned',
    actor: '',
    plannedAt: '',
    completedAt: null,
    approvals: [],
    appended: 0,
    repeated: 0,
    refused: 0,
    refusals: [],
    details: {},
    position: jsonPosition(last.position),
  };
  for (const event of events) batch = evolveBatch(batch, event);
  return batch;
}

function evolveBatch(batch: Batch, recorded: RecordedEvent): Batch {
  const event = recorded as BatchEvent;
  switch (event.type) {
    case 'BatchPlanned': {
      const { kind, subject, digest, details } = event.data;
      return { ...batch, kind, subject, digest, details, actor: event.actor, plannedAt: event.recordedAt };
    }
    case 'BatchApproved': {
      const approval = { actor: event.actor, approvedAt: event.recordedAt, note: event.data.note };
      return { ...batch, status: 'approved', approvals: [...batch.approvals, approval] };
    }
    case 'BatchChunkCommitted':
      return {
        ...batch,
        status: 'committing',
        appended: batch.appended + event.data.appended,
        repeated: batch.repeated + event.data.repeated,
      };
    case 'BatchRowsRefused':
      return {
        ...batch,
        refused: batch.refused + event.data.rows.length,
        refusals: [...batch.refusals, ...event.data.rows].slice(0, MOST_REFUSALS_SHOWN),
      };
    case 'BatchCompleted': {
      const { appended, repeated, refused, details } = event.data;
      return {
        ...batch,
        status: 'completed',
        completedAt: event.recordedAt,
        appended,
        repeated,
        refused,
        details: { ...batch.details, ...details },
      };
    }
    default:
      return unreachable(event);
  }
}

function unreachable(event: never): never {
  throw new Error(`no fold for ${JSON.stringify(event)}`);
}
