/**
 * One invoice for every employer of a fund, or for one of them, in a resumable run: each employer's invoice stands with all its lines
 * or not at all, and one that stands is left alone. Composed in worker threads, written by this one.
 */
import type { Journal, StreamAppend } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { asJson, canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { participantStream, streamOf } from '#ledger/subjects.js';
import { todayOf } from '#money/clock.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { runJob } from '#portfolio/job.js';
import { pinnedRules } from '#portfolio/pinned-rules.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { openBatch, type BatchRecord } from '../batch/batch-record.js';
import { toAppend, type Stamp } from '../batch/stamp.js';
import { refusalOfWrite } from '../batch/refusal-of-write.js';
import { invoiceId, stands, type Composed, type InvoiceCommand } from './compose.js';
import { composeFor, job, type ComposedFor, type ComposeTask, type EmployerTask } from './compose-job.js';
import { employersOf, participantsOfEmployers } from './employer-books.js';
import { failedEmployer, type FailedEmployer } from './failed-employer.js';
import { refuseRun } from './may-begin.js';

export interface InvoiceRequest {
  readonly journal: Journal;
  /** Lets worker threads read for themselves; without it this thread reads. */
  readonly journalUrl?: string | undefined;
  readonly fundId: string;
  readonly command: InvoiceCommand;
  /** Default: all employers of the fund. */
  readonly employerId?: string | undefined;
  readonly clock: () => Instant;
  readonly actor: string;
  readonly workers?: number | undefined;
  /** Others wait for this thread, which then composes nothing where there are workers. */
  readonly besideRequests?: boolean | undefined;
  /** Stops between two employers; the same run again goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: InvoiceProgress) => void) | undefined;
}

export interface InvoiceProgress {
  readonly employers: number;
  readonly total: number;
}

export interface InvoiceReport {
  readonly batch: string;
  readonly fundId: string;
  /** Employers looked at in this run. */
  readonly employers: number;
  /** Invoices or decisions written. */
  readonly written: number;
  /** Sent before, or with nothing to send. */
  readonly unchanged: number;
  readonly lines: number;
  readonly total: string;
  /** Employers left out, with the reason; nothing was written for them. */
  readonly failed: readonly FailedEmployer[];
  readonly resumed: boolean;
  readonly seconds: number;
}

/** A task holds few employers: what it answers is written at once. */
const EMPLOYERS_A_TASK = 16;
const PARTICIPANTS_A_TASK = 1_000;
/** Attempts where others write to the same streams. */
const MOST_ATTEMPTS = 4;
const FAILURES_KEPT = 200;

/** The day that a command is of. */
export function dayOfRun(command: InvoiceCommand): CivilDate {
  return command.kind === 'final-settlement' ? command.decidedOn : command.sentOn;
}

/** Refuses what `refuseRun` does, and INTERRUPTED when the signal came. */
export async function runInvoices(request: InvoiceRequest): Promise<InvoiceReport> {
  const { journal, journalUrl, fundId, command, clock, actor, signal } = request;
  const started = performance.now();
  const today = todayOf(clock, await readFund(journal, fundId));
  await refuseRun(journal, { fundId, on: dayOfRun(command), employerId: request.employerId }, today);
  const { position } = await journal.head();
  const employers = await employersToLookAt(request);
  const id = batchIdOf(request);
  const batch = await openBatch(journal, {
    id,
    kind: 'invoicing',
    subject: fundId,
    digest: sha256Hex(id),
    details: detailsOf(request),
    actor,
    today,
  });
  const { stoppedAfter } = batch;
  const waiting = employers.filter(({ employerId, isDone }) => stoppedAfter === undefined || employerId > stoppedAfter || !isDone);
  const participants =
    waiting.length === 0 ? new Map<string, readonly string[]>() : await participantsOfEmployers(journal, position, request.employerId);
  const writing = writingOf(request, batch, position);
  const done = employers.length - waiting.length;
  const run = {
    source: { journal, journalUrl },
    job,
    data: { command, upTo: position },
    tasks: () => tasksOf(waiting.map(({ employerId }) => ({ employerId, participants: participants.get(employerId) ?? [] }))),
    workers: request.workers,
    alsoHere: request.besideRequests !== true,
  };
  for await (const { result } of runJob(run)) {
    if (signal?.aborted === true) {
      refuse('INTERRUPTED', { during: 'invoices', fundId, employers: done + writing.report().employers, of: employers.length });
    }
    await writing.take(result);
    request.onProgress?.({ employers: done + writing.report().employers, total: employers.length });
  }
  const { failed, ...report } = writing.report();
  const details = { ...report, failed: asJson(failed.slice(0, FAILURES_KEPT)) };
  await batch.complete({ appended: report.written, repeated: report.unchanged, refused: failed.length, details });
  const seconds = Math.round(performance.now() - started) / 1000;
  return { batch: id, fundId, ...report, failed, resumed: stoppedAfter !== undefined, seconds };
}

interface EmployerToLookAt {
  readonly employerId: string;
  /** What is asked for stands: a run that was stopped behind it need not look again, as it does at those that failed. */
  readonly isDone: boolean;
}

/** In order of their ids. */
async function employersToLookAt({ journal, fundId, employerId: only, command }: InvoiceRequest): Promise<readonly EmployerToLookAt[]> {
  const found: EmployerToLookAt[] = [];
  for await (const one of employersOf(journal, fundId, only)) {
    found.push({ employerId: one.employerId, isDone: one.status === 'read' && stands(command, one.employer) });
  }
  return found.sort((a, b) => (a.employerId < b.employerId ? -1 : 1));
}

/** One batch for each thing that is sent, or decided. */
function batchIdOf({ fundId, command, employerId = '' }: InvoiceRequest): string {
  const what = command.kind === 'final-settlement' ? `settlement-${command.year}` : invoiceId(command).replace(/[^A-Za-z0-9._~-]/g, '-');
  const intent = sha256Hex(canonicalText({ fundId, employerId, command: asJson(command) })).slice(0, 16);
  return `invoices-${what.slice(0, 60)}-${intent}`;
}

function detailsOf({ fundId, command, employerId }: InvoiceRequest): JsonObject {
  return { fundId, ...asJson(command), ...(employerId === undefined ? {} : { employerId }) };
}


async function* tasksOf(employers: readonly EmployerTask[]): AsyncGenerator<ComposeTask> {
  let group: EmployerTask[] = [];
  let [index, participants] = [0, 0];
  for (const employer of employers) {
    group.push(employer);
    participants += employer.participants.length;
    if (group.length < EMPLOYERS_A_TASK && participants < PARTICIPANTS_A_TASK) continue;
    yield { index, employers: group };
    index += 1;
    [group, participants] = [[], 0];
  }
  if (group.length > 0) yield { index, employers: group };
}

type Written = Pick<InvoiceReport, 'employers' | 'written' | 'unchanged' | 'lines' | 'total' | 'failed'>;

interface Writing {
  readonly take: (composed: readonly ComposedFor[]) => Promise<void>;
  readonly report: () => Written;
}

function writingOf(request: InvoiceRequest, batch: BatchRecord, upTo: bigint): Writing {
  const { journal, actor, command } = request;
  const stamp: Stamp = { actor, correlationId: batch.id };
  const counts = { employers: 0, written: 0, unchanged: 0, lines: 0 };
  const failed: FailedEmployer[] = [];
  let totalMinor = 0;
  let ofBatch: readonly StreamAppend[] = []; // its plan, until something is written
  const count = ({ employerId, composed }: ComposedFor): void => {
    if (composed.status === 'no-change') counts.unchanged += 1;
    else if (composed.status === 'refused') failed.push(failedEmployer(employerId, composed.refusal));
    else {
      counts.written += 1;
      counts.lines += composed.lines;
      totalMinor = addMinor(totalMinor, composed.totalMinor);
    }
  };
  const writeTogether = async (some: readonly ComposedFor[]): Promise<Refusal | undefined> => {
    const appends = some.flatMap((one) => appendsOf(one, stamp));
    if (appends.length === 0) return undefined;
    const mark = batch.mark((some.at(-1) as ComposedFor).employerId, some.length, 0);
    ofBatch = [...ofBatch, ...batch.take()];
    const outcomes = await journal.append([...ofBatch, ...appends, mark], 'all-or-nothing');
    const problem = refusalOfWrite(outcomes);
    if (problem === undefined) ofBatch = [];
    return problem;
  };
  const writeAlone = async (first: ComposedFor): Promise<void> => {
    let one = first;
    for (let attempt = 1; ; attempt += 1) {
      const problem = await writeTogether([one]);
      if (problem === undefined) return count(one);
      if (problem.code !== 'WRONG_EXPECTED_REVISION' || attempt >= MOST_ATTEMPTS) {
        return count({ ...one, composed: { status: 'refused', refusal: problem } });
      }
      const { position } = await journal.head();
      const participants = (await participantsOfEmployers(journal, position, one.employerId)).get(one.employerId) ?? [];
      one = await composeFor(command, { employerId: one.employerId, participants }, journal, pinnedRules(journal, upTo, undefined));
    }
  };
  return {
    take: async (composed) => {
      counts.employers += composed.length;
      if ((await writeTogether(composed)) === undefined) composed.forEach(count);
      else for (const one of composed) await writeAlone(one);
    },
    report: () => ({ ...counts, total: formatMinor(totalMinor), failed }),
  };
}

function appendsOf({ employerId, composed, revision, revisions }: ComposedFor, stamp: Stamp): readonly StreamAppend[] {
  if (composed.status !== 'decided') return [];
  const { employer, participants } = composed.events;
  return [
    ...(employer.length === 0 ? [] : [appendOf(streamOf('employer', employerId), revision, employer, stamp)]),
    ...participants.map(({ participantId, events }, index) =>
      appendOf(participantStream(participantId), revisions[index] as number, events, stamp),
    ),
  ];
}

type Events = Extract<Composed, { status: 'decided' }>['events']['employer'];

function appendOf(stream: string, expected: number, events: Events, stamp: Stamp): StreamAppend {
  return { stream, expected, events: events.map((event) => toAppend(stream, event, stamp)) };
}
