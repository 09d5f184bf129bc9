/** Runs the tables in `cases/` through the operations. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { parseDecimal } from '#money/decimal.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { ARTICLES } from './testing/articles.js';
import { fiOperations } from './operations/operations.js';

interface Case {
  readonly article: string;
  readonly name: string;
  readonly op: string;
  readonly with?: readonly string[];
  readonly input: JsonObject;
  readonly output?: JsonObject;
  readonly error?: JsonObject;
  readonly arithmetic: string;
}

const FOLDER = fileURLToPath(new URL('./cases/', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../../../test/samples/fi-kapl/', import.meta.url));
const cases = readdirSync(FOLDER).flatMap((file) => parse(readFileSync(FOLDER + file, 'utf8')) as readonly Case[]);
const ajv = new Ajv2020({ strict: false });

type Series = readonly JsonObject[];

function withSamples(one: Case): JsonObject {
  if (one.with === undefined) return one.input;
  const params: { [name: string]: Series } = {};
  for (const file of one.with) {
    const sample = JSON.parse(readFileSync(`${SAMPLES}${file}.json`, 'utf8')) as { parameters: readonly { name: string; entries: Series }[] };
    for (const { name, entries } of sample.parameters) params[name] = [...(params[name] ?? []), ...entries];
  }
  return { ...one.input, params: { ...params, ...(one.input['params'] as JsonObject | undefined) } };
}

/** Digits from which an expected number is taken as rounded by the one who computed it; below them it is exact. */
const ROUNDED_FROM = 12;

/** The answer, with numbers rounded to the digits that are expected, reduced to the fields that are expected. */
function comparable(actual: JsonValue | undefined, expected: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const list = expected as readonly JsonValue[];
    return (actual as readonly JsonValue[]).map((item, index) => (index < list.length ? comparable(item, list[index]) : item) ?? null);
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.fromEntries(Object.keys(expected).map((key) => [key, comparable(actual[key], expected[key])]));
  }
  if (typeof expected !== 'string' || typeof actual !== 'string') return actual;
  const [is, should] = [parseDecimal(actual), parseDecimal(expected)];
  if (is === undefined || should === undefined) return actual;
  const digits = expected.replace(/^-?[0.]*/, '').replace('.', '').length;
  if (digits < ROUNDED_FROM) return actual;
  return is.toDecimalPlaces(expected.includes('.') ? expected.length - expected.indexOf('.') - 1 : 0).toFixed(
    expected.includes('.') ? expected.length - expected.indexOf('.') - 1 : 0,
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe.each([...new Set(cases.map(({ article }) => article))])('%s', (article) => {
  it.each(cases.filter((one) => one.article === article).map((one) => [`${one.op}: ${one.name}`, one] as const))('%s', (_, one) => {
    const operation = fiOperations.find(({ name }) => name === one.op);
    if (operation === undefined) throw new Error(`no operation ${one.op}`);
    const input = withSamples(one);
    const isInput = ajv.compile(operation.input as object);
    expect(isInput(input) ? [] : isInput.errors).toEqual([]);
    const outcome = attempt(() => operation.calculate(input));
    if (one.error !== undefined) {
      expect(outcome.status === 'refused' ? comparable(outcome.refusal, one.error) : outcome).toEqual(one.error);
      return;
    }
    if (outcome.status === 'refused') throw new Error(JSON.stringify(outcome.refusal));
    const isOutput = ajv.compile(operation.output as object);
    expect(isOutput(outcome.value) ? [] : isOutput.errors).toEqual([]);
    expect(comparable(outcome.value, one.output)).toEqual(one.output);
  });
});

it('every article has a case, and every case an article', () => {
  const touched = new Set(cases.map(({ article }) => article));
  expect(ARTICLES.map(({ id }) => id).filter((id) => !touched.has(id))).toEqual([]);
  expect([...touched].filter((id) => !ARTICLES.some((article) => article.id === id))).toEqual([]);
});

it('every operation has a case', () => {
  const run = new Set(cases.map(({ op }) => op));
  expect(fiOperations.map(({ name }) => name).filter((name) => !run.has(name))).toEqual([]);
});
