/**
 * A fund's decisions carried to every participant: what is due by the decisions and the facts is compared with what is
 * booked, and the difference is booked (`reconcile`). So a decision's first fan-out, a fan-out that was stopped, and the
 * roll back and forward after late facts are one operation; run again, it books nothing.
 */
import type { AppendOutcome, Journal, JournalReader } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';
import { batchStream, fundStream } from '#ledger/subjects.js';
import { asJson } from '#ledger/kernel/json.js';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { todayOf, type Clock } from '#money/clock.js';
import { fanOutBatchId } from '#portfolio/carried-out.js';
import { termsInFund } from '#portfolio/employer-terms.js';
import { readFund, rulesFromJournal } from '#portfolio/rules-in-force.js';
import { runPortfolio, type PortionResult } from '#portfolio/run-portfolio.js';
import { said } from '#words/said.js';
import { dueAppend, settleParticipant } from './settle-participant.js';
import { openBatch, type BatchRecord } from '../batch/batch-record.js';
import type { Stamp } from '../batch/stamp.js';
import { summingUp, type BookedSums } from './booked-sums.js';
import { job, type EntitlementsDue } from './entitlements-due.js';

export interface FailedParticipant {
  readonly participantId: string;
  readonly code: string;
  readonly message: string;
}

export function failedParticipant(participantId: string, refusal: Refusal): FailedParticipant {
  return { participantId, code: refusal.code, message: said(refusal) };
}

export interface FanOutRequest {
  readonly journal: Journal;
  /** Lets worker threads read for themselves; without it this thread reads. */
  readonly journalUrl?: string | undefined;
  readonly fundId: string;
  readonly clock: Clock;
  readonly actor: string;
  readonly workers?: number | undefined;
  /** Stops between two chunks; the same fan-out again goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FanOutProgress) => void) | undefined;
}

export interface FanOutProgress {
  readonly participants: number;
  readonly events: number;
}

export interface FanOutReport extends BookedSums {
  readonly batch: string;
  readonly fundId: string;
  /** Looked at in this run. */
  readonly participants: number;
  /** Participants left out, with the reason; nothing was booked for them. */
  readonly failed: readonly FailedParticipant[];
  /** The run went on from where an earlier one had stopped. */
  readonly resumed: boolean;
  readonly seconds: number;
}

/** Of the participants left out, so many stand in the batch's end by name; all of them in the report. */
const FAILURES_KEPT = 200;

/** Refuses UNKNOWN_FUND, and INTERRUPTED when the signal came. */
export async function fanOut(request: FanOutRequest): Promise<FanOutReport> {
  const { journal, journalUrl, fundId, clock, actor } = request;
  const started = performance.now();
  const head = await journal.streamHead(fundStream(fundId));
  if (head === undefined) return refuse('UNKNOWN_FUND', { fundId });
  const today = todayOf(clock, await readFund(journal, fundId));
  const batch = await openBatch(journal, {
    id: fanOutBatchId(fundId, head.revision),
    kind: 'fan-out',
    subject: fundId,
    digest: sha256Hex(`${fundId} ${head.chain}`),
    details: { fundId, fundRevision: head.revision },
    actor,
    today,
  });
  const booking = bookingOf(request, batch);
  const { position } = await journal.head();
  const portions = runPortfolio({
    source: { journal, journalUrl },
    job,
    data: { fundId, today, upTo: position, employers: await termsInFund(journal, fundId, position) },
    subject: 'participant',
    resumeAfter: batch.stoppedAfter,
    workers: request.workers,
  });
  for await (const portion of portions) {
    if (request.signal?.aborted === true) {
      refuse('INTERRUPTED', { during: 'fan-out', fundId, participants: booking.report().participants });
    }
    await booking.take(portion);
    const { participants, events } = booking.report();
    request.onProgress?.({ participants, events });
  }
  const report = booking.report();
  await batch.complete({
    appended: report.events,
    repeated: 0,
    refused: report.failed.length,
    details: {
      participants: report.participants,
      booked: report.booked,
      totals: report.totals,
      ...(Object.keys(report.rightsMoved).length === 0 ? {} : { rightsMoved: report.rightsMoved }),
      failed: asJson(report.failed.slice(0, FAILURES_KEPT)),
      ...(batch.stoppedAfter === undefined ? {} : { began: await beganOn(journal, batch.id) }),
    },
  });
  return {
    batch: batch.id,
    fundId,
    ...report,
    resumed: batch.stoppedAfter !== undefined,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** The day of a run that went on after stops: when it began. What was looked at first was carried out to that day, not to the last. */
async function beganOn(journal: JournalReader, batch: string): Promise<CivilDate> {
  let began: CivilDate | undefined;
  for await (const page of journal.readStream(batchStream(batch), { direction: 'backwards' })) {
    for (const { type, effectiveDate } of page) {
      if (type === 'BatchCompleted') return began as CivilDate;
      began = effectiveDate;
    }
  }
  return began as CivilDate;
}

type Booked = BookedSums & Pick<FanOutReport, 'participants' | 'failed'>;

interface Booking {
  readonly take: (portion: PortionResult<EntitlementsDue>) => Promise<void>;
  readonly report: () => Booked;
}

function bookingOf({ journal, actor, clock }: FanOutRequest, batch: BatchRecord): Booking {
  const rules = rulesFromJournal(journal);
  const stamp: Stamp = { actor, correlationId: batch.id };
  const { count, sums } = summingUp();
  const failed: FailedParticipant[] = [];
  let participants = 0;
  const alone = async (participantId: string): Promise<void> => {
    const outcome = await settleParticipant(journal, rules, participantId, stamp, clock);
    if (outcome.status === 'booked') count(outcome.events);
    else if (outcome.status === 'refused') failed.push(failedParticipant(participantId, outcome.refusal));
  };
  return {
    take: async ({ task: portion, result }) => {
      participants += result.subjects;
      failed.push(...result.failed.map(({ id, refusal }) => failedParticipant(id, refusal)));
      if (result.due.length === 0) return;
      const first = batch.take();
      const appends = result.due.map(({ participantId, revision, events }) => dueAppend(participantId, revision, events, stamp));
      const upTo = portion.streams.at(-1) as string;
      const mark = batch.mark(
        upTo,
        appends.reduce((sum, { events }) => sum + events.length, 0),
        0,
      );
      const outcomes = await journal.append([...first, ...appends, mark], 'each');
      for (const [index, { participantId, events }] of result.due.entries()) {
        const { status } = outcomes[first.length + index] as AppendOutcome;
        if (status === 'appended') count(events);
        else if (status === 'refused') await alone(participantId);
      }
    },
    report: () => ({ participants, ...sums(), failed }),
  };
}
