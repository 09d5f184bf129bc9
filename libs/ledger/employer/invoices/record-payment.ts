/** A payment of an employer, and what it pays (nl-pob 2.4, section 9). */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, placeUnderKey, refused, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { employerAmountProblem, employerDayProblem, referenceTaken, type EmployerContext } from '../deciding/context.js';
import { shownAllocations } from './book-account.js';
import type { InvoiceEventData, InvoicesSlice, ReceivedPayment } from './events.js';
import { bookAnew, type BookPayment } from './payments-in-turn.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_INVOICE: { readonly employerId?: string; readonly participantId?: string; readonly invoice: string };
  }
}

export interface RecordPayment {
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: CivilDate;
  readonly reference: string;
  /** Which invoice the employer means; without one the oldest due date comes first. */
  readonly invoice: string | undefined;
}

export interface PaymentContext extends EmployerContext<InvoicesSlice> {
  /** Of an employer of which many payments are told together (`paymentsInTurn`). */
  readonly bookPayment?: BookPayment | undefined;
}

/**
 * PremiumPaid on the day of receipt, allocated to the invoices sent by then; what is left is credit. Where later payments or credit have
 * been booked already, what they pay is put right. Refuses EMPLOYER_NOT_AFFILIATED,
 * EVENT_IN_FUTURE, BEFORE_AFFILIATION, WRONG_CURRENCY, INVALID_AMOUNT, UNKNOWN_INVOICE, MISSING_PARAMETER (late interest) and
 * PAYMENT_ALREADY_RECORDED (the same reference with other content).
 */
export function recordPayment(command: RecordPayment, context: PaymentContext): Decision<Decided<InvoiceEventData>> {
  const { amountMinor, currency, receivedOn, reference, invoice } = command;
  const { id, employer, law, standing, bookPayment = bookAnew } = context;
  const problem = employerDayProblem('receivedOn', receivedOn, context) ?? employerAmountProblem(amountMinor, currency, context);
  if (problem !== undefined) return problem;
  const amount = formatMinor(amountMinor);
  const isSame = ({ data }: StandingFact): boolean =>
    data['amount'] === amount && data['receivedOn'] === receivedOn && data['invoice'] === invoice;
  const { key, occurrence, stands } = placeUnderKey(`payment:${JSON.stringify(comparableText(reference))}`, standing, isSame);
  if (stands !== undefined) {
    return isSame(stands) ? NO_CHANGE : referenceTaken('PAYMENT_ALREADY_RECORDED', reference, id);
  }
  const sentBy = (data: InvoiceEventData['PremiumInvoiced']): boolean => data.invoice === invoice && data.sentOn <= receivedOn;
  if (invoice !== undefined && !employer.invoices.some(({ data }) => sentBy(data))) {
    return refused('UNKNOWN_INVOICE', { employerId: id, invoice });
  }
  const told = { eventId: key, reference, receivedOn, amountMinor, named: invoice };
  const received: ReceivedPayment = { ...told, booked: [], corrections: 0, occurrence };
  const { allocations, unallocatedMinor, bookings } = bookPayment(employer, received, law);
  const data: InvoiceEventData['PremiumPaid'] = {
    amount,
    currency,
    receivedOn,
    reference,
    allocations: shownAllocations(allocations),
    unallocated: formatMinor(unallocatedMinor),
    ...(invoice === undefined ? {} : { invoice }),
    ...(occurrence === 1 ? {} : { occurrence }),
  };
  return { status: 'decided', events: [{ type: 'PremiumPaid', effectiveDate: receivedOn, key, data }, ...bookings] };
}
