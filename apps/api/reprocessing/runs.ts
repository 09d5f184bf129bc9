/**
 * Reprocessings over HTTP: a file comes in, is planned in the background, approved, committed in the background. What
 * must outlive the server stands on disk (the upload, the plan) and in the journal (the batch); the rest is progress.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Journal } from '#journal/port.js';
import { Refused, refuse, type Refusal } from '#ledger/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { approvePlan, planReport } from '#reprocessing/plan/approve.js';
import { readLife } from '#reprocessing/plan/batch-life.js';
import { commitPlan, type CommitReport } from '#reprocessing/plan/commit.js';
import { makePlan, planAgain, type PlanReport } from '#reprocessing/plan/make-plan.js';

export type ReprocessingStatus = 'waiting' | 'planning' | 'planned' | 'approved' | 'committing' | 'committed' | 'failed';

export interface ReprocessingProgress {
  readonly stage: 'reading' | 'planning' | 'committing' | 'reconciling';
  readonly done: number;
  readonly total: number;
  /** Units of the stage a second since it began. */
  readonly rate: number;
}

export interface Reprocessing {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly uploadedBy: string;
  readonly status: ReprocessingStatus;
  readonly progress: ReprocessingProgress | null;
  /** Of the plan, once it is made. */
  readonly digest: string | null;
  readonly commit: CommitReport | null;
  /** Why it failed. */
  readonly refusal: Refusal | null;
}

/** A file on disk, not yet looked at. */
export interface Upload {
  readonly path: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly uploadedBy: string;
}

export interface Reprocessings {
  /** A folder for uploads under way. */
  readonly incoming: string;
  /** The same content again is the same reprocessing; it is planned anew. Refuses TOO_MANY_REPROCESSINGS. */
  readonly plan: (upload: Upload) => Promise<Reprocessing>;
  readonly list: () => Promise<readonly Reprocessing[]>;
  /** Refuses UNKNOWN_REPROCESSING. */
  readonly get: (id: string) => Promise<Reprocessing>;
  readonly report: (id: string) => Promise<PlanReport>;
  /** Path of the rejects file; refuses NO_REJECTS. */
  readonly rejects: (id: string) => Promise<string>;
  readonly approve: (id: string, digest: string, person: string, note: string) => Promise<Reprocessing>;
  /** Begins, or tells of the commit under way. `replan`: those who have moved are planned again at its end. */
  readonly commit: (id: string, digest: string, person: string, replan: boolean) => Promise<Reprocessing>;
  /** Told of every change until the answer is called. */
  readonly watch: (id: string, told: (now: Reprocessing) => void) => () => void;
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
  /** Another person than the planner approves. */
  readonly fourEyes: boolean;
  readonly logger: Logger;
}

/** Plans and commits that wait for the one under way. */
const MOST_WAITING = 8;
const ENDED: readonly ReprocessingStatus[] = ['planned', 'approved', 'committed', 'failed'];

type Kept = Pick<Reprocessing, 'id' | 'file' | 'sha256' | 'bytes' | 'uploadedBy' | 'digest'>;

export function isAtRest({ status }: Reprocessing): boolean {
  return ENDED.includes(status);
}

export function reprocessings(source: ReprocessingSource): Reprocessings {
  const { journal, folder, logger } = source;
  const uploads = join(folder, 'uploads');
  const incoming = join(uploads, 'incoming');
  const current = new Map<string, Reprocessing>();
  const watchers = new Map<string, Set<(now: Reprocessing) => void>>();
  const ending = new AbortController();
  let [waiting, last]: [number, Promise<void>] = [0, Promise.resolve()];

  const change = (before: Reprocessing, changed: Partial<Reprocessing>): Reprocessing => {
    const now = { ...before, ...changed };
    current.set(now.id, now);
    if (changed.digest !== undefined) keep(uploads, now);
    for (const told of watchers.get(now.id) ?? []) told(now);
    return now;
  };
  const latest = (id: string): Reprocessing => current.get(id) as Reprocessing;
  const follow = (id: string): ((progress: Omit<ReprocessingProgress, 'rate'>) => void) => {
    let [stage, begun] = ['', 0];
    return (progress) => {
      if (progress.stage !== stage) [stage, begun] = [progress.stage, performance.now()];
      const rate = Math.round(progress.done / Math.max(0.001, (performance.now() - begun) / 1000));
      change(latest(id), { progress: { ...progress, rate } });
    };
  };
  /** One after another; a failure is kept and shown. */
  const inTurn = (id: string, work: () => Promise<void>): void => {
    waiting += 1;
    last = last.then(work).catch((error: unknown) => {
      if (!(error instanceof Refused)) logger.error({ err: error, reprocessing: id }, 'a reprocessing failed');
      const refusal = error instanceof Refused ? error.refusal : { code: 'INTERNAL_ERROR', message: 'an error that should not happen; the log holds it' };
      change(latest(id), { status: 'failed', progress: null, refusal });
    }).finally(() => {
      waiting -= 1;
    });
  };
  const refuseFull = (): void => {
    if (waiting >= MOST_WAITING) refuse('TOO_MANY_REPROCESSINGS', `${waiting} reprocessings are waiting already; try again once some of them are done`);
  };
  const find = async (id: string): Promise<Reprocessing> => {
    const known = current.get(id);
    if (known !== undefined) return known;
    const kept = read(uploads, id);
    const status = await statusIn(journal, kept);
    const found = { ...kept, status, progress: null, commit: null, refusal: null };
    current.set(id, found);
    return found;
  };
  const mustBe = async (id: string, digest: string): Promise<Reprocessing> => {
    const found = await find(id);
    if (found.digest !== digest) refuse('PLAN_DIFFERS', `the plan of ${id} is ${found.digest ?? 'not made yet'}, not ${digest}; look at its report again`, { digest: found.digest });
    return found;
  };
  const planning = (id: string, person: string, make: (onProgress: ReturnType<typeof follow>) => Promise<PlanReport>): void =>
    inTurn(id, async () => {
      change(latest(id), { status: 'planning', uploadedBy: person, refusal: null, commit: null, digest: null });
      const { digest } = await make(follow(id));
      change(latest(id), { status: 'planned', progress: null, digest });
    });
  const common = (actor: string) => ({ ...source, actor, signal: ending.signal });

  return {
    incoming,
    plan: async ({ path, file, sha256, bytes, uploadedBy }) => {
      refuseFull();
      const id = sha256.slice(0, 16);
      const own = join(uploads, id);
      mkdirSync(own, { recursive: true });
      renameSync(path, join(own, file));
      const begun = change({ id, file, sha256, bytes, uploadedBy, status: 'waiting', progress: null, digest: null, commit: null, refusal: null }, { digest: null });
      planning(id, uploadedBy, (onProgress) => makePlan({ ...common(uploadedBy), file: join(own, file), onProgress }));
      return begun;
    },
    list: async () => {
      const ids = existsSync(uploads) ? readdirSync(uploads).filter((name) => existsSync(join(uploads, name, KEPT))) : [];
      return Promise.all(ids.sort().map(find));
    },
    get: find,
    report: async (id) => {
      const { digest } = await find(id);
      return digest === null ? refuse('NOT_PLANNED', `${id} has no plan yet`, { id }) : planReport(folder, digest);
    },
    rejects: async (id) => {
      const { file } = await find(id);
      const path = join(uploads, id, `${file}.rejects.csv`);
      return existsSync(path) ? path : refuse('NO_REJECTS', `no row of ${id} was refused`, { id });
    },
    approve: async (id, digest, person, note) => {
      const found = await mustBe(id, digest);
      await approvePlan({ journal, folder, digest, actor: person, note, now: source.clock(), fourEyes: source.fourEyes });
      return found.status === 'planned' ? change(found, { status: 'approved' }) : found;
    },
    commit: async (id, digest, person, replan) => {
      const found = await mustBe(id, digest);
      if (!isAtRest(found)) return found;
      refuseFull();
      await refuseUnapproved(journal, found, digest);
      const begun = change(found, { status: 'committing', refusal: null });
      inTurn(id, async () => {
        const commit = await commitPlan({ ...common(person), digest, onProgress: follow(id) });
        change(latest(id), { status: 'committed', progress: null, commit });
        if (!replan || commit.moved.length === 0) return;
        planning(id, person, (onProgress) => planAgain({ ...common(person), file: '', onProgress }, digest, new Set(commit.moved)));
      });
      return begun;
    },
    watch: (id, told) => {
      const set = watchers.get(id) ?? new Set();
      watchers.set(id, set.add(told));
      return () => void set.delete(told);
    },
    end: async () => {
      ending.abort();
      await last;
    },
  };
}

const KEPT = 'reprocessing.json';

function keep(uploads: string, { id, file, sha256, bytes, uploadedBy, digest }: Reprocessing): void {
  const path = join(uploads, id, KEPT);
  writeFileSync(`${path}.partial`, JSON.stringify({ id, file, sha256, bytes, uploadedBy, digest } satisfies Kept));
  renameSync(`${path}.partial`, path);
}

function read(uploads: string, id: string): Kept {
  const path = join(uploads, id, KEPT);
  if (!/^[0-9a-f]{16}$/.test(id) || !existsSync(path)) return refuse('UNKNOWN_REPROCESSING', `there is no reprocessing ${id}; GET /v1/reprocessings lists them`, { id });
  return JSON.parse(readFileSync(path, 'utf8')) as Kept;
}

/** After a restart: what the journal says of the plan. A plan or a commit that was cut is asked for again. */
async function statusIn(journal: Journal, { sha256, digest }: Kept): Promise<ReprocessingStatus> {
  if (digest === null) return 'failed';
  const life = (await readLife(journal, `reprocess-${sha256.slice(0, 16)}`)).get(digest);
  if (life === undefined) return 'planned'; // a plan without events leaves the journal as it is
  if (life.completed !== undefined) return 'committed';
  return life.approvedBy === undefined ? 'planned' : 'approved';
}

async function refuseUnapproved(journal: Journal, { sha256 }: Reprocessing, digest: string): Promise<void> {
  const life = (await readLife(journal, `reprocess-${sha256.slice(0, 16)}`)).get(digest);
  if (life === undefined) refuse('NOTHING_TO_COMMIT', 'the plan has no events: every row is refused, or the ledger holds it already');
  if (life?.approvedBy === undefined) refuse('NOT_APPROVED', `the plan ${digest} is not approved`, { digest });
}
