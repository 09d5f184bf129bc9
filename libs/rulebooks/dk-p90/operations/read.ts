/** Reads the fields of an operation's input, which has passed its schema; refuses INVALID_INPUT for what a schema cannot see. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { isCivilDate, monthIndex, parsePeriod, type CivilDate } from '#money/civil-date.js';
import { Decimal, ZERO, parseDecimal } from '#money/decimal.js';

export function invalid(field: string, value: JsonValue | undefined, problem: string): never {
  return refuse('INVALID_INPUT', `${field} ${problem}${value === undefined ? '' : `: ${JSON.stringify(value)}`}`, {
    field,
    value: value ?? null,
  });
}

/** Null means the same as absent. */
export function present(input: JsonObject, field: string): JsonValue | undefined {
  return input[field] ?? undefined;
}

export function readDate(input: JsonObject, field: string): CivilDate {
  return readOptionalDate(input, field) ?? invalid(field, undefined, 'is missing');
}

export function readOptionalDate(input: JsonObject, field: string): CivilDate | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  return typeof value === 'string' && isCivilDate(value) ? value : invalid(field, value, 'is no day of the calendar');
}

export function readDecimal(input: JsonObject, field: string): Decimal {
  return readOptionalDecimal(input, field) ?? invalid(field, undefined, 'is missing');
}

export function readOptionalDecimal(input: JsonObject, field: string): Decimal | undefined {
  const value = present(input, field);
  return value === undefined ? undefined : decimalOf(field, value);
}

export function decimalOrZero(input: JsonObject, field: string): Decimal {
  return readOptionalDecimal(input, field) ?? ZERO;
}

export function decimalOf(field: string, value: JsonValue): Decimal {
  if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
  const decimal = typeof value === 'string' ? parseDecimal(value) : undefined;
  return decimal ?? invalid(field, value, 'must be a decimal');
}

export function readAgeMonths(input: JsonObject, field: string): number {
  return readOptionalAgeMonths(input, field) ?? invalid(field, undefined, 'is missing');
}

export function readOptionalAgeMonths(input: JsonObject, field: string): number | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  const months = Number(value);
  return Number.isInteger(months) && months >= 0 && months <= 1439 ? months : invalid(field, value, 'must be whole months from 0 to 1439');
}

export function readYear(input: JsonObject, field: string): number {
  const value = present(input, field);
  return typeof value === 'number' && Number.isInteger(value) ? value : invalid(field, value, 'must be a year');
}

export function readList(input: JsonObject, field: string): readonly JsonObject[] {
  return (present(input, field) as readonly JsonObject[] | undefined) ?? [];
}

export function readObject(input: JsonObject, field: string): JsonObject {
  return (present(input, field) as JsonObject | undefined) ?? invalid(field, undefined, 'is missing');
}

export function readId(input: JsonObject, field: string): string {
  return String(present(input, field) ?? invalid(field, undefined, 'is missing'));
}

/** The ids of a list must differ: what is allocated is answered by id. */
export function refuseRepeatedIds(field: string, ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) invalid(field, repeated, 'names an id twice');
}

/** Month index of `period` (or `month`): `2022-10`, or a day of that month. */
export function readPeriod(input: JsonObject): number {
  const value = present(input, 'period') ?? present(input, 'month');
  if (typeof value === 'string') {
    const month = isCivilDate(value) ? monthIndex(value) : parsePeriod(value);
    if (month !== undefined) return month;
  }
  return invalid('period', value, 'must be a month such as 2022-10');
}

/** What rests on mortality or on a root is right to more digits than these; further ones would be noise. */
const ACTUARIAL_DIGITS = 24;

export function actuarialText(value: Decimal): string {
  return value.toSignificantDigits(ACTUARIAL_DIGITS).toFixed();
}
