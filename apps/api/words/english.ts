/** What the API says of the refusals that it alone knows: they are about its own work, and name its routes. */
import type { WordsOf } from '#words/words.js';
import type { HttpRefusals } from '../refusals.js';

export const HTTP_ENGLISH: WordsOf<HttpRefusals> = {
  ALREADY_COMMITTED: ({ id, digest }) => `events rest on the file of ${id}, by the plan ${digest}; it is kept as their source`,
  INTERNAL_ERROR: () => 'an error that should not happen; the log holds it',
  NOT_PLANNED: ({ id }) => `${id} has no plan now; GET /v1/reprocessings/${id} says how far it is`,
  NOTHING_SUPPOSED: () => 'the body supposes nothing; give rules, reports or both',
  NOTHING_TO_COMMIT: () =>
    'the plan has no events: every row is refused, or the ledger holds it already; it needs neither approval nor commit',
  NO_REJECTS: ({ id }) => `no row of ${id} was refused`,
  PLAN_DIFFERS: ({ id, asked, digest }) => `the plan of ${id} is ${digest ?? 'not made yet'}, not ${asked}; look at its report again`,
  STOPPED: () => 'the study was not made; ask for it again',
  TOO_MANY_REPROCESSINGS: ({ waiting }) => `${waiting} reprocessings are waiting already; try again once some of them are done`,
  UNDER_WAY: ({ id, status }) => `${id} is ${status}; GET /v1/reprocessings/${id} says how far it is`,
  UNKNOWN_BATCH: ({ batchId }) => `the ledger has no batch ${batchId}`,
  UNKNOWN_REPROCESSING: ({ id }) => `there is no reprocessing ${id}; GET /v1/reprocessings lists them`,
};
