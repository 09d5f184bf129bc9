/** Words of JSON Schema (2020-12) that the event catalogue is written in. */
import type { JsonObject } from './json.js';

export type Schema = JsonObject;

export const text: Schema = { type: 'string', minLength: 1, maxLength: 500 };
export const eventReference: Schema = { type: 'string', format: 'uuid' };
export const date: Schema = { type: 'string', format: 'civil-date' };
export const period: Schema = { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' };
export const year: Schema = { type: 'integer', minimum: 1800, maximum: 9999 };
/** Money as a decimal string with two decimals. */
export const amount: Schema = { type: 'string', pattern: '^-?(0|[1-9]\\d{0,11})\\.\\d{2}$' };
export const amountNotNegative: Schema = { type: 'string', pattern: '^(0|[1-9]\\d{0,11})\\.\\d{2}$' };
/** A rate, share or factor as a decimal string. */
export const decimal: Schema = { type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' };
export const wholeNumber: Schema = { type: 'string', pattern: '^(0|[1-9]\\d*)$' };
export const currency: Schema = { enum: ['EUR', 'DKK'] };
export const yesOrNo: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer', minimum: 0 };
/** Participant, employer, fund and group ids. */
export const identifier: Schema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$' };

export function oneOf(...values: readonly string[]): Schema {
  return { enum: values };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

/** An object with exactly these fields; those after `optional` may be absent. */
export function record(required: { readonly [field: string]: Schema }, optional: { readonly [field: string]: Schema } = {}): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}
