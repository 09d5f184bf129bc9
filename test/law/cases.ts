/** The cases of the rulebooks, ready to run: each names its article, its operation and its input. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { attempt } from '#ledger/kernel/refusal.js';
import type { Operation } from '#rulebooks/frame/operation.js';

export interface LawCase {
  readonly article: string;
  readonly name: string;
  readonly op: string;
  readonly input: JsonObject;
}

interface Written extends LawCase {
  /** Sample files whose parameters the case takes (fi-kapl). */
  readonly with?: readonly string[];
}

type Series = readonly JsonObject[];

/**
 * A parameter that no formula asks for: with it every case computes on a set of its own, so that nothing is remembered from a
 * run with other official values.
 */
const PROBE = { lawCoverageProbe: [{ from: '1996-01-01', value: '0' }] };

/** Rulebooks that remember nothing and take no dated series by name. */
const WITHOUT_SERIES: ReadonlySet<string> = new Set(['nl-ftk', 'nl-pob', 'nl-transfer']);

export function casesOf(scheme: string): readonly LawCase[] {
  const folder = resolve('libs/rulebooks', scheme, 'cases');
  const read = (file: string): readonly Written[] =>
    parse(readFileSync(`${folder}/${file}`, 'utf8'), { merge: true }) as readonly Written[];
  const written = readdirSync(folder).flatMap(read);
  return written.map((one) => ({
    article: one.article,
    name: one.name,
    op: one.op,
    input: WITHOUT_SERIES.has(scheme) ? one.input : { ...one.input, params: paramsOf(one, scheme) },
  }));
}

function paramsOf({ with: samples = [], input }: Written, scheme: string): JsonObject {
  const params: { [name: string]: JsonValue } = {};
  for (const file of samples) {
    const sample = JSON.parse(readFileSync(resolve('test/samples', scheme, `${file}.json`), 'utf8')) as {
      parameters: readonly { name: string; entries: Series }[];
    };
    for (const { name, entries } of sample.parameters) params[name] = [...((params[name] as Series | undefined) ?? []), ...entries];
  }
  const own = input['params'];
  return { ...params, ...(own === 'demo' ? { demo: true } : (own as JsonObject | undefined)), ...PROBE };
}

/** What a case answers, as text. */
export function outcomeOf({ op, input }: LawCase, operations: readonly Operation[]): string {
  const operation = operations.find(({ name }) => name === op);
  if (operation === undefined) throw new Error(`no operation ${op}`);
  return JSON.stringify(attempt(() => operation.calculate(input)));
}
