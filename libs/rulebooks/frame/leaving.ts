/** What goes over of a participant with its group: its right on the transfer date, by the facts and decisions as known now. */
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import { rightBefore } from '#ledger/participant/rights/events.js';
import { addMinor, amountMinor, formatMinor, sumMinor } from '#money/amount.js';
import { endOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import type { FundRules } from './due.js';
import { employmentsOf, lastMonthBefore } from './employments.js';
import { rightsLeaving, withCarried, type RightsHolder } from './rights-due.js';

export interface Leaving {
  /** EUR a year, minor units: what is booked up to the transfer date, and what is due by it. */
  readonly rightMinor: number;
  /** The same unrounded, as the scheme keeps it by year: decimal text. What the receiver opens comes of it (nl-transfer section 5). */
  readonly right: string;
  /** To book before it goes: what is due up to the transfer date, and what was booked after it, taken back. */
  readonly bookings: readonly DecidedParticipantEvent[];
  /**
   * Of the year that is not over on the transfer date, unrounded decimal text: what its months before it give. The premium of these months
   * is the sender's, the right arises at the receiver when the year is over, unconverted (nl-transfer section 9).
   */
  readonly accruing: { readonly year: number; readonly right: string } | undefined;
}

/** On a transfer date to come too: by the salaries known now. Refuses MISSING_PARAMETER. */
export function leavingOn(rules: FundRules, holder: RightsHolder, transferDate: CivilDate): Leaving {
  const { bookings, right } = rightsLeaving(rules, holder, transferDate);
  const dueMinor = sumMinor(
    bookings.filter(({ effectiveDate }) => effectiveDate <= transferDate),
    ({ data }) => ('pensionYearly' in data ? amountMinor(data.pensionYearly ?? '0.00') : 0),
  );
  const rightMinor = addMinor(rightBefore(holder.state, transferDate), dueMinor);
  return {
    rightMinor,
    right: right ?? formatMinor(rightMinor),
    bookings,
    accruing: accruingOn(rules, holder, transferDate),
  };
}

function accruingOn({ rulebook, parameters }: FundRules, { participantId, state, employers }: RightsHolder, transferDate: CivilDate) {
  const law = rulebook.capabilities.pensionRights;
  const year = yearOf(transferDate);
  if (law === undefined || endOfYear(year) <= transferDate) return undefined;
  const employments = employmentsOf(participantId, state, employers, transferDate);
  const right = withCarried(state, year, law.accrual(employments, year, lastMonthBefore(transferDate), parameters));
  return /[1-9]/.test(right) ? { year, right } : undefined;
}
