/** A study's report as it leaves the program: with the id of its run, which stands for input and engine, and the digest of what it says. */
import { sha256Hex } from '#journal/sha256.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import type { AlmReport } from '#rulebooks/nl-ftk/alm/report.js';

export interface PublishedReport extends AlmReport {
  readonly runId: string;
  readonly digest: string;
}

export function published(report: AlmReport): PublishedReport {
  const identified = { runId: runIdOf(report), ...report };
  return { ...identified, digest: digestOf(identified) };
}

/** The id of a run: it stands for input and engine, so it is known before the run is made. */
export function runIdOf({ engine, input }: Pick<AlmReport, 'engine' | 'input'>): string {
  return digestOf({ engine, input });
}

/** Whether a report read from a file says what its digest stands for. */
export function isIntact(report: JsonObject): report is JsonObject & PublishedReport {
  const { digest, ...rest } = report;
  return digest === digestOf(rest);
}

function digestOf(value: object): string {
  return sha256Hex(canonicalText(value as JsonObject));
}
