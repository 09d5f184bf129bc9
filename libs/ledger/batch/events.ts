/** The life of a bulk operation: an import, a fan-out of a decision, a reprocessing. A batch records its refusals itself. */
import { FIRST_VERSION, type DataOf, type EventDefinitions, type Recorded } from '../kernel/event.js';
import * as is from '../kernel/schema.js';

export const BATCH_KINDS = ['import', 'fan-out', 'reprocessing', 'commands', 'invoicing', 'annulment', 'forwarding'] as const;
const kind = is.oneOf(...BATCH_KINDS);
export type BatchKind = is.TypeOf<typeof kind>;

/** Digest of the plan, where there is one. */
const plan = { plan: is.text };

export const BATCH_EVENTS = {
  BatchPlanned: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      kind,
      subject: is.text,
      /** Over what the batch rests on: the file, or the plan with the stream revisions. */
      digest: is.sha256,
      details: is.anyObject,
    }),
  },
  BatchApproved: { ...FIRST_VERSION, movesRules: false, schema: is.record({ digest: is.text, note: is.longText }) },
  /** A durable mark of progress: everything up to it is committed. */
  BatchChunkCommitted: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ upTo: is.text, appended: is.count, repeated: is.count }, plan),
  },
  BatchRowsRefused: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ rows: is.list(is.record({ line: is.count, code: is.text, message: is.longText })) }),
  },
  BatchCompleted: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ appended: is.count, repeated: is.count, refused: is.count, details: is.anyObject }, plan),
  },
} satisfies EventDefinitions;

export type BatchEventData = DataOf<typeof BATCH_EVENTS>;
export type BatchEvent = Recorded<BatchEventData>;
