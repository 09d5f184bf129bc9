/** The subjects that routes name: `/v1/participants/{id}/…` and their like. */
import type { SubjectKind } from '#ledger/subjects.js';
import { IdentifierField } from '../http/fields.js';

export class ParticipantPath {
  @IdentifierField({ description: 'Participant id.', example: 'F000001' })
  readonly id!: string;
}

export class EmployerPath {
  @IdentifierField({ description: 'Employer id.', example: 'E001' })
  readonly id!: string;
}

export class FundPath {
  @IdentifierField({ description: 'Fund id.', example: 'fi-kapl' })
  readonly id!: string;
}

export class TransferPath {
  @IdentifierField({ description: 'Transfer id.', example: 'T1' })
  readonly id!: string;
}

/** What is asked about one of them is asked here; a batch has a page of its own. */
export const SUBJECT_PATHS: { readonly [kind in SubjectKind]?: new () => { readonly id: string } } = {
  participant: ParticipantPath,
  fund: FundPath,
  employer: EmployerPath,
  transfer: TransferPath,
};
