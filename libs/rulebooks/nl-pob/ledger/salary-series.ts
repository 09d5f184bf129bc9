/** The dated series of a participant's salary at an employer: what holds in a month, as reported and as estimated. */
import { Decimal } from '#money/decimal.js';
import type { DatedSalary, EstimatedSalary, Month, MonthSpan } from '../../frame/capabilities/invoicing.js';
import type { Salary } from '../premium/participant-premium.js';

export function isInSpan({ from, to }: MonthSpan, month: Month): boolean {
  return from <= month && (to === undefined || month <= to);
}

export function isInAny(spans: readonly MonthSpan[], month: Month): boolean {
  return spans.some((span) => isInSpan(span, month));
}

/** The entry that holds in a month, undefined before the first and once a salary of 0 has ended the series. */
export function reportedSalary(series: readonly DatedSalary[], month: Month): DatedSalary | undefined {
  const holding = entryFor(series, month);
  return holding === undefined || ends(holding) ? undefined : holding;
}

/** The entry that a month goes by, be it one that ends the series. */
export function entryFor(series: readonly DatedSalary[], month: Month): DatedSalary | undefined {
  let holding: DatedSalary | undefined;
  for (const entry of series) if (entry.from <= month && (holding === undefined || entry.from >= holding.from)) holding = entry;
  return holding;
}

function ends({ fullTimeSalary }: DatedSalary): boolean {
  return !/[1-9]/.test(fullTimeSalary);
}

/** The estimate that stands for a month; of several the last one set. */
export function standingEstimate(estimates: readonly EstimatedSalary[], month: Month): EstimatedSalary | undefined {
  return estimates.findLast((estimate) => isInSpan(estimate, month));
}

export function salaryOf({ fullTimeSalary, partTimeFactor, premiumFreeShare }: DatedSalary): Salary {
  return {
    fullTimeSalary: new Decimal(fullTimeSalary),
    partTimeFactor: new Decimal(partTimeFactor),
    premiumFreeShare: new Decimal(premiumFreeShare),
  };
}

/** First month of any of them, undefined without one. */
export function firstMonth(spans: readonly { readonly from: Month }[]): Month | undefined {
  return spans.reduce<Month | undefined>((first, { from }) => (first === undefined || from < first ? from : first), undefined);
}
