/** What a JSON Schema finds wrong with a value, as the fault that it is. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { bounds, kind, MISSING, type Fault, type WantedKind } from './frame/parameters/fault.js';

const FORMATS: { readonly [format: string]: WantedKind } = { 'civil-date': 'day', date: 'day', instant: 'instant' };
const TYPES: { readonly [type: string]: WantedKind } = {
  string: 'text',
  number: 'number',
  integer: 'whole-number',
  boolean: 'true-or-false',
  array: 'array',
  object: 'object',
  'string,number': 'decimal',
  'string,integer': 'whole-number',
  'integer,string': 'whole-number',
  'string,object': 'name-or-law',
};

/** By the keyword of the schema that the value breaks. */
const FAULTS: { readonly [keyword: string]: (params: ErrorObject['params']) => Fault } = {
  required: () => MISSING,
  additionalProperties: () => ({ fault: 'unknown' }),
  type: ({ type }) => typeFault([type].flat().filter((one) => one !== 'null')),
  format: ({ format }) => kind(FORMATS[String(format)] ?? 'text'),
  enum: ({ allowedValues }) => ({ fault: 'choice', choices: allowedValues as readonly JsonValue[] }),
  const: ({ allowedValue }) => ({ fault: 'choice', choices: [allowedValue as JsonValue] }),
  pattern: ({ pattern }) => ({ fault: 'pattern', pattern: String(pattern) }),
  minimum: ({ limit }) => bounds({ least: Number(limit) }),
  maximum: ({ limit }) => bounds({ most: Number(limit) }),
  exclusiveMinimum: ({ limit }) => bounds({ above: Number(limit) }),
  exclusiveMaximum: ({ limit }) => bounds({ below: Number(limit) }),
  minLength: ({ limit }) => ({ fault: 'size', of: 'signs', least: Number(limit) }),
  maxLength: ({ limit }) => ({ fault: 'size', of: 'signs', most: Number(limit) }),
  minItems: ({ limit }) => ({ fault: 'size', of: 'items', least: Number(limit) }),
  maxItems: ({ limit }) => ({ fault: 'size', of: 'items', most: Number(limit) }),
  minProperties: ({ limit }) => ({ fault: 'size', of: 'fields', least: Number(limit) }),
  maxProperties: ({ limit }) => ({ fault: 'size', of: 'fields', most: Number(limit) }),
  uniqueItems: () => ({ fault: 'twice' }),
};

function typeFault(types: readonly unknown[]): Fault {
  const wanted = TYPES[types.join()];
  return wanted === undefined ? { fault: 'shape' } : kind(wanted);
}

export function faultOf(error: ErrorObject | undefined): Fault {
  return (error === undefined ? undefined : FAULTS[error.keyword]?.(error.params)) ?? { fault: 'shape' };
}
