/** One income year of a participant, read from the ledger's state: what was reported, what is current, what was barred. */
import { LAST_DATE } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { ZERO } from '#money/decimal.js';
import type { EmployerIncome, IncomeVersion, ParticipantState, Settlement } from '#ledger/participant/state.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { incomeBase, type YearIncome } from '../premium/income-base.js';

export interface IncomeYear {
  readonly year: number;
  /** Employers whose first report is in effect. */
  readonly employers: readonly EmployerIncome[];
  readonly current: readonly YearIncome[];
  readonly reported: readonly YearIncome[];
  readonly settlements: readonly Settlement[];
}

/** Years with a report in effect, ascending. A correction whose report is not yet in effect is not shown. */
export function incomeYears(state: ParticipantState): readonly IncomeYear[] {
  const years: IncomeYear[] = [];
  for (const [year, byEmployer] of state.incomes) {
    const employers = [...byEmployer.values()].filter(({ versions }) => versions[0]?.correctedOn === undefined);
    if (employers.length === 0) continue;
    years.push({
      year,
      employers,
      current: employers.map(({ versions }) => versions.at(-1) as IncomeVersion),
      reported: employers.map(({ versions }) => versions[0] as IncomeVersion),
      settlements: state.settlements.filter(({ data }) => data.incomeYear === year).sort((a, b) => a.revision - b.revision),
    });
  }
  return years.sort((a, b) => a.year - b.year);
}

/** Incomes of the year as they stand after the versions that count, others left at the one before. */
function replay(year: IncomeYear, counts: (version: IncomeVersion) => boolean): readonly YearIncome[] {
  return year.employers.map(({ versions }) => versions.filter(counts).at(-1) ?? (versions[0] as IncomeVersion));
}

/**
 * The base that the year's premium rests on: that of the current income, save that a time-barred change does not move it
 * (section 11). Each barred change is taken out as the ledger knew the year just before and just after it.
 */
export function settledBase(parameters: ParameterSet, year: IncomeYear): Decimal {
  const base = incomeBase(parameters, year.year, year.current);
  const barred = new Set(year.settlements.flatMap((one) => (one.status === 'time-barred' ? [one.data.correction] : [])));
  if (barred.size === 0) return base;
  let change = ZERO;
  for (const { versions } of year.employers) {
    for (const version of versions) {
      if (!barred.has(version.eventId)) continue;
      const after = incomeBase(parameters, year.year, replay(year, ({ revision }) => revision <= version.revision));
      const before = incomeBase(parameters, year.year, replay(year, ({ revision }) => revision < version.revision));
      change = change.plus(after).minus(before);
    }
  }
  return base.minus(change);
}

/** The base of the reports with the corrections of the running year, as it is charged at the end of the income year itself. */
export function reportedBase(parameters: ParameterSet, year: IncomeYear): Decimal {
  const endOfYear = `${year.year}${LAST_DATE.slice(4)}`;
  return incomeBase(
    parameters,
    year.year,
    replay(year, ({ correctedOn }) => correctedOn === undefined || correctedOn <= endOfYear),
  );
}

/**
 * The base charged outside of settlements: that of the year's premium less what the settled corrections moved, each as the
 * ledger knew the year just before and just after it. This is the base as reported, unless a report came after a settlement
 * and carried the year over the threshold: what had been settled as nothing is then charged with that report.
 */
export function chargedBase(parameters: ParameterSet, year: IncomeYear): Decimal {
  const settled = new Set(year.settlements.flatMap((one) => (one.status === 'settled' && one.data.kind === 'correction' ? [one.data.correction] : [])));
  if (settled.size === 0) return reportedBase(parameters, year);
  const moved = year.employers
    .flatMap(({ versions }) => versions.filter(({ eventId }) => settled.has(eventId)))
    .map(({ revision }) => knownBase(parameters, year, revision).minus(knownBase(parameters, year, revision - 1)));
  return moved.reduce((base, change) => base.minus(change), settledBase(parameters, year));
}

/** The base as the ledger knew the year at a revision: employers who had not reported yet count for nothing. */
function knownBase(parameters: ParameterSet, year: IncomeYear, revision: number): Decimal {
  const known = year.employers.flatMap(({ versions }) => versions.filter((version) => version.revision <= revision).slice(-1));
  return incomeBase(parameters, year.year, known);
}
