/** A participant's stream, folded at coordinates. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { foldSubject } from '#portfolio/folded-subject.js';
import { PARTICIPANT, type EnrolledState } from '#portfolio/participant.js';
import { selectionOf, type Coordinates } from './coordinates.js';

/** Refuses UNKNOWN_PARTICIPANT, NOT_YET_KNOWN and BEFORE_FIRST_EVENT. */
export function foldParticipant(participantId: string, events: readonly RecordedEvent[], coordinates: Coordinates): EnrolledState {
  return foldSubject(PARTICIPANT, participantId, events, selectionOf(coordinates)).state;
}
