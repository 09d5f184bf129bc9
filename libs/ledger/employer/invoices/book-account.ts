/** What is booked of an employer's account, made what it should be: allocations and credit, put right where they were not. */
import { addMinor, formatMinor, sumMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { occurrenceKey } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import type { Allocation } from '../law/receivable.js';
import type { EmployerLaw } from '../law/law.js';
import { accountOf, type AllocatedPayment, type EmployerAccount } from './account.js';
import type { InvoiceEventData, InvoicesSlice } from './events.js';

type AccountEvent = 'CreditApplied' | 'CreditArisen' | 'AllocationCorrected';
export type AccountBooking = Decided<InvoiceEventData, AccountEvent>;
export type BookedAccount = Pick<InvoicesSlice, 'invoices' | 'payments' | 'credits' | 'surpluses'>;

/**
 * Events that make the books those of the account up to its day; none where they are. Each stands on the day that it is of. A payment
 * whose PremiumPaid is still to be written is none of `books`.
 */
export function bookingsOf(books: BookedAccount, account: EmployerAccount, currency: Currency): readonly AccountBooking[] {
  return [...arisen(books, account, currency), ...paymentsCorrected(account, currency), ...credits(books, account, currency)];
}

/** The books put right once a fact of a day is known: nothing, unless money moves on that day or was booked on a later one. */
export function bookingsAfter(books: BookedAccount, from: CivilDate, law: EmployerLaw): readonly AccountBooking[] {
  const movesCredit = books.invoices.some(
    ({ data: { sentOn, total, replaces } }) => sentOn === from && (total.startsWith('-') || replaces !== undefined),
  );
  const last = lastBookedDay(books);
  if (!movesCredit && (last === undefined || last < from)) return [];
  const to = last === undefined || last < from ? from : last;
  return bookingsOf(books, accountOf(books, to, law.receivables), law.currency);
}

/** What an account is booked by. Its events are folded into payments, credits and surpluses alone, which no other event looks at. */
export const BOOKED_BY: readonly string[] = ['PremiumPaid', 'CreditApplied', 'CreditArisen', 'AllocationCorrected'];

/** The last day of which money was booked. */
export function lastBookedDay({ payments, credits: applied, surpluses }: BookedAccount): CivilDate | undefined {
  let last: CivilDate | undefined;
  const reach = (on: CivilDate): void => {
    if (last === undefined || on > last) last = on;
  };
  for (const { receivedOn } of payments) reach(receivedOn);
  for (const { on } of [...applied, ...surpluses]) reach(on);
  return last;
}

export function shownAllocations(allocations: readonly Allocation[]): InvoiceEventData['PremiumPaid']['allocations'] {
  return allocations.map(({ invoice, amountMinor }) => ({ invoice, amount: formatMinor(amountMinor) }));
}

function arisen({ surpluses: booked }: BookedAccount, { surpluses, asOf }: EmployerAccount, currency: Currency): readonly AccountBooking[] {
  const nameOf = ({ on, invoice }: { readonly on: CivilDate; readonly invoice: string }): string => `${on}:${invoice}`;
  const known = booked.filter(({ on }) => on <= asOf);
  const open = new Map<string, { readonly on: CivilDate; readonly invoice: string; minor: number }>();
  const add = (on: CivilDate, invoice: string, minor: number): void => {
    const found = open.get(nameOf({ on, invoice }));
    if (found === undefined) open.set(nameOf({ on, invoice }), { on, invoice, minor });
    else found.minor = addMinor(found.minor, minor);
  };
  for (const { on, invoice, amountMinor } of surpluses) add(on, invoice, amountMinor);
  for (const { on, invoice, amountMinor } of known) add(on, invoice, -amountMinor);
  return [...open].filter(([, { minor }]) => minor !== 0).map(([name, { on, invoice, minor }]): AccountBooking => {
    const key = `credit-of:${name}:${known.filter((one) => nameOf(one) === name).length}`;
    return { type: 'CreditArisen', effectiveDate: on, key, data: { on, invoice, amount: formatMinor(minor), currency } };
  });
}

function paymentsCorrected({ payments }: EmployerAccount, currency: Currency): readonly AccountBooking[] {
  return payments.flatMap(({ payment, allocations }: AllocatedPayment): readonly AccountBooking[] => {
    const { reference, receivedOn: on, booked, corrections, occurrence } = payment;
    if (isSame(booked, allocations)) return [];
    const key = `${occurrenceKey(`allocation:${JSON.stringify(comparableText(reference))}`, occurrence)}:${corrections}`;
    const data = { on, payment: reference, currency, takenBack: shownAllocations(booked), allocations: shownAllocations(allocations) };
    return [{ type: 'AllocationCorrected', effectiveDate: on, key, data }];
  });
}

/** Credit of each day: more of it is applied, and what was applied otherwise is put right. */
function credits({ credits: applied }: BookedAccount, account: EmployerAccount, currency: Currency): readonly AccountBooking[] {
  const booked = applied.filter(({ on }) => on <= account.asOf);
  const days = new Set([...booked, ...account.credits].map(({ on }) => on));
  return [...days].sort().flatMap((on): readonly AccountBooking[] => {
    const ofDay = booked.filter((one) => one.on === on);
    const [before, after] = [summed(ofDay), summed(account.credits.filter((one) => one.on === on))];
    if (isSame(before, after)) return [];
    // Numbered by those before it, so that the same credit found twice is one event.
    const key = `credit:${on}:${ofDay.length}`;
    const more = summed([{ allocations: after }, { allocations: before.map((one) => ({ ...one, amountMinor: -one.amountMinor })) }]);
    if (more.some(({ amountMinor }) => amountMinor < 0)) {
      const data = { on, currency, takenBack: shownAllocations(before), allocations: shownAllocations(after) };
      return [{ type: 'AllocationCorrected', effectiveDate: on, key, data }];
    }
    const amount = formatMinor(sumMinor(more, ({ amountMinor }) => amountMinor));
    return [{ type: 'CreditApplied', effectiveDate: on, key, data: { on, amount, currency, allocations: shownAllocations(more) } }];
  });
}

function summed(all: readonly { readonly allocations: readonly Allocation[] }[]): readonly Allocation[] {
  const sums = new Map<string, number>();
  for (const { invoice, amountMinor } of all.flatMap(({ allocations }) => allocations)) {
    sums.set(invoice, addMinor(sums.get(invoice) ?? 0, amountMinor));
  }
  return [...sums].filter(([, minor]) => minor !== 0).map(([invoice, minor]) => ({ invoice, amountMinor: minor }));
}

function isSame(some: readonly Allocation[], others: readonly Allocation[]): boolean {
  const told = (all: readonly Allocation[]): string => JSON.stringify(all.map(({ invoice, amountMinor }) => [invoice, amountMinor]).sort());
  return told(some) === told(others);
}
