/** Corrections that are planned and not yet committed, by participant: from the last plan of every reprocessing. */
import type { JournalReader } from '#journal/port.js';
import { prefixOf } from '#ledger/subjects.js';
import type { PendingCorrection } from '#projections/windows/closing.js';
import { Refused } from '#ledger/kernel/refusal.js';
import type { PlanLife } from '#ledger/batch/state.js';
import { readLife } from './batch-life.js';
import { openPlan, type PlanStore } from './plan-store.js';

export interface PendingCorrections {
  readonly of: (participantId: string) => readonly PendingCorrection[];
  /** Plans that the journal knows, whose file is not in this data folder. */
  readonly elsewhere: readonly string[];
  readonly close: () => void;
}

/** `folder`: the data folder. A plan that was made anew counts in its last form alone. */
export async function openPending(journal: JournalReader, folder: string): Promise<PendingCorrections> {
  const prefix = prefixOf('batch');
  const open: { readonly life: PlanLife; readonly store: PlanStore }[] = [];
  const elsewhere: string[] = [];
  for await (const heads of journal.streamHeads(`${prefix}reprocess-`)) {
    for (const { stream } of heads) {
      const life = [...(await readLife(journal, stream.slice(prefix.length))).values()].at(-1);
      if (life === undefined || life.completed !== undefined) continue;
      const store = storeOf(folder, life.digest);
      if (store === undefined) elsewhere.push(life.digest);
      else open.push({ life, store });
    }
  }
  return {
    of: (participantId) => open.flatMap(({ life, store }) => pendingIn(life, store, participantId)),
    elsewhere,
    close: () => {
      for (const { store } of open) store.close();
    },
  };
}

function storeOf(folder: string, digest: string): PlanStore | undefined {
  try {
    return openPlan(folder, digest);
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'UNKNOWN_PLAN') return undefined;
    throw error;
  }
}

function pendingIn({ digest, approvedBy, committedUpTo }: PlanLife, store: PlanStore, participantId: string): readonly PendingCorrection[] {
  if (committedUpTo !== undefined && participantId <= committedUpTo) return [];
  const events = store.plannedFor(participantId)?.events ?? [];
  return events
    .filter(({ type }) => type === 'IncomeCorrected')
    .map(({ data }) => ({
      plan: digest,
      approved: approvedBy !== undefined,
      incomeYear: data['incomeYear'] as number,
      employerId: data['employerId'] as string,
      correctedOn: data['correctedOn'] as string,
      before: data['before'] as string,
      after: data['after'] as string,
    }));
}
