/**
 * Reprocessings over HTTP: a file comes in, is planned in the background, approved, committed in the background. What
 * must outlive the server stands on disk (the upload, the plan) and in the journal (the batch); the rest is progress.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Journal } from '#journal/port.js';
import type { PlanLife } from '#ledger/batch/state.js';
import { Refused, refusal, refuse, type Refusal } from '#ledger/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { approvePlan, planReport } from '#reprocessing/plan/approve.js';
import { readLife } from '#reprocessing/plan/batch-life.js';
import { commitPlan, type CommitReport } from '#reprocessing/plan/commit.js';
import { makePlan, planAgain, type PlanReport } from '#reprocessing/plan/make-plan.js';
import { machineryFailure } from '../http/machinery-failure.js';
import { problemOfRefusal } from '../http/problem.js';
import type { Pressing } from '../pressing.js';
import { batchIdOf, isAtRest, restingState, type KeptReprocessing, type Reprocessing, type ReprocessingProgress } from './reprocessing.js';
import { turns } from './turns.js';
import { receive } from './upload.js';
import { openUploads } from './uploads.js';

/** A file on its way in. */
export interface Upload {
  readonly body: Readable;
  readonly file: string;
  readonly uploadedBy: string;
  readonly mostBytes: number;
}

export interface ReprocessingObserver {
  readonly planned: (report: PlanReport) => void;
  readonly committed: (report: CommitReport) => void;
  readonly failed: (what: 'plan' | 'commit') => void;
}

export interface Reprocessings {
  /**
   * Takes the file in; the plan comes later. The same content again is the same reprocessing and is planned anew, unless
   * something of it is under way. Refuses TOO_MANY_REPROCESSINGS, BODY_TOO_LARGE, EMPTY_FILE.
   */
  readonly upload: (upload: Upload) => Promise<Reprocessing>;
  readonly list: () => Promise<readonly Reprocessing[]>;
  /** Refuses UNKNOWN_REPROCESSING. */
  readonly get: (id: string) => Promise<Reprocessing>;
  /** Refuses NOT_PLANNED. */
  readonly report: (id: string) => Promise<PlanReport>;
  /** Path of the rejects file; refuses NOT_PLANNED and NO_REJECTS. */
  readonly rejects: (id: string) => Promise<string>;
  /** Refuses PLAN_DIFFERS, NOTHING_TO_COMMIT and what `approvePlan` refuses. */
  readonly approve: (id: string, digest: string, person: string, note: string) => Promise<void>;
  /** Refuses PLAN_DIFFERS, NOTHING_TO_COMMIT and NOT_APPROVED; begins nothing. */
  readonly mayCommit: (id: string, digest: string) => Promise<void>;
  /**
   * Begins, or goes on after a stop, or tells of the commit under way or done. `replan`: those who have moved are planned
   * again at its end. Refuses what `mayCommit` refuses, and TOO_MANY_REPROCESSINGS.
   */
  readonly commit: (id: string, digest: string, person: string, replan: boolean) => Promise<Reprocessing>;
  /** Told at once of the state of one that `get` has found, and then of every change, until the answer is called. */
  readonly watch: (id: string, told: (now: Reprocessing) => void) => () => void;
  readonly tell: (observer: ReprocessingObserver) => void;
  /** Under way or waiting for their turn. */
  readonly waiting: () => number;
  /** Stops what runs between two chunks, and waits for it. */
  readonly end: () => Promise<void>;
}

export interface ReprocessingSource {
  readonly journal: Journal;
  readonly journalUrl: string;
  /** The data folder. */
  readonly folder: string;
  readonly clock: () => Instant;
  readonly workers?: number | undefined;
  /** Participants of one durable write of a commit. */
  readonly chunkParticipants?: number | undefined;
  /** Another person than the planner approves. */
  readonly fourEyes: boolean;
  readonly logger: Logger;
  /** Commits are pressing. */
  readonly pressing: Pressing;
}

/** Requests wait for a write of a commit, so it is short. */
const EVENTS_A_WRITE = 500;

export function reprocessings(source: ReprocessingSource): Reprocessings {
  const { journal, folder } = source;
  const uploads = openUploads(join(folder, 'uploads'));
  const states = openStates();
  const queue = turns();
  const ending = new AbortController();
  const observers: ReprocessingObserver[] = [];
  const run = { ...source, signal: ending.signal };

  const find = async (id: string): Promise<Reprocessing> => {
    const known = states.get(id);
    if (known !== undefined) return known;
    const kept = uploads.read(id) ?? refuse('UNKNOWN_REPROCESSING', `there is no reprocessing ${id}; GET /v1/reprocessings lists them`, { id });
    const found = await restingState(journal, kept);
    return states.get(id) ?? states.set(found); // work may have begun meanwhile
  };
  const lifeOf = async (found: Reprocessing, digest: string): Promise<PlanLife | undefined> => (await readLife(journal, batchIdOf(found))).get(digest);
  const settle = async (kept: KeptReprocessing): Promise<void> => void states.set(await restingState(journal, kept));

  const failed = (id: string, what: 'plan' | 'commit', error: unknown): void => {
    const why = refusalOf(error);
    if (!(error instanceof Refused)) source.logger.error({ err: error, reprocessing: id }, `a reprocessing failed in its ${what}`);
    const now = states.change(id, { status: 'failed', progress: null, problem: problemOfRefusal(why) });
    for (const { failed: count } of observers) count(what);
    // What was stopped may stand: the plan before it, or nothing yet.
    if (what === 'plan' && why.code !== 'INTERRUPTED') uploads.keep({ ...keptOf(now), digest: null, refusal: why });
  };
  const inTurn = (id: string, what: 'plan' | 'commit', work: () => Promise<void>): void =>
    queue.take(async () => {
      try {
        if (ending.signal.aborted) refuse('INTERRUPTED', `the server stopped before the ${what} was begun; ask for it again`);
        await work();
      } catch (error) {
        try {
          failed(id, what, error);
        } catch (second) {
          source.logger.error({ err: second, reprocessing: id }, 'the failure of a reprocessing could not be kept');
        }
      }
    });
  const plan = async (id: string, make: (onProgress: ReturnType<typeof follow>) => Promise<PlanReport>): Promise<void> => {
    states.change(id, { status: 'planning', progress: null, digest: null, plannedBy: null, approvedBy: null, problem: null });
    const report = await make(follow(states, id));
    const kept = { ...keptOf(states.now(id)), digest: report.digest };
    uploads.keep(kept);
    await settle(kept);
    for (const { planned } of observers) planned(report);
  };

  return {
    upload: async ({ body, file, uploadedBy, mostBytes }) => {
      queue.refuseFull();
      const giveBack = queue.hold();
      try {
        const { path, sha256, bytes } = await receive(body, uploads.incoming, mostBytes);
        const id = sha256.slice(0, 16);
        const before = states.get(id);
        if (before !== undefined && !isAtRest(before)) {
          rmSync(path, { force: true });
          return before;
        }
        const kept = { id, file, sha256, bytes, uploadedBy, uploadedAt: source.clock(), digest: uploads.read(id)?.digest ?? null, refusal: null };
        uploads.take(path, kept);
        const { refusal: _none, ...known } = kept;
        const begun = states.set({ ...known, status: 'uploaded', progress: null, digest: null, plannedBy: null, approvedBy: null, commit: before?.commit ?? null, problem: null });
        inTurn(id, 'plan', () => plan(id, (onProgress) => makePlan({ ...run, actor: uploadedBy, file: uploads.fileOf(kept), onProgress })));
        return begun;
      } finally {
        giveBack();
      }
    },
    list: () => Promise.all(uploads.ids().map(find)),
    get: find,
    report: async (id) => {
      const { digest } = await find(id);
      return digest === null ? refuseUnplanned(id) : planReport(folder, digest);
    },
    rejects: async (id) => {
      const found = await find(id);
      if (found.digest === null) refuseUnplanned(id);
      const path = `${uploads.fileOf(found)}.rejects.csv`;
      return existsSync(path) ? path : refuse('NO_REJECTS', `no row of ${id} was refused`, { id });
    },
    approve: async (id, digest, person, note) => {
      const found = await find(id);
      refuseOther(found, digest);
      if ((await lifeOf(found, digest)) === undefined) refuseEmpty();
      await approvePlan({ journal, folder, digest, actor: person, note, now: source.clock(), fourEyes: source.fourEyes });
      const rested = await restingState(journal, keptOf(found));
      if (states.now(id) === found) states.set(rested);
    },
    mayCommit: async (id, digest) => {
      const found = await find(id);
      const life = await lifeOf(found, digest);
      if (life?.completed === undefined) refuseUncommittable(found, digest, life);
    },
    commit: async (id, digest, person, replan) => {
      const life = await lifeOf(await find(id), digest);
      const now = states.now(id);
      const isDone = life?.completed !== undefined && !(replan && now.digest === digest && (now.commit?.movedCount ?? 0) > 0);
      if (isDone || (!isAtRest(now) && now.digest === digest)) return now;
      refuseUncommittable(now, digest, life);
      queue.refuseFull();
      inTurn(id, 'commit', async () => {
        const report = await source.pressing.during(() => commitPlan({ ...run, actor: person, digest, chunkEvents: EVENTS_A_WRITE, onProgress: follow(states, id) }));
        for (const { committed } of observers) committed(report);
        if (!replan || report.moved.length === 0) return settle(keptOf(states.now(id)));
        await plan(id, (onProgress) => planAgain({ ...run, actor: person, file: uploads.fileOf(now), onProgress }, digest, new Set(report.moved)));
      });
      return states.change(id, { status: 'committing', progress: null, problem: null });
    },
    watch: states.watch,
    tell: (observer) => void observers.push(observer),
    waiting: queue.waiting,
    end: async () => {
      ending.abort();
      await queue.done();
    },
  };
}

interface States {
  readonly get: (id: string) => Reprocessing | undefined;
  /** One that is known. */
  readonly now: (id: string) => Reprocessing;
  readonly set: (now: Reprocessing) => Reprocessing;
  readonly change: (id: string, changed: Partial<Reprocessing>) => Reprocessing;
  readonly watch: Reprocessings['watch'];
}

function openStates(): States {
  const states = new Map<string, Reprocessing>();
  const watchers = new Map<string, Set<(now: Reprocessing) => void>>();
  const now = (id: string): Reprocessing => states.get(id) as Reprocessing;
  const set = (state: Reprocessing): Reprocessing => {
    states.set(state.id, state);
    for (const told of watchers.get(state.id) ?? []) told(state);
    return state;
  };
  return {
    get: (id) => states.get(id),
    now,
    set,
    change: (id, changed) => set({ ...now(id), ...changed }),
    watch: (id, told) => {
      const of = watchers.get(id) ?? new Set();
      watchers.set(id, of.add(told));
      told(now(id));
      return () => {
        of.delete(told);
        if (of.size === 0 && watchers.get(id) === of) watchers.delete(id);
      };
    },
  };
}

function follow(states: States, id: string): (progress: Omit<ReprocessingProgress, 'rate'>) => void {
  let [stage, begun] = ['', 0];
  return (progress) => {
    if (progress.stage !== stage) [stage, begun] = [progress.stage, performance.now()];
    const rate = Math.round(progress.done / Math.max(0.001, (performance.now() - begun) / 1000));
    states.change(id, { progress: { ...progress, rate } });
  };
}

function keptOf({ id, file, sha256, bytes, uploadedBy, uploadedAt, digest }: Reprocessing): KeptReprocessing {
  return { id, file, sha256, bytes, uploadedBy, uploadedAt, digest, refusal: null };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  const machinery = machineryFailure(error);
  if (machinery !== undefined) return refusal(machinery.code, machinery.detail);
  return refusal('INTERNAL_ERROR', 'an error that should not happen; the log holds it');
}

function refuseOther({ id, digest: stands }: Reprocessing, digest: string): void {
  if (stands !== digest) refuse('PLAN_DIFFERS', `the plan of ${id} is ${stands ?? 'not made yet'}, not ${digest}; look at its report again`, { digest: stands });
}

function refuseUnplanned(id: string): never {
  return refuse('NOT_PLANNED', `${id} has no plan now; GET /v1/reprocessings/${id} says how far it is`, { id });
}

function refuseEmpty(): never {
  return refuse('NOTHING_TO_COMMIT', 'the plan has no events: every row is refused, or the ledger holds it already; it needs neither approval nor commit');
}

function refuseUncommittable(found: Reprocessing, digest: string, life: PlanLife | undefined): void {
  refuseOther(found, digest);
  if (life === undefined) refuseEmpty();
  if (life?.approvedBy === undefined) refuse('NOT_APPROVED', `the plan ${digest} is not approved; POST /v1/reprocessings/${found.id}/approval does it`, { digest });
}
