/** Funds, as the runners fold them. */
import type { FundState } from '#ledger/fund/state.js';
import { refusal, refuse, Refused } from '#ledger/kernel/refusal.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { FoldedSubject, SubjectHome } from './folded-subject.js';

export type EstablishedFund = FundState & { readonly established: NonNullable<FundState['established']> };

export const FUND: FoldedSubject<EstablishedFund> = {
  kind: 'fund',
  hasBegun: (state): state is EstablishedFund => (state as FundState).established !== undefined,
  homeOf: (first) => first.data as SubjectHome,
  refuseUnknown: (fundId, place) => refuse('UNKNOWN_FUND', { fundId, ...place }),
  beforeFirst: (fundId, { effectiveDate }: RecordedEvent, asOf) =>
    new Refused(refusal('BEFORE_FIRST_EVENT', { fundId, establishedOn: effectiveDate, asOf })),
};
