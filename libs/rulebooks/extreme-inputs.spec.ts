/**
 * Every number of every case blown up or zero, one at a time, and all at once, tiny and negative too: an answer or a refusal, never a
 * fault.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { calculate } from './calculate.js';
import { said } from '#words/said.js';

interface Case {
  readonly name: string;
  readonly op: string;
  readonly input: JsonObject;
}

const RULEBOOKS = ['fi-kapl', 'dk-p90', 'nl-ftk', 'nl-pob', 'nl-transfer'];
const cases = RULEBOOKS.flatMap((rulebook) => {
  const folder = fileURLToPath(new URL(`./${rulebook}/cases/`, import.meta.url));
  return readdirSync(folder).flatMap((file) => parse(readFileSync(folder + file, 'utf8'), { merge: true }) as readonly Case[]);
});
const operations = [...new Set(cases.map(({ op }) => op))];

const EXTREMES: readonly { readonly text: string; readonly number: number; readonly alone: boolean }[] = [
  { text: '999999999999.99', number: 999_999_999_999, alone: true },
  { text: '0', number: 0, alone: true },
  { text: '0.000000001', number: 1e-9, alone: false },
  { text: '-999999999999.99', number: -999_999_999_999, alone: false },
];

type Path = readonly string[];

function numbersIn(value: JsonValue, path: Path = []): readonly Path[] {
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, each]) => numbersIn(each as JsonValue, [...path, key]));
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) ? [path] : [];
}

/** A copy in which the number at each path is the extreme one, as a text or a number as it was. */
function withExtreme(input: JsonObject, paths: readonly Path[], { text, number }: (typeof EXTREMES)[number]): JsonObject {
  const copy = structuredClone(input) as Record<string, unknown>;
  for (const path of paths) {
    const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, copy);
    const last = path.at(-1) as string;
    holder[last] = typeof holder[last] === 'number' ? number : text;
  }
  return copy as JsonObject;
}

it.each(operations)('%s', (operation) => {
  let answered = 0;
  const wrong: string[] = [];
  for (const { name, input } of cases.filter(({ op }) => op === operation)) {
    const paths = numbersIn(input);
    for (const extreme of EXTREMES) {
      for (const some of [
        ...(extreme.alone ? paths.map((path) => [path]) : []),
        paths.filter((path) => !/year|month|age/i.test(path.join('.'))),
      ]) {
        const extremeInput = withExtreme(input, some, extreme);
        const result = calculate(operation, extremeInput); // throws where it is neither
        const isWrong =
          result.status === 'done' ? /NaN|Infinity|\de\+?\d/.test(JSON.stringify(result.output)) : said(result.error) === '';
        if (isWrong) wrong.push(`${name}: ${JSON.stringify(extremeInput)}`);
        answered += 1;
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(answered).toBeGreaterThan(0);
});
