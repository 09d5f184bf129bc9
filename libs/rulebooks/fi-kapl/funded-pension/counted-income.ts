/** Which earnings make the income base B_i of the funded pension (section 7; Annex 1, 2.3). */
import { refuse } from '#ledger/kernel/refusal.js';
import type { IncomeCoverage } from '#ledger/schemes/fi-kapl/incomes.js';
import { addMonths, endOfYear, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { ZERO, exactText, sum, type Decimal } from '#money/decimal.js';
import { bounds } from '../../frame/parameters/fault.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';
import { isCovered } from '../premium/income-base.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** What the law asks for and nobody gave. */
    MISSING_INPUT:
      | { readonly field: 'earnedBefore23'; readonly incomeYear: number; readonly birthday: string }
      /** Formula (7) is set up in this year. */
      | { readonly field: 'futureDisability'; readonly year: number }
      /** The day on which the incapacity began, of the disability pension from a day on. */
      | { readonly field: 'beganOn'; readonly pensionFrom: string };
  }
}

export interface PensionIncome {
  readonly year: number;
  readonly amount: Decimal;
  readonly coverage: IncomeCoverage;
  /** Earned while entitled to a disability pension as section 7 (3) means it. */
  readonly disability: boolean;
  /** The part earned before the day the person turned 23. */
  readonly earnedBefore23?: Decimal | undefined;
}

/** A disability pension computed with the time left to pension age. */
export interface DisabilityPension {
  readonly decisionYear: number;
  readonly beginsOn: CivilDate;
  readonly incapacityOn: CivilDate;
  /** Last day; still running without it. */
  readonly endsOn?: CivilDate | undefined;
  /** There was an earlier pension for the same illness, defect or injury. */
  readonly earlierSameCause: boolean;
}

export type CountedReason =
  | 'counted'
  | 'born-before-1912-07'
  | 'apl-10b'
  | 'disability'
  | 'before-23'
  | 'from-55'
  | 'below-limit';

export interface CountedIncome {
  readonly year: number;
  /** What counts; of an income that does not count, the whole of it. */
  readonly amount: Decimal;
  readonly counted: boolean;
  readonly reason: CountedReason;
}

const FIRST_BIRTH_DATE: CivilDate = '1912-07-01';
/** Ages and disability matter to earnings up to this year; the lower age fell on 1 January 2005. */
const LAST_YEAR_OF_OLD_RULES = 2004;
const LOWER_AGE = 23;
/** All earnings of the calendar year in which the person turns 55, and of later ones, are left out. */
const UPPER_AGE = 55;

/**
 * Each income with the first reason that leaves it out, or `counted`. Refuses MISSING_INPUT earnedBefore23 where the year
 * of the 23rd birthday is not split, MISSING_PARAMETER for the limit of a year.
 */
export function countedIncomes(
  parameters: ParameterSet,
  birthDate: CivilDate,
  incomes: readonly PensionIncome[],
  pensions: readonly DisabilityPension[],
): readonly CountedIncome[] {
  return incomes.map((income) => {
    const ofYear = incomes.filter((other) => other.year === income.year && isCovered(other.coverage));
    const leftOut = reasonBeforeLimit(birthDate, income, pensions);
    if (leftOut !== undefined) return { year: income.year, amount: income.amount, counted: false, reason: leftOut };
    if (sum(ofYear.map((other) => other.amount)).lt(incomeLimit(parameters, income.year))) {
      return { year: income.year, amount: income.amount, counted: false, reason: 'below-limit' };
    }
    return { year: income.year, amount: income.amount.minus(partBefore23(birthDate, income)), counted: true, reason: 'counted' };
  });
}

function reasonBeforeLimit(
  birthDate: CivilDate,
  income: PensionIncome,
  pensions: readonly DisabilityPension[],
): CountedReason | undefined {
  if (birthDate < FIRST_BIRTH_DATE) return 'born-before-1912-07';
  if (!isCovered(income.coverage)) return 'apl-10b';
  if (income.year <= LAST_YEAR_OF_OLD_RULES) {
    if (income.disability || pensions.some((pension) => coversYear(pension, income.year))) return 'disability';
    const before23 = partBefore23(birthDate, income);
    if (before23.gt(0) && before23.gte(income.amount)) return 'before-23';
    if (income.year < yearOf(birthDate) + LOWER_AGE) return 'before-23';
  }
  return income.year - yearOf(birthDate) >= UPPER_AGE ? 'from-55' : undefined;
}

/** What of an income was earned before the 23rd birthday; nothing from 2005 on. */
function partBefore23(birthDate: CivilDate, income: PensionIncome): Decimal {
  const birthday = addMonths(birthDate, LOWER_AGE * 12);
  if (income.year > LAST_YEAR_OF_OLD_RULES || birthday <= startOfYear(income.year)) return ZERO;
  if (birthday > endOfYear(income.year)) return income.amount;
  if (income.earnedBefore23 === undefined) {
    return refuse('MISSING_INPUT', { field: 'earnedBefore23', incomeYear: income.year, birthday });
  }
  if (income.earnedBefore23.gt(income.amount)) {
    refuse('INVALID_INPUT', { field: 'earnedBefore23', incomeYear: income.year, ...bounds({ most: exactText(income.amount) }) });
  }
  return income.earnedBefore23;
}

/** Only whole calendar years fall out: entitled in the year, to its end at least, and disabled before it began. */
export function coversYear(pension: DisabilityPension, year: number): boolean {
  if (pension.beginsOn > endOfYear(year)) return false;
  if (pension.endsOn !== undefined && pension.endsOn < endOfYear(year)) return false;
  if (pension.earlierSameCause) return true;
  return pension.decisionYear < 1982 ? pension.beginsOn <= startOfYear(year) : pension.incapacityOn < startOfYear(year);
}

/** KAPL 5 § 2 mom. as in force on 31 December 2004 for years before 2005, 4 § 2 mom. from then on. */
const incomeLimit = remembered(
  (year: number) => year,
  (parameters: ParameterSet, year: number): Decimal =>
    requireDecimal(parameters, year <= LAST_YEAR_OF_OLD_RULES ? 'incomeLimitBefore2005' : 'annualIncomeThreshold', startOfYear(year)),
);
