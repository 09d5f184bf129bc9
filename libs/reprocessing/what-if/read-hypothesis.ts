/** A hypothesis from its files. */
import { basename } from 'node:path';
import type { JsonObject } from '#ledger/json.js';
import { refuse } from '#ledger/refusal.js';
import type { InputRow } from '../formats/input.js';
import { readInput } from '../formats/read-input.js';
import { fileDigest } from '../intake/file-digest.js';
import { reprocessingKind } from '../plan/file-kind.js';
import type { Hypothesis } from './what-if.js';

/** A hypothesis is small; more rows are a reprocessing. */
const MOST_ROWS = 1_000;

/**
 * `rules`: a parameters file with what it holds; `reports`: CSV or NDJSON of incomes, contributions or corrections. Refuses what
 * the readers refuse, and TOO_MANY_ROWS.
 */
export async function readHypothesis(files: { readonly rules: { readonly file: string; readonly document: JsonObject } | undefined; readonly reports: string | undefined }): Promise<Hypothesis> {
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
  const { batches } = await readInput(file, { kind: reprocessingKind(file), migrate: false });
  const rows: InputRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch.rows);
    if (rows.length > MOST_ROWS) refuse('TOO_MANY_ROWS', `${file} has more than ${MOST_ROWS} rows; a hypothesis is about one participant, reprocess plan is for many`, { file });
  }
  return rows;
}
