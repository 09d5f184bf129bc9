/** What is answered where the ledger has no such participant. */
import type { NotInModel } from '../kernel/refused-subject.js';
import { refusal, type Refusal } from '../kernel/refusal.js';

declare module '../kernel/refusal.js' {
  interface Refusals {
    /** With `transferId`: not among those who go over with it. `participant`: as an operation was asked. */
    UNKNOWN_PARTICIPANT:
      | ({ readonly participantId: string } & NotInModel)
      | { readonly participantId: string; readonly transferId?: string }
      | { readonly participant: string };
  }
}

export function unknownParticipant(participantId: string, place?: NotInModel): Refusal {
  return refusal('UNKNOWN_PARTICIPANT', { participantId, ...place });
}
