/** What a savings account books: interest by year, and payout or voiding (VI.7–VI.10; correction policy 7). */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import type { BookingDifference, SavingsBooking, SavingsKey, Saver } from '../../frame/capabilities/pension-rights.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { savingsAccount } from '../savings/savings-account.js';
import { bookingDifferences } from './booking-differences.js';

export function savingsBookings(saver: Saver, asOf: CivilDate, parameters: ParameterSet): readonly SavingsBooking[] {
  const account = savingsAccount(parameters, saver, asOf);
  const ended = account.endedOn;
  const interest = account.years
    .filter(({ interestMinor }) => interestMinor !== 0)
    .map(({ year, rate, interestMinor }): SavingsBooking => {
      // interest of the year of payout or death is posted with it
      const on = ended !== undefined && ended < endOfYear(year) ? ended : endOfYear(year);
      return { key: { kind: 'interest', year }, on, amountMinor: interestMinor, rate: exactText(rate) };
    });
  if (ended === undefined) return interest;
  if (account.outcome === 'VOIDED') {
    return [...interest, { key: { kind: 'void' }, on: ended, amountMinor: account.voidedMinor, premiumMinor: account.premiumMinor }];
  }
  const to = account.outcome === 'PAID_TO_HEIRS' ? 'heirs' : 'participant';
  return [...interest, { key: { kind: 'payout', to }, on: ended, amountMinor: account.payoutMinor }];
}

/** After a payout the difference is a second one: it has the key of the first. */
export function savingsDifferences(
  expected: readonly SavingsBooking[],
  booked: readonly SavingsBooking[],
): readonly BookingDifference<SavingsKey>[] {
  return bookingDifferences(expected, booked, (key) => (key.kind === 'interest' ? `interest ${key.year}` : key.kind));
}
