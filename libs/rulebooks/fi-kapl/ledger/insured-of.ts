/** The person the formulas are about. */
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Insured } from '../insured.js';

export function insuredOf(state: ParticipantState): Insured {
  if (state.enrolment === undefined) throw new Error('a participant without enrolment has no figures');
  return { birthDate: state.enrolment.birthDate, sex: state.enrolment.sex };
}
