/** What a session knows of an employer. */
import { eventId } from '#journal/event-id.js';
import type { EmployerContext } from '#ledger/employer/deciding/context.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import type { EmployerAnnulContext } from '#ledger/employer/annul.js';
import { NOTHING_RESTS, type RestingElsewhere } from '#ledger/employer/resting.js';
import type { EmployerEvent, EmployerState } from '#ledger/employer/state.js';
import type { Standing } from '#ledger/kernel/decision.js';
import { refusalOf, refuse } from '#ledger/kernel/refusal.js';
import { stateOf } from '#ledger/subjects.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { said } from '#words/said.js';
import type { SubjectSession } from './subject-session.js';

/** The employer as known now, whatever the value dates. Refuses EMPLOYER_NOT_READABLE where what stands cannot be folded. */
function employerIn({ subject: { id: employerId }, stream, events }: SubjectSession): EmployerState {
  try {
    return stateOf('employer', events(), { asOf: LAST_DATE });
  } catch (error) {
    const why = refusalOf(error);
    const message = why !== undefined ? said(why) : error instanceof Error ? error.message : String(error);
    return refuse('EMPLOYER_NOT_READABLE', `employer ${employerId} cannot be read: ${message}`, { employerId, stream });
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
