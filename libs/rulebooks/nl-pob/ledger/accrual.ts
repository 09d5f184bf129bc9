/** What accrues in a year: accrual rate on the pension base of each month (pension regulations, external; rulebook, section 9). */
import { firstOfMonth } from '#money/civil-date.js';
import { Decimal, exactText, sum, ZERO } from '#money/decimal.js';
import type { DatedSalary, Employment, Month } from '../../frame/capabilities/invoicing.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { lastAlone } from '../../frame/remember.js';
import { monthlyPensionBase } from '../premium/participant-premium.js';
import { payoutDate } from '../savings/savings-account.js';
import { monthNumber, monthsBetween } from './charges-due.js';
import { isInAny, reportedSalary, salaryOf, standingEstimate } from './salary-series.js';

/**
 * Σ over the months of accrualRate·max(0, S − F)·p/12, unrounded. The premium-free share is not taken off: accrual goes on without
 * premium. By the facts as now known, also where an estimate binds the employer (correction policy 6).
 */
export function accrualOfYear(employments: readonly Employment[], year: number, through: Month, parameters: ParameterSet): string {
  const last = `${year}-12` < through ? `${year}-12` : through;
  const months = monthsBetween(`${year}-01`, last);
  return exactText(sum(employments.flatMap((employment) => months.map((month) => accrualOfMonth(employment, month, parameters)))));
}

function accrualOfMonth(employment: Employment, month: Month, parameters: ParameterSet): Decimal {
  if (employment.until !== undefined && month > employment.until) return ZERO;
  if (isInAny(employment.exempt, month) || isSaved(employment, month)) return ZERO;
  const salary = salaryForRights(employment, month);
  if (salary === undefined) return ZERO;
  const first = firstOfMonth(monthNumber(month));
  return accruedBy(salary, requireDecimal(parameters, 'franchise', first), requireDecimal(parameters, 'accrualRate', first));
}

/** A salary holds for many months at the same rates: what it accrues in one is computed once for them. */
const accruedBy: (salary: DatedSalary, franchise: Decimal, rate: Decimal) => Decimal = lastAlone(
  (one, other) => one === other || (one instanceof Decimal && other instanceof Decimal && one.eq(other)),
  (salary, franchise, rate) => rate.times(monthlyPensionBase(salaryOf(salary), franchise)),
);

/** VI.10: where the exemption ended before the payout, the deposits count as premium, and the months as months of participation. */
function isSaved({ objector, birthDate }: Employment, month: Month): boolean {
  const saved = objector.filter(
    ({ endedOn }) => endedOn === undefined || (birthDate !== undefined && endedOn >= payoutDate(birthDate)),
  );
  return isInAny(saved, month);
}

/** An estimate counts until the data are delivered, and no longer. */
export function salaryForRights({ estimates, salaries }: Employment, month: Month): DatedSalary | undefined {
  const estimate = standingEstimate(estimates, month);
  return estimate !== undefined && !estimate.delivered ? estimate : reportedSalary(salaries, month);
}
