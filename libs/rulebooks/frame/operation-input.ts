/** Reads the fields of an operation's input, which has passed its schema; refuses INVALID_INPUT for what a schema cannot see. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { isCivilDate, lastOfMonth, parsePeriod, type CivilDate } from '#money/civil-date.js';
import { Decimal, parseDecimal } from '#money/decimal.js';
import { kind, MISSING, type Fault } from './parameters/fault.js';
import { givenParameters, layer, parameterSet, type GivenSeries, type ParameterSet } from './parameters/parameters.js';

/** Days that an operation computes with: terms of years from any of them are days as well. */
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2500-12-31'];

export function invalid(field: string, value: JsonValue | undefined, fault: Fault): never {
  return refuse('INVALID_INPUT', { field, value: value ?? null, ...fault });
}

/** For a field that is not given; `instead`: another that would do. */
export function missing(field: string, instead?: string): never {
  return invalid(field, undefined, instead === undefined ? MISSING : { fault: 'missing', instead });
}

/** Null means the same as absent. */
export function present(input: JsonObject, field: string): JsonValue | undefined {
  return input[field] ?? undefined;
}

/** Any day of the calendar; `readDate` takes one that terms of years can be counted from. */
export function readDay(input: JsonObject, field: string): CivilDate {
  return readOptionalDay(input, field) ?? missing(field);
}

export function readOptionalDay(input: JsonObject, field: string): CivilDate | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  return typeof value === 'string' && isCivilDate(value) ? value : invalid(field, value, kind('day'));
}

export function readDate(input: JsonObject, field: string): CivilDate {
  return readOptionalDate(input, field) ?? missing(field);
}

export function readOptionalDate(input: JsonObject, field: string): CivilDate | undefined {
  const day = readOptionalDay(input, field);
  if (day === undefined || (day >= FIRST_DAY && day <= LAST_DAY)) return day;
  return invalid(field, day, { fault: 'days', from: FIRST_DAY, to: LAST_DAY });
}

/** Month index of `2018-03`. */
export function readMonth(input: JsonObject, field: string): number {
  const value = present(input, field);
  const month = typeof value === 'string' ? parsePeriod(value) : undefined;
  if (month === undefined) return invalid(field, value, kind('month'));
  return readOptionalDate({ [field]: `${value as string}-01` }, field) === undefined ? invalid(field, value, kind('month')) : month;
}

export function readYear(input: JsonObject, field: string): number {
  return readOptionalYear(input, field) ?? missing(field);
}

export function readOptionalYear(input: JsonObject, field: string): number | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : invalid(field, value, kind('year'));
}

export function readCount(input: JsonObject, field: string): number {
  return readOptionalCount(input, field) ?? missing(field);
}

export function readOptionalCount(input: JsonObject, field: string): number | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : invalid(field, value, kind('whole-number'));
}

export function readDecimal(input: JsonObject, field: string): Decimal {
  return readOptionalDecimal(input, field) ?? missing(field);
}

export function readOptionalDecimal(input: JsonObject, field: string): Decimal | undefined {
  const value = present(input, field);
  return value === undefined ? undefined : decimalOf(field, value);
}

export function decimalOf(field: string, value: JsonValue): Decimal {
  if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
  const decimal = typeof value === 'string' ? parseDecimal(value) : undefined;
  return decimal ?? invalid(field, value, kind('decimal'));
}

export function isTrue(input: JsonObject, field: string): boolean {
  return input[field] === true;
}

export function readText(input: JsonObject, field: string): string {
  const value = present(input, field);
  return typeof value === 'string' ? value : invalid(field, value, kind('text'));
}

export function readObject(input: JsonObject, field: string): JsonObject {
  return (present(input, field) as JsonObject | undefined) ?? missing(field);
}

export function readList(input: JsonObject, field: string): readonly JsonObject[] {
  return (present(input, field) as readonly JsonObject[] | undefined) ?? [];
}

/** What is answered by id needs ids that differ. */
export function refuseRepeatedIds(field: string, ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) invalid(field, id, { fault: 'twice' });
    seen.add(id);
  }
}

const FOR_ALL_TIME = '0001-01-01';

/**
 * The parameters that an input carries in fields of its own: a decimal for all time, or a dated series. `named`: the parameter's
 * name where the field has another; `more`: series read otherwise. A field that is absent is a parameter that is missing when a
 * formula asks for it.
 */
export function parametersOf(
  scheme: string,
  input: JsonObject,
  fields: readonly string[],
  named: { readonly [field: string]: string } = {},
  more: GivenSeries = {},
): ParameterSet {
  const series: { [name: string]: GivenSeries[string] } = { ...more };
  for (const field of fields) {
    const value = present(input, field);
    if (value === undefined) continue;
    series[named[field] ?? field] = Array.isArray(value) ? entriesOf(value as readonly JsonObject[]) : [{ from: FOR_ALL_TIME, value }];
  }
  return layer(parameterSet(scheme, []), givenParameters(series));
}

function entriesOf(entries: readonly JsonObject[]): GivenSeries[string] {
  return entries.map((entry) => {
    const to = readOptionalDate(entry, 'to');
    return { from: readDate(entry, 'from'), ...(to === undefined ? {} : { to }), value: readDecimal(entry, 'value').toFixed() };
  });
}

/** Values by year (`2016`) or month (`2016-09`), each in force on the last day of it alone. */
export function seriesByPeriod(input: JsonObject, field: string): GivenSeries[string] {
  const values = (present(input, field) as JsonObject | undefined) ?? {};
  return Object.keys(values).flatMap((period) => {
    if (present(values, period) === undefined) return [];
    const month = parsePeriod(period.length === 4 ? `${period}-12` : period);
    if (month === undefined) return invalid(field, period, kind('years-or-months'));
    return [{ from: lastOfMonth(month), to: lastOfMonth(month), value: readDecimal(values, period).toFixed() }];
  });
}
