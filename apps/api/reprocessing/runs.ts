/**
 * Reprocessings over HTTP: a file comes in, is planned in the background, approved, committed in the background. What
 * must outlive the server stands on disk (the upload, the plan) and in the journal (the batch); the rest is progress.
 */
import { existsSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Journal } from '#journal/port.js';
import type { PlanLife } from '#ledger/batch/state.js';
import { Refused, refusal, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { todayOf } from '#money/clock.js';
import type { Instant } from '#money/civil-date.js';
import { approvePlan, readPlanReport } from '#reprocessing/plan/approve.js';
import { readLife } from '#reprocessing/plan/batch-life.js';
import { commitPlan, type CommitReport } from '#reprocessing/plan/commit.js';
import { makePlan, planAgain, type PlanReport } from '#reprocessing/plan/make-plan.js';
import { removePlan } from '#reprocessing/plan/plan-store.js';
import type { ToldRefusal } from '#words/said.js';
import { machineryFailure } from '../http/machinery-failure.js';
import { problemOfRefusal } from '../http/problem.js';
import type { Pressing } from '../pressing.js';
import { batchIdOf, isAtRest, restingState, type KeptReprocessing, type Reprocessing } from './reprocessing.js';
import { follow, openStates, type States } from './states.js';
import { boundedTurns } from './turns.js';
import { receive } from './upload.js';
import { openUploads } from './uploads.js';

/** A file on its way in. */
export interface Upload {
  readonly body: Readable;
  readonly file: string;
  readonly uploadedBy: string;
  readonly mostBytes: number;
  readonly announcedBytes: number | undefined;
}

/** A place in the list of reprocessings. */
export type ListPlace = Pick<KeptReprocessing, 'uploadedAt' | 'id'>;

export interface ReprocessingObserver {
  readonly planned: (refusedByCode: PlanReport['refusedByCode']) => void;
  readonly committed: (report: CommitReport) => void;
  readonly failed: (what: 'plan' | 'commit') => void;
}

export interface Reprocessings {
  /**
   * Takes the file in; the plan comes later. The same content again is the same reprocessing and is planned anew, unless
   * something of it is under way. Refuses STOPPING, TOO_MANY_REPROCESSINGS, BODY_TOO_LARGE, EMPTY_FILE.
   */
  readonly upload: (upload: Upload) => Promise<Reprocessing>;
  /** The last upload first; those that come after one of them, named by its upload and id. */
  readonly list: (
    limit: number,
    after: ListPlace | undefined,
  ) => Promise<{ readonly items: readonly Reprocessing[]; readonly isLast: boolean }>;
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
   * again at its end. Refuses what `mayCommit` refuses, STOPPING and TOO_MANY_REPROCESSINGS.
   */
  readonly commit: (id: string, digest: string, person: string, replan: boolean) => Promise<Reprocessing>;
  /**
   * Takes away the file and its plans; what the journal says of them stays. Refuses UNKNOWN_REPROCESSING, UNDER_WAY, and
   * ALREADY_COMMITTED: the file is the source of events, also of one that was cut in its commit.
   */
  readonly remove: (id: string, person: string) => Promise<void>;
  /** Told at once of the state of one that `get` has found, and then of every change, until the answer is called. */
  readonly watch: States['watch'];
  readonly tell: (observer: ReprocessingObserver) => void;
  /** Under way or waiting for their turn. */
  readonly waiting: () => number;
  /** Takes nothing in any more, stops what runs between two chunks, and waits for it and for uploads under way. */
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

/** The files, states and turns of reprocessings, and the work that is done on them in turn. */
type Work = ReturnType<typeof openWork>;

function openWork(source: ReprocessingSource) {
  const { journal, folder } = source;
  const uploads = openUploads(join(folder, 'uploads'), source.logger);
  const [states, queue, ending] = [openStates(), boundedTurns(), new AbortController()];
  const observers: ReprocessingObserver[] = [];
  const rejectsOf = (kept: Pick<KeptReprocessing, 'id' | 'file'>): string => `${uploads.fileOf(kept)}.rejects.csv`;
  const settle = async (kept: KeptReprocessing): Promise<void> => void states.set(await restingState(journal, kept));

  const failed = (id: string, what: 'plan' | 'commit', error: unknown): void => {
    const why = withoutPaths(refusalOf(error), [`${uploads.fileOf({ id, file: '' })}${sep}`, `${folder}${sep}`]);
    if (!(error instanceof Refused)) source.logger.error({ err: error, reprocessing: id }, `a reprocessing failed in its ${what}`);
    const now = states.change(id, { status: 'failed', progress: null, problem: problemOfRefusal(why) });
    for (const { failed: count } of observers) count(what);
    // What was stopped may stand: the plan before it, or nothing yet.
    if (what === 'plan' && why.code !== 'INTERRUPTED') uploads.keep({ ...keptOf(now), digest: null, plan: null, refusal: why });
  };

  return {
    ...{ source, uploads, states, queue, ending, observers, rejectsOf, settle },
    run: { ...source, signal: ending.signal, besideRequests: true },
    find: async (id: string): Promise<Reprocessing> => {
      const known = states.get(id);
      if (known !== undefined) return known;
      const found = await restingState(journal, uploads.read(id) ?? refuseUnknown(id));
      const now = states.get(id); // work may have begun meanwhile, or the file been deleted
      return now ?? (uploads.read(id) === undefined ? found : states.set(found));
    },
    still: (id: string): Reprocessing => states.get(id) ?? refuseUnknown(id),
    lifeOf: async (found: Reprocessing, digest: string): Promise<PlanLife | undefined> =>
      (await readLife(journal, batchIdOf(found))).get(digest),
    refuseBusy: (): void => {
      if (ending.signal.aborted) refuse('STOPPING', { left: 'reprocessing' });
      queue.refuseFull();
    },
    inTurn: (id: string, what: 'plan' | 'commit', work: () => Promise<void>): void =>
      queue.take(async () => {
        try {
          if (ending.signal.aborted) refuse('INTERRUPTED', { during: 'waiting', work: what });
          await work();
        } catch (error) {
          try {
            failed(id, what, error);
          } catch (second) {
            source.logger.error({ err: second, reprocessing: id }, 'the failure of a reprocessing could not be kept');
          }
        }
      }),
    plan: async (id: string, make: (onProgress: ReturnType<typeof follow>) => Promise<PlanReport>): Promise<void> => {
      states.change(id, { status: 'planning', progress: null, digest: null, plan: null, plannedBy: null, approvedBy: null, problem: null });
      const { digest, rows, participants, employers, events, refusedByCode } = await make(follow(states, id));
      const now = keptOf(states.now(id));
      const about = employers === undefined ? {} : { employers };
      const kept = { ...now, digest, plan: { rows, participants, ...about, events, hasRejects: existsSync(rejectsOf(now)) } };
      uploads.keep(kept);
      await settle(kept);
      for (const { planned } of observers) planned(refusedByCode);
    },
  };
}

export function openReprocessings(source: ReprocessingSource): Reprocessings {
  const work = openWork(source);
  const { uploads, states, queue, ending, find, lifeOf } = work;
  const { journal, folder } = source;
  return {
    upload: (upload) => takeUpload(work, upload),
    list: async (limit, after) => {
      const rest = uploads.all().filter((kept) => after === undefined || comesAfter(kept, after));
      return { items: await Promise.all(rest.slice(0, limit).map(({ id }) => find(id))), isLast: rest.length <= limit };
    },
    get: find,
    report: async (id) => {
      const { digest } = await find(id);
      return digest === null ? refuseUnplanned(id) : readPlanReport(folder, digest);
    },
    rejects: async (id) => {
      const found = await find(id);
      if (found.digest === null) refuseUnplanned(id);
      const path = work.rejectsOf(found);
      return existsSync(path) ? path : refuse('NO_REJECTS', { id });
    },
    approve: async (id, digest, person, note) => {
      const found = await find(id);
      refuseOther(found, digest);
      if ((await lifeOf(found, digest)) === undefined) refuseEmpty();
      await approvePlan({ journal, folder, digest, actor: person, note, today: todayOf(source.clock), fourEyes: source.fourEyes });
      const rested = await restingState(journal, keptOf(found));
      if (states.get(id) === found) states.set(rested);
    },
    mayCommit: async (id, digest) => {
      const found = await find(id);
      const life = await lifeOf(found, digest);
      if (life?.completed === undefined) refuseUncommittable(found, digest, life);
    },
    commit: (id, digest, person, replan) => beginCommit(work, id, digest, { person, replan }),
    remove: (id, person) => remove(work, id, person),
    watch: states.watch,
    tell: (observer) => void work.observers.push(observer),
    waiting: queue.waiting,
    end: async () => {
      ending.abort();
      await queue.released();
      await queue.done();
    },
  };
}

async function takeUpload(work: Work, { body, file, uploadedBy, ...limits }: Upload): Promise<Reprocessing> {
  const { uploads, states, source, run } = work;
  work.refuseBusy();
  const giveBack = work.queue.hold();
  try {
    const { path, sha256, bytes } = await receive(body, uploads.incoming, limits);
    const id = sha256.slice(0, 16);
    const before = states.get(id);
    if (before !== undefined && !isAtRest(before)) {
      rmSync(path, { force: true });
      return before;
    }
    const { digest, plan: lastPlan } = uploads.read(id) ?? { digest: null, plan: null };
    const kept = { id, file, sha256, bytes, uploadedBy, uploadedAt: source.clock(), digest, plan: lastPlan, refusal: null };
    uploads.take(path, kept);
    const { refusal: _none, ...known } = kept;
    const begun = states.set({
      ...known,
      status: 'uploaded',
      progress: null,
      digest: null,
      plan: null,
      plannedBy: null,
      approvedBy: null,
      commit: before?.commit ?? null,
      problem: null,
    });
    const planned = (onProgress: ReturnType<typeof follow>): Promise<PlanReport> =>
      makePlan({ ...run, actor: uploadedBy, file: uploads.fileOf(kept), onProgress });
    work.inTurn(id, 'plan', () => work.plan(id, planned));
    return begun;
  } finally {
    giveBack();
  }
}

async function beginCommit(
  work: Work,
  id: string,
  digest: string,
  { person, replan }: { readonly person: string; readonly replan: boolean },
): Promise<Reprocessing> {
  const { states, source, run, uploads } = work;
  const life = await work.lifeOf(await work.find(id), digest);
  const now = work.still(id);
  const isDone = life?.completed !== undefined && !(replan && now.digest === digest && (now.commit?.movedCount ?? 0) > 0);
  if (isDone || (!isAtRest(now) && now.digest === digest)) return now;
  refuseUncommittable(now, digest, life);
  work.refuseBusy();
  work.inTurn(id, 'commit', async () => {
    const report = await source.pressing.during(() =>
      commitPlan({ ...run, actor: person, digest, chunkEvents: EVENTS_A_WRITE, onProgress: follow(states, id) }),
    );
    for (const { committed } of work.observers) committed(report);
    if (!replan || report.moved.length === 0) return work.settle(keptOf(states.now(id)));
    await work.plan(id, (onProgress) =>
      planAgain({ ...run, actor: person, file: uploads.fileOf(now), onProgress }, digest, new Set(report.moved)),
    );
  });
  return states.change(id, { status: 'committing', progress: null, problem: null });
}

async function remove({ source, states, uploads, find, still }: Work, id: string, person: string): Promise<void> {
  const found = await find(id);
  const lives = await readLife(source.journal, batchIdOf(found));
  const now = still(id);
  if (!isAtRest(now)) refuse('UNDER_WAY', { id, status: now.status });
  const committed = [...lives.values()].find(({ committedUpTo, completed }) => committedUpTo !== undefined || completed !== undefined);
  if (committed !== undefined) refuse('ALREADY_COMMITTED', { id, digest: committed.digest });
  states.forget(id);
  uploads.remove(id);
  for (const digest of new Set([...lives.keys(), ...(now.digest === null ? [] : [now.digest])])) removePlan(source.folder, digest);
  source.logger.info(
    { reprocessing: id, file: now.file, sha256: now.sha256, person },
    'a reprocessing was deleted: its file, and its plans',
  );
}

function keptOf({ id, file, sha256, bytes, uploadedBy, uploadedAt, digest, plan }: Reprocessing): KeptReprocessing {
  return { id, file, sha256, bytes, uploadedBy, uploadedAt, digest, plan, refusal: null };
}

function refusalOf(error: unknown): Refusal | ToldRefusal {
  if (error instanceof Refused) return error.refusal;
  const machinery = machineryFailure(error);
  if (machinery !== undefined) return { code: machinery.code, message: machinery.detail };
  return refusal('INTERNAL_ERROR');
}

/** Where the server keeps files is nobody's business; the caller knows the file by its name. */
function withoutPaths<R extends Refusal | ToldRefusal>(why: R, folders: readonly string[]): R {
  const shorter = (text: string): string => folders.reduce((rest, own) => rest.replaceAll(own, ''), text);
  const shown = Object.entries(why).map(([name, value]) => [name, typeof value === 'string' ? shorter(value) : value]);
  return Object.fromEntries(shown) as R;
}

function comesAfter(kept: ListPlace, place: ListPlace): boolean {
  return kept.uploadedAt === place.uploadedAt ? kept.id > place.id : kept.uploadedAt < place.uploadedAt;
}

function refuseOther({ id, digest: stands }: Reprocessing, digest: string): void {
  if (stands !== digest) refuse('PLAN_DIFFERS', { id, asked: digest, digest: stands });
}

function refuseUnknown(id: string): never {
  return refuse('UNKNOWN_REPROCESSING', { id });
}

function refuseUnplanned(id: string): never {
  return refuse('NOT_PLANNED', { id });
}

function refuseEmpty(): never {
  return refuse('NOTHING_TO_COMMIT');
}

function refuseUncommittable(found: Reprocessing, digest: string, life: PlanLife | undefined): void {
  refuseOther(found, digest);
  if (life === undefined) refuseEmpty();
  if (life?.approvedBy === undefined) refuse('NOT_APPROVED', { digest });
}
