/** A reprocessing as the API shows it: its state, and where to go from there. */
import { batchIdOf, isAtRest, type Reprocessing } from './reprocessing.js';

export type ReprocessingLinks = Readonly<
  Record<'self' | 'events' | 'report' | 'movements' | 'rejects' | 'approval' | 'commit' | 'batch' | 'deletion', string | null>
>;

export interface ShownReprocessing extends Reprocessing {
  /** Null: not now. */
  readonly links: ReprocessingLinks;
}

export function shownReprocessing(reprocessing: Reprocessing): ShownReprocessing {
  const { id, status, digest, approvedBy, plannedBy, commit, plan } = reprocessing;
  const self = `/v1/reprocessings/${id}`;
  const [isPlanned, rests] = [digest !== null, isAtRest(reprocessing)];
  const open = rests && isPlanned && plannedBy !== null && status !== 'committed';
  return {
    ...reprocessing,
    links: {
      self,
      events: `${self}/events`,
      report: isPlanned ? `${self}/report` : null,
      movements: isPlanned ? `${self}/movements` : null,
      rejects: plan?.hasRejects === true ? `${self}/rejects` : null,
      approval: open && approvedBy === null ? `${self}/approval` : null,
      commit: open && approvedBy !== null ? `${self}/commit` : null,
      deletion: rests && commit === null && !(status === 'failed' && approvedBy !== null) ? self : null,
      batch: plannedBy === null ? null : `/v1/batches/${batchIdOf(reprocessing)}`,
    },
  };
}
