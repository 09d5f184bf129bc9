/** The supervisor's review: how long it runs, and the last day on which it can begin in time (Pension Act 83 and 84, external). */
import { addMonths, nextDay, type CivilDate } from '#money/civil-date.js';

/** Last day of the review. */
export function reviewEnds(notifiedOn: CivilDate, reviewMonths: number): CivilDate {
  return addMonths(notifiedOn, reviewMonths);
}

/**
 * The last day whose review ends by the transfer date. Not the transfer date less the months: 30 November + 3 months is 28
 * February, while 28 February − 3 months is 28 November.
 */
export function latestNotice(transferDate: CivilDate, reviewMonths: number): CivilDate {
  let day = addMonths(transferDate, -reviewMonths);
  while (reviewEnds(nextDay(day), reviewMonths) <= transferDate) day = nextDay(day);
  return day;
}
