/** Credit applied as it falls due, and late interest charged or derived again, up to a day (nl-pob 2.5; policy 5). */
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Decided } from '../../kernel/event.js';
import type { EmployerLaw } from '../law/law.js';
import { accountOf, type EmployerAccount } from './account.js';
import { bookingsOf, type AccountBooking, type BookedAccount } from './book-account.js';
import type { InvoiceEventData, InvoicesSlice } from './events.js';

type InterestBooking = Decided<InvoiceEventData, 'DefaultInterestCharged'>;
type Books = BookedAccount & Pick<InvoicesSlice, 'interest'>;

/** Events to append; none where the books are right. Due dates and anniversaries after `to` have not come. */
export function creditAndInterest(books: Books, to: CivilDate, law: EmployerLaw): readonly (AccountBooking | InterestBooking)[] {
  const account = accountOf(books, to, law.receivables);
  return [...bookingsOf(books, account, law.currency), ...interestDue(books, account, law)];
}

function interestDue({ interest }: Books, { receivables, asOf }: EmployerAccount, law: EmployerLaw): readonly InterestBooking[] {
  return receivables.flatMap((receivable) => {
    if (receivable.dueOn > asOf) return [];
    const booked = interest.filter((one) => one.invoice === receivable.invoice && one.to <= asOf);
    const differences = law.receivables.interestDifferences(receivable, booked, asOf);
    return differences.map(({ invoice, from, to, amountMinor, kind }): InterestBooking => {
      const key = `interest:${invoice}:${to}:${booked.filter((one) => one.to === to).length}`;
      const data = { invoice, from, to, amount: formatMinor(amountMinor), currency: law.currency, kind };
      return { type: 'DefaultInterestCharged', effectiveDate: to, key, data };
    });
  });
}
