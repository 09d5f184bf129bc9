/**
 * The incomes of one person as they were reported and corrected, and what each correction settled: the fold behind
 * `fi.correctionWindow` (section 11 and section 16). Pure: the records come in, settlements and years come out.
 */
import { withKeptFields, type IncomeCoverage } from '#ledger/schemes/fi-kapl/incomes.js';
import { versionAfter, versionBefore, withVersion } from '#ledger/participant/incomes/income-versions.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { endOfYear, yearOf, type CivilDate, type Instant } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { Insured } from '../insured.js';
import { annualPremium } from '../premium/annual-premium.js';
import { totalIncome } from '../premium/income-base.js';
import { smoothingPart } from '../premium/smoothing-part.js';
import {
  currentIncome,
  settleChange,
  settledBase,
  type Effect,
  type IncomeChange,
  type SettledChange,
  type Version,
  type YearOfIncomes,
} from './year-of-incomes.js';

interface Recorded {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly amount: Decimal;
  /** Absent: recorded before everything that has one. */
  readonly recordedAt?: Instant | undefined;
}

export interface ReportedIncome extends Recorded {
  readonly coverage: IncomeCoverage;
}

export interface CorrectedIncome extends Recorded {
  readonly correctedOn: CivilDate;
  /** Where the correction changes the cover too; else it stays. */
  readonly coverage?: IncomeCoverage | undefined;
}

export interface HistoryCut {
  /** Count what has taken effect by then: an income on 31 December of its year, a correction on `correctedOn`. */
  readonly asOf?: CivilDate | undefined;
  /** Count what was recorded by then. */
  readonly knownAt?: Instant | undefined;
}

export interface SettlementOfYear extends SettledChange {
  readonly incomeYear: number;
}

export interface IncomeYearHistory {
  readonly incomeYear: number;
  /** Sum of the first reports of all employers. */
  readonly reported: Decimal;
  readonly current: Decimal;
  /** On the current income, save that a time-barred change does not move it; unrounded. */
  readonly premium: Decimal;
  readonly smoothing: Decimal;
}

export interface IncomeHistory {
  /** Ascending. */
  readonly years: readonly IncomeYearHistory[];
  /** Of all correction years, in recorded order. */
  readonly settlements: readonly SettlementOfYear[];
}

type Step =
  | { readonly kind: 'income'; readonly record: ReportedIncome }
  | { readonly kind: 'correction'; readonly record: CorrectedIncome };

/**
 * Selects by `asOf` and `knownAt`, then settles in recorded order; at the same instant incomes come before corrections, and
 * those in order of their days. Each correction settles against the income in force just before its day. Refuses
 * INCOME_NOT_REPORTED, INCOME_ALREADY_REPORTED, INCOME_YEAR_AFTER_CORRECTION, LATER_CORRECTION_STANDS, and MISSING_PARAMETER
 * of every year shown.
 */
export function incomeHistory(
  parameters: ParameterSet,
  insured: Insured,
  incomes: readonly ReportedIncome[],
  corrections: readonly CorrectedIncome[],
  at: HistoryCut = {},
): IncomeHistory {
  const years = new Map<number, YearOfIncomes>();
  const settlements: SettlementOfYear[] = [];
  for (const [revision, step] of recordedOrder(incomes, corrections, at).entries()) {
    const { incomeYear } = step.record;
    const year = years.get(incomeYear) ?? { year: incomeYear, employers: [], effects: new Map() };
    if (step.kind === 'income') {
      years.set(incomeYear, report(year, step.record, revision));
      continue;
    }
    refuseLaterYear(step.record);
    if (isReportPending(step.record, incomes, at)) continue;
    const { next, settlement } = correct(parameters, insured, year, step.record, revision);
    years.set(incomeYear, next);
    settlements.push({ ...settlement, incomeYear });
  }
  const shown = [...years.values()].sort((a, b) => a.year - b.year).map((year) => yearHistory(parameters, insured, year));
  return { years: shown, settlements };
}

function recordedOrder(incomes: readonly ReportedIncome[], corrections: readonly CorrectedIncome[], at: HistoryCut): readonly Step[] {
  const steps: Step[] = [
    ...incomes
      .filter((record) => isKnown(record, at) && isInEffect(endOfYear(record.incomeYear), at))
      .map((record) => ({ kind: 'income' as const, record })),
    ...corrections
      .filter((record) => isKnown(record, at) && isInEffect(record.correctedOn, at))
      .sort((a, b) => compare(a.correctedOn, b.correctedOn) || compare(a.employerId, b.employerId))
      .map((record) => ({ kind: 'correction' as const, record })),
  ];
  // The sort is stable: at the same instant incomes stay before corrections, and those in the order of their days.
  return steps.sort((a, b) => compare(a.record.recordedAt ?? '', b.record.recordedAt ?? ''));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function isKnown(record: Recorded, at: HistoryCut): boolean {
  return at.knownAt === undefined || record.recordedAt === undefined || record.recordedAt <= at.knownAt;
}

function isInEffect(date: CivilDate, at: HistoryCut): boolean {
  return at.asOf === undefined || date <= at.asOf;
}

/** A correction within the running year, seen before its income takes effect on 31 December: not to be shown yet. */
function isReportPending(correction: CorrectedIncome, incomes: readonly ReportedIncome[], at: HistoryCut): boolean {
  return (
    !isInEffect(endOfYear(correction.incomeYear), at) &&
    incomes.some(
      (income) => income.incomeYear === correction.incomeYear && income.employerId === correction.employerId && isKnown(income, at),
    )
  );
}

function report(year: YearOfIncomes, { incomeYear, employerId, amount, coverage }: ReportedIncome, revision: number): YearOfIncomes {
  if (year.employers.some((one) => one.employerId === employerId)) {
    refuse('INCOME_ALREADY_REPORTED', { incomeYear, employerId });
  }
  const version: Version = { eventId: String(revision), revision, supersedes: undefined, correctedOn: undefined, amount, coverage };
  return { ...year, employers: [...year.employers, { employerId, versions: [version] }] };
}

function refuseLaterYear(correction: CorrectedIncome): void {
  const { incomeYear, correctedOn } = correction;
  const correctionYear = yearOf(correctedOn);
  if (incomeYear > correctionYear) {
    refuse('INCOME_YEAR_AFTER_CORRECTION', { incomeYear, correctedOn, correctionYear });
  }
}

function correct(
  parameters: ParameterSet,
  insured: Insured,
  year: YearOfIncomes,
  { incomeYear, employerId, correctedOn, amount, coverage }: CorrectedIncome,
  revision: number,
): { readonly next: YearOfIncomes; readonly settlement: SettledChange } {
  const own = year.employers.find((one) => one.employerId === employerId);
  const before = own === undefined ? undefined : versionBefore(own.versions, correctedOn);
  if (own === undefined || before === undefined) {
    return refuse('INCOME_NOT_REPORTED', { incomeYear, employerId });
  }
  const after = { amount, coverage: coverage ?? before.coverage };
  const change = { employerId, before, after, correctedOn };
  const settlement = settleChange(parameters, insured, year, change);
  if (!isConfirming(change, settlement)) refuseEarlierThanSettled(year, own.versions, { incomeYear, employerId, correctedOn });
  const kept = coverage === undefined ? { keepsCoverage: true as const } : {};
  const version: Version = { eventId: String(revision), revision, supersedes: before.eventId, correctedOn, ...after, ...kept };
  const employers = year.employers.map((one) =>
    one === own ? { employerId, versions: withKeptFields(withVersion(own.versions, version)) } : one,
  );
  return { next: { ...year, employers, effects: new Map(year.effects).set(version.eventId, effectOf(settlement)) }, settlement };
}

/** Says what is in force, and settles nothing: then it changes no division that was made without it. */
function isConfirming({ before, after }: IncomeChange, { premiumDeltaMinor, smoothingDeltaMinor }: SettledChange): boolean {
  return (
    totalIncome([before]).equals(totalIncome([after])) &&
    before.coverage === after.coverage &&
    premiumDeltaMinor === 0 &&
    smoothingDeltaMinor === 0
  );
}

function effectOf({ timeBarred, kind }: SettledChange): Effect {
  if (timeBarred) return 'time-barred';
  return kind === 'ordinary' ? 'ordinary' : 'settled';
}

function refuseEarlierThanSettled(
  { effects }: YearOfIncomes,
  versions: readonly Version[],
  { incomeYear, employerId, correctedOn }: Pick<CorrectedIncome, 'incomeYear' | 'employerId' | 'correctedOn'>,
): void {
  const later = versionAfter(versions, correctedOn, ({ eventId }) => effects.get(eventId) === 'settled');
  if (later === undefined) return;
  const amount = roundPosted(totalIncome([later]));
  refuse('LATER_CORRECTION_STANDS', { incomeYear, employerId, correctedOn: String(later.correctedOn), amount, wanted: correctedOn });
}

function yearHistory(parameters: ParameterSet, insured: Insured, year: YearOfIncomes): IncomeYearHistory {
  const incomeYear = year.year;
  const base = settledBase(parameters, year);
  return {
    incomeYear,
    reported: totalIncome(year.employers.flatMap(({ versions }) => versions.slice(0, 1))),
    current: currentIncome(year).value,
    premium: annualPremium(parameters, incomeYear, base).value,
    smoothing: smoothingPart(parameters, insured, incomeYear, base).value,
  };
}
