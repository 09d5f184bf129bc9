/** When an invoice is on time, due and in default (2.4, 2.5). */
import { civilDate, dayOf, daysBetween, firstOfMonth, monthIndex, monthOf, nextDay, yearOf, type CivilDate } from '#money/civil-date.js';

export type InvoiceKind = 'monthly' | 'final' | 'replacement';

/** 2.4: the monthly invoice goes out by this day of the month. */
const LAST_DAY_OF_SENDING = 10;
/** 2.4: invoices fall due on this day of the month after sending. */
const DUE_DAY = 15;

/** 2.4: the 15th of the month after sending, for every kind (4.3 for a replacement). */
export function dueDate(sentOn: CivilDate): CivilDate {
  const month = firstOfMonth(monthIndex(sentOn) + 1);
  return civilDate(yearOf(month), monthOf(month), DUE_DAY);
}

/** 2.4: the regulations bind the monthly invoice alone to a day. */
export function sentOnTime(kind: InvoiceKind, sentOn: CivilDate): boolean {
  return kind !== 'monthly' || dayOf(sentOn) <= LAST_DAY_OF_SENDING;
}

/** 2.5: in default by mere passing of the due date, without a day of grace (2.4 gives none, assumption). */
export function defaultFrom(dueOn: CivilDate): CivilDate {
  return nextDay(dueOn);
}

/** Days that bear interest until a day: from the due date on (2.5). */
export function interestDays(dueOn: CivilDate, until: CivilDate): number {
  return Math.max(0, daysBetween(dueOn, until));
}
