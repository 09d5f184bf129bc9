/** Rows of the standing models for a portion, as a rebuild asks for them. */
import { addFailure, addRefusal, addRows, rowsCollector, type RowsContext } from '../standing/rows.js';
import type { StandingRows } from '../standing/model.js';
import type { TolerantReader } from './open-journal.js';
import { visitParticipants } from './participants.js';
import { pinnedRules } from './pinned-rules.js';
import type { Portion } from './portions.js';
import type { StandingJob } from './tasks.js';

export function standingHandler(job: StandingJob, reading: TolerantReader): (portion: Portion) => Promise<StandingRows> {
  const coordinates = { asOf: job.asOf, knownAt: job.upTo, rulesKnownAt: undefined };
  const rules = pinnedRules(reading.reader, job.upTo, undefined);
  const context: RowsContext = { models: job.models, coordinates, since: job.since };
  return async (portion) => {
    const into = rowsCollector();
    await visitParticipants(portion, { reading, rules, coordinates, upTo: job.upTo }, {
      participant: (id, events, inForce) => addRows(into, id, events, inForce, context),
      refused: (id, events, refused) => addRefusal(into, id, events, refused, context),
      failed: (id, failure) => addFailure(into, id, failure, context),
    });
    return into;
  };
}
