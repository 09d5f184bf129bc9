/** The stream of a reprocessing: its plans, approvals and commits, read and written. */
import type { Journal, JournalReader } from '#journal/port.js';
import { evolveBatch, INITIAL_BATCH, type BatchState, type PlanLife } from '#ledger/batch/state.js';
import { batchStream } from '#ledger/subjects.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused, refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { toAppend } from '../batch/stamp.js';
import type { StreamAppend } from '#journal/port.js';

/** One batch for each file, by its content: every plan and replan of it. */
export function reprocessingBatchId(sha256: string): string {
  return `reprocess-${sha256.slice(0, 16)}`;
}

export async function readLife(journal: JournalReader, batchId: string): Promise<BatchState> {
  let state = INITIAL_BATCH;
  for await (const page of journal.readStream(batchStream(batchId))) {
    for (const event of page) state = evolveBatch(state, event);
  }
  return state;
}

/** Refuses UNKNOWN_PLAN where the journal knows no such plan. */
export async function planLife(journal: JournalReader, batchId: string, digest: string): Promise<PlanLife> {
  const life = (await readLife(journal, batchId)).get(digest);
  return life ?? refuse('UNKNOWN_PLAN', { digest, batchId });
}

export interface BatchAuthor {
  readonly batchId: string;
  readonly actor: string;
  readonly today: CivilDate;
}

export function batchAppend({ batchId, actor, today }: BatchAuthor, type: string, key: string, data: JsonObject): StreamAppend {
  const stream = batchStream(batchId);
  const event = toAppend(stream, { type, key, effectiveDate: today, data }, { actor, correlationId: batchId });
  return { stream, expected: 'any', events: [event] };
}

/** Writes one event of the batch; the same again changes nothing. */
export async function recordInBatch(journal: Journal, author: BatchAuthor, type: string, key: string, data: JsonObject): Promise<void> {
  const [outcome] = await journal.append([batchAppend(author, type, key, data)], 'each');
  if (outcome?.status === 'refused') throw new Refused(outcome.refusal);
}
