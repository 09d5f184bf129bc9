/** A portion's participants of one fund: what is due to them by the fund's decisions, and by what its results are allotted. */
import type { RecordedEvent } from '#ledger/envelope.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { attempt } from '#ledger/refusal.js';
import { LAST_DATE } from '#money/civil-date.js';
import { reconcile } from '#rulebooks/frame/reconcile.js';
import { sharesToState } from '#rulebooks/frame/stated-shares.js';
import type { AllotmentBases } from '#rulebooks/frame/rulebook.js';
import type { Coordinates } from '../coordinates.js';
import { foldParticipant } from '../participant-fold.js';
import type { RulesInForce } from '../rules-in-force.js';
import { foldFailure } from './fold-failure.js';
import type { TolerantReader } from './open-journal.js';
import { visitParticipants } from './participants.js';
import { pinnedRules } from './pinned-rules.js';
import type { Portion } from './portions.js';
import type { AllotmentBasesJob, AllotmentBasesResult, EntitlementsJob, EntitlementsResult, FailedParticipant } from './tasks.js';

export function entitlementsHandler(job: EntitlementsJob, reading: TolerantReader): (portion: Portion) => Promise<EntitlementsResult> {
  const visit = fundVisitor(job, reading);
  return async (portion) => {
    const due: EntitlementsResult['due'][number][] = [];
    const counted = await visit(portion, (participantId, state, events, { rulebook, fund, parameters }) => {
      const decided = [...reconcile(rulebook, state, fund, parameters, job.today), ...sharesToState(rulebook, state, events, fund)];
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
      const bases = rulebook.results?.bases(state, fund, parameters, job.moment);
      if (bases === undefined) return;
      ids.push(participantId);
      all.push(bases);
    });
    return { ids, bases: all, events, failed };
  };
}

type VisitFund = (
  portion: Portion,
  participant: (participantId: string, state: ParticipantState, events: readonly RecordedEvent[], rules: RulesInForce) => void,
) => Promise<{ readonly participants: number; readonly events: number; readonly failed: readonly FailedParticipant[] }>;

/** All facts count, whatever their value date: a fact of next month changes no year that is decided. */
function fundVisitor({ fundId, upTo }: { readonly fundId: string; readonly upTo: bigint }, reading: TolerantReader): VisitFund {
  const coordinates: Coordinates = { asOf: LAST_DATE, knownAt: upTo, rulesKnownAt: undefined };
  const rules = pinnedRules(reading.reader, upTo, undefined);
  return async (portion, participant) => {
    const counts = { participants: 0, events: 0, failed: [] as FailedParticipant[] };
    await visitParticipants(portion, { reading, rules, coordinates, upTo }, {
      participant: (participantId, events, inForce) => {
        if (events[0]?.data['fundId'] !== fundId) return;
        counts.participants += 1;
        counts.events += events.length;
        try {
          const outcome = attempt(() => participant(participantId, foldParticipant(participantId, events, coordinates), events, inForce));
          if (outcome.status === 'refused') counts.failed.push({ participantId, code: outcome.refusal.code, message: outcome.refusal.message });
        } catch (error) {
          const { code, message } = foldFailure(participantId, events, coordinates, error);
          counts.failed.push({ participantId, code, message });
        }
      },
      refused: (participantId, events, { code, message }) => {
        if (events[0]?.data['fundId'] === fundId) counts.failed.push({ participantId, code, message });
      },
      failed: (participantId, { code, message }) => counts.failed.push({ participantId, code, message }),
    });
    return counts;
  };
}
