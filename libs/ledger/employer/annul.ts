/** The annulment of a fact of an employer that should never have been recorded, with its books put right. */
import { annulmentOf, toBeAnnulled, type Annul, type DecidedAnnulment } from '../kernel/annulment.js';
import { refused, type Decision } from '../kernel/decision.js';
import { eventsInEffect } from '../kernel/selection.js';
import { isSameText } from '../kernel/text.js';
import { LAST_DATE } from '#money/civil-date.js';
import type { EmployerContext } from './deciding/context.js';
import { EMPLOYER_DEFINITIONS } from './families.js';
import { bookingsAfter, type AccountBooking } from './invoices/book-account.js';
import { restingIn, restingOutside, type RestingElsewhere } from './resting.js';
import { evolveEmployer, initialEmployer, type EmployerEvent, type EmployerState } from './state.js';

export interface EmployerAnnulContext extends EmployerContext<EmployerState> {
  /** The whole stream, in revision order. */
  readonly events: readonly EmployerEvent[];
  readonly elsewhere: RestingElsewhere;
}

/**
 * EventAnnulled with the value date of what it annuls. A payment takes what was corrected of its allocations with it; what others pay
 * without it, and credit, are put right in the same write, as if it had never come; late interest is derived again by its next run.
 * An event already annulled is no change. Refuses UNKNOWN_EVENT, CANNOT_BE_ANNULLED, and STILL_RESTED_ON: what was decided on it has to go
 * first.
 */
export function annulOfEmployer({ eventId, reason }: Annul, context: EmployerAnnulContext): Decision<DecidedAnnulment | AccountBooking> {
  const { id: employerId, events, elsewhere, law } = context;
  const found = toBeAnnulled(eventId, events, EMPLOYER_DEFINITIONS, { employerId });
  if (found.status !== 'found') return found;
  const { event, standing } = found;
  const resting = restingIn(event, standing) ?? restingOutside(event, elsewhere);
  if (resting !== undefined) {
    return refused('STILL_RESTED_ON', { employerId, eventId, type: event.type, restingType: resting.type, resting: resting.id });
  }
  const following = standing.filter((other) => followsFrom(other, event));
  const targets = new Set([event, ...following]);
  const annulments = [...targets].map((target) => annulmentOf(target, reason));
  if (event.type !== 'PremiumPaid') return { status: 'decided', events: annulments };
  const books = booksOf(standing.filter((other) => !targets.has(other)));
  return { status: 'decided', events: [...annulments, ...bookingsAfter(books, event.effectiveDate, law)] };
}

function followsFrom(other: EmployerEvent, event: EmployerEvent): boolean {
  if (event.type !== 'PremiumPaid' || other.type !== 'AllocationCorrected') return false;
  const { payment } = other.data;
  return payment !== undefined && isSameText(payment, event.data.reference);
}

/** What is left, folded without what is annulled: that may be what cannot be folded. */
function booksOf(left: readonly EmployerEvent[]): EmployerState {
  return eventsInEffect(left, { asOf: LAST_DATE }).reduce(evolveEmployer, initialEmployer());
}
