/** A hypothesis from its files. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { InputRow } from '../formats/input.js';
import { readObjects } from '../formats/ndjson.js';
import { readInput } from '../formats/read-input.js';
import { utf8Text } from '../formats/utf8-text.js';
import { fileDigest } from '../intake/file-digest.js';
import { kindOfRow, reprocessingKind } from '../plan/file-kind.js';
import { objectTexts } from './json-objects.js';
import type { Hypothesis } from './what-if.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    TOO_MANY_ROWS: { readonly file: string; readonly most: number };
  }
}

/** A hypothesis is small; more rows are a reprocessing. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 1_000_000;

/**
 * `rules`: a parameters file with what it holds; `reports`: rows of one kind of input, as CSV, NDJSON or JSON (one object or a
 * list). Refuses what the readers refuse, and TOO_MANY_ROWS.
 */
export async function readHypothesis(files: {
  readonly rules: { readonly file: string; readonly document: JsonObject } | undefined;
  readonly reports: string | undefined;
}): Promise<Hypothesis> {
  return {
    rules: files.rules === undefined ? undefined : { ...(await named(files.rules.file)), document: files.rules.document },
    reports: files.reports === undefined ? undefined : { ...(await named(files.reports)), rows: await rowsOf(files.reports) },
  };
}

async function named(file: string): Promise<{ readonly file: string; readonly sha256: string }> {
  const { sha256 } = await fileDigest(file);
  return { file: basename(file), sha256 };
}

async function rowsOf(file: string): Promise<readonly InputRow[]> {
  if (file.toLowerCase().endsWith('.json')) return rowsOfJson(file);
  const { batches } = await readInput(file, { kind: reprocessingKind(file), migrate: false });
  const rows: InputRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch.rows);
    if (rows.length > MOST_ROWS) tooMany(file);
  }
  return rows;
}

function rowsOfJson(file: string): readonly InputRow[] {
  if (statSync(file).size > MOST_BYTES) tooMany(file);
  const texts = objectTexts(utf8Text(file), file);
  if (texts.length > MOST_ROWS) tooMany(file);
  return readObjects(texts, { kind: kindOfRow(texts[0]?.text ?? ''), migrate: false });
}

function tooMany(file: string): never {
  return refuse('TOO_MANY_ROWS', { file, most: MOST_ROWS });
}
