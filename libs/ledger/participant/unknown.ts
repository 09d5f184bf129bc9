/** What is answered where the ledger has no such participant. */
import { refusal, type Refusal } from '../kernel/refusal.js';

export function unknownParticipant(participantId: string): Refusal {
  return refusal('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; enrol it first`, { participantId });
}
