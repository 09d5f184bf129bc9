/** Accumulation of an amount between two days across changes of an effective yearly rate (fi-kapl section 4). */
import { Decimal, ONE, ZERO } from './decimal.js';
import { dayOf, daysInMonth, monthIndex, monthOf, nextDay, yearOf, type CivilDate } from './civil-date.js';

/** A rate in force from `from` to `to` inclusive (open-ended without it). */
export interface RatePeriod {
  readonly from: CivilDate;
  readonly to?: CivilDate | undefined;
  readonly rateAnnual: Decimal;
}

export type Accumulation =
  | { readonly status: 'accumulated'; readonly factor: Decimal }
  /** `to` lies before `from`. */
  | { readonly status: 'out-of-order' }
  /** No rate is in force on `date`, the first such day of the stretch. */
  | { readonly status: 'rate-missing'; readonly date: CivilDate };

/** lcm(28, 29, 30, 31): a month in parts, so that every day of every month is a whole number of them. */
const PARTS_PER_MONTH = 377_580;

/** Position of a day, 12·year + (month − 1) + (day − 1)/days in that month, in parts of a month. */
function positionParts(date: CivilDate): number {
  const days = daysInMonth(yearOf(date), monthOf(date));
  return monthIndex(date) * PARTS_PER_MONTH + (dayOf(date) - 1) * (PARTS_PER_MONTH / days);
}

/**
 * F = Π (1 + rate)^t from one day to another: stretches of one rate are added first, t = months/12. Rates may come in any
 * order but must not overlap.
 */
export function accumulate(rates: readonly RatePeriod[], from: CivilDate, to: CivilDate): Accumulation {
  if (to < from) return { status: 'out-of-order' };
  const partsByRate = new Map<string, number>();
  const sorted = [...rates].sort((a, b) => (a.from < b.from ? -1 : 1));
  let day = from;
  for (const period of sorted) {
    if (day >= to) break;
    if (period.to !== undefined && period.to < day) continue;
    if (period.from > day) return { status: 'rate-missing', date: day };
    const next = period.to === undefined ? to : nextDay(period.to);
    const end = next < to ? next : to;
    const rate = period.rateAnnual.toFixed();
    partsByRate.set(rate, (partsByRate.get(rate) ?? 0) + positionParts(end) - positionParts(day));
    day = end;
  }
  if (day < to) return { status: 'rate-missing', date: day };
  let factor = ONE;
  for (const [rate, parts] of partsByRate) {
    const years = new Decimal(parts).div(PARTS_PER_MONTH * 12);
    if (!years.eq(ZERO)) factor = factor.times(ONE.plus(rate).pow(years));
  }
  return { status: 'accumulated', factor };
}
