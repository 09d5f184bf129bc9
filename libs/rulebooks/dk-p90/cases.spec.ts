/** Runs the tables in `cases/` through the operations: numbers to 12 significant digits, everything else exactly. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { parseDecimal } from '#money/decimal.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { ARTICLES } from './testing/articles.js';
import { dkOperations } from './operations/operations.js';

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

/** What is expected where the answer agrees, else the answer: fields that are not expected are left out. */
function compared(actual: JsonValue | undefined, expected: JsonValue | undefined, exactly: boolean): JsonValue | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return (actual as readonly JsonValue[]).map((item, index) => compared(item, (expected as readonly JsonValue[])[index], exactly) ?? null);
  }
  if (isObject(expected) && isObject(actual)) {
    // An allocation is exact as a whole: its participants, and no others.
    if (exactly) return actual;
    return Object.fromEntries(Object.keys(expected).map((key) => [key, compared(actual[key], expected[key], key.endsWith('Posted'))]));
  }
  if (exactly || typeof expected !== 'string' || typeof actual !== 'string') return actual;
  const [is, should] = [parseDecimal(actual), parseDecimal(expected)];
  if (is === undefined || should === undefined) return actual;
  return is.minus(should).abs().lte(should.abs().times('1e-12')) ? expected : actual;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe.each([...new Set(cases.map(({ article }) => article))])('%s', (article) => {
  it.each(cases.filter((one) => one.article === article).map((one) => [`${one.op}: ${one.name}`, one] as const))('%s', (_, one) => {
    const operation = dkOperations.find(({ name }) => name === one.op);
    if (operation === undefined) throw new Error(`no operation ${one.op}`);
    const isInput = ajv.compile(operation.input as object);
    expect(isInput(one.input) ? [] : isInput.errors).toEqual([]);
    const outcome = attempt(() => operation.calculate(one.input));
    if (one.error !== undefined) {
      expect(outcome.status === 'refused' ? compared(outcome.refusal, one.error, false) : outcome).toEqual(one.error);
      return;
    }
    if (outcome.status === 'refused') throw new Error(JSON.stringify(outcome.refusal));
    const isOutput = ajv.compile(operation.output as object);
    expect(isOutput(outcome.value) ? [] : isOutput.errors).toEqual([]);
    expect(compared(outcome.value, one.output, false)).toEqual(one.output);
  });
});

it('an amount is posted with two decimals and agrees with its exact twin', () => {
  for (const { op, input, output } of cases) {
    if (output === undefined) continue;
    const answer = dkOperations.find(({ name }) => name === op)?.calculate(input) ?? {};
    for (const [name, value] of Object.entries(answer)) {
      const twin = answer[`${name}Posted`];
      if (twin === undefined || typeof value !== 'string') continue;
      expect(parseDecimal(value)?.minus(twin as string).abs().toNumber()).toBeLessThanOrEqual(0.005);
    }
  }
});

it('every article has a case, and every case an article', () => {
  const touched = new Set(cases.map(({ article }) => article));
  expect(ARTICLES.map(({ id }) => id).filter((id) => !touched.has(id))).toEqual([]);
  expect([...touched].filter((id) => !ARTICLES.some((article) => article.id === id))).toEqual([]);
});

it('every operation has a case', () => {
  const run = new Set(cases.map(({ op }) => op));
  expect(dkOperations.map(({ name }) => name).filter((name) => !run.has(name))).toEqual([]);
});
