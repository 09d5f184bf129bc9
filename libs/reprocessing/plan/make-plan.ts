/**
 * The plan of a reprocessing: the file read and checked row by row, everything that follows computed for every participant,
 * or employer, it names, and nothing written to them. Its digest stands for the file, the planned events and the revisions they rest on.
 */
import type { Flag } from '#ledger/participant/flag.js';
import type { ToldFlag } from '#words/english-flags.js';
import { basename } from 'node:path';
import type { Journal } from '#journal/port.js';
import { declaredFact } from '#ledger/declared-facts.js';
import { asJson, type JsonObject } from '#ledger/kernel/json.js';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { latestDayOf, todayOf, type Clock } from '#money/clock.js';
import type { CivilDate } from '#money/civil-date.js';
import { jsonPosition } from '#projections/answer.js';
import { unhurried } from '#portfolio/unhurried.js';
import { readInput } from '../formats/read-input.js';
import { fileDigest } from '../intake/file-digest.js';
import type { Row } from '../formats/rows.js';
import { rejectsFile, type RejectsFile } from '../intake/rejects-file.js';
import { rejectsMemory } from '../intake/rejects-memory.js';
import { readLife, recordInBatch, reprocessingBatchId } from './batch-life.js';
import type { EmployersSummary } from './employer-movement.js';
import { reprocessingKind, subjectOfKind, type ReprocessingKind } from './file-kind.js';
import { newPlan, openPlan, type Judgement, type PlanStore, type StoredRow, type UnreadRow } from './plan-store.js';
import { momentOf, planSubjects, type PlanOrigin } from './plan-tasks.js';
import { judgeFile } from './judge-file.js';
import { patternGatherer } from './plausibility/patterns.js';
import type { CurrencySummary } from './summary.js';
import { planTally } from './tally.js';

export interface PlanRequest {
  readonly journal: Journal;
  readonly journalUrl?: string | undefined;
  /** Data folder; the plan is kept in it. */
  readonly folder: string;
  readonly file: string;
  readonly clock: Clock;
  readonly actor: string;
  readonly workers?: number | undefined;
  /** Others wait for this thread: the work is the workers' alone. */
  readonly besideRequests?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
}

export interface PlanProgress {
  readonly stage: 'reading' | 'planning';
  readonly done: number;
  readonly total: number;
}

export interface PlanReport {
  readonly digest: string;
  readonly batch: string;
  readonly kind: ReprocessingKind;
  readonly file: string;
  readonly sha256: string;
  readonly plannedBy: string;
  /** The journal as the plan saw it. */
  readonly position: number;
  readonly rows: {
    readonly total: number;
    readonly accepted: number;
    readonly timeBarred: number;
    readonly noChange: number;
    readonly refused: number;
    readonly flagged: number;
  };
  readonly refusedByCode: { readonly [code: string]: number };
  /** Participants with something to write, and the events planned for them. */
  readonly participants: number;
  /** Of a file about employers: those with something to write, and what they come to owe by it. */
  readonly employers?: number;
  readonly ofEmployers?: readonly EmployersSummary[];
  readonly events: number;
  readonly currencies: readonly CurrencySummary[];
  /** The first rows that were taken but look wrong. */
  readonly flags: readonly (ToldFlag & { readonly line: number })[];
  /** What looks wrong in the file as a whole, fund by fund. */
  readonly patterns: readonly (ToldFlag & { readonly fundId: string })[];
  /** Rows taken and what they come to, fund by fund; the next files of the kind are held against them. */
  readonly totals: { readonly [fundId: string]: { readonly rows: number; readonly amount: string } };
  readonly rejectsFile: string | null;
  readonly seconds: number;
}

/** Those with something to write. */
export function subjectsOf({ participants, employers = 0 }: Pick<PlanReport, 'participants' | 'employers'>): number {
  return participants + employers;
}

/** Refuses what `readInput` refuses, and INTERRUPTED when the signal came: then nothing is kept. */
export async function makePlan(request: PlanRequest): Promise<PlanReport> {
  const { file, clock, actor } = request;
  const kind = reprocessingKind(file);
  const { sha256, bytes } = await fileDigest(file);
  const [now, today] = [clock(), todayOf(clock)];
  return plan(request, kind, async (store) => {
    const { columns, style, lastDay } = await readRows(request, store, kind, bytes);
    const { timeZone } = clock;
    const origin = { file: basename(file), sha256, batchId: reprocessingBatchId(sha256), actor, now, timeZone, today, lastDay };
    return { origin, settle: (drawn) => writeRejects(rejectsFile(file, { columns, style }, rejectsMemory(request.folder)), store, drawn) };
  });
}

/**
 * The rows of some subjects of an earlier plan, planned again: those who have moved since. Its refused rows stand in
 * the report alone; the rejects file beside the input stays the first plan's.
 */
export async function planAgain(request: PlanRequest, digest: string, ids: ReadonlySet<string>): Promise<PlanReport> {
  const earlier = openPlan(request.folder, digest);
  try {
    const report = earlier.read<PlanReport>('report') as PlanReport;
    const origin: PlanOrigin = {
      ...(earlier.read<PlanOrigin>('origin') as PlanOrigin),
      actor: request.actor,
      now: request.clock(),
      timeZone: request.clock.timeZone,
      today: todayOf(request.clock),
    };
    return await plan(request, report.kind, async (store) => {
      for (const { subject, rows } of earlier.subjects())
        if (ids.has(subject.id)) {
          store.addRows(rows.map(({ input, row, refusal }) => ({ input, row, refusal })));
        }
      return { origin, settle: (drawn) => countNotable(store, drawn, () => undefined) };
    });
  } finally {
    earlier.close();
  }
}

/** Puts the rows into the store; answers where they come from, and what becomes of the refused ones: the rejects file. */
type Fill = (store: PlanStore) => Promise<{ readonly origin: PlanOrigin; readonly settle: (drawn: Drawn) => Promise<string | undefined> }>;

async function plan(request: PlanRequest, kind: ReprocessingKind, fill: Fill): Promise<PlanReport> {
  const started = performance.now();
  const { journal, folder, actor } = request;
  const { position } = await journal.head();
  const store = newPlan(folder);
  try {
    const { origin, settle } = await fill(store);
    const { file, sha256, batchId, today } = origin;
    const drawn = await drawUp(request, store, origin, kind);
    const rejects = await settle(drawn);
    const digest = drawn.digest(sha256);
    const seconds = Math.round(performance.now() - started) / 1000;
    const report: PlanReport = {
      digest,
      batch: batchId,
      kind,
      file,
      sha256,
      plannedBy: actor,
      position: jsonPosition(position),
      ...drawn.report(),
      rejectsFile: rejects ?? null,
      seconds,
    };
    store.write('report', report);
    store.write('origin', origin);
    store.keepAs(digest);
    // A plan without events needs neither approval nor commit; one that was made before stands under its digest.
    if (report.events > 0 && !(await readLife(journal, batchId)).has(digest)) {
      await recordInBatch(journal, { batchId, actor, today }, 'BatchPlanned', `planned:${digest}`, {
        kind: 'reprocessing',
        subject: kind,
        digest,
        details: detailsOf(report),
      });
    }
    return report;
  } finally {
    store.close();
  }
}

function detailsOf(report: PlanReport): JsonObject {
  const { file, kind, position, rows, participants, employers, events, currencies, ofEmployers, totals, patterns } = report;
  const moved = (ofEmployers ?? currencies).map(({ currency, total }) => ({ currency, total }));
  const found = patterns.map(({ code, fundId }) => ({ code, fundId }));
  const about = employers === undefined ? { participants } : { participants, employers };
  return asJson({ file, kind, position, rows, ...about, events, totals: moved, fileTotals: totals, patterns: found });
}

async function readRows({ file, clock, signal, onProgress }: PlanRequest, store: PlanStore, kind: ReprocessingKind, bytes: number) {
  const input = await readInput(file, { kind, migrate: false });
  const latest = latestDayOf(clock()); // of a fund that lies farther east than this ledger, too
  let lastDay: CivilDate | undefined;
  for await (const { rows, bytesRead } of input.batches) {
    if (signal?.aborted === true) refuse('INTERRUPTED', { during: 'plan', file });
    store.addRows(
      rows.map(({ line, raw, cells, parsed, ifStanding }): Omit<StoredRow, 'seq'> | UnreadRow => {
        const shown = { line, raw, cells };
        if (parsed.status === 'refused') {
          return { input: shown, refusal: parsed.refusal, ...(ifStanding === undefined ? {} : { row: ifStanding }) };
        }
        const day = dayOf(parsed.value);
        if (day !== undefined && day <= latest && (lastDay === undefined || day > lastDay)) lastDay = day;
        return { input: shown, row: parsed.value };
      }),
    );
    onProgress?.({ stage: 'reading', done: bytesRead, total: bytes });
  }
  return { columns: input.columns, style: input.style, lastDay };
}

/** The last day that a row tells of. */
function dayOf(row: Row): CivilDate | undefined {
  return declaredFact(row.record).day?.(row as never);
}

interface Drawn {
  readonly digest: (sha256: string) => string;
  readonly report: () => Pick<
    PlanReport,
    'rows' | 'refusedByCode' | 'participants' | 'employers' | 'ofEmployers' | 'events' | 'currencies' | 'flags' | 'patterns' | 'totals'
  >;
  readonly refused: (code: string) => void;
  readonly flagged: (line: number, flags: readonly Flag[]) => void;
}

async function drawUp(request: PlanRequest, store: PlanStore, origin: PlanOrigin, kind: ReprocessingKind): Promise<Drawn> {
  const { journal, journalUrl, workers, besideRequests, signal, onProgress, file } = request;
  const of = subjectOfKind(kind);
  const tally = planTally(of);
  const patterns = patternGatherer();
  const tellPatterns = ({ fundId, movements, flagged }: Judgement): void => patterns.add(fundId, movements, flagged);
  const total = store.subjectCount();
  let done = 0;
  const run = { journal, journalUrl, origin, subjects: store.subjects(), workers, alsoHere: besideRequests !== true, signal };
  try {
    for await (const planned of planSubjects(run)) {
      store.addPlanned(planned);
      for (const one of planned) {
        tally.add(one);
        if (one.judgement !== undefined) tellPatterns(one.judgement);
      }
      done += planned.length;
      onProgress?.({ stage: 'planning', done, total });
    }
  } catch (error) {
    const who = of === 'participant' ? {} : { who: of };
    if (signal?.aborted === true) refuse('INTERRUPTED', { during: 'plan', file, done, of: total, ...who });
    throw error;
  }
  const judged = await judgeFile(patterns, { journal, kind, batchId: origin.batchId, clock: momentOf(origin) });
  return { digest: tally.digest, refused: tally.refused, flagged: tally.flagged, report: () => ({ ...tally.report(), ...judged }) };
}

async function writeRejects(rejects: RejectsFile, store: PlanStore, drawn: Drawn): Promise<string | undefined> {
  try {
    await countNotable(store, drawn, rejects.add);
    return rejects.finish();
  } catch (error) {
    rejects.abandon();
    throw error;
  }
}

async function countNotable(
  store: PlanStore,
  drawn: Drawn,
  refused: (input: StoredRow['input'], refusal: Refusal) => void,
): Promise<undefined> {
  for await (const { input, outcome, flags } of unhurried(store.notable())) {
    if (flags.length > 0) drawn.flagged(input.line, flags);
    if (outcome.status !== 'refused') continue;
    drawn.refused(outcome.refusal.code);
    refused(input, outcome.refusal);
  }
}
