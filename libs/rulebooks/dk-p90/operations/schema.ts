/** JSON Schemas of what the operations take and answer (draft 2020-12). */
import { amountTo, decimalTo, either, flag, list, mapOf, postedAs, record } from '../../frame/operation-schema.js';
import type { JsonSchema } from '../../frame/operation.js';

export { either, flag, list, mapOf, record };

export const decimal = decimalTo(30);
export const amount = amountTo(30, 'DKK, a decimal string such as "1234.56"; not negative');
export const year: JsonSchema = { type: 'integer', minimum: 1900, maximum: 2500 };
export const date: JsonSchema = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a civil date such as 2022-11-15' };
export const period: JsonSchema = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$', description: 'a month such as 2022-10' };
export const ageMonths: JsonSchema = {
  type: ['integer', 'string'],
  minimum: 0,
  maximum: 1439,
  pattern: '^(0|[1-9][0-9]{0,3})$',
  description: 'whole months, 0 to 1439',
};
export const identifier: JsonSchema = { type: ['string', 'integer'], minLength: 1 };
export const anything: JsonSchema = true;

/** A dated series. */
export const series: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: record({ from: date, 'to?': date, value: true, 'reference?': true, 'status?': true, 'note?': true }),
};

export const mortality: JsonSchema = {
  description: 'G82M or G82K; {law, shift}; or Makeham {a, b, c, shift}. shift: years taken as younger, default 0',
  anyOf: [
    { type: 'string', minLength: 1 },
    record({ 'law?': { type: 'string', minLength: 1 }, 'shift?': decimal }),
    record({ a: decimal, b: decimal, c: decimal, 'shift?': decimal }),
  ],
};

/** One rate for the whole period, or a series. */
export const rate: JsonSchema = either(decimal, series);

export const basis: JsonSchema = {
  description: 'calculation (beregningsgrundlag), expected, or an own series of yearly rates',
  anyOf: [{ enum: ['calculation', 'expected'] }, series, decimal],
};

const params: JsonSchema = {
  description:
    'dated series by parameter name, [{from, to?, value}], or one value for all time; the demo set only on request: ' +
      '"demo", or "demo": true among the names. A parameter file ({scheme, announced, parameters}) is taken as well',
  anyOf: [{ const: 'demo' }, { type: 'object' }],
};

/** The input of an operation: its fields, and always `params`. */
export function inputOf(fields: { readonly [field: string]: JsonSchema }): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...record({ ...fields, 'params?': params, 'demo?': { type: 'boolean', description: 'true: the demo set under what is given' } }),
  };
}

export const exact: JsonSchema = { type: 'string', description: 'a decimal, exact to at least 12 significant digits' };
export const posted = postedAs('DKK, rounded half-up to 0.01');
export const count: JsonSchema = { type: 'integer', minimum: 0 };
