/** What the next fan-out of a fund would book, and for whom: who is due by the decisions and facts as now known. Nothing is written. */
import type { JournalReader } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { fundStream } from '#ledger/subjects.js';
import { todayOf, type Clock } from '#money/clock.js';
import type { CivilDate } from '#money/civil-date.js';
import { termsInFund } from '#portfolio/employer-terms.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import { summingUp, type BookedSums } from './booked-sums.js';
import { job } from './entitlements-due.js';
import { failedParticipant, type FailedParticipant } from './fan-out.js';

export interface WouldBook extends BookedSums {
  readonly fundId: string;
  /** Looked at. */
  readonly participants: number;
  /** The first of them, in the order of streams. */
  readonly due: readonly DueToBook[];
  readonly failed: readonly FailedParticipant[];
}

export interface DueToBook {
  readonly participantId: string;
  /** Value date of the first event. */
  readonly since: CivilDate;
  readonly events: number;
}

export interface WouldBookRequest {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  readonly fundId: string;
  readonly clock: Clock;
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Named at once; `booked` counts all of them. */
const MOST_NAMED = 1_000;

/** Refuses UNKNOWN_FUND, and INTERRUPTED when the signal came. */
export async function wouldBook({ journal, journalUrl, fundId, clock, workers, signal }: WouldBookRequest): Promise<WouldBook> {
  if ((await journal.streamHead(fundStream(fundId))) === undefined) {
    return refuse('UNKNOWN_FUND', { fundId });
  }
  const { position } = await journal.head();
  const today = todayOf(clock, await readFund(journal, fundId));
  const data = { fundId, today, upTo: position, employers: await termsInFund(journal, fundId, position) };
  const { count, sums } = summingUp();
  const due: DueToBook[] = [];
  const failed: FailedParticipant[] = [];
  let participants = 0;
  for await (const { result } of runPortfolio({ source: { journal, journalUrl }, job, data, subject: 'participant', workers })) {
    if (signal?.aborted === true) refuse('INTERRUPTED', { during: 'preview', fundId, participants });
    participants += result.subjects;
    failed.push(...result.failed.map(({ id, refusal }) => failedParticipant(id, refusal)));
    for (const { participantId, events } of result.due) {
      count(events);
      const [since = ''] = events.map(({ effectiveDate }) => effectiveDate).sort();
      if (due.length < MOST_NAMED) due.push({ participantId, since, events: events.length });
    }
  }
  return { fundId, participants, ...sums(), due, failed };
}
