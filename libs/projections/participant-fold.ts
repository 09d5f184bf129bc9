/** The fold that every participant read model shares: events in effect at the coordinates, folded into the state. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { NotComputable } from '#money/not-computable.js';
import { stateOf } from '#ledger/subjects.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { knowledgeOf, type Coordinates } from './coordinates.js';

export type EnrolledState = ParticipantState & { readonly enrolment: Enrolment };

/** Sums that no longer fit are the fault of an event, which is found and named; in a view they are a refusal. */
function folded(fold: () => ParticipantState): ParticipantState {
  try {
    return fold();
  } catch (error) {
    throw error instanceof NotComputable ? new Error(error.message, { cause: error }) : error;
  }
}

/**
 * Folds a participant's stream (revision order) at coordinates. Refuses UNKNOWN_PARTICIPANT, NOT_YET_KNOWN (the ledger
 * came to know of the participant later) and BEFORE_FIRST_EVENT (the value date lies before the enrolment took effect).
 */
export function foldParticipant(
  participantId: string,
  events: readonly RecordedEvent[],
  coordinates: Coordinates,
): EnrolledState {
  const first = events[0];
  if (first === undefined) {
    return refuse('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; import it with \`accrual import participants FILE\``, {
      participantId,
    });
  }
  const knowledge = knowledgeOf(coordinates);
  const state = folded(() => stateOf('participant', events, { asOf: coordinates.asOf, ...knowledge }));
  if (state.enrolment !== undefined) return state as EnrolledState;
  if (!isKnown(first, knowledge)) {
    return refuse(
      'NOT_YET_KNOWN',
      `the ledger knows participant ${participantId} since ${first.recordedAt} (position ${first.position}), not at ${String(coordinates.knownAt)}`,
      { participantId, knownSince: first.recordedAt, position: String(first.position) },
    );
  }
  return refuse(
    'BEFORE_FIRST_EVENT',
    `participant ${participantId} was enrolled on ${first.effectiveDate}; there is nothing to say as of ${coordinates.asOf}`,
    { participantId, enrolledOn: first.effectiveDate, asOf: coordinates.asOf },
  );
}
