/**
 * The commit of an approved plan: chunk by chunk, each durable with its mark; stopped anywhere, it goes on from there. A
 * participant, or an employer, that has moved since the plan is left out and named. At the end what stands in the journal is held against
 * the plan, to the cent, income year by income year.
 */
import { createHash } from 'node:crypto';
import type { AppendOutcome, Journal, StreamAppend } from '#journal/port.js';
import { streamOf } from '#ledger/subjects.js';
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import { unhurried } from '#portfolio/unhurried.js';
import { ofSubject, Refused, refuse } from '#ledger/kernel/refusal.js';
import { todayOf } from '#money/clock.js';
import type { Instant } from '#money/civil-date.js';
import { batchAppend, planLife, recordInBatch, type BatchAuthor } from './batch-life.js';
import { subjectsOf, type PlanReport } from './make-plan.js';
import { idOf, openPlan, plannedDigest, type PlannedSubject, type PlanStore, type PlanSubject } from './plan-store.js';
import { annulledBy, booksMoved, type BookMovement } from './books.js';
import { reconciler, type ReconciledYear } from './reconciliation.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_APPROVED: { readonly digest: string };
    /** `planned` events of which `standing` stand, or the amounts of an account; else what the journal acknowledged and holds. */
    RECONCILIATION_FAILED:
      | { readonly of: 'run'; readonly appended: number; readonly standing: number }
      | {
          readonly of: 'participant' | 'employer';
          readonly participantId?: string;
          readonly employerId?: string;
          readonly eventId: string;
          readonly type: string;
          readonly events: number;
          readonly standing: number;
        }
      | {
          readonly of: 'account';
          readonly year: number;
          readonly account: string;
          readonly commodity: string;
          readonly planned: string;
          readonly committed: string;
        };
    PLAN_ALTERED: { readonly digest: string };
  }
}

export interface CommitRequest {
  readonly journal: Journal;
  readonly folder: string;
  readonly digest: string;
  readonly actor: string;
  readonly clock: () => Instant;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CommitProgress) => void) | undefined;
  /** Most participants of one durable write; default 1 000. */
  readonly chunkParticipants?: number | undefined;
  /**
   * A write ends with the participant who brings it to so many events; default 10 000. Whoever shares the thread waits for a whole
   * write.
   */
  readonly chunkEvents?: number | undefined;
}

export interface CommitProgress {
  readonly stage: 'committing' | 'reconciling';
  readonly done: number;
  readonly total: number;
}

export interface CommitReport {
  readonly digest: string;
  readonly batch: string;
  readonly participants: number;
  /** Of a file about employers. */
  readonly employers?: number;
  /** Events that stand in the journal by this plan. */
  readonly events: number;
  /** Written in this run; the others stood from an earlier one. */
  readonly appended: number;
  /** Whose streams have moved since the plan; nothing of theirs was written. */
  readonly moved: readonly string[];
  /** What moved, annulments taken off, as planned and as committed, without those who moved; by currency and income year. */
  readonly incomeYears: readonly ReconciledYear[];
  readonly seconds: number;
}

const PARTICIPANTS_A_WRITE = 1_000;
const EVENTS_A_WRITE = 10_000;

/**
 * Refuses UNKNOWN_PLAN, NOT_APPROVED, PLAN_ALTERED (the kept plan is not the one its digest names), INTERRUPTED, and
 * RECONCILIATION_FAILED, which would mean that the journal holds other amounts than were planned.
 */
export async function commitPlan(request: CommitRequest): Promise<CommitReport> {
  const { journal, folder, digest, actor, clock } = request;
  const started = performance.now();
  const store = openPlan(folder, digest);
  try {
    const report = store.read<PlanReport>('report') as PlanReport;
    const life = await planLife(journal, report.batch, digest);
    if (life.approvedBy === undefined) refuse('NOT_APPROVED', { digest });
    await refuseAltered(request, store, report);
    const author: BatchAuthor = { batchId: report.batch, actor, today: todayOf(clock) };
    const after = life.completed === undefined ? life.committedUpTo : undefined;
    const appended = await writeChunks(request, store, report, author, after);
    const { moved, events, incomeYears } = await reconcileWithJournal(request, store, report, { after, appended });
    const committed = {
      digest,
      batch: report.batch,
      ...countOf(report, moved.length),
      events,
      appended,
      moved,
      incomeYears,
    };
    const details = asJson({
      ...countOf(report, moved.length),
      moved: moved.slice(0, 1000),
      movedCount: moved.length,
      incomeYears,
    });
    const end = { appended: events, repeated: 0, refused: moved.length, details, plan: digest };
    await recordInBatch(journal, author, 'BatchCompleted', `completed:${digest}:${moved.length}`, end);
    return { ...committed, seconds: Math.round(performance.now() - started) / 1000 };
  } finally {
    store.close();
  }
}

type StageOfCommit =
  | { readonly stage: 'checking' | 'reconciling' }
  | { readonly stage: 'writing'; readonly done: number; readonly of: number; readonly who?: 'employer' };

/** Those for whom something is written, without some of them. */
function countOf({ participants, employers }: PlanReport, less: number): Pick<CommitReport, 'participants' | 'employers'> {
  return employers === undefined ? { participants: participants - less } : { participants, employers: employers - less };
}

/** Refuses INTERRUPTED once the signal has come. */
function refuseStopped({ signal, digest }: CommitRequest, stage: StageOfCommit): void {
  if (signal?.aborted === true) refuse('INTERRUPTED', { during: 'commit', digest, ...stage });
}

async function refuseAltered(request: CommitRequest, store: PlanStore, { digest, sha256 }: PlanReport): Promise<void> {
  const hash = createHash('sha256');
  const mayGoOn = (): void => refuseStopped(request, { stage: 'checking' });
  for await (const planned of unhurried(store.planned(undefined), { mayGoOn })) hash.update(plannedDigest(planned));
  if (hash.update(sha256).digest('hex') !== digest) {
    refuse('PLAN_ALTERED', { digest });
  }
}

async function writeChunks(
  request: CommitRequest,
  store: PlanStore,
  report: PlanReport,
  author: BatchAuthor,
  after: string | undefined,
): Promise<number> {
  const { journal, onProgress, chunkParticipants = PARTICIPANTS_A_WRITE, chunkEvents = EVENTS_A_WRITE } = request;
  const who = report.employers === undefined ? {} : ({ who: 'employer' } as const);
  let [done, appended] = [after === undefined ? 0 : await countUpTo(store, after), 0];
  const write = async (chunk: readonly PlannedSubject[]): Promise<void> => {
    refuseStopped(request, { stage: 'writing', done, of: subjectsOf(report), ...who });
    const appends = chunk.map((planned) => appendOf(planned, author.actor));
    const upTo = (chunk.at(-1) as PlannedSubject).subject.id;
    const planned = appends.reduce((sum, { events }) => sum + events.length, 0);
    const mark = batchAppend(author, 'BatchChunkCommitted', `committed:${report.digest}:${upTo}`, {
      upTo,
      appended: planned,
      repeated: 0,
      plan: report.digest,
    });
    const outcomes = await journal.append([...appends, mark], 'each');
    for (const [index, { subject, events }] of chunk.entries()) {
      appended += written(outcomes[index] as AppendOutcome, subject, events.length);
    }
    done += chunk.length;
    onProgress?.({ stage: 'committing', done, total: subjectsOf(report) });
  };
  let chunk: PlannedSubject[] = [];
  let events = 0;
  for await (const planned of unhurried(store.planned(after))) {
    chunk.push(planned);
    events += planned.events.length;
    if (chunk.length < chunkParticipants && events < chunkEvents) continue;
    await write(chunk);
    [chunk, events] = [[], 0];
  }
  if (chunk.length > 0) await write(chunk);
  return appended;
}

async function countUpTo(store: PlanStore, last: string): Promise<number> {
  let count = 0;
  for await (const { subject } of unhurried(store.planned(undefined))) {
    if (subject.id > last) break;
    count += 1;
  }
  return count;
}

function appendOf({ subject, expected, events }: PlannedSubject, actor: string): StreamAppend {
  return { stream: streamOf(subject.kind, subject.id), expected, events: events.map((event) => ({ ...event, actor })) };
}

/** Events written; a participant who has moved is told from the journal afterwards. */
function written(outcome: AppendOutcome, { kind, id }: PlanSubject, events: number): number {
  if (outcome.status === 'appended') return events;
  if (outcome.status === 'refused' && !['WRONG_EXPECTED_REVISION', 'EVENT_ID_CONFLICT'].includes(outcome.refusal.code)) {
    throw new Refused(ofSubject(outcome.refusal, kind, id));
  }
  return 0;
}

/** What this run wrote, by what the journal acknowledged: participants after one of them. */
interface WrittenNow {
  readonly after: string | undefined;
  readonly appended: number;
}

async function reconcileWithJournal(request: CommitRequest, store: PlanStore, report: PlanReport, { after = '', appended }: WrittenNow) {
  const { journal, onProgress } = request;
  const mayGoOn = (): void => refuseStopped(request, { stage: 'reconciling' });
  const books = reconciler();
  const moved: string[] = [];
  let [events, ofThisRun, done] = [0, 0, 0];
  for await (const planned of unhurried(store.planned(undefined), { mayGoOn })) {
    const standing = await standingOf(planned, journal, report.batch);
    done += 1;
    if (standing === undefined) moved.push(planned.subject.id);
    else {
      events += standing.length;
      if (planned.subject.id > after) ofThisRun += standing.length;
      books.add(planned.books, await movedBy(standing, planned.beside, journal));
    }
    if (done % 1_000 === 0) onProgress?.({ stage: 'reconciling', done, total: subjectsOf(report) });
  }
  onProgress?.({ stage: 'reconciling', done, total: subjectsOf(report) });
  if (ofThisRun < appended) {
    refuse('RECONCILIATION_FAILED', { of: 'run', appended, standing: ofThisRun });
  }
  return { moved, events, incomeYears: books.years() };
}

/**
 * The planned events as they stand; undefined for a participant who has moved, of whom nothing was written. A stream takes
 * all of its events or none: where only some of them stand by this batch, the journal has lost the others.
 */
async function standingOf(
  { subject, events }: PlannedSubject,
  journal: Journal,
  batch: string,
): Promise<readonly RecordedEvent[] | undefined> {
  const found = await journal.findEvents(events.map(({ id }) => id));
  const standing = events.flatMap((event) => {
    const recorded = found.get(event.id);
    return recorded !== undefined && isSame(event, recorded) ? [recorded] : [];
  });
  if (standing.length === events.length) return standing;
  if (!standing.some(({ correlationId }) => correlationId === batch)) return undefined;
  const lost = events.find(({ id }) => !standing.some((recorded) => recorded.id === id)) as EventToAppend;
  return refuse('RECONCILIATION_FAILED', {
    of: subject.kind,
    ...idOf(subject),
    eventId: lost.id,
    type: lost.type,
    events: events.length,
    standing: standing.length,
  });
}

/** What the events move as the journal has them, and what they annul and stand beside. */
async function movedBy(standing: readonly RecordedEvent[], beside: readonly string[], journal: Journal): Promise<readonly BookMovement[]> {
  const others = [...annulledBy(standing), ...beside];
  const found = others.length === 0 ? undefined : await journal.findEvents(others);
  return booksMoved(standing, (id) => found?.get(id), beside);
}

function isSame(event: EventToAppend, standing: RecordedEvent): boolean {
  return (
    standing.type === event.type &&
    standing.effectiveDate === event.effectiveDate &&
    canonicalText(standing.data) === canonicalText(event.data)
  );
}
