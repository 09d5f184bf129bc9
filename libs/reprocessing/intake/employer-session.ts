/** What a session knows of an employer. */
import { eventId } from '#journal/event-id.js';
import type { EmployerContext } from '#ledger/employer/deciding/context.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import type { EmployerAnnulContext } from '#ledger/employer/annul.js';
import { NOTHING_RESTS, type RestingElsewhere } from '#ledger/employer/resting.js';
import { BOOKED_BY, lastBookedDay } from '#ledger/employer/invoices/book-account.js';
import { paymentsInTurn, type BookPayment } from '#ledger/employer/invoices/payments-in-turn.js';
import type { PaymentContext } from '#ledger/employer/invoices/record-payment.js';
import { evolveEmployer, type EmployerEvent, type EmployerState } from '#ledger/employer/state.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { Standing } from '#ledger/kernel/decision.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { stateOf } from '#ledger/subjects.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { whyNot } from '#portfolio/read-subject.js';
import { keptWith, type SubjectSession } from './subject-session.js';

/** What is carried from one row of an employer to the next. */
interface Carried {
  /** Events that are folded. */
  events: number;
  employer: EmployerState;
  lastBooked: CivilDate | undefined;
}

const CARRIED = keptWith<Carried>('employer');
const IN_TURN = keptWith<BookPayment>('payments in turn');

/**
 * The employer as known now, whatever the value dates. What payments add in the order of their days is folded on what is known: a fold of
 * all for each of thousands would be thousands of times as long. Refuses EMPLOYER_NOT_READABLE where what stands cannot be folded.
 */
export function employerIn(session: SubjectSession): EmployerState {
  const events = session.events();
  const known = CARRIED.of(session);
  if (known !== undefined && goesOn(known, events)) {
    for (; known.events < events.length; known.events += 1) {
      const event = events[known.events] as RecordedEvent;
      known.employer = evolveEmployer(known.employer, event);
      known.lastBooked = event.effectiveDate;
    }
    return known.employer;
  }
  const employer = foldedWhole(session);
  return CARRIED.keep(session, { events: events.length, employer, lastBooked: lastBookedDay(employer) }).employer;
}

function goesOn({ events: folded, lastBooked = '' }: Carried, events: readonly RecordedEvent[]): boolean {
  let last = lastBooked;
  for (let at = folded; at < events.length; at += 1) {
    const { type, effectiveDate } = events[at] as RecordedEvent;
    if (!BOOKED_BY.includes(type) || effectiveDate < last) return false;
    last = effectiveDate;
  }
  return true;
}

function foldedWhole({ subject: { id: employerId }, events }: SubjectSession): EmployerState {
  try {
    return stateOf('employer', events(), { asOf: LAST_DATE });
  } catch (error) {
    throw new Refused(whyNot('employer', employerId, events(), error));
  }
}

function inTurn(session: SubjectSession): BookPayment {
  return IN_TURN.of(session) ?? IN_TURN.keep(session, paymentsInTurn());
}

/** What a decision about an affiliated employer looks at. */
export function employerContext(
  session: SubjectSession,
  today: CivilDate,
  standing: Standing,
  law: EmployerLaw,
  employerOf: EmployerContext<EmployerState>['employerOf'],
  elsewhere: RestingElsewhere = NOTHING_RESTS,
): EmployerAnnulContext & PaymentContext {
  const {
    subject: { id },
    stream,
  } = session;
  const events = session.events() as readonly EmployerEvent[];
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
    bookPayment: inTurn(session),
    idOf: (key) => eventId(stream, key),
    employerOf,
  };
}
