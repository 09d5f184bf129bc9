/** A study, recorded on the stream of its fund: once, by its input and engine. */
import { sha256Hex } from '#journal/sha256.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { StudiesEventData } from '#ledger/fund/studies/events.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RUN_ALREADY_RECORDED: { readonly runId: string; readonly recorded: string; readonly found: string };
    RUN_TOO_LARGE: { readonly bytes: number; readonly most: number };
  }
}

export interface RecordRun {
  readonly runId: string;
  readonly op: string;
  readonly input: JsonObject;
  readonly engine: StudiesEventData['AlmRunRecorded']['engine'];
  readonly output: JsonObject;
  readonly outputDigest: string;
  readonly seconds: number;
  readonly reference: string;
}

/** Bytes of a run's figures: an event is read whole whenever its fund is, and some stores take no more than a million. */
const MOST_BYTES = 600_000;

/** AlmRunRecorded; undefined where it is. Refuses RUN_ALREADY_RECORDED (the same run with other figures: a fault) and RUN_TOO_LARGE. */
export function recordRun(run: RecordRun, fund: FundState, today: CivilDate): DecidedFundEvent | undefined {
  const standing = fund.almRuns.find(({ runId }) => runId === run.runId);
  if (standing !== undefined) {
    if (standing.outputDigest === run.outputDigest) return undefined;
    refuse('RUN_ALREADY_RECORDED', {
      runId: run.runId,
      recorded: standing.outputDigest,
      found: run.outputDigest,
    });
  }
  const bytes = Buffer.byteLength(canonicalText(run.output));
  if (bytes > MOST_BYTES) {
    refuse('RUN_TOO_LARGE', { bytes, most: MOST_BYTES });
  }
  const { runId, op, input, engine, output, outputDigest, seconds, reference } = run;
  const figures = { runId, op, input, inputDigest: sha256Hex(canonicalText(input)), engine, output, outputDigest };
  const data = { ...figures, seconds: seconds.toFixed(3), recordedOn: today, reference };
  return { type: 'AlmRunRecorded', effectiveDate: today, key: `alm-run:${runId}`, data };
}
