/** A portion's participants of one fund: what is due to them by the fund's decisions, and by what its results are allotted. */
import { eventsDue } from '#rulebooks/frame/due.js';
import type { AllotmentBases } from '#rulebooks/frame/capabilities/results.js';
import { fundVisitor } from './fund-participants.js';
import type { TolerantReader } from './open-journal.js';
import type { Portion } from './portions.js';
import type { AllotmentBasesJob, AllotmentBasesResult, EntitlementsJob, EntitlementsResult } from './tasks.js';

export function entitlementsHandler(job: EntitlementsJob, reading: TolerantReader): (portion: Portion) => Promise<EntitlementsResult> {
  const visit = fundVisitor(job, reading);
  return async (portion) => {
    const due: EntitlementsResult['due'][number][] = [];
    const counted = await visit(portion, (participantId, state, events, rules) => {
      const decided = eventsDue(rules, state, events, job.today);
      if (decided.length > 0) due.push({ participantId, revision: events.length - 1, events: decided });
    });
    return { due, ...counted };
  };
}

export function allotmentBasesHandler(job: AllotmentBasesJob, reading: TolerantReader): (portion: Portion) => Promise<AllotmentBasesResult> {
  const visit = fundVisitor(job, reading);
  return async (portion) => {
    const ids: string[] = [];
    const all: AllotmentBases[] = [];
    const { events, failed } = await visit(portion, (participantId, state, _events, { rulebook, fund, parameters }) => {
      const bases = rulebook.capabilities.results?.bases(state, fund, parameters, job.moment);
      if (bases === undefined) return;
      ids.push(participantId);
      all.push(bases);
    });
    return { ids, bases: all, events, failed };
  };
}
