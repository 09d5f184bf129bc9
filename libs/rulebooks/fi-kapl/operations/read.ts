/** Reads the fields of an operation's input, which has passed its schema; refuses INVALID_INPUT for what a schema cannot see. */
import type { MortalityLaw } from '#actuarial/mortality-law.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { IncomeCoverage } from '#ledger/participant/incomes/events.js';
import type { Sex } from '#ledger/participant/enrolment/events.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { isCivilDate, parseInstant, type CivilDate, type Instant } from '#money/civil-date.js';
import { Decimal, parseDecimal } from '#money/decimal.js';
import { givenParameters, layer, type GivenSeries, type ParameterSet } from '../../frame/parameters/parameters.js';
import { readLaw } from '../funded-pension/bases.js';
import type { Insured } from '../insured.js';
import { OFFICIAL } from '../parameters.js';

/** The official parameters, extended or overridden by `params`. */
export function readParameters(input: JsonObject): ParameterSet {
  const given = input['params'] as { readonly [name: string]: JsonValue } | undefined;
  if (given === undefined || Object.keys(given).length === 0) return OFFICIAL;
  const series = Object.fromEntries(
    Object.entries(given).map(([name, entries]) => [
      name,
      Array.isArray(entries) ? entries.map(withoutOpenEnd) : [{ from: '1996-01-01', value: entries }],
    ]),
  );
  return layer(OFFICIAL, givenParameters(series as unknown as GivenSeries));
}

/** `"to": null` means the same as none. */
function withoutOpenEnd(entry: JsonObject): JsonObject {
  return entry['to'] === null ? { ...entry, to: undefined } : entry;
}

export function readInsured(input: JsonObject): Insured {
  return { birthDate: readDate(input, 'birthDate'), sex: readSex(input) };
}

function readSex(input: JsonObject): Sex {
  const sex = input['sex'];
  return sex === 'male' || sex === 'female' ? sex : invalid('sex', sex, 'must be male or female');
}

export function readDate(input: JsonObject, field: string): CivilDate {
  return readOptionalDate(input, field) ?? invalid(field, undefined, 'is missing');
}

export function readOptionalDate(input: JsonObject, field: string): CivilDate | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' && isCivilDate(value) ? value : invalid(field, value, 'is no day of the calendar');
}

export function readOptionalInstant(input: JsonObject, field: string): Instant | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant ?? invalid(field, value, 'must be an instant in UTC such as 2009-10-02T09:30:00Z');
}

export function readYear(input: JsonObject, field: string): number {
  return readOptionalYear(input, field) ?? invalid(field, input[field], 'must be a year');
}

export function readOptionalYear(input: JsonObject, field: string): number | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : invalid(field, value, 'must be a year');
}

export function readDecimal(input: JsonObject, field: string): Decimal {
  return readOptionalDecimal(input, field) ?? invalid(field, input[field], 'must be a decimal');
}

export function readOptionalDecimal(input: JsonObject, field: string): Decimal | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
  const decimal = typeof value === 'string' ? parseDecimal(value) : undefined;
  return decimal ?? invalid(field, value, 'must be a decimal');
}

export function readOptionalLaw(input: JsonObject, field: string): MortalityLaw | undefined {
  const value = input[field];
  return value === undefined || value === null ? undefined : readLaw(field, value);
}

export function readCoverage(input: JsonObject): IncomeCoverage {
  return (input['coverage'] as IncomeCoverage | undefined) ?? 'kapl';
}

export function readList(input: JsonObject, field: string): readonly JsonObject[] {
  return (input[field] as readonly JsonObject[] | undefined) ?? [];
}

export function readIncomes(input: JsonObject): readonly { readonly amount: Decimal; readonly coverage: IncomeCoverage }[] {
  return readList(input, 'incomes').map((income) => ({ amount: readDecimal(income, 'amount'), coverage: readCoverage(income) }));
}

/** What rests on mortality is computed in doubles; more digits than these would be noise. */
const ACTUARIAL_DIGITS = 15;

export function actuarialText(value: Decimal | number): string {
  return new Decimal(value).toSignificantDigits(ACTUARIAL_DIGITS).toFixed();
}

function invalid(field: string, value: JsonValue | undefined, problem: string): never {
  return refuse('INVALID_INPUT', `${field} ${problem}${value === undefined ? '' : `: ${JSON.stringify(value)}`}`, {
    field,
    value: value ?? null,
  });
}
