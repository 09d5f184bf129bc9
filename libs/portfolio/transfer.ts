/** Collective transfers, as the runners fold them. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refusal, refuse, Refused } from '#ledger/kernel/refusal.js';
import type { TransferState } from '#ledger/transfer/state.js';
import type { FoldedSubject, SubjectHome } from './folded-subject.js';

export type ProposedTransfer = TransferState & { readonly proposed: NonNullable<TransferState['proposed']> };

export function refuseUnknownTransfer(transferId: string): never {
  return refuse('UNKNOWN_TRANSFER', `the ledger has no transfer ${transferId}; propose it first`, { transferId });
}

export const TRANSFER: FoldedSubject<ProposedTransfer> = {
  kind: 'transfer',
  hasBegun: (state): state is ProposedTransfer => (state as TransferState).proposed !== undefined,
  homeOf: (first) => first.data as unknown as SubjectHome,
  refuseUnknown: refuseUnknownTransfer,
  beforeFirst: (transferId, { effectiveDate }: RecordedEvent, asOf) =>
    new Refused(
      refusal('BEFORE_FIRST_EVENT', `transfer ${transferId} was proposed on ${effectiveDate}; there is nothing to say as of ${asOf}`, {
        transferId,
        proposedOn: effectiveDate,
        asOf,
      }),
    ),
};
