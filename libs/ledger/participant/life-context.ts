import type { FactContext } from './deciding/terms.js';
import type { Enrolment } from './enrolment/events.js';
import type { ParticipantState } from './state.js';

/** What decisions about a participant's life, pensions and rights look at beside the stream's keys. */
export interface LifeContext extends FactContext {
  readonly enrolment: Enrolment;
  /** All that is known, whatever the value dates. */
  readonly state: ParticipantState;
}
