/** Savings account of an exempt participant, from the first deposit to payout, death, withdrawal or lapse (VI.6–VI.10). */
import { refuse } from '#ledger/kernel/refusal.js';
import { addMinor, minorToDecimal, sumMinor } from '#money/amount.js';
import { addMonths, daysInMonth, dayOf, endOfYear, firstOfMonth, monthIndex, monthOf, yearOf, type CivilDate } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { savingsRate } from './savings-rate.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    DEPOSIT_AFTER_END: { readonly date: string; readonly endedOn: string };
  }
}

/** VI.7: on the first day of the month in which this age is reached. */
const PAYOUT_AGE_MONTHS = 65 * 12;

export interface Deposit {
  readonly date: CivilDate;
  readonly amountMinor: number;
}

export interface SavingsEnd {
  readonly type: 'withdrawn' | 'lapsed' | 'death';
  readonly date: CivilDate;
}

export interface SavingsYear {
  readonly year: number;
  readonly rate: Decimal;
  readonly interestMinor: number;
  readonly balanceMinor: number;
}

export type SavingsOutcome = 'RUNNING' | 'PAID' | 'PAID_TO_HEIRS' | 'VOIDED';

export interface SavingsAccount {
  readonly payoutDate: CivilDate;
  readonly years: readonly SavingsYear[];
  readonly outcome: SavingsOutcome;
  /** Day of payout, death, withdrawal or lapse; undefined while it runs. */
  readonly endedOn: CivilDate | undefined;
  readonly payoutMinor: number;
  /** Balance that lapses (VI.10). */
  readonly voidedMinor: number;
  /** Deposits that count as premium from then on (VI.10). */
  readonly premiumMinor: number;
}

/** VI.7: first day of the month of turning 65. */
export function payoutDate(birthDate: CivilDate): CivilDate {
  return firstOfMonth(monthIndex(addMonths(birthDate, PAYOUT_AGE_MONTHS)));
}

/** The account as it stands on a day. Refuses DEPOSIT_AFTER_END `{date}`, MISSING_PARAMETER for a return that is needed. */
export function savingsAccount(
  parameters: ParameterSet,
  saver: { readonly birthDate: CivilDate; readonly deposits: readonly Deposit[]; readonly end: SavingsEnd | undefined },
  asOf: CivilDate,
): SavingsAccount {
  const paidOn = payoutDate(saver.birthDate);
  const [outcome, endedOn] = outcomeOf(saver.end, paidOn, asOf);
  const deposits = saver.deposits.filter(({ date }) => date <= asOf).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const late = endedOn === undefined ? undefined : deposits.find(({ date }) => date > endedOn);
  if (late !== undefined) refuse('DEPOSIT_AFTER_END', { date: late.date, endedOn: String(endedOn) });
  const years = savingsYears(parameters, deposits, { lastDay: endedOn ?? asOf, outcome });
  const balanceMinor = years.at(-1)?.balanceMinor ?? 0;
  const isPaid = outcome === 'PAID' || outcome === 'PAID_TO_HEIRS';
  return {
    payoutDate: paidOn,
    years,
    outcome,
    endedOn,
    payoutMinor: isPaid ? balanceMinor : 0,
    voidedMinor: outcome === 'VOIDED' ? balanceMinor : 0,
    premiumMinor: outcome === 'VOIDED' ? sumMinor(deposits, ({ amountMinor }) => amountMinor) : 0,
  };
}

/** An end on the payout date or later changes nothing (VI.7: *eerder overlijden*). */
function outcomeOf(end: SavingsEnd | undefined, paidOn: CivilDate, asOf: CivilDate): readonly [SavingsOutcome, CivilDate | undefined] {
  if (end !== undefined && end.date < paidOn && end.date <= asOf) return [end.type === 'death' ? 'PAID_TO_HEIRS' : 'VOIDED', end.date];
  return paidOn <= asOf ? ['PAID', paidOn] : ['RUNNING', undefined];
}

function savingsYears(
  parameters: ParameterSet,
  deposits: readonly Deposit[],
  at: { readonly lastDay: CivilDate; readonly outcome: SavingsOutcome },
): readonly SavingsYear[] {
  const first = deposits[0];
  const years: SavingsYear[] = [];
  if (first === undefined) return years;
  let balanceMinor = 0;
  for (let year = yearOf(first.date); year <= yearOf(at.lastDay); year += 1) {
    const ofYear = deposits.filter(({ date }) => yearOf(date) === year);
    const months = year < yearOf(at.lastDay) ? 12 : monthsOfLastYear(at);
    const rate = months === 0 ? ZERO : savingsRate(parameters, year);
    const interestMinor = savingsInterestMinor(rate, months, balanceMinor, ofYear);
    balanceMinor = addMinor(addMinor(balanceMinor, interestMinor), sumMinor(ofYear, ({ amountMinor }) => amountMinor));
    years.push({ year, rate, interestMinor, balanceMinor });
  }
  return years;
}

/** Completed months up to payout or death; a running year and one of a withdrawal or lapse bear interest on 31 December alone. */
function monthsOfLastYear({ lastDay, outcome }: { readonly lastDay: CivilDate; readonly outcome: SavingsOutcome }): number {
  if (outcome === 'RUNNING' || outcome === 'VOIDED') return lastDay === endOfYear(yearOf(lastDay)) ? 12 : 0;
  const isLastDay = dayOf(lastDay) === daysInMonth(yearOf(lastDay), monthOf(lastDay));
  return isLastDay ? monthOf(lastDay) : monthOf(lastDay) - 1;
}

/** VI.7: simple within the year (assumption), posted once. A deposit bears interest from the month after it. */
function savingsInterestMinor(rate: Decimal, months: number, openingMinor: number, deposits: readonly Deposit[]): number {
  if (months === 0) return 0;
  const monthsOf = ({ date }: Deposit): number => Math.max(0, months - monthOf(date));
  const amountMonths = deposits.reduce(
    (total, deposit) => total.plus(minorToDecimal(deposit.amountMinor).times(monthsOf(deposit))),
    minorToDecimal(openingMinor).times(months),
  );
  return roundPostedMinor(amountMonths.times(rate).div(12));
}
