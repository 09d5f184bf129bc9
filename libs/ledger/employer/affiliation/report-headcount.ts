/** How many an employer employs on a day: what the amount of a fine depends on (nl-pob 4.2). */
import type { CivilDate } from '#money/civil-date.js';
import { placedUnderKey, refused, type Decision, type Standing } from '../../kernel/decision.js';
import { refusal, type Refusal } from '../../kernel/refusal.js';
import type { AffiliationSlice } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** Not at all; to another scheme or fund than the participant's; to another fund than is asked; or not yet in a month. */
    EMPLOYER_NOT_AFFILIATED:
      | { readonly employerId: string; readonly participantId: string; readonly scheme: string; readonly affiliatedTo: string }
      | { readonly employerId: string; readonly participantId?: string; readonly fundId: string; readonly affiliatedTo?: string }
      | { readonly employerId: string; readonly from: string; readonly affiliatedOn: string }
      | { readonly employerId: string };
    /** `reported`: the figure that stands. */
    HEADCOUNT_ALREADY_REPORTED: { readonly employerId: string; readonly on: string; readonly reported: number; readonly employees: number };
  }
}

export interface ReportHeadcount {
  readonly on: CivilDate;
  readonly employees: number;
}

export interface HeadcountContext {
  readonly id: string;
  /** All that is known, whatever the value dates. */
  readonly employer: Pick<AffiliationSlice, 'affiliation'>;
  /** The day on which the decision is made: nothing may have happened after it. */
  readonly today: CivilDate;
  readonly standing: Standing;
}

/** HeadcountReported. Refuses EMPLOYER_NOT_AFFILIATED, EVENT_IN_FUTURE and HEADCOUNT_ALREADY_REPORTED (another figure for the day). */
export function reportHeadcount({ on, employees }: ReportHeadcount, context: HeadcountContext): Decision {
  const { id: employerId, employer, today, standing } = context;
  if (employer.affiliation === undefined) return { status: 'refused', refusal: notAffiliated(employerId) };
  if (on > today) return refused('EVENT_IN_FUTURE', { employerId, field: 'on', on, today });
  return placedUnderKey(
    { type: 'HeadcountReported', effectiveDate: on, key: `headcount:${on}`, data: { on, employees } },
    standing,
    ({ data }) =>
      refused('HEADCOUNT_ALREADY_REPORTED', { employerId, on, reported: Number(data['employees']), employees }),
  );
}

/** Of a fact about an employer whom the ledger does not know. */
export function notAffiliated(employerId: string): Refusal {
  return refusal('EMPLOYER_NOT_AFFILIATED', { employerId });
}
