/** Employers, as the runners fold them. */
import type { AffiliationEventData } from '#ledger/employer/affiliation/events.js';
import { notAffiliated } from '#ledger/employer/affiliation/report-headcount.js';
import type { EmployerState } from '#ledger/employer/state.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refusal, Refused } from '#ledger/kernel/refusal.js';
import type { FoldedSubject } from './folded-subject.js';

type Affiliation = AffiliationEventData['EmployerAffiliated'];

export type AffiliatedState = EmployerState & { readonly affiliation: Affiliation };

export const EMPLOYER: FoldedSubject<AffiliatedState> = {
  kind: 'employer',
  hasBegun: (state): state is AffiliatedState => (state as EmployerState).affiliation !== undefined,
  homeOf: (first) => first.data as unknown as Pick<Affiliation, 'fundId' | 'scheme'>,
  refuseUnknown: (employerId) => {
    throw new Refused(notAffiliated(employerId));
  },
  beforeFirst: (employerId, { effectiveDate }: RecordedEvent, asOf) =>
    new Refused(refusal('BEFORE_FIRST_EVENT', { employerId, affiliatedOn: effectiveDate, asOf })),
};
