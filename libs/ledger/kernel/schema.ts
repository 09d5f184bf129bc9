/**
 * Words of JSON Schema (2020-12) that events are written in. A schema carries the type of what it describes, so that a field is
 * declared once and the compiler reads it from there (`TypeOf`).
 */
import type { Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { JsonObject, JsonValue } from './json.js';

declare const described: unique symbol;

/** A JSON Schema of values of type `T`; the type is the compiler's alone, at run time there is only the schema. */
export interface Schema<T = unknown> {
  readonly [described]?: T;
  readonly [word: string]: JsonValue | undefined;
}

export type TypeOf<S> = S extends Schema<infer T> ? T : never;

export const text: Schema<string> = { type: 'string', minLength: 1, maxLength: 500 };
/** A text that may be long, or empty. */
export const longText: Schema<string> = { type: 'string', maxLength: 2000 };
export const eventReference: Schema<string> = { type: 'string', format: 'uuid' };
/** SHA-256, lower case hex. */
export const sha256: Schema<string> = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const date: Schema<CivilDate> = { type: 'string', format: 'civil-date' };
/** `YYYY-MM` */
export const period: Schema<string> = { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' };
export const year: Schema<number> = { type: 'integer', minimum: 1800, maximum: 9999 };
/** Money as a decimal string with two decimals. */
export const amount: Schema<string> = { type: 'string', pattern: '^-?(0|[1-9]\\d{0,11})\\.\\d{2}$' };
export const amountNotNegative: Schema<string> = { type: 'string', pattern: '^(0|[1-9]\\d{0,11})\\.\\d{2}$' };
/** A rate, share or factor as a decimal string. */
export const decimal: Schema<string> = { type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' };
export const wholeNumber: Schema<string> = { type: 'string', pattern: '^(0|[1-9]\\d*)$' };
export const currency: Schema<Currency> = { enum: ['EUR', 'DKK'] };
export const yesOrNo: Schema<boolean> = { type: 'boolean' };
export const count: Schema<number> = { type: 'integer', minimum: 0 };
/** Participant, employer, fund and group ids. */
export const identifier: Schema<string> = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$' };
/** An object whose fields somebody else checks. */
export const anyObject: Schema<JsonObject> = { type: 'object' };

export function oneOf<const V extends string>(...values: readonly V[]): Schema<V> {
  return { enum: values };
}

export function list<T>(items: Schema<T>): Schema<readonly T[]> {
  return { type: 'array', items };
}

/** What is written in one of two ways. */
export function either<A, B>(one: Schema<A>, other: Schema<B>): Schema<A | B> {
  return { anyOf: [one, other] };
}

type Fields = { readonly [field: string]: Schema };
type Flat<T> = { readonly [field in keyof T]: T[field] };
type RecordOf<R extends Fields, O extends Fields> = Flat<
  { readonly [field in keyof R]: TypeOf<R[field]> } & { readonly [field in keyof O]?: TypeOf<O[field]> }
>;

/** An object with exactly these fields; those in `optional` may be absent. */
export function record<R extends Fields, O extends Fields = Record<never, never>>(required: R, optional?: O): Schema<RecordOf<R, O>> {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}
