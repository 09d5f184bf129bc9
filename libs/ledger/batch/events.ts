/** The life of a bulk operation: an import, a fan-out of a decision, a reprocessing. A batch records its refusals itself. */
import type { JsonObject } from '../kernel/json.js';
import * as is from '../kernel/schema.js';

export type BatchKind = 'import' | 'fan-out' | 'reprocessing' | 'commands';

export interface BatchEventData {
  BatchPlanned: {
    readonly kind: BatchKind;
    readonly subject: string;
    /** SHA-256 over what the batch rests on: the file, or the plan with the stream revisions. */
    readonly digest: string;
    readonly details: JsonObject;
  };
  BatchApproved: { readonly digest: string; readonly note: string };
  /** A durable mark of progress: everything up to it is committed. `plan`, here and at the end: digest of the plan, where there is one. */
  BatchChunkCommitted: { readonly upTo: string; readonly appended: number; readonly repeated: number; readonly plan?: string };
  BatchRowsRefused: { readonly rows: readonly { readonly line: number; readonly code: string; readonly message: string }[] };
  BatchCompleted: {
    readonly appended: number;
    readonly repeated: number;
    readonly refused: number;
    readonly details: JsonObject;
    readonly plan?: string;
  };
}

export type BatchEventType = keyof BatchEventData;

export const BATCH_EVENT_SCHEMAS: { readonly [type in BatchEventType]: is.Schema } = {
  BatchPlanned: is.record({
    kind: is.oneOf('import', 'fan-out', 'reprocessing', 'commands'),
    subject: is.text,
    digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    details: { type: 'object' },
  }),
  BatchApproved: is.record({ digest: is.text, note: { type: 'string', maxLength: 2000 } }),
  BatchChunkCommitted: is.record({ upTo: is.text, appended: is.count, repeated: is.count }, { plan: is.text }),
  BatchRowsRefused: is.record({
    rows: is.list(is.record({ line: is.count, code: is.text, message: { type: 'string', maxLength: 2000 } })),
  }),
  BatchCompleted: is.record({ appended: is.count, repeated: is.count, refused: is.count, details: { type: 'object' } }, { plan: is.text }),
};
