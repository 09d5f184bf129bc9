/** Credit applied on due dates and as it comes in, and late interest charged or derived again, up to a day (nl-pob 2.5; policy 5). */
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Decided } from '../../kernel/event.js';
import type { EmployerLaw } from '../law/law.js';
import type { AppliedCredit, InvoiceEventData, InvoicesSlice } from './events.js';
import { creditOn, openInvoices, receivablesOf } from './owed.js';
import { shownAllocations } from './record-payment.js';

type Booked = Decided<InvoiceEventData, 'CreditApplied' | 'DefaultInterestCharged'>;
type Books = Pick<InvoicesSlice, 'invoices' | 'payments' | 'credits' | 'interest'>;

/** Events to append; none where the books are right. Due dates and anniversaries after `to` have not come. */
export function creditAndInterest(books: Books, to: CivilDate, law: EmployerLaw): readonly Booked[] {
  const applied = creditsDue(books, to, law);
  const withCredit = { ...books, credits: [...books.credits, ...applied.map(({ credit }) => credit)] };
  return [...applied.map(({ event }) => event), ...interestDue(withCredit, to, law)];
}

interface Application {
  readonly credit: AppliedCredit;
  readonly event: Booked;
}

function creditsDue(books: Books, to: CivilDate, law: EmployerLaw): readonly Application[] {
  // A payment that came in before its invoice was written is all credit: it pays what was due by its day on that day.
  const received = books.payments.flatMap(({ receivedOn, unallocatedMinor }) => (unallocatedMinor > 0 ? [receivedOn] : []));
  const days = [...new Set([...books.invoices.map(({ data }) => data.dueOn), ...received])].filter((day) => day <= to).sort();
  const found: Application[] = [];
  for (const on of days) {
    const credits = [...books.credits, ...found.map(({ credit }) => credit)];
    const now = { ...books, credits };
    const creditMinor = creditOn(now, on, law.receivables);
    if (creditMinor <= 0) continue;
    const open = openInvoices(receivablesOf(now), on, law.receivables.balance);
    const { allocations, unallocatedMinor } = law.receivables.applyCredit(creditMinor, open, on);
    if (allocations.length === 0) continue;
    const amountMinor = creditMinor - unallocatedMinor;
    // Numbered by those before it, so that the same credit found twice is one event.
    const key = `credit:${on}:${credits.filter((one) => one.on === on).length}`;
    const data = { on, amount: formatMinor(amountMinor), currency: law.currency, allocations: shownAllocations(allocations) };
    found.push({ credit: { eventId: key, on, amountMinor, allocations }, event: { type: 'CreditApplied', effectiveDate: on, key, data } });
  }
  return found;
}

function interestDue(books: Books, to: CivilDate, law: EmployerLaw): readonly Booked[] {
  return receivablesOf(books).flatMap((receivable) => {
    if (receivable.dueOn > to) return [];
    const booked = books.interest.filter((one) => one.invoice === receivable.invoice && one.to <= to);
    return law.receivables.interestDifferences(receivable, booked, to).map(({ invoice, from, to: day, amountMinor, kind }): Booked => {
      const key = `interest:${invoice}:${day}:${booked.filter((one) => one.to === day).length}`;
      const data = { invoice, from, to: day, amount: formatMinor(amountMinor), currency: law.currency, kind };
      return { type: 'DefaultInterestCharged', effectiveDate: day, key, data };
    });
  });
}
