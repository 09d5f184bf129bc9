/** Reads the fields of an operation's input, which has passed its schema; refuses INVALID_INPUT for what a schema cannot see. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { isCivilDate, monthIndex, parsePeriod } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import { invalid, missing, present, readOptionalDecimal } from '../../frame/operation-input.js';
import { kind } from '../../frame/parameters/fault.js';
import { LAST_AGE_MONTHS } from '../mortality/makeham.js';

export function decimalOrZero(input: JsonObject, field: string): Decimal {
  return readOptionalDecimal(input, field) ?? ZERO;
}

export function readAgeMonths(input: JsonObject, field: string): number {
  return readOptionalAgeMonths(input, field) ?? missing(field);
}

export function readOptionalAgeMonths(input: JsonObject, field: string): number | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  const months = Number(value);
  const isRight = Number.isInteger(months) && months >= 0 && months <= LAST_AGE_MONTHS;
  return isRight ? months : invalid(field, value, { fault: 'months', most: LAST_AGE_MONTHS });
}

export function readId(input: JsonObject, field: string): string {
  return String(present(input, field) ?? missing(field));
}

/** Month index of `period` (or `month`): `2022-10`, or a day of that month. */
export function readPeriod(input: JsonObject): number {
  const value = present(input, 'period') ?? present(input, 'month');
  if (typeof value === 'string') {
    const month = isCivilDate(value) ? monthIndex(value) : parsePeriod(value);
    if (month !== undefined) return month;
  }
  return invalid('period', value, kind('month'));
}

/** What rests on mortality or on a root is right to more digits than these; further ones would be noise. */
const ACTUARIAL_DIGITS = 24;

export function actuarialText(value: Decimal): string {
  return value.toSignificantDigits(ACTUARIAL_DIGITS).toFixed();
}
