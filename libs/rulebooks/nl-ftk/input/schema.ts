/** JSON Schemas of what the operations take and answer (draft 2020-12). */
import type { JsonObject } from '#ledger/kernel/json.js';
import { amount, decimal, inputOf, mapOf, record } from '../../frame/operation-schema.js';
import type { JsonSchema } from '../../frame/operation.js';
import { DEFAULT_PARAMETERS } from '../assumptions.js';

export { decimal, inputOf, mapOf, record };

/** A decimal that is not negative. */
export const positive: JsonSchema = { ...(decimal as JsonObject), pattern: (amount as JsonObject)['pattern'] as string, minimum: 0 };
export const date: JsonSchema = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a civil date such as 2015-01-01' };
export const exact: JsonSchema = { type: 'string', description: 'a decimal, to at least 12 significant digits' };
export const nullableExact: JsonSchema = { type: ['string', 'null'] };

/** Later years would end plans and series beyond the calendar. */
export const LAST_YEAR = 9900;

export function count(least: number, most: number): JsonSchema {
  return { type: 'integer', minimum: least, maximum: most };
}

export function list(items: JsonSchema, most?: number): JsonSchema {
  return { type: 'array', items, ...(most === undefined ? {} : { maxItems: most }) };
}

/** Year-starts and years of plans. */
const YEARS = { type: 'integer', minimum: 0, maximum: 1000 } as const;

const regimeFields = {
  'vev?': positive,
  'mvev?': positive,
  'mvevYears?': YEARS,
  'threshold?': positive,
  'catchUpShare?': positive,
  'accrual?': positive,
  'ufr?': decimal,
  'planBondReturn?': decimal,
};

/** Laid over the rules of every year, whichever they are. */
export const variant: JsonSchema = record(regimeFields);

export const regime: JsonSchema = {
  ...record({ 'base?': { type: 'string', enum: ['old', 'new'] }, ...regimeFields }),
  type: ['string', 'object'],
  pattern: '^(old|new)$',
  description: '"old", "new", or what a variant of them sets otherwise, such as {"base":"new","threshold":1.05}; base: default new',
};

export const policyFields = {
  regime,
  fundingRatio: positive,
  ambition: positive,
  'backlog?': positive,
  'below?': YEARS,
  'planElapsed?': YEARS,
  growth: decimal,
};

const LISTS: { readonly [name: string]: JsonSchema } = {
  rateHistory: list(decimal, 1000),
  mortality: { ...(list(decimal, 3) as JsonObject), minItems: 3 },
};

/** What a study assumes otherwise than the defaults. */
export const params: JsonSchema = {
  ...record(Object.fromEntries(Object.keys(DEFAULT_PARAMETERS).map((name) => [`${name}?`, LISTS[name] ?? decimal]))),
  description: 'assumptions other than the defaults of nl-ftk section 4, by name',
};

export const premiumBasis: JsonSchema = { type: 'string', enum: ['RTS', 'averageRTS', 'expectedReturn'] };
export const seed: JsonSchema = {
  type: 'integer',
  minimum: -9007199254740991,
  maximum: 9007199254740991,
  description: 'counts modulo 2^32',
};
