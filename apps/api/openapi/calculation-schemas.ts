/** JSON Schemas of what the rulebooks’ operations take and give, from their own declarations. */
import type { JsonValue } from '#ledger/kernel/json.js';
import type { AnswerSchema } from '#projections/schema-parts.js';
import { OPERATIONS } from '#rulebooks/operations.js';
import { ref } from './ref.js';

const nameOf = (operation: string, side: 'input' | 'output'): string => `${operation}.${side}`;

/** A schema stands in another document now: what it refers to inside itself is found from its new place. */
function moved(schema: JsonValue, name: string): JsonValue {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).map((item) => moved(item, name));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, `#/components/schemas/${name}`) : moved(value as JsonValue, name),
    ]),
  );
}

const sides = (side: 'input' | 'output'): Record<string, AnswerSchema> =>
  Object.fromEntries(
    [...OPERATIONS.values()].map((operation) => [
      nameOf(operation.name, side),
      moved(operation[side] as JsonValue, nameOf(operation.name, side)) as AnswerSchema,
    ]),
  );

const anyOf = (side: 'input' | 'output', description: string): AnswerSchema => ({
  description,
  anyOf: [...OPERATIONS.keys()].map((name) => ref(nameOf(name, side))),
});

export const CALCULATION_SCHEMAS: Readonly<Record<string, AnswerSchema>> = {
  ...sides('input'),
  ...sides('output'),
  CalculationInput: anyOf('input', 'The input of the operation that the path names.'),
  CalculationOutput: anyOf('output', 'The output of the operation that the path names.'),
};
