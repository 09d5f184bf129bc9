/** Parts that the schemas of answers are put together from. */
import type { OpenAPIObject } from '@nestjs/swagger';

export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const date: Schema = { type: 'string', format: 'date' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const amount: Schema = { type: 'string', description: 'Money, two decimals.', pattern: '^-?\\d+\\.\\d{2}$' };
export const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const open: Schema = { type: 'object', additionalProperties: true };
export const anything: Schema = {};

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' } as unknown as Schema] };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` } as unknown as Schema;
}

export function choice(...values: readonly string[]): Schema {
  return { type: 'string', enum: [...values] };
}

/** An object with exactly these fields; those of `optional` may be absent. */
export function record(required: Record<string, Schema>, optional: Record<string, Schema> = {}, description?: string): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  };
}
