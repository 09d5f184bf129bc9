/** Employers, as the runners fold them. */
import type { AffiliationEventData } from '#ledger/employer/affiliation/events.js';
import { notAffiliated } from '#ledger/employer/affiliation/report-headcount.js';
import type { EmployerState } from '#ledger/employer/state.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { NotInModel } from '#ledger/kernel/refused-subject.js';
import { refusal, Refused } from '#ledger/kernel/refusal.js';
import type { FoldedSubject } from './folded-subject.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_EMPLOYER: { readonly employerId: string } & NotInModel;
  }
}

type Affiliation = AffiliationEventData['EmployerAffiliated'];

export type AffiliatedState = EmployerState & { readonly affiliation: Affiliation };

export const EMPLOYER: FoldedSubject<AffiliatedState> = {
  kind: 'employer',
  hasBegun: (state): state is AffiliatedState => (state as EmployerState).affiliation !== undefined,
  homeOf: (first) => first.data as Pick<Affiliation, 'fundId' | 'scheme'>,
  refuseUnknown: (employerId, place) => {
    throw new Refused(place === undefined ? notAffiliated(employerId) : refusal('UNKNOWN_EMPLOYER', { employerId, ...place }));
  },
  beforeFirst: (employerId, { effectiveDate }: RecordedEvent, asOf) =>
    new Refused(refusal('BEFORE_FIRST_EVENT', { employerId, affiliatedOn: effectiveDate, asOf })),
};
