/** A payment of an employer, and what it pays (nl-pob 2.4, section 9). */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { employerAmountProblem, employerDayProblem, referenceTaken, type EmployerContext } from '../deciding/context.js';
import type { InvoiceEventData, InvoicesSlice } from './events.js';
import { openInvoices, receivablesOf } from './owed.js';
import type { Allocation } from '../law/receivable.js';

export interface RecordPayment {
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: CivilDate;
  readonly reference: string;
  /** Which invoice the employer means; without one the oldest due date comes first. */
  readonly invoice: string | undefined;
}

/**
 * PremiumPaid on the day of receipt, allocated to the invoices sent by then; what is left is credit. Refuses EMPLOYER_NOT_AFFILIATED,
 * EVENT_IN_FUTURE, BEFORE_AFFILIATION, WRONG_CURRENCY, INVALID_AMOUNT, UNKNOWN_INVOICE, MISSING_PARAMETER (late interest) and
 * PAYMENT_ALREADY_RECORDED (the same reference with other content).
 */
export function recordPayment(command: RecordPayment, context: EmployerContext<InvoicesSlice>): Decision<Decided<InvoiceEventData>> {
  const { amountMinor, currency, receivedOn, reference, invoice } = command;
  const { id, employer, law, standing } = context;
  const problem = employerDayProblem('receivedOn', receivedOn, context) ?? employerAmountProblem(amountMinor, currency, context);
  if (problem !== undefined) return problem;
  const key = `payment:${JSON.stringify(comparableText(reference))}`;
  const amount = formatMinor(amountMinor);
  const known = standing(key);
  if (known !== undefined) {
    const { data } = known;
    const isSame = data['amount'] === amount && data['receivedOn'] === receivedOn && data['invoice'] === invoice;
    return isSame ? NO_CHANGE : referenceTaken('a payment', 'PAYMENT_ALREADY_RECORDED', reference, id);
  }
  const open = openInvoices(receivablesOf(employer), receivedOn, law.receivables.balance);
  const { allocations, unallocatedMinor } = law.receivables.allocate(amountMinor, open, invoice);
  const data: InvoiceEventData['PremiumPaid'] = {
    amount,
    currency,
    receivedOn,
    reference,
    allocations: shownAllocations(allocations),
    unallocated: formatMinor(unallocatedMinor),
    ...(invoice === undefined ? {} : { invoice }),
  };
  return { status: 'decided', events: [{ type: 'PremiumPaid', effectiveDate: receivedOn, key, data }] };
}

export function shownAllocations(allocations: readonly Allocation[]): InvoiceEventData['PremiumPaid']['allocations'] {
  return allocations.map(({ invoice, amountMinor }) => ({ invoice, amount: formatMinor(amountMinor) }));
}
