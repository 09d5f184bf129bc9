/** What the fund has to tell by when: a participant at the start of accrual (4.5), the parties of a changed scheme (VII). */
import { schemeDuties } from '#ledger/fund/changes/state.js';
import type { FundState } from '#ledger/fund/state.js';
import { firstOfMonth, LAST_DATE, previousDay, yearOf, type CivilDate } from '#money/civil-date.js';
import type { Employment, Month } from '../../frame/capabilities/invoicing.js';
import type { NoticeRules } from '../../frame/capabilities/notices.js';
import type { PolicyDuty } from '../../frame/capabilities/policy.js';
import { LAST_DATES } from '../deadlines/deadlines.js';
import { salaryForRights } from './accrual.js';
import { monthNumber, monthsBetween } from './charges-due.js';
import { firstMonth, isInAny } from './salary-series.js';

/** From then on no term of three months ends within the calendar. */
const LAST_TERM: CivilDate = '9999-10-01';

/**
 * The first month with a salary, at any employer, that is neither exempt nor saved for; the salary may lie below the franchise
 * (assumption).
 */
function accrualBegan(employments: readonly Employment[], through: Month): CivilDate | undefined {
  const months = employments.flatMap((employment) => firstAccruing(employment, through) ?? []).sort();
  return months[0] === undefined ? undefined : firstOfMonth(monthNumber(months[0]));
}

function firstAccruing(employment: Employment, through: Month): Month | undefined {
  const { until, salaries, estimates } = employment;
  const from = firstMonth([...salaries, ...estimates]);
  if (from === undefined) return undefined;
  return monthsBetween(from, until !== undefined && until < through ? until : through).find((month) => accrues(employment, month));
}

/**
 * Months that an objector saved for count as participation once the exemption has ended (VI.10), and begin no term in the past: the letter
 * is owed from the first month after them (assumption).
 */
function accrues(employment: Employment, month: Month): boolean {
  if (isInAny(employment.exempt, month) || isInAny(employment.objector, month)) return false;
  return salaryForRights(employment, month) !== undefined;
}

function lastDateOf(term: (day: CivilDate) => CivilDate, day: CivilDate): CivilDate {
  return day < LAST_TERM ? term(day) : LAST_DATE;
}

export const NOTICES: NoticeRules = {
  startLetter: (employments, through) => {
    const began = accrualBegan(employments, through);
    return began === undefined ? undefined : { accrualBegan: began, lastDate: lastDateOf(LAST_DATES.participantInfo, began) };
  },
  /** The notice to participants within three months of the change; the scheme is shown to the CAO parties before it applies. */
  schemeChange: (from) => [
    { to: 'cao-parties', by: previousDay(from) },
    { to: 'participants', by: lastDateOf(LAST_DATES.schemeChangeInfo, from) },
  ],
};

/** Who is still to be told of a changed scheme, for the board's agenda. */
export function noticesOwed(fund: FundState): readonly PolicyDuty[] {
  return schemeDuties(fund)
    .filter(({ notice }) => notice === undefined)
    .map(({ to, by, change }) => ({ duty: `tell-${to}` as const, dueOn: by, year: yearOf(change.from), rate: null, scheduled: null }));
}
