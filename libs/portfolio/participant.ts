/** Participants, as the runners fold them. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refusal, Refused } from '#ledger/kernel/refusal.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { unknownParticipant } from '#ledger/participant/unknown.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { FoldedSubject } from './folded-subject.js';

export type EnrolledState = ParticipantState & { readonly enrolment: Enrolment };

export const PARTICIPANT: FoldedSubject<EnrolledState> = {
  kind: 'participant',
  hasBegun: (state): state is EnrolledState => (state as ParticipantState).enrolment !== undefined,
  homeOf: (first) => first.data as Pick<Enrolment, 'fundId' | 'scheme'>,
  refuseUnknown: (participantId, place) => {
    throw new Refused(unknownParticipant(participantId, place));
  },
  beforeFirst: (participantId, { effectiveDate }: RecordedEvent, asOf) =>
    new Refused(refusal('BEFORE_FIRST_EVENT', { participantId, enrolledOn: effectiveDate, asOf })),
};
