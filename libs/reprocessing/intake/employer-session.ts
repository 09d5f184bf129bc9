/** What a session knows of an employer. */
import { eventId } from '#journal/event-id.js';
import type { EmployerContext } from '#ledger/employer/deciding/context.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import type { EmployerAnnulContext } from '#ledger/employer/annul.js';
import { NOTHING_RESTS, type RestingElsewhere } from '#ledger/employer/resting.js';
import type { EmployerEvent, EmployerState } from '#ledger/employer/state.js';
import type { Standing } from '#ledger/kernel/decision.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { stateOf } from '#ledger/subjects.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { whyNot } from '#portfolio/read-subject.js';
import type { SubjectSession } from './subject-session.js';

/** The employer as known now, whatever the value dates. Refuses EMPLOYER_NOT_READABLE where what stands cannot be folded. */
function employerIn({ subject: { id: employerId }, events }: SubjectSession): EmployerState {
  try {
    return stateOf('employer', events(), { asOf: LAST_DATE });
  } catch (error) {
    throw new Refused(whyNot('employer', employerId, events(), error));
  }
}

/** What a decision about an affiliated employer looks at. */
export function employerContext(
  session: SubjectSession,
  today: CivilDate,
  standing: Standing,
  law: EmployerLaw,
  employerOf: EmployerContext<EmployerState>['employerOf'],
  elsewhere: RestingElsewhere = NOTHING_RESTS,
): EmployerAnnulContext {
  const {
    subject: { id },
    stream,
  } = session;
  const events = session.events() as unknown as readonly EmployerEvent[];
  let employer: EmployerState | undefined;
  return {
    id,
    get employer() {
      return (employer ??= employerIn(session)); // an event that cannot be folded may be what is annulled
    },
    events,
    elsewhere,
    today,
    standing,
    law,
    idOf: (key) => eventId(stream, key),
    employerOf,
  };
}
