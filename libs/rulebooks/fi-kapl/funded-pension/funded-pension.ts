/** The funded pension E^r_v, EUR a year (section 8; Annex 1, 2.3). */
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, sum } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { remembered } from '../../frame/remember.js';
import type { Insured } from '../insured.js';
import { conversionFactor, CONVERSION_YEAR, type Status1996 } from './conversion.js';
import { countedIncomes, type CountedIncome, type DisabilityPension, type PensionIncome } from './counted-income.js';
import { lawOf1996 } from './bases.js';
import { indexNumber } from './index-number.js';
import { indexYearOf } from './pension-taken.js';

export interface FundedPensionCase {
  readonly insured: Insured;
  /** v */
  readonly year: number;
  readonly incomes: readonly PensionIncome[];
  readonly disabilityPensions: readonly DisabilityPension[];
  readonly pensionTakenYear?: number | undefined;
  /** Default: pensioner where the pension was taken by 1996. */
  readonly status1996?: Status1996 | undefined;
}

/** What one income adds. */
export interface PensionTerm {
  /** Its place among the bases. */
  readonly base: number;
  /** Pension a year for 1 of earnings. */
  readonly rate: Decimal;
  /** By how much the index raises it: J_v / J_{i−1}, or what the formula has in its place. */
  readonly raise: Decimal;
  /** rate · B_i · raise, before k; unrounded, EUR a year. */
  readonly yearly: Decimal;
  /** Inside the bracket that k converts. */
  readonly converted: boolean;
}

export interface FundedPension {
  /** Undefined where nothing was funded up to 1996 and no bases of 1996 are known. */
  readonly k: number | undefined;
  /** One for each income up to the year, in the order given. */
  readonly bases: readonly CountedIncome[];
  readonly terms: readonly PensionTerm[];
  /** Unrounded. */
  readonly yearly: Decimal;
}

/** A pension taken before this year is computed with the index of the year before it was taken. */
const FIRST_YEAR_OF_PRESENT_FORMULA = 1994;
/** From this year on pension accrued at 1.5 %, before at 1 %. */
const FIRST_YEAR_AT_HIGHER_RATE = 1976;
const THOUSAND = new Decimal(1000);
const RATE_BEFORE_1976 = new Decimal('0.01');
const RATE_FROM_1976 = new Decimal('0.015');
const RATE_FROM_1997 = new Decimal('0.005');
/** The last income year of the second sum, for pensions taken before 1994. */
const LAST_YEAR_BEFORE_1994 = 1993;
const INDEX_YEAR_OF_OLD_PENSIONS = 1999;

/**
 * k·[0.01·Σ_{i<1976} + 0.015·Σ_{1976…1996}] + 0.005·Σ_{1996<i≤v}, each income raised by the index; a pension taken before
 * 1994 by its own formula. Refuses MISSING_PARAMETER for a limit, an index factor, or mortality1996 where something was
 * funded up to 1996; MISSING_INPUT earnedBefore23. Incomes after v do not count yet and are not shown.
 */
export function fundedPension(parameters: ParameterSet, input: FundedPensionCase): FundedPension {
  const { insured, year, pensionTakenYear } = input;
  const incomes = input.incomes.filter((income) => income.year <= year);
  const bases = countedIncomes(parameters, insured.birthDate, incomes, input.disabilityPensions);
  const taken = pensionTakenYear !== undefined && pensionTakenYear < FIRST_YEAR_OF_PRESENT_FORMULA ? pensionTakenYear : undefined;
  const terms = bases.flatMap((base, index) =>
    base.counted && !base.amount.isZero() ? pensionTerm(parameters, insured.birthDate, year, taken, base, index) : [],
  );
  const [converted, afterwards] = [true, false].map((within) =>
    sum(terms.filter((term) => term.converted === within).map(({ yearly }) => yearly)),
  ) as [Decimal, Decimal];
  const status = input.status1996 ?? (pensionTakenYear !== undefined && pensionTakenYear <= CONVERSION_YEAR ? 'pensioner' : 'active');
  const needed = !converted.isZero() || lawOf1996(parameters, insured.sex).law !== undefined;
  const k = needed ? conversionFactor(parameters, insured, year, status) : undefined;
  return { k, bases, terms, yearly: converted.times(k ?? 0).plus(afterwards) };
}

function pensionTerm(
  parameters: ParameterSet,
  birthDate: CivilDate,
  year: number,
  taken: number | undefined,
  base: CountedIncome,
  index: number,
): readonly PensionTerm[] {
  if (taken !== undefined && base.year > LAST_YEAR_BEFORE_1994) return [];
  const rate =
    base.year < FIRST_YEAR_AT_HIGHER_RATE
      ? RATE_BEFORE_1976
      : taken !== undefined || base.year <= CONVERSION_YEAR
        ? RATE_FROM_1976
        : RATE_FROM_1997;
  const raised =
    taken === undefined
      ? raise(parameters, yearOf(birthDate), year, base.year)
      : raiseTakenBefore1994(parameters, birthDate, year, taken, base.year);
  const converted = taken !== undefined || base.year <= CONVERSION_YEAR;
  return [{ base: index, rate, raise: raised, yearly: rate.times(base.amount).times(raised), converted }];
}

/** J_{i−1}; 1000 for years before 1976. */
function indexBefore(parameters: ParameterSet, birthYear: number, incomeYear: number): Decimal {
  return incomeYear < FIRST_YEAR_AT_HIGHER_RATE ? THOUSAND : indexNumber(parameters, birthYear, incomeYear - 1);
}

/** J_v / J_{i−1}, before 1976 J_v / 1000 */
const raise = remembered(
  (birthYear: number, year: number, incomeYear: number) => (birthYear * 10_000 + year) * 10_000 + incomeYear,
  (parameters: ParameterSet, birthYear: number, year: number, incomeYear: number): Decimal =>
    indexNumber(parameters, birthYear, year).div(indexBefore(parameters, birthYear, incomeYear)),
);

/** (J_s/J_{i−1})·(J_v/J_1999), before 1976 (J_s/1000)·(J_v/J_1999) */
function raiseTakenBefore1994(parameters: ParameterSet, birthDate: CivilDate, year: number, taken: number, incomeYear: number): Decimal {
  const birthYear = yearOf(birthDate);
  const raiseToTaken = indexNumber(parameters, birthYear, indexYearOf(taken)).div(indexBefore(parameters, birthYear, incomeYear));
  return raiseToTaken.times(indexNumber(parameters, birthYear, year)).div(indexNumber(parameters, birthYear, INDEX_YEAR_OF_OLD_PENSIONS));
}
