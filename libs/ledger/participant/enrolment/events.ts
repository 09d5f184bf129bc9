/** Who a participant is to the scheme. */
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

/** The key of the first event of a participant. */
export const ENROLLED_KEY = 'enrolled';

const sex = is.oneOf('male', 'female');
export type Sex = is.TypeOf<typeof sex>;

export const ENROLMENT_EVENTS = {
  ParticipantEnrolled: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: 'enrolment',
    schema: is.record({
      participantId: is.identifier,
      scheme: is.identifier,
      fundId: is.identifier,
      birthDate: is.date,
      sex,
      enrolledOn: is.date,
    }),
  },
} satisfies AnnullableDefinitions;

export type EnrolmentEventData = DataOf<typeof ENROLMENT_EVENTS>;
export type Enrolment = EnrolmentEventData['ParticipantEnrolled'];

export interface EnrolmentSlice {
  enrolment: Enrolment | undefined;
}

export function initialEnrolment(): EnrolmentSlice {
  return { enrolment: undefined };
}

export const foldEnrolment: FoldInPlace<EnrolmentEventData, EnrolmentSlice> = {
  ParticipantEnrolled: (slice, event) => {
    slice.enrolment = event.data;
  },
};
