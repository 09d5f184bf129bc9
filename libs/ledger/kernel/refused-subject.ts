/** How refusals name a subject of any kind. */

/** The id of one under its own name; none of anything else. */
export type OfAny = { readonly [id in 'participantId' | 'employerId' | 'transferId' | 'fundId' | 'batchId']?: string };

/** A read model that does not know a subject, and the position that it has come to. */
export interface NotInModel {
  readonly model: string;
  readonly position: number;
}
