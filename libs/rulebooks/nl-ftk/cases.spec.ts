/** Runs the tables in `cases/` through the operations. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { Decimal, parseDecimal } from '#money/decimal.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { calculate } from '../calculate.js';
import { ftkOperations } from './operations/operations.js';
import { ARTICLES } from './testing/articles.js';

interface Case {
  readonly article: string;
  readonly name: string;
  readonly op: string;
  readonly input: JsonObject;
  readonly output?: JsonObject;
  readonly error?: JsonObject;
  readonly arithmetic: string;
}

const FOLDER = fileURLToPath(new URL('./cases/', import.meta.url));
const cases = readdirSync(FOLDER).flatMap((file) => parse(readFileSync(FOLDER + file, 'utf8')) as readonly Case[]);
const ajv = new Ajv2020({ strict: false });

/** Digits from which an expected number is taken as rounded by the one who computed it; below them it is exact. */
const ROUNDED_FROM = 11;

/** What is expected where the answer agrees, else the answer; fields that are not expected are left out. */
function compared(actual: JsonValue | undefined, expected: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const list = expected as readonly JsonValue[];
    return (actual as readonly JsonValue[]).map((item, index) => (index < list.length ? compared(item, list[index]) : item) ?? null);
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.fromEntries(Object.keys(expected).map((key) => [key, compared(actual[key], expected[key])]));
  }
  if (typeof expected !== 'string' || typeof actual !== 'string') return actual;
  const [is, should] = [parseDecimal(actual), parseDecimal(expected)];
  if (is === undefined || should === undefined || expected.replace(/^-?[0.]*/, '').replace('.', '').length < ROUNDED_FROM) return actual;
  const halfOfLastDigit = new Decimal(10).pow(-(expected.split('.')[1] ?? '').length).div(2);
  return is.minus(should).abs().lte(halfOfLastDigit) ? expected : actual;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe.each([...new Set(cases.map(({ article }) => article))])('%s', (article) => {
  it.each(cases.filter((one) => one.article === article).map((one) => [`${one.op}: ${one.name}`, one] as const))('%s', (_, one) => {
    const result = calculate(one.op, one.input);
    if (one.error !== undefined) {
      expect(result.status === 'refused' ? compared(result.error, one.error) : result).toEqual(one.error);
      return;
    }
    if (result.status === 'refused') throw new Error(JSON.stringify(result.error));
    const isOutput = ajv.compile(ftkOperations.find(({ name }) => name === one.op)?.output as object);
    expect(isOutput(result.output) ? [] : isOutput.errors).toEqual([]);
    expect(compared(result.output, one.output)).toEqual(one.output);
  });
});

it('every article has a case, and every case an article', () => {
  const touched = new Set(cases.map(({ article }) => article));
  expect(ARTICLES.map(({ id }) => id).filter((id) => !touched.has(id))).toEqual([]);
  expect([...touched].filter((id) => !ARTICLES.some((article) => article.id === id))).toEqual([]);
});

it('every operation has a case', () => {
  const run = new Set(cases.map(({ op }) => op));
  expect(ftkOperations.map(({ name }) => name).filter((name) => !run.has(name))).toEqual([]);
});
