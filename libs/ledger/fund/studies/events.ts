/** Studies of what funding rules do to generations, as they were run: input, engine and figures, with their digests (nl-ftk section 8). */
import type { Instant } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

export const ARITHMETICS = ['decimal', 'double'] as const;

export const STUDIES_EVENTS = {
  /** Never corrected: another run is recorded. */
  AlmRunRecorded: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      /** Stands for input and engine. */
      runId: is.sha256,
      op: is.text,
      input: is.anyObject,
      inputDigest: is.sha256,
      engine: is.record({ rulebook: is.text, version: is.text, arithmetic: is.oneOf(...ARITHMETICS) }),
      output: is.anyObject,
      /** Of the whole report: run, engine, input and output. */
      outputDigest: is.sha256,
      seconds: is.decimal,
      recordedOn: is.date,
      reference: is.text,
    }),
  },
} satisfies EventDefinitions;

export type StudiesEventData = DataOf<typeof STUDIES_EVENTS>;

/** A run without its figures, which stand in its event. */
export interface RecordedRun extends Omit<StudiesEventData['AlmRunRecorded'], 'output'> {
  readonly eventId: string;
  readonly recordedAt: Instant;
}

export interface StudiesSlice {
  readonly almRuns: readonly RecordedRun[];
}

export function initialStudies(): StudiesSlice {
  return { almRuns: [] };
}

export const foldStudies: FoldByCopy<StudiesEventData, StudiesSlice> = {
  AlmRunRecorded: ({ almRuns }, { id, recordedAt, data: { output: _, ...run } }) => ({
    almRuns: [...almRuns, { ...run, eventId: id, recordedAt }],
  }),
};
