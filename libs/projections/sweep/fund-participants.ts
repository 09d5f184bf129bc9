/** The participants of one fund in a portion, each folded with the rules that count for it. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import type { Coordinates } from '../coordinates.js';
import { foldParticipant } from '../participant-fold.js';
import type { RulesInForce } from '../rules-in-force.js';
import { foldFailure } from './fold-failure.js';
import type { TolerantReader } from './open-journal.js';
import { visitParticipants } from './participants.js';
import { pinnedRules } from './pinned-rules.js';
import type { Portion } from './portions.js';
import type { FailedParticipant } from './tasks.js';

type VisitFund = (
  portion: Portion,
  participant: (participantId: string, state: ParticipantState, events: readonly RecordedEvent[], rules: RulesInForce) => void,
) => Promise<{ readonly participants: number; readonly events: number; readonly failed: readonly FailedParticipant[] }>;

interface FundRun {
  readonly fundId: string;
  readonly upTo: bigint;
  /** Facts that take effect up to this day; without it all count: a fact of next month changes no year that is decided. */
  readonly on?: CivilDate;
}

export function fundVisitor({ fundId, upTo, on = LAST_DATE }: FundRun, reading: TolerantReader): VisitFund {
  const coordinates: Coordinates = { asOf: on, knownAt: upTo, rulesKnownAt: undefined };
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
