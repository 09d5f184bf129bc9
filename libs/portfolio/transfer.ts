/** Collective transfers, as the runners fold them. */
import type { NotInModel } from '#ledger/kernel/refused-subject.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refusal, refuse, Refused } from '#ledger/kernel/refusal.js';
import type { TransferState } from '#ledger/transfer/state.js';
import type { FoldedSubject, SubjectHome } from './folded-subject.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_TRANSFER: { readonly transferId: string } & Partial<NotInModel>;
  }
}

export type ProposedTransfer = TransferState & { readonly proposed: NonNullable<TransferState['proposed']> };

export function refuseUnknownTransfer(transferId: string, place?: NotInModel): never {
  return refuse('UNKNOWN_TRANSFER', { transferId, ...place });
}

export const TRANSFER: FoldedSubject<ProposedTransfer> = {
  kind: 'transfer',
  hasBegun: (state): state is ProposedTransfer => (state as TransferState).proposed !== undefined,
  homeOf: (first) => first.data as SubjectHome,
  refuseUnknown: refuseUnknownTransfer,
  beforeFirst: (transferId, { effectiveDate }: RecordedEvent, asOf) =>
    new Refused(refusal('BEFORE_FIRST_EVENT', { transferId, proposedOn: effectiveDate, asOf })),
};
