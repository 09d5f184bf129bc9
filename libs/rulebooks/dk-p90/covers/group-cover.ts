/** Status of a group insurance (gruppeforsikring) on a date (section 5). */
import { lastOfMonth, monthIndex, previousDay, type CivilDate } from '#money/civil-date.js';
import type { GroupCoverReason } from '../../frame/capabilities/statements.js';
import { birthdayAt } from '../projection/retirement.js';

export interface GroupCoverStatus {
  readonly covered: boolean;
  readonly reason: GroupCoverReason;
  /** Last day of the cover. */
  readonly coverEnds: CivilDate | null;
}

export interface GroupCoverQuestion<Amount> {
  readonly date: CivilDate;
  readonly birthDate: CivilDate;
  readonly expiryAgeMonths: number;
  /** The last month up to the date's own with a positive contribution, and that month's contribution in all. */
  readonly last: { readonly month: number; readonly amount: Amount } | undefined;
  /** Whether a contribution is below the minimum. */
  readonly belowMinimum: (amount: Amount) => boolean;
}

/** Months that the cover normally lasts after the month of the last contribution. */
const RUN_OFF_MONTHS = 12;

/** Amounts are in the caller's own form (minor units, decimals). Never refuses. */
export function groupCoverStatus<Amount>(question: GroupCoverQuestion<Amount>): GroupCoverStatus {
  const { date, last } = question;
  if (last === undefined) return { covered: false, reason: 'NEVER_CONTRIBUTED', coverEnds: null };
  const birthday = birthdayAt(question.birthDate, question.expiryAgeMonths);
  const beforeBirthday = previousDay(birthday);
  if (date >= birthday) return { covered: false, reason: 'EXPIRED_AGE', coverEnds: beforeBirthday };
  if (question.belowMinimum(last.amount)) return { covered: false, reason: 'BELOW_MINIMUM', coverEnds: null };
  const runOffEnds = lastOfMonth(last.month + RUN_OFF_MONTHS);
  const coverEnds = runOffEnds < beforeBirthday ? runOffEnds : beforeBirthday;
  if (monthIndex(date) - last.month <= 1) return { covered: true, reason: 'ACTIVE', coverEnds };
  return date <= coverEnds ? { covered: true, reason: 'RUN_OFF', coverEnds } : { covered: false, reason: 'LAPSED', coverEnds };
}

/**
 * The last month up to `date`'s own with a positive contribution. `contributions`: month index and amount, several for a
 * month being added by the caller.
 */
export function lastContribution<Amount>(
  contributions: Iterable<readonly [month: number, amount: Amount]>,
  date: CivilDate,
  isPositive: (amount: Amount) => boolean,
): { readonly month: number; readonly amount: Amount } | undefined {
  const until = monthIndex(date);
  let [last, amount]: [month: number, amount: Amount | undefined] = [-Infinity, undefined];
  for (const [month, each] of contributions) if (month > last && month <= until && isPositive(each)) [last, amount] = [month, each];
  return last === -Infinity ? undefined : { month: last, amount: amount as Amount };
}
