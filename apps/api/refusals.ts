/** What the API alone refuses, with the details of each code. The sentences stand in `words/english.ts`. */
import type { ReprocessingStatus } from './reprocessing/reprocessing.js';

interface OfReprocessing {
  readonly id: string;
}

export interface HttpRefusals {
  /** `digest`: of the plan that was committed. */
  ALREADY_COMMITTED: OfReprocessing & { readonly digest: string };
  INTERNAL_ERROR: Record<never, never>;
  NOT_PLANNED: OfReprocessing;
  NOTHING_SUPPOSED: Record<never, never>;
  NOTHING_TO_COMMIT: Record<never, never>;
  NO_REJECTS: OfReprocessing;
  /** `digest`: of the plan that stands. */
  PLAN_DIFFERS: OfReprocessing & { readonly asked: string; readonly digest: string | null };
  STOPPED: Record<never, never>;
  TOO_MANY_REPROCESSINGS: { readonly waiting: number };
  UNDER_WAY: OfReprocessing & { readonly status: ReprocessingStatus };
  UNKNOWN_BATCH: { readonly batchId: string };
  UNKNOWN_REPROCESSING: OfReprocessing;
}

declare module '#ledger/kernel/refusal.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface SurfaceRefusals extends HttpRefusals {}
}
