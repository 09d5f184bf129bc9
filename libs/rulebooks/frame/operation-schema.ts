/** The words that operations write their JSON Schemas in (draft 2020-12). */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { JsonSchema } from './operation.js';

/** Up to 12 digits before the point: the exact range of posted cents. A pattern binds strings, bounds bind numbers. */
export function digits(places: number): string {
  return `(0|[1-9][0-9]{0,11})(\\.[0-9]{1,${places}})?`;
}

/** `places`: digits after the point, at most. */
export function decimalTo(places: number): JsonSchema {
  return {
    type: ['string', 'number'],
    pattern: `^-?${digits(places)}$`,
    minimum: -999999999999,
    maximum: 999999999999,
    description: 'a decimal string such as "0.0475"; a JSON number is read as it is written',
  };
}

/** Not negative. */
export function amountTo(places: number, description: string): JsonSchema {
  return { type: ['string', 'number'], pattern: `^${digits(places)}$`, minimum: 0, maximum: 999999999999, description };
}

/** As many places as an exact answer may have (30 significant ones, however small), since one operation's answer is another's input. */
const MOST_PLACES = 60;

export const decimal = decimalTo(MOST_PLACES);
export const amount = amountTo(MOST_PLACES, 'a decimal string such as "1234.56"; not negative');
export const year: JsonSchema = { type: 'integer', minimum: 1900, maximum: 2500 };
export const date: JsonSchema = {
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'a civil date such as 2018-03-01, from 1900 to 2500',
};
export const month: JsonSchema = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}$', description: 'a month such as 2018-03' };
export const identifier: JsonSchema = { type: 'string', minLength: 1 };
export const text: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
export const count: JsonSchema = { type: 'integer', minimum: 0, maximum: 999999999 };

export const exact: JsonSchema = { type: 'string', description: 'a decimal, exact to 30 significant digits' };
export const posted = postedAs('rounded half-up to 0.01');

export function postedAs(description: string): JsonSchema {
  return { type: 'string', pattern: '^-?(0|[1-9][0-9]*)\\.[0-9]{2}$', description };
}

export function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

export function mapOf(values: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: values };
}

/** Values by year or month; `period`: the pattern of the keys. */
export function byPeriod(period: string): JsonSchema {
  return { type: 'object', propertyNames: { pattern: period }, additionalProperties: nullable(decimal) };
}

export function oneOf(...values: readonly (string | boolean)[]): JsonSchema {
  return { enum: values };
}

export function either(...schemas: readonly JsonSchema[]): JsonSchema {
  return { anyOf: schemas };
}

export function nullable(schema: JsonSchema): JsonSchema {
  return either(schema, { type: 'null' });
}

/** An object whose keys ending in `?` may be absent or null; no other keys. */
export function record(fields: { readonly [field: string]: JsonSchema }): JsonObject {
  const names = Object.keys(fields);
  const ofField = (name: string): JsonSchema => (name.endsWith('?') ? nullable(fields[name] as JsonSchema) : (fields[name] as JsonSchema));
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), ofField(name)])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

/** A dated series of values, each from its day until the next one or its last day. */
export const series: JsonSchema = {
  type: 'array',
  items: record({ from: date, 'to?': date, value: decimal, 'reference?': true, 'status?': true, 'note?': true }),
};

/** A parameter of the law in the input: a decimal, or a dated series of them. Where it is absent the refusal names it. */
export const parameter: JsonSchema = either(decimal, series);

export function inputOf(fields: { readonly [field: string]: JsonSchema }): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...record(fields) };
}
