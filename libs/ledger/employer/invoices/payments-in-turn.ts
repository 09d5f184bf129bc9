/**
 * Payments booked one after another. Where each comes after the last one the account is carried on from there: derived anew for each of
 * thousands, it would be thousands of times as long. What is booked is the same.
 */
import type { CivilDate } from '#money/civil-date.js';
import type { EmployerLaw } from '../law/law.js';
import type { Allocation } from '../law/receivable.js';
import { accountOf, closeDay, emptyAccount, inOrderOfDay, openDay, pay, type RunningAccount, type AllocatedPayment } from './account.js';
import { bookingsOf, lastBookedDay, type AccountBooking } from './book-account.js';
import type { InvoicesSlice, ReceivedPayment } from './events.js';

export interface BookedPayment {
  readonly allocations: readonly Allocation[];
  readonly unallocatedMinor: number;
  /** What puts the books right beside it. */
  readonly bookings: readonly AccountBooking[];
}

/** `books`: without the payment, and with all that was booked of those before it. Refuses MISSING_PARAMETER (late interest). */
export type BookPayment = (books: InvoicesSlice, received: ReceivedPayment, law: EmployerLaw) => BookedPayment;

/** The account up to the last payment, before its day is closed. */
interface Place {
  readonly invoices: InvoicesSlice['invoices'];
  readonly account: RunningAccount;
  readonly law: EmployerLaw;
  last: ReceivedPayment;
  payments: number;
}

/** For one employer. It looks by itself whether the books are those that it has left. */
export function paymentsInTurn(): BookPayment {
  let place: Place | undefined;
  return (books, received, law) => {
    const at = place;
    place = undefined; // where something is refused it is begun anew
    if (at !== undefined && goesOn(at, books, received, law)) {
      const booked = bookNext(at, books, received);
      place = at;
      return booked;
    }
    const booked = bookAnew(books, received, law);
    if (isLast(books, received)) place = placeAfter(books, received, law);
    return booked;
  };
}

/** The account derived from all that is known. */
export function bookAnew(books: InvoicesSlice, received: ReceivedPayment, law: EmployerLaw): BookedPayment {
  const withIt = { ...books, payments: [...books.payments, received] };
  const account = accountOf(withIt, lastBookedDay(withIt) ?? received.receivedOn, law.receivables);
  const { allocations, unallocatedMinor } = account.payments.find(({ payment }) => payment === received) as AllocatedPayment;
  const known = { ...account, payments: account.payments.filter(({ payment }) => payment !== received) };
  return { allocations, unallocatedMinor, bookings: bookingsOf(books, known, law.currency) };
}

/** Nothing was booked of a later day, and it is the last of its own. */
function isLast(books: InvoicesSlice, received: ReceivedPayment): boolean {
  const booked = lastBookedDay(books);
  if (booked !== undefined && booked > received.receivedOn) return false;
  return books.payments.every((other) => other.receivedOn < received.receivedOn || inOrderOfDay(other, received) < 0);
}

function goesOn({ invoices, payments, last, law: own }: Place, books: InvoicesSlice, received: ReceivedPayment, law: EmployerLaw): boolean {
  if (books.invoices !== invoices || own !== law) return false;
  if (books.payments.length !== payments || books.payments.at(-1)?.reference !== last.reference) return false;
  return received.receivedOn > last.receivedOn || (received.receivedOn === last.receivedOn && inOrderOfDay(last, received) < 0);
}

function placeAfter(books: InvoicesSlice, received: ReceivedPayment, law: EmployerLaw): Place {
  const account = emptyAccount(books.invoices, law.receivables);
  let day: CivilDate | undefined;
  const inTurn = [...books.payments, received].sort((a, b) => compare(a.receivedOn, b.receivedOn) || inOrderOfDay(a, b));
  for (const payment of inTurn) {
    if (payment.receivedOn !== day) goTo(account, day, payment.receivedOn);
    day = payment.receivedOn;
    pay(account, payment);
  }
  return { invoices: books.invoices, account, law, last: received, payments: books.payments.length + 1 };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** From a day whose payments have come to the beginning of a later one. */
function goTo(account: RunningAccount, from: CivilDate | undefined, to: CivilDate): void {
  const between = account.days.filter((day) => (from === undefined || day > from) && day < to);
  let open = from;
  for (const day of [...between, to]) {
    if (open !== undefined) closeDay(account, open, day, to);
    openDay(account, day);
    open = day;
  }
}

function bookNext(place: Place, books: InvoicesSlice, received: ReceivedPayment): BookedPayment {
  const { account, last, law } = place;
  const from = last.receivedOn; // up to it the books are right; of that day credit may yet be applied otherwise
  if (received.receivedOn !== from) goTo(account, from, received.receivedOn);
  pay(account, received);
  const { allocations, unallocatedMinor } = account.payments.at(-1) as AllocatedPayment;
  const reopen = marked(account);
  closeDay(account, received.receivedOn, undefined, received.receivedOn);
  const [credits, surpluses] = [since(account.credits, from), since(account.surpluses, from)];
  reopen();
  const booked = { invoices: [], payments: [], credits: since(books.credits, from), surpluses: since(books.surpluses, from) };
  const derived = { asOf: received.receivedOn, receivables: [], payments: [], credits, surpluses, creditMinor: account.creditMinor };
  place.last = received;
  place.payments += 1;
  return { allocations, unallocatedMinor, bookings: bookingsOf(booked, derived, law.currency) };
}

/** Of a list in order of its days. */
function since<T extends { readonly on: CivilDate }>(all: readonly T[], from: CivilDate): readonly T[] {
  let first = all.length;
  while (first > 0 && (all[first - 1] as T).on >= from) first -= 1;
  return all.slice(first);
}

/** Answers what takes the account back to where it is: a day is closed to see what it brings, and more payments of it may come. */
function marked(account: RunningAccount): () => void {
  const [live, paidOff] = [new Map(account.live), new Map(account.paidOff)];
  const [credits, surpluses, creditMinor] = [account.credits.length, account.surpluses.length, account.creditMinor];
  const lengths = [...live.values()].map((debt) => [debt, debt.credits.length] as const);
  return () => {
    restore(account.live, live);
    restore(account.paidOff, paidOff);
    account.credits.length = credits;
    account.surpluses.length = surpluses;
    account.creditMinor = creditMinor;
    for (const [debt, length] of lengths) debt.credits.length = length;
  };
}

function restore<K, V>(map: Map<K, V>, to: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of to) map.set(key, value);
}
