/** Interest on what is paid late: statutory commercial rate, charged yearly in arrears, compounding (2.5; 4.8 a from its own day). */
import { refuse } from '#ledger/kernel/refusal.js';
import { minorToDecimal } from '#money/amount.js';
import { addMonths, daysBetween, nextDay, LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { Decimal, ZERO } from '#money/decimal.js';
import { roundPosted, roundPostedMinor } from '#money/rounding.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    OVERPAID: { readonly date: string; readonly surplus: string };
  }
}

/** Dutch Civil Code 6:119a and 6:120; external. */
export const COMMERCIAL_RATE = 'commercialInterestRate';

/** Actual days over 365, in leap years too (assumption). */
const DAYS_A_YEAR = 365;

export interface DatedAmount {
  readonly date: CivilDate;
  readonly amount: Decimal;
}

export interface LateDebt {
  readonly amount: Decimal;
  /** First day that bears interest; the years of charging run from it. */
  readonly start: CivilDate;
  readonly payments: readonly DatedAmount[];
}

export interface InterestCharge {
  readonly date: CivilDate;
  readonly interestMinor: number;
}

export interface LateInterest {
  readonly charges: readonly InterestCharge[];
  /** What bears interest after that day's charge and payments. */
  readonly base: Decimal;
  /** Since the last charge, unrounded. */
  readonly accrued: Decimal;
  /** First day on which nothing was left to pay. */
  readonly settledOn: CivilDate | undefined;
}

/** What a payment leaves over once nothing is due. */
type Surplus = (date: CivilDate, amount: Decimal) => void;

/**
 * 2.5: the base changes only by payments and by the yearly charge, posted(accrued), which comes before the payments of its day. A
 * charge of 0.00 is not made, and what has accrued stands on. Refuses MISSING_PARAMETER at the first day that needs a rate and has
 * none, and, unless `surplus` takes what is paid too much, OVERPAID `{date}`.
 */
export function lateInterest(parameters: ParameterSet, debt: LateDebt, asOf: CivilDate, surplus: Surplus = refuseSurplus): LateInterest {
  const payments = debt.payments.filter(({ date }) => date <= asOf).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const charges: InterestCharge[] = [];
  let base = debt.amount;
  let settledOn: CivilDate | undefined;
  const pay = ({ date, amount }: DatedAmount): void => {
    if (amount.gt(base)) surplus(date, amount.minus(base));
    base = Decimal.max(ZERO, base.minus(amount));
    if (base.isZero()) settledOn ??= date;
  };
  payments.filter(({ date }) => date <= debt.start).forEach(pay);
  if (asOf <= debt.start) return { charges, base, accrued: ZERO, settledOn };
  const later = payments.filter(({ date }) => date > debt.start);
  const anniversaries = anniversariesOf(debt.start, asOf);
  const days = [...new Set([...anniversaries, ...later.map(({ date }) => date), asOf])].sort();
  let day = debt.start;
  let accruedDays = ZERO; // Σ base·rate·days, still to be divided by the days of a year
  for (const next of days) {
    if (!base.isZero()) accruedDays = accruedDays.plus(base.times(rateDays(parameters, day, next)));
    const chargeMinor = anniversaries.includes(next) ? roundPostedMinor(accruedDays.div(DAYS_A_YEAR)) : 0;
    if (chargeMinor !== 0) {
      charges.push({ date: next, interestMinor: chargeMinor });
      base = base.plus(minorToDecimal(chargeMinor));
      accruedDays = ZERO;
    }
    later.filter(({ date }) => date === next).forEach(pay);
    day = next;
  }
  return { charges, base, accrued: accruedDays.div(DAYS_A_YEAR), settledOn };
}

/** 2.5: posted(base + posted(accrued)). */
export function totalDueMinor({ base, accrued }: LateInterest): number {
  return roundPostedMinor(base.plus(minorToDecimal(roundPostedMinor(accrued))));
}

/** Charged and accrued in all, unrounded. */
export function interestInAll({ charges, accrued }: LateInterest): Decimal {
  return charges.reduce((total, { interestMinor }) => total.plus(minorToDecimal(interestMinor)), accrued);
}

/** First anniversary after a day. */
export function nextCharge(start: CivilDate, after: CivilDate): CivilDate {
  for (let years = 1; ; years += 1) {
    const day = addMonths(start, years * 12);
    if (day > after) return day;
  }
}

/** Every twelve months, always counted from the original day: 29 February comes back every fourth year. */
function anniversariesOf(start: CivilDate, asOf: CivilDate): readonly CivilDate[] {
  const found: CivilDate[] = [];
  for (let years = 1; ; years += 1) {
    const day = addMonths(start, years * 12);
    if (day > asOf) return found;
    found.push(day);
  }
}

function refuseSurplus(date: CivilDate, amount: Decimal): never {
  return refuse('OVERPAID', { date, surplus: roundPosted(amount) });
}

/** Σ rate·days from a day up to, not including, another. */
function rateDays(parameters: ParameterSet, from: CivilDate, to: CivilDate): Decimal {
  const published = parameters.parameters.get(COMMERCIAL_RATE)?.entries ?? [];
  const entries = published.filter((entry) => entry.from < to && (entry.to === undefined || entry.to >= from));
  const changes = entries.flatMap((entry) => [entry.from, ...(entry.to === undefined || entry.to >= LAST_DATE ? [] : [nextDay(entry.to)])]);
  const days = [from, ...new Set(changes.filter((day) => day > from && day < to))].sort();
  return days.reduce(
    (total, day, index) => total.plus(requireDecimal(parameters, COMMERCIAL_RATE, day).times(daysBetween(day, days[index + 1] ?? to))),
    ZERO,
  );
}
