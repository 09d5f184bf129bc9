/** Refusals of what is asked: coordinates, read models, and what the ledger does not have. */
import type { RefusalWords } from './words.js';

export const OF_READINGS = {
  CONFLICTING_COORDINATES: () => 'asThen sets knownAt and rulesKnownAt; give either it or them',
  RUN_NOT_NAMED: ({ runId, studies }) => `${studies} studies begin with ${runId}; name one whole`,
  TOO_MANY_CALCULATIONS: ({ made, waiting }) =>
    made === undefined
      ? `${waiting} studies wait for their turn; send this one again later`
      : `${made} long calculations are made at once, and ${waiting} wait; send this one again later`,
  UNKNOWN_RUN: ({ runId, wanted }) =>
    wanted === 'recorded' ? `no study ${runId.slice(0, 64)} is recorded` : `no study ${runId} is under way`,
} satisfies Partial<RefusalWords>;
