/** Rows that a transfer rests on, kept beside the journal under their digest: the events name the digest alone. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '#journal/sha256.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { writeWhole } from '../batch/whole-file.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    EVIDENCE_MISSING: { readonly digest: string };
    EVIDENCE_ALTERED: { readonly digest: string };
  }
}

export interface Evidence {
  readonly digest: string;
  readonly text: string;
}

/** One canonical object a line; the digest is the file's own. */
export function evidenceOf(rows: readonly object[]): Evidence {
  const text = rows.map((row) => `${canonicalText(row as JsonObject)}\n`).join('');
  return { digest: sha256Hex(text), text };
}

function fileOf(folder: string, digest: string): string {
  return join(folder, 'evidence', `${digest}.ndjson`);
}

/** Durable before the event that names it is written; what stands already is left as it is. */
export function keepEvidence(folder: string, { digest, text }: Evidence): void {
  const path = fileOf(folder, digest);
  if (existsSync(path)) return;
  mkdirSync(join(folder, 'evidence'), { recursive: true });
  writeWhole(path, text);
}

/** Refuses EVIDENCE_MISSING, and EVIDENCE_ALTERED where the file is not what its digest stands for. */
export function readEvidence<Row>(folder: string, digest: string): readonly Row[] {
  const path = fileOf(folder, digest);
  if (!existsSync(path)) {
    return refuse('EVIDENCE_MISSING', { digest });
  }
  const text = readFileSync(path, 'utf8');
  if (sha256Hex(text) !== digest) {
    return refuse('EVIDENCE_ALTERED', { digest });
  }
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
}
