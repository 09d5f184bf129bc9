/** Approval of a plan: by its digest, by a person, on the record. */
import type { Journal } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { planLife, recordInBatch } from './batch-life.js';
import { openPlan } from './plan-store.js';
import type { PlanReport } from './make-plan.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOTE_MISSING: Record<never, never>;
  }
}

export interface ApproveRequest {
  readonly journal: Journal;
  readonly folder: string;
  readonly digest: string;
  readonly actor: string;
  readonly note: string;
  readonly today: CivilDate;
  /** Roles are on: whoever planned may not approve. */
  readonly fourEyes: boolean;
}

/** Approved before: no change. Refuses UNKNOWN_PLAN, SAME_PERSON, and NOTE_MISSING where roles are on. */
export async function approvePlan({ journal, folder, digest, actor, note, today, fourEyes }: ApproveRequest): Promise<PlanReport> {
  const report = readPlanReport(folder, digest);
  const { plannedBy, approvedBy } = await planLife(journal, report.batch, digest);
  if (approvedBy !== undefined) return report;
  if (fourEyes && plannedBy === actor) {
    refuse('SAME_PERSON', { plannedBy });
  }
  if (fourEyes && note.trim() === '') refuse('NOTE_MISSING');
  await recordInBatch(journal, { batchId: report.batch, actor, today }, 'BatchApproved', `approved:${digest}`, { digest, note });
  return report;
}

/** What was planned; refuses UNKNOWN_PLAN. */
export function readPlanReport(folder: string, digest: string): PlanReport {
  const store = openPlan(folder, digest);
  try {
    const report = store.read<PlanReport>('report');
    if (report === undefined) throw new Error(`the plan ${digest} has no report`);
    return report;
  } finally {
    store.close();
  }
}
