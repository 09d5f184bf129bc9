/** Words of JSON Schema (2020-12) that the answers of read models are described in. */
import type { JsonObject } from '#ledger/kernel/json.js';

export type AnswerSchema = JsonObject;
export type SchemaFields = { readonly [field: string]: AnswerSchema };

export const text: AnswerSchema = { type: 'string' };
export const whole: AnswerSchema = { type: 'integer' };
export const count: AnswerSchema = { type: 'integer', minimum: 0 };
export const flag: AnswerSchema = { type: 'boolean' };
export const date: AnswerSchema = { type: 'string', format: 'date' };
export const instant: AnswerSchema = { type: 'string', format: 'date-time' };
export const uuid: AnswerSchema = { type: 'string', format: 'uuid' };
export const amount: AnswerSchema = { type: 'string', description: 'Money, two decimals.', pattern: '^-?\\d+\\.\\d{2}$' };
export const exact: AnswerSchema = { type: 'string', description: 'A decimal, not rounded.', pattern: '^-?\\d+(\\.\\d+)?$' };
export const sha256: AnswerSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const open: AnswerSchema = { type: 'object', additionalProperties: true };
export const anything: AnswerSchema = {};

export function orNull(schema: AnswerSchema): AnswerSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function list(items: AnswerSchema): AnswerSchema {
  return { type: 'array', items };
}

export function choice(...values: readonly string[]): AnswerSchema {
  return { type: 'string', enum: [...values] };
}

/** An object with any fields of one kind. */
export function mapOf(values: AnswerSchema): AnswerSchema {
  return { type: 'object', additionalProperties: values };
}

/** An object with exactly these fields; those of `optional` may be absent. */
export function record(required: SchemaFields, optional: SchemaFields = {}, description?: string): AnswerSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  };
}
