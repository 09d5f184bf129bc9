/** The cases of fi-kapl, by hand; some are computed with sample parameters. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '#ledger/kernel/json.js';
import { describeLawCases, roundedFrom, type Case } from '../testing/law-cases.js';
import { fiOperations } from './operations/operations.js';
import { ARTICLES } from './testing/articles.js';

const SAMPLES = fileURLToPath(new URL('../../../test/samples/fi-kapl/', import.meta.url));

type Series = readonly JsonObject[];

function withSamples(one: Case): JsonObject {
  if (one.with === undefined) return one.input;
  const params: { [name: string]: Series } = {};
  for (const file of one.with) {
    const sample = JSON.parse(readFileSync(`${SAMPLES}${file}.json`, 'utf8')) as {
      parameters: readonly { name: string; entries: Series }[];
    };
    for (const { name, entries } of sample.parameters) params[name] = [...(params[name] ?? []), ...entries];
  }
  return { ...one.input, params: { ...params, ...(one.input['params'] as JsonObject | undefined) } };
}

describeLawCases('fi-kapl', fiOperations, ARTICLES, { compare: roundedFrom(12), inputOf: withSamples });
