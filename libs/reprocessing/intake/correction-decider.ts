/** Corrections of one participant, decided on the stream as it stands: for bulk reprocessing, which plans first and commits later. */
import { eventId } from '#journal/event-id.js';
import type { JournalReader, StreamAppend } from '#journal/port.js';
import type { EventToAppend } from '#ledger/envelope.js';
import type { Decision } from '#ledger/participant/decide.js';
import { correctIncome, type CorrectIncome } from '#ledger/participant/decide-correction.js';
import type { Instant } from '#money/civil-date.js';
import { openSession } from './participant-session.js';
import { factContext, unknownParticipant } from './row-decisions.js';
import { schemesOf, type SchemeSource } from './schemes.js';
import { toAppend, type Stamp } from '../batch/stamp.js';

export interface CorrectionDeciderSource extends SchemeSource {
  readonly journal: JournalReader;
  readonly clock: () => Instant;
}

export interface WantedCorrection {
  /** `occurrence` from `occurrenceCounter`, where the corrections come from a file. */
  readonly command: CorrectIncome;
  readonly stamp: Stamp;
}

export interface DecidedCorrections {
  readonly participantId: string;
  /** One for each wanted correction, in order; events carry before, after and what is settled. */
  readonly decisions: readonly Decision[];
  /** All their events, expecting the revision they were decided on; undefined where there are none. */
  readonly append: StreamAppend | undefined;
}

export type CorrectionDecider = (participantId: string, wanted: readonly WantedCorrection[]) => Promise<DecidedCorrections>;

/**
 * Decides corrections in order, each against the income known just before it: that of the stream and of the corrections
 * before it in the list. Nothing is written; whoever appends the answer is refused WRONG_EXPECTED_REVISION once the
 * participant has moved. Refusals: those of `correctIncome`, and UNKNOWN_PARTICIPANT.
 */
export function correctionDecider(source: CorrectionDeciderSource): CorrectionDecider {
  const schemes = schemesOf(source);
  return async (participantId, wanted) => {
    const now = source.clock();
    const session = await openSession(source.journal, participantId);
    const enrolment = session.enrolment();
    if (enrolment === undefined) return { participantId, decisions: wanted.map(() => unknownParticipant(participantId)), append: undefined };
    const settle = await schemes.settlement(enrolment.fundId, enrolment.scheme);
    const decisions: Decision[] = [];
    const events: EventToAppend[] = [];
    for (const { command, stamp } of wanted) {
      const known = { ...enrolment, diedOn: session.diedOn() };
      const facts = factContext(participantId, known, schemes, now.slice(0, 10), session.standing(stamp.source?.sha256));
      const state = session.stateBefore({});
      const decision = correctIncome(command, { ...facts, state, settle, idOf: (key) => eventId(session.stream, key) });
      decisions.push(decision);
      if (decision.status !== 'decided') continue;
      const decided = decision.events.map((event) => toAppend(session.stream, event, stamp));
      events.push(...decided);
      session.add(decided, now);
    }
    const append = events.length === 0 ? undefined : { stream: session.stream, expected: session.revision, events };
    return { participantId, decisions, append };
  };
}
