/** A reprocessing that came in over HTTP: what is told of it, and how its state follows from the disk and the journal. */
import type { JournalReader } from '#journal/port.js';
import type { BatchState, PlanLife } from '#ledger/batch/state.js';
import type { Instant } from '#money/civil-date.js';
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import type { PlanReport } from '#reprocessing/plan/make-plan.js';
import type { ToldRefusal } from '#words/said.js';
import { readLife, reprocessingBatchId } from '#reprocessing/plan/batch-life.js';
import type { ReconciledYear } from '#reprocessing/plan/reconciliation.js';
import { problemOfRefusal, type Problem } from '../http/problem.js';

export type ReprocessingStatus = 'uploaded' | 'planning' | 'planned' | 'approved' | 'committing' | 'committed' | 'failed';

export interface ReprocessingProgress {
  readonly stage: 'reading' | 'planning' | 'committing' | 'reconciling';
  readonly done: number;
  readonly total: number;
  /** Units of the stage a second since it began. */
  readonly rate: number;
}

/** The last commit of the file's plans, as the journal records it. */
export interface CommitOutcome {
  readonly digest: string;
  readonly participants: number;
  /** Of a file about employers. */
  readonly employers?: number;
  readonly events: number;
  /** The first of those whose streams had moved since the plan; nothing of theirs was written. */
  readonly moved: readonly string[];
  readonly movedCount: number;
  readonly incomeYears: readonly ReconciledYear[];
}

export interface PlanSummary extends Pick<PlanReport, 'rows' | 'participants' | 'employers' | 'events'> {
  /** Refused rows stand in a file of their own. */
  readonly hasRejects: boolean;
}

/** What is kept on disk beside the file. */
export interface KeptReprocessing {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
  /** Of the last plan that was made; null until there is one. */
  readonly digest: string | null;
  /** That plan in short. */
  readonly plan: PlanSummary | null;
  /** Why the last plan could not be made. */
  readonly refusal: Refusal | ToldRefusal | null;
}

export interface Reprocessing extends Omit<KeptReprocessing, 'refusal'> {
  readonly status: ReprocessingStatus;
  readonly progress: ReprocessingProgress | null;
  readonly plannedBy: string | null;
  readonly approvedBy: string | null;
  readonly commit: CommitOutcome | null;
  /** Why it failed. */
  readonly problem: Problem | null;
}

/** Nothing is under way, and nothing waits for its turn. */
export function isAtRest({ status }: Reprocessing): boolean {
  return status !== 'uploaded' && status !== 'planning' && status !== 'committing';
}

/** The state while nothing is under way: the same before and after a restart of the server. */
export async function restingState(journal: JournalReader, kept: KeptReprocessing): Promise<Reprocessing> {
  const { refusal: why, ...rest } = kept;
  const lives = await readLife(journal, batchIdOf(kept));
  const life = kept.digest === null ? undefined : lives.get(kept.digest);
  const [status, cut] = standing(kept, life);
  return {
    ...rest,
    status,
    progress: null,
    plannedBy: life?.plannedBy ?? null,
    approvedBy: life?.approvedBy ?? null,
    commit: lastCommit(lives),
    problem:
      status === 'failed'
        ? problemOfRefusal(why ?? cut ?? refusal('INTERRUPTED', { during: 'waiting', work: 'upload' }))
        : null,
  };
}

export function batchIdOf({ sha256 }: Pick<KeptReprocessing, 'sha256'>): string {
  return reprocessingBatchId(sha256);
}

function standing({ digest, refusal: why }: KeptReprocessing, life: PlanLife | undefined): readonly [ReprocessingStatus, Refusal?] {
  if (digest === null || why !== null) return ['failed'];
  if (life === undefined) return ['planned']; // a plan without events leaves the journal as it is
  if (life.completed !== undefined) return ['committed'];
  const { committedUpTo } = life;
  if (committedUpTo !== undefined) return ['failed', refusal('INTERRUPTED', { during: 'commit', stage: 'cut', digest, committedUpTo })];
  return [life.approvedBy === undefined ? 'planned' : 'approved'];
}

function lastCommit(lives: BatchState): CommitOutcome | null {
  const life = [...lives.values()].filter(({ completed }) => completed !== undefined).at(-1);
  if (life?.completed === undefined) return null;
  const details = life.completed as Omit<CommitOutcome, 'digest' | 'events'>;
  return {
    digest: life.digest,
    participants: details.participants,
    ...(details.employers === undefined ? {} : { employers: details.employers }),
    events: life.eventsWritten ?? 0,
    moved: details.moved,
    movedCount: details.movedCount,
    incomeYears: details.incomeYears,
  };
}
