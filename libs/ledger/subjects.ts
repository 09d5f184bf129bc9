/** The subjects that the ledger keeps streams of. A stream is named by its kind and an id: `participant-4711`. */

/** The largest kind first: there are many participants to a fund. */
export const SUBJECT_KINDS = ['participant', 'fund', 'employer', 'transfer', 'batch'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Names of streams. */
export const STREAM_NAME = new RegExp(`^(${SUBJECT_KINDS.join('|')})-[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$`);

/** What the names of all streams of a kind begin with, and none else. */
export function prefixOf(kind: SubjectKind): string {
  return `${kind}-`;
}

export function streamOf(kind: SubjectKind, id: string): string {
  return prefixOf(kind) + id;
}

export function participantStream(participantId: string): string {
  return streamOf('participant', participantId);
}

export function fundStream(fundId: string): string {
  return streamOf('fund', fundId);
}

export function batchStream(batchId: string): string {
  return streamOf('batch', batchId);
}
