/** JSON Schemas of what the operations take and answer (draft 2020-12). */
import type { JsonObject } from '#ledger/kernel/json.js';
import { digits, flag, identifier, list, postedAs } from '../../frame/operation-schema.js';
import type { JsonSchema } from '../../frame/operation.js';

export { flag, identifier, list };

/** A decimal as a string; a JSON number is read as it is written. */
export const decimal: JsonSchema = {
  oneOf: [
    { type: 'string', pattern: `^-?${digits(30)}$` },
    { type: 'number', minimum: -999999999999, maximum: 999999999999 },
  ],
};
export const amount: JsonSchema = {
  description: 'EUR, a decimal string such as "1234.56"; not negative',
  oneOf: [
    { type: 'string', pattern: `^${digits(30)}$` },
    { type: 'number', minimum: 0, maximum: 999999999999 },
  ],
};
export const year: JsonSchema = { type: 'integer', minimum: 1800, maximum: 2500 };
export const date: JsonSchema = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a civil date such as 2005-07-01' };
export const instant: JsonSchema = { type: 'string', description: 'an instant in UTC, or a civil date for the end of that day' };
export const sex: JsonSchema = { enum: ['male', 'female'] };
export const coverage: JsonSchema = { enum: ['kapl', 'apl-10b', 'apl-15b'], description: 'default kapl' };

export const law: JsonSchema = record({ alpha: decimal, beta: decimal, shift: decimal, interest: decimal });

/** Dated series by parameter name, which extend or override the official ones. */
export const params: JsonSchema = {
  type: 'object',
  properties: { mortality1996: { oneOf: [{ $ref: '#/$defs/series' }, law] } },
  additionalProperties: { $ref: '#/$defs/series' },
};
const series: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { from: date, to: { oneOf: [date, { type: 'null' }] }, value: true },
    required: ['from', 'value'],
  },
};

/** An object whose keys ending in `?` may be absent; no other keys. */
export function record(fields: { readonly [field: string]: JsonSchema }): JsonObject {
  const names = Object.keys(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), fields[name] as JsonSchema])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

/** The input of an operation: its fields, and always `params`. */
export function inputOf(fields: { readonly [field: string]: JsonSchema }): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: { series }, ...record({ ...fields, 'params?': params }) };
}

export const exact: JsonSchema = { type: 'string', description: 'an exact decimal, or 15 significant digits where mortality enters' };
export const posted = postedAs('EUR, rounded half-up to 0.01');
