/**
 * Credit applied on due dates and late interest charged, or derived again, for every employer of a fund up to a day. Run again it
 * books nothing; each employer's events are one write.
 */
import type { Journal } from '#journal/port.js';
import { sha256Hex } from '#journal/sha256.js';
import { creditAndInterest } from '#ledger/employer/invoices/accrue-interest.js';
import { asJson } from '#ledger/kernel/json.js';
import { employerNotReadable } from '#ledger/kernel/not-readable.js';
import { refusalOf, refuse, type Outcome } from '#ledger/kernel/refusal.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import { streamOf } from '#ledger/subjects.js';
import { todayOf } from '#money/clock.js';
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { readFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { openBatch } from '../batch/batch-record.js';
import { toAppend } from '../batch/stamp.js';
import type { EmployerOnJournal } from '#portfolio/employer-terms.js';
import { employersOf } from './employer-books.js';
import { failedEmployer, type FailedEmployer } from './failed-employer.js';
import { refuseRun } from './may-begin.js';

export interface InterestRequest {
  readonly journal: Journal;
  readonly fundId: string;
  readonly to: CivilDate;
  /** Default: all employers of the fund. */
  readonly employerId?: string | undefined;
  readonly clock: () => Instant;
  readonly actor: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((employers: number) => void) | undefined;
}

export interface InterestReport {
  readonly batch: string;
  readonly fundId: string;
  readonly to: CivilDate;
  readonly employers: number;
  readonly charges: number;
  readonly adjustments: number;
  readonly interest: string;
  /** On due dates that had come; what was taken back of it is counted under `corrected`. */
  readonly creditApplied: string;
  /** Allocations that were put right: of payments, and of a day's credit. */
  readonly corrected: number;
  readonly failed: readonly FailedEmployer[];
}

/** Employers whose events are written at once. */
const EMPLOYERS_A_WRITE = 100;

/** Refuses what `refuseRun` does, and INTERRUPTED when the signal came. */
export async function chargeInterest(request: InterestRequest): Promise<InterestReport> {
  const { journal, fundId, to, clock, actor, signal, employerId } = request;
  const today = todayOf(clock, await readFund(journal, fundId));
  await refuseRun(journal, { fundId, on: to, employerId }, today);
  const law = await lawOf(journal, fundId);
  const id = `interest-${to}-${sha256Hex(`${fundId} ${employerId ?? ''}`).slice(0, 16)}`;
  const batch = await openBatch(journal, {
    id,
    kind: 'invoicing',
    subject: fundId,
    digest: sha256Hex(id),
    details: { fundId, to },
    actor,
    today,
  });
  const tally = bookingTally();
  let employers = 0;
  const failed: FailedEmployer[] = [];
  const write = async (some: readonly EmployerOnJournal[]): Promise<void> => {
    const decided = some.flatMap((one) => {
      const outcome = bookingsOf(one, to, law);
      if (outcome.status === 'done') return outcome.value.events.length === 0 ? [] : [outcome.value];
      failed.push(failedEmployer(one.employerId, outcome.refusal));
      return [];
    });
    employers += some.length;
    request.onProgress?.(employers);
    if (decided.length === 0) return;
    const first = batch.take();
    const appends = decided.map(({ employerId: of, revision, events }) => {
      const stream = streamOf('employer', of);
      return { stream, expected: revision, events: events.map((event) => toAppend(stream, event, { actor, correlationId: id })) };
    });
    const mark = batch.mark((some.at(-1) as EmployerOnJournal).employerId, decided.length, 0);
    const outcomes = await journal.append([...first, ...appends, mark], 'each');
    for (const [index, { employerId: of, events }] of decided.entries()) {
      const outcome = outcomes[first.length + index];
      if (outcome?.status === 'refused') {
        failed.push(failedEmployer(of, outcome.refusal));
        continue;
      }
      for (const event of events) tally.count(event);
    }
  };
  let waiting: EmployerOnJournal[] = [];
  for await (const employer of employersOf(journal, fundId, employerId)) {
    if (signal?.aborted === true) {
      refuse('INTERRUPTED', { during: 'interest', fundId, employers });
    }
    waiting.push(employer);
    if (waiting.length < EMPLOYERS_A_WRITE) continue;
    await write(waiting);
    waiting = [];
  }
  if (waiting.length > 0) await write(waiting);
  const report = { employers, ...tally.sums() };
  await batch.complete({
    appended: report.charges + report.adjustments,
    repeated: 0,
    refused: failed.length,
    details: { ...report, failed: asJson(failed.slice(0, 200)) },
  });
  return { batch: id, fundId, to, ...report, failed };
}

interface BookingsOf {
  readonly employerId: string;
  readonly revision: number;
  readonly events: readonly Booking[];
}

/** A stream that cannot be read, or whose books cannot be worked out, leaves this employer out, and the others go on. */
function bookingsOf(one: EmployerOnJournal, to: CivilDate, law: EmployerLaw): Outcome<BookingsOf> {
  if (one.status === 'set-aside') return { status: 'refused', refusal: one.refusal };
  const { employerId, employer, revision } = one;
  try {
    return { status: 'done', value: { employerId, revision, events: creditAndInterest(employer, to, law) } };
  } catch (error) {
    return { status: 'refused', refusal: refusalOf(error) ?? employerNotReadable(employerId, error) };
  }
}

async function lawOf(journal: Journal, fundId: string): Promise<EmployerLaw> {
  const fund = await readFund(journal, fundId);
  const { rulebook, parameters } = await rulesInForce(fund.established?.scheme ?? '', fund, undefined);
  return employerLaw(rulebook, parameters);
}

interface BookingTally {
  readonly count: (event: Booking) => void;
  readonly sums: () => Pick<InterestReport, 'charges' | 'adjustments' | 'corrected' | 'interest' | 'creditApplied'>;
}

type Booking = ReturnType<typeof creditAndInterest>[number];

function bookingTally(): BookingTally {
  const counts = { charges: 0, adjustments: 0, corrected: 0 };
  let [interestMinor, creditMinor] = [0, 0];
  return {
    count: (event) => {
      switch (event.type) {
        case 'CreditApplied':
          creditMinor = addMinor(creditMinor, amountMinor(event.data.amount));
          break;
        case 'CreditArisen':
          break;
        case 'AllocationCorrected':
          counts.corrected += 1;
          break;
        case 'DefaultInterestCharged':
          interestMinor = addMinor(interestMinor, amountMinor(event.data.amount));
          counts[event.data.kind === 'charge' ? 'charges' : 'adjustments'] += 1;
          break;
        default:
          throw unknownBooking(event);
      }
    },
    sums: () => ({ ...counts, interest: formatMinor(interestMinor), creditApplied: formatMinor(creditMinor) }),
  };
}

function unknownBooking(event: never): Error {
  return new Error(`no booking of an employer's account: ${JSON.stringify(event)}`);
}
