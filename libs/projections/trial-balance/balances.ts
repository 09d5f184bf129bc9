/** Sums of a portion's postings, as a trial balance asks for them. */
import { fundStream, type SubjectKind } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { whyOf } from '#ledger/kernel/not-readable.js';
import { readPortion } from '#portfolio/portions.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';
import { thrown } from '#words/english-readings.js';
import { said } from '#words/said.js';
import { selectionOf, type Coordinates } from '../coordinates.js';
import { addStream, addSums, emptyBalances, sumsOf, type AccountSum } from './accumulate.js';
import type { NotCounted } from './view.js';

export interface BalancesData {
  readonly coordinates: Coordinates;
  /** Whose streams this run reads. */
  readonly subject: SubjectKind;
  readonly fundId: string | undefined;
  readonly upTo: bigint;
}

export interface PortionBalances {
  readonly sums: readonly AccountSum[];
  readonly events: number;
  readonly lastPosition: bigint;
  readonly notCounted: readonly NotCounted[];
}

export const job: PortfolioJob<BalancesData, PortionBalances> = {
  module: import.meta.url,
  handler: ({ coordinates, subject, fundId, upTo }, reading) => {
    const selection = selectionOf(coordinates);
    return async (portion) => {
      const total = emptyBalances();
      const notCounted: NotCounted[] = [];
      await readPortion(reading.reader, subject, portion, upTo, ({ stream, events }) => {
        if (fundId !== undefined && !isOfFund(stream, events, fundId)) return;
        const unreadable = reading.unreadable(stream, upTo);
        if (unreadable !== undefined) {
          notCounted.push({ stream, code: 'UNREADABLE_EVENT', message: unreadable.message });
          return;
        }
        // A stream counts as a whole or not at all, so that what is counted balances.
        const one = emptyBalances();
        try {
          addStream(one, events, selection);
        } catch (error) {
          notCounted.push({ stream, code: 'EVENT_NOT_FOLDABLE', message: thrown(whyOf(error), said) });
          return;
        }
        addSums(total, sumsOf(one), one.events, one.lastPosition);
      });
      return { sums: sumsOf(total), events: total.events, lastPosition: total.lastPosition, notCounted };
    };
  },
};

function isOfFund(stream: string, events: readonly RecordedEvent[], fundId: string): boolean {
  return stream === fundStream(fundId) || events[0]?.data['fundId'] === fundId;
}
