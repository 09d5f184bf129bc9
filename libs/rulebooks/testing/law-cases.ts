/** Runs the tables in a rulebook's `cases/` through its operations: exact numbers to the digits expected, everything else exactly. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { parseDecimal, type Decimal } from '#money/decimal.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { attempt } from '#ledger/kernel/refusal.js';
import type { Operation } from '../frame/operation.js';

export interface Case {
  readonly article: string;
  readonly name: string;
  readonly op: string;
  /** Files of sample parameters that the case is computed with. */
  readonly with?: readonly string[];
  readonly input: JsonObject;
  readonly output?: JsonObject;
  readonly error?: JsonObject;
  readonly arithmetic: string;
}

/** What is expected where the answer agrees with it, else the answer; fields that are not expected are left out. */
export type Compare = (actual: JsonValue | undefined, expected: JsonValue | undefined) => JsonValue | undefined;

/** Numbers with so many digits or more are taken as rounded by the one who computed them; others are exact. */
export function roundedFrom(digits: number): Compare {
  return agreeing((is, should, expected) => {
    if (expected.replace(/^-?[0.]*/, '').replace('.', '').length < digits) return false;
    return is.toFixed(should.decimalPlaces()) === should.toFixed();
  });
}

/** `agrees`: whether a number is the one expected, where the texts differ. */
export function agreeing(agrees: (is: Decimal, should: Decimal, expected: string) => boolean): Compare {
  const compare: Compare = (actual, expected) => {
    if (Array.isArray(expected) && Array.isArray(actual)) {
      return (actual as readonly JsonValue[]).map((item, index) => compare(item, (expected as readonly JsonValue[])[index]) ?? null);
    }
    if (isObject(expected) && isObject(actual)) {
      return Object.fromEntries(Object.keys(expected).map((key) => [key, compare(actual[key], expected[key])]));
    }
    if (typeof expected !== 'string' || typeof actual !== 'string') return actual;
    const [is, should] = [parseDecimal(actual), parseDecimal(expected)];
    return is !== undefined && should !== undefined && agrees(is, should, expected) ? expected : actual;
  };
  return compare;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface HowCasesRun {
  readonly compare?: Compare;
  /** What the operation takes, of a case. */
  readonly inputOf?: (one: Case) => JsonObject;
}

/** The tables of a rulebook, as they stand. */
export function lawCases(rulebook: string): readonly Case[] {
  const folder = fileURLToPath(new URL(`../${rulebook}/cases/`, import.meta.url));
  return readdirSync(folder).flatMap((file) => parse(readFileSync(folder + file, 'utf8'), { merge: true }) as readonly Case[]);
}

export function describeLawCases(
  rulebook: string,
  operations: readonly Operation[],
  articles: readonly { readonly id: string }[],
  { compare = roundedFrom(9), inputOf = ({ input }) => input }: HowCasesRun = {},
): void {
  const cases = lawCases(rulebook);
  const ajv = new Ajv2020({ strict: false });

  describe.each([...new Set(cases.map(({ article }) => article))])('%s', (article) => {
    it.each(cases.filter((one) => one.article === article).map((one) => [`${one.op}: ${one.name}`, one] as const))('%s', (_, one) => {
      const operation = operations.find(({ name }) => name === one.op);
      if (operation === undefined) throw new Error(`no operation ${one.op}`);
      const isInput = ajv.compile(operation.input as object);
      const input = inputOf(one);
      expect(isInput(input) ? [] : isInput.errors).toEqual([]);
      const outcome = attempt(() => operation.calculate(input));
      if (one.error !== undefined) {
        expect(outcome.status === 'refused' ? compare(outcome.refusal, one.error) : outcome).toEqual(one.error);
        return;
      }
      if (outcome.status === 'refused') throw new Error(JSON.stringify(outcome.refusal));
      const isOutput = ajv.compile(operation.output as object);
      expect(isOutput(outcome.value) ? [] : isOutput.errors).toEqual([]);
      expect(compare(outcome.value, one.output)).toEqual(one.output);
    });
  });

  it('every case shows its arithmetic, under a name of its own', () => {
    expect(cases.filter(({ arithmetic, output, error }) => !arithmetic || (output === undefined) === (error === undefined))).toEqual([]);
    expect(new Set(cases.map(({ article, name }) => `${article} ${name}`)).size).toBe(cases.length);
  });

  it('every article has a case, and every case an article', () => {
    const touched = new Set(cases.map(({ article }) => article));
    expect(articles.map(({ id }) => id).filter((id) => !touched.has(id))).toEqual([]);
    expect([...touched].filter((id) => !articles.some((article) => article.id === id))).toEqual([]);
  });

  it('every operation has a case', () => {
    const run = new Set(cases.map(({ op }) => op));
    expect(operations.map(({ name }) => name).filter((name) => !run.has(name))).toEqual([]);
  });
}
