/**
 * The incomes of one person as they were reported and corrected, and what each correction settled: the fold behind
 * `fi.correctionWindow` (section 11 and section 16). Pure: the records come in, settlements and years come out.
 */
import type { IncomeCoverage } from '#ledger/participant/events.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { endOfYear, yearOf, type CivilDate, type Instant } from '#money/civil-date.js';
import { ZERO, type Decimal } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import type { Insured } from '../insured.js';
import { annualPremium } from '../premium/annual-premium.js';
import { incomeBase, totalIncome } from '../premium/income-base.js';
import { smoothingPart } from '../premium/smoothing-part.js';
import { settleCorrection, type SettledCorrection } from './settle.js';

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

export interface Coordinates {
  /** Count what has taken effect by then: an income on 31 December of its year, a correction on `correctedOn`. */
  readonly asOf?: CivilDate | undefined;
  /** Count what was recorded by then. */
  readonly knownAt?: Instant | undefined;
}

export interface SettlementOfYear extends SettledCorrection {
  readonly incomeYear: number;
  readonly incomeBefore: Decimal;
  readonly incomeAfter: Decimal;
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

type EmployerIncome = { readonly amount: Decimal; readonly coverage: IncomeCoverage };

interface YearState {
  readonly reported: Decimal;
  readonly incomes: ReadonlyMap<string, EmployerIncome>;
  /** Change of the income base that time-barred corrections made. */
  readonly barred: Decimal;
}

/**
 * Selects by `asOf` and `knownAt`, then settles in recorded order; at the same instant incomes come before corrections, then
 * in the order given. Each correction settles against the income known just before it. Refuses INCOME_NOT_REPORTED,
 * INCOME_ALREADY_REPORTED, INCOME_YEAR_AFTER_CORRECTION, and MISSING_PARAMETER of every year shown.
 */
export function incomeHistory(
  parameters: ParameterSet,
  insured: Insured,
  incomes: readonly ReportedIncome[],
  corrections: readonly CorrectedIncome[],
  at: Coordinates = {},
): IncomeHistory {
  const years = new Map<number, YearState>();
  const settlements: SettlementOfYear[] = [];
  for (const step of recordedOrder(incomes, corrections, at)) {
    const state = years.get(step.record.incomeYear);
    if (step.kind === 'income') {
      years.set(step.record.incomeYear, report(state, step.record));
      continue;
    }
    refuseLaterYear(step.record);
    if (isReportPending(step.record, incomes, at)) continue;
    const { next, settlement } = correct(parameters, insured, state, step.record);
    years.set(step.record.incomeYear, next);
    settlements.push(settlement);
  }
  const shown = [...years].sort(([a], [b]) => a - b).map(([year, state]) => yearHistory(parameters, insured, year, state));
  return { years: shown, settlements };
}

type Step =
  | { readonly kind: 'income'; readonly record: ReportedIncome }
  | { readonly kind: 'correction'; readonly record: CorrectedIncome };

function recordedOrder(incomes: readonly ReportedIncome[], corrections: readonly CorrectedIncome[], at: Coordinates): readonly Step[] {
  const steps: Step[] = [
    ...incomes
      .filter((record) => isKnown(record, at) && isInEffect(endOfYear(record.incomeYear), at))
      .map((record) => ({ kind: 'income' as const, record })),
    ...corrections
      .filter((record) => isKnown(record, at) && isInEffect(record.correctedOn, at))
      .map((record) => ({ kind: 'correction' as const, record })),
  ];
  const instant = (step: Step): string => step.record.recordedAt ?? '';
  // The sort is stable: at the same instant incomes stay before corrections.
  return steps.sort((a, b) => (instant(a) === instant(b) ? 0 : instant(a) < instant(b) ? -1 : 1));
}

function isKnown(record: Recorded, at: Coordinates): boolean {
  return at.knownAt === undefined || record.recordedAt === undefined || record.recordedAt <= at.knownAt;
}

function isInEffect(date: CivilDate, at: Coordinates): boolean {
  return at.asOf === undefined || date <= at.asOf;
}

/** A correction within the running year, seen before its income takes effect on 31 December: not to be shown yet. */
function isReportPending(correction: CorrectedIncome, incomes: readonly ReportedIncome[], at: Coordinates): boolean {
  return (
    !isInEffect(endOfYear(correction.incomeYear), at) &&
    incomes.some((income) => income.incomeYear === correction.incomeYear && income.employerId === correction.employerId && isKnown(income, at))
  );
}

function report(state: YearState | undefined, income: ReportedIncome): YearState {
  const { incomeYear, employerId, amount, coverage } = income;
  if (state?.incomes.has(employerId) === true) {
    refuse('INCOME_ALREADY_REPORTED', `the income of ${incomeYear} from employer ${employerId} is already reported; send a correction`, {
      incomeYear,
      employerId,
    });
  }
  return {
    reported: amount.plus(state?.reported ?? ZERO),
    incomes: new Map(state?.incomes).set(employerId, { amount, coverage }),
    barred: state?.barred ?? ZERO,
  };
}

function refuseLaterYear(correction: CorrectedIncome): void {
  const { incomeYear, correctedOn } = correction;
  const correctionYear = yearOf(correctedOn);
  if (incomeYear > correctionYear) {
    refuse('INCOME_YEAR_AFTER_CORRECTION', `income of ${incomeYear} cannot be corrected on ${correctedOn}, before that year`, {
      incomeYear,
      correctionYear,
    });
  }
}

function correct(
  parameters: ParameterSet,
  insured: Insured,
  state: YearState | undefined,
  correction: CorrectedIncome,
): { readonly next: YearState; readonly settlement: SettlementOfYear } {
  const { incomeYear, employerId, correctedOn } = correction;
  const known = state?.incomes.get(employerId);
  if (state === undefined || known === undefined) {
    return refuse('INCOME_NOT_REPORTED', `no income of ${incomeYear} from employer ${employerId} was reported; report it first`, {
      incomeYear,
      employerId,
    });
  }
  const corrected = { amount: correction.amount, coverage: correction.coverage ?? known.coverage };
  const incomes = new Map(state.incomes).set(employerId, corrected);
  const [before, after] = [[...state.incomes.values()], [...incomes.values()]];
  const settled = settleCorrection(parameters, { insured, incomeYear, correctedOn, before, after });
  const barred = settled.timeBarred
    ? state.barred.plus(incomeBase(parameters, incomeYear, after)).minus(incomeBase(parameters, incomeYear, before))
    : state.barred;
  return {
    next: { reported: state.reported, incomes, barred },
    settlement: { ...settled, incomeYear, incomeBefore: totalIncome(before), incomeAfter: totalIncome(after) },
  };
}

function yearHistory(parameters: ParameterSet, insured: Insured, incomeYear: number, state: YearState): IncomeYearHistory {
  const incomes = [...state.incomes.values()];
  const base = incomeBase(parameters, incomeYear, incomes).minus(state.barred);
  return {
    incomeYear,
    reported: state.reported,
    current: totalIncome(incomes),
    premium: annualPremium(parameters, incomeYear, base),
    smoothing: smoothingPart(parameters, insured, incomeYear, base),
  };
}
