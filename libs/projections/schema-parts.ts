/** Words of JSON Schema (2020-12) that the answers of read models are described in. */
import type { JsonObject } from '#ledger/kernel/json.js';

export type Schema = JsonObject;
export type Fields = { readonly [field: string]: Schema };

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
export const date: Schema = { type: 'string', format: 'date' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const amount: Schema = { type: 'string', description: 'Money, two decimals.', pattern: '^-?\\d+\\.\\d{2}$' };
export const exact: Schema = { type: 'string', description: 'A decimal, not rounded.', pattern: '^-?\\d+(\\.\\d+)?$' };
export const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const open: Schema = { type: 'object', additionalProperties: true };
export const anything: Schema = {};

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function choice(...values: readonly string[]): Schema {
  return { type: 'string', enum: [...values] };
}

/** An object with any fields of one kind. */
export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

/** An object with exactly these fields; those of `optional` may be absent. */
export function record(required: Fields, optional: Fields = {}, description?: string): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  };
}
