/** Birthdays and the retirement date (section 4). */
import { addMonths, dayOf, monthIndex, type CivilDate } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { type Decimal } from '#money/decimal.js';
import { type Fault } from '../../frame/parameters/fault.js';

/** The birthday at an age in months: the same day of the month where it exists, else the last day of that month. */
export function birthdayAt(birthDate: CivilDate, ageMonths: number): CivilDate {
  return addMonths(birthDate, ageMonths);
}

/** Month index of the retirement: the birthday's month where it is a first, else the next. */
export function retirementMonth(birthDate: CivilDate, retirementAgeMonths: number): number {
  const birthday = birthdayAt(birthDate, retirementAgeMonths);
  return monthIndex(birthday) + (dayOf(birthday) === 1 ? 0 : 1);
}

/** Far above any age a rule can name, so that "never" can be written as a high one. */
const HIGHEST_AGE_MONTHS = 2400;

/** What is wrong with an age that must be whole months. */
export function faultOfMonths(months: Decimal): Fault | undefined {
  const isRight = months.isInteger() && months.gte(0) && months.lte(HIGHEST_AGE_MONTHS);
  return isRight ? undefined : { fault: 'months', most: HIGHEST_AGE_MONTHS };
}

/** An age as whole months. Refuses INVALID_PARAMETER for anything else. */
export function wholeMonths(parameter: string, months: Decimal): number {
  const fault = faultOfMonths(months);
  return fault === undefined ? months.toNumber() : refuse('INVALID_PARAMETER', { parameter, value: months.toFixed(), ...fault });
}
