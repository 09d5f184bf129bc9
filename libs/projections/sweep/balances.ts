/** Sums of a portion's postings, as a trial balance asks for them. */
import { fundStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { knowledgeOf } from '../coordinates.js';
import { addStream, addSums, emptyBalances, sumsOf } from '../trial-balance/accumulate.js';
import type { NotCounted } from '../trial-balance/view.js';
import type { TolerantReader } from './open-journal.js';
import { readPortion, type Portion } from './portions.js';
import type { TrialBalanceJob, TrialBalanceResult } from './tasks.js';

export function trialBalanceHandler(
  job: TrialBalanceJob,
  reading: TolerantReader,
): (portion: Portion) => Promise<TrialBalanceResult> {
  const selection = { asOf: job.coordinates.asOf, ...knowledgeOf(job.coordinates) };
  return async (portion) => {
    const total = emptyBalances();
    const notCounted: NotCounted[] = [];
    await readPortion(reading.reader, job.prefix, portion, job.upTo, ({ stream, events }) => {
      if (job.fundId !== undefined && !isOfFund(stream, events, job.fundId)) return;
      const unreadable = reading.unreadable(stream, job.upTo);
      if (unreadable !== undefined) {
        notCounted.push({ stream, code: 'UNREADABLE_EVENT', message: unreadable.message });
        return;
      }
      // A stream counts as a whole or not at all, so that what is counted balances.
      const one = emptyBalances();
      try {
        addStream(one, events, selection);
      } catch (error) {
        notCounted.push({ stream, code: 'EVENT_NOT_FOLDABLE', message: (error as Error).message });
        return;
      }
      addSums(total, sumsOf(one), one.events, one.lastPosition);
    });
    return { sums: sumsOf(total), events: total.events, lastPosition: total.lastPosition, notCounted };
  };
}

function isOfFund(stream: string, events: readonly RecordedEvent[], fundId: string): boolean {
  return stream === fundStream(fundId) || events[0]?.data['fundId'] === fundId;
}
