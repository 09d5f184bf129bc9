/**
 * What a study has computed, kept in a file range by range, so that a study that was stopped goes on from there. A range stands behind its
 * length and the digest of its bytes; what was torn by the stop is cut off.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { ScenarioRange } from '#actuarial/alm/merge.js';
import type { Tally } from '#actuarial/alm/simulate.js';
import { refuse } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    KEPT_OTHER_STUDY:
      | { readonly because: 'other-study'; readonly file: string }
      | { readonly because: 'no-study'; readonly file: string };
  }
}

export interface KeptRange {
  readonly range: ScenarioRange;
  readonly tallies: readonly Tally[];
}

export interface KeptRanges {
  /** In their order, from the first scenario on. */
  readonly done: readonly KeptRange[];
  readonly keep: (range: KeptRange) => void;
  /** The study is made: the file has done its work. */
  readonly remove: () => void;
}

const LENGTH_BYTES = 4;
const DIGEST_BYTES = 32;

/** `runId`: of the study. Refuses KEPT_OTHER_STUDY for a file of another one, or of something else. */
export function keptRanges(file: string, runId: string): KeptRanges {
  const [header, ...done] = existsSync(file) ? recordsOf(file) : [];
  if (header === undefined) writeFileSync(file, framed({ runId }));
  else if ((header as { readonly runId?: unknown }).runId !== runId) {
    refuse('KEPT_OTHER_STUDY', { because: 'other-study', file });
  }
  return {
    done: done as readonly KeptRange[],
    keep: (range) => appendFileSync(file, framed(range)),
    remove: () => rmSync(file, { force: true }),
  };
}

function framed(value: object): Buffer {
  const bytes = serialize(value);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, createHash('sha256').update(bytes).digest(), bytes]);
}

/** The whole records of a file; what comes after them is cut off, unless it is all there is. */
function recordsOf(file: string): readonly unknown[] {
  const content = readFileSync(file);
  const records: unknown[] = [];
  let at = 0;
  for (;;) {
    const from = at + LENGTH_BYTES + DIGEST_BYTES;
    if (from > content.length) break;
    const to = from + content.readUInt32BE(at);
    const bytes = content.subarray(from, to);
    const digest = content.subarray(at + LENGTH_BYTES, from);
    if (to > content.length || !createHash('sha256').update(bytes).digest().equals(digest)) break;
    records.push(deserialize(bytes));
    at = to;
  }
  if (records.length === 0) {
    return content.length === 0 ? [] : refuse('KEPT_OTHER_STUDY', { because: 'no-study', file });
  }
  if (at < content.length) truncateSync(file, at);
  return records;
}
