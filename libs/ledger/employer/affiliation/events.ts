/** An employer's affiliation to a scheme, and how many it employs (nl-pob section 9; Pension Act, articles 25 and 121). */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { EmployerEventDefinitions } from '../definitions/moves-participants.js';

export const AFFILIATION_EVENTS = {
  EmployerAffiliated: {
    ...FIRST_VERSION,
    movesRules: false,
    movesParticipants: 'none',
    kept: 'affiliation',
    schema: is.record(
      {
        employerId: is.identifier,
        scheme: is.identifier,
        fundId: is.identifier,
        kind: is.oneOf('mandatory', 'voluntary'),
        affiliatedOn: is.date,
      },
      /** What a voluntary affiliation rests on. */
      { agreement: is.text },
    ),
  },
  HeadcountReported: {
    ...FIRST_VERSION,
    movesRules: false,
    movesParticipants: 'none',
    kept: undefined,
    schema: is.record({ on: is.date, employees: is.count }),
  },
} satisfies EmployerEventDefinitions;

export type AffiliationEventData = DataOf<typeof AFFILIATION_EVENTS>;

export interface Headcount {
  readonly eventId: string;
  readonly on: CivilDate;
  readonly employees: number;
}

export interface AffiliationSlice {
  readonly affiliation: AffiliationEventData['EmployerAffiliated'] | undefined;
  /** By day; of one day the one that the ledger came to know last stands last. */
  readonly headcounts: readonly Headcount[];
}

export function initialAffiliation(): AffiliationSlice {
  return { affiliation: undefined, headcounts: [] };
}

/** Events come by value date, so headcounts do. */
export const foldAffiliation: FoldByCopy<AffiliationEventData, AffiliationSlice> = {
  EmployerAffiliated: (_, { data }) => ({ affiliation: data }),
  HeadcountReported: ({ headcounts }, { id, data: { on, employees } }) => ({ headcounts: [...headcounts, { eventId: id, on, employees }] }),
};
