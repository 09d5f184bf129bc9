/** Reads the fields of an operation's input, which has passed its schema; refuses INVALID_INPUT for what a schema cannot see. */
import type { MortalityLaw } from '#actuarial/mortality/gompertz.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { COVERAGE_UNSAID, type IncomeCoverage } from '#ledger/schemes/fi-kapl/incomes.js';
import type { Sex } from '#ledger/participant/enrolment/events.js';
import { parseInstant, type Instant } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { kind } from '../../frame/parameters/fault.js';
import { invalid, present, readDay, readDecimal, readList } from '../../frame/operation-input.js';
import { givenParameters, layer, type GivenSeries, type ParameterSet } from '../../frame/parameters/parameters.js';
import { readLaw } from '../funded-pension/bases.js';
import type { Insured } from '../insured.js';
import { OFFICIAL } from '../parameters.js';

/** The official parameters, extended or overridden by `params`. */
export function readParameters(input: JsonObject): ParameterSet {
  const given = input['params'] as { readonly [name: string]: readonly GivenEntry[] | JsonObject } | undefined;
  if (given === undefined || Object.keys(given).length === 0) return OFFICIAL;
  const series = Object.fromEntries(
    Object.entries(given).map(([name, entries]) => [
      name,
      Array.isArray(entries) ? entries.map(withoutOpenEnd) : [{ from: '1996-01-01', value: entries }],
    ]),
  );
  return layer(OFFICIAL, givenParameters(series));
}

type GivenEntry = { readonly from: string; readonly to?: string | null; readonly value: JsonValue };

/** `"to": null` means the same as none. */
function withoutOpenEnd({ to, ...entry }: GivenEntry): GivenSeries[string][number] {
  return typeof to === 'string' ? { ...entry, to } : entry;
}

export function readInsured(input: JsonObject): Insured {
  return { birthDate: readDay(input, 'birthDate'), sex: readSex(input) };
}

function readSex(input: JsonObject): Sex {
  const sex = input['sex'];
  return sex === 'male' || sex === 'female' ? sex : invalid('sex', sex, { fault: 'choice', choices: ['male', 'female'] });
}

export function readOptionalInstant(input: JsonObject, field: string): Instant | undefined {
  const value = present(input, field);
  if (value === undefined) return undefined;
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant ?? invalid(field, value, kind('instant'));
}

export function readOptionalLaw(input: JsonObject, field: string): MortalityLaw | undefined {
  const value = present(input, field);
  return value === undefined ? undefined : readLaw(field, value);
}

export function readCoverage(input: JsonObject): IncomeCoverage {
  return (input['coverage'] as IncomeCoverage | undefined) ?? COVERAGE_UNSAID;
}

export function readIncomes(input: JsonObject): readonly { readonly amount: Decimal; readonly coverage: IncomeCoverage }[] {
  return readList(input, 'incomes').map((income) => ({ amount: readDecimal(income, 'amount'), coverage: readCoverage(income) }));
}

/** What rests on mortality is computed in doubles; more digits than these would be noise. */
const ACTUARIAL_DIGITS = 15;

export function actuarialText(value: Decimal | number): string {
  return new Decimal(value).toSignificantDigits(ACTUARIAL_DIGITS).toFixed();
}

