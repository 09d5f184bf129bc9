/** The funded pension E^r_v, EUR a year (section 8; Annex 1, 2.3). */
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, ZERO } from '#money/decimal.js';
import type { ParameterSet } from '../../frame/parameters.js';
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

export interface FundedPension {
  /** Undefined where nothing was funded up to 1996 and no bases of 1996 are known. */
  readonly k: number | undefined;
  readonly bases: readonly CountedIncome[];
  /** Unrounded. */
  readonly yearly: Decimal;
}

/** A pension taken before this year is computed with the index of the year before it was taken. */
const FIRST_YEAR_OF_PRESENT_FORMULA = 1994;
/** From this year on pension accrued at 1.5 %, before at 1 %. */
const FIRST_YEAR_AT_HIGHER_RATE = 1976;
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
  let converted: Decimal = ZERO;
  let afterwards: Decimal = ZERO;
  for (const base of bases) {
    if (!base.counted || base.amount.isZero()) continue;
    if (taken !== undefined) converted = converted.plus(takenBefore1994(parameters, insured.birthDate, year, taken, base));
    else if (base.year <= CONVERSION_YEAR) converted = converted.plus(fundedTo1996(parameters, insured.birthDate, year, base));
    else afterwards = afterwards.plus(RATE_FROM_1997.times(base.amount).times(raise(parameters, insured.birthDate, year, base.year)));
  }
  const status = input.status1996 ?? (pensionTakenYear !== undefined && pensionTakenYear <= CONVERSION_YEAR ? 'pensioner' : 'active');
  const needed = !converted.isZero() || lawOf1996(parameters, insured.sex).law !== undefined;
  const k = needed ? conversionFactor(parameters, insured, year, status) : undefined;
  return { k, bases, yearly: converted.times(k ?? 0).plus(afterwards) };
}

function fundedTo1996(parameters: ParameterSet, birthDate: CivilDate, year: number, base: CountedIncome): Decimal {
  if (base.year >= FIRST_YEAR_AT_HIGHER_RATE) {
    return RATE_FROM_1976.times(base.amount).times(raise(parameters, birthDate, year, base.year));
  }
  return RATE_BEFORE_1976.times(base.amount).times(indexNumber(parameters, yearOf(birthDate), year)).div(1000);
}

/** J_v / J_{i−1} */
function raise(parameters: ParameterSet, birthDate: CivilDate, year: number, incomeYear: number): Decimal {
  const birthYear = yearOf(birthDate);
  return indexNumber(parameters, birthYear, year).div(indexNumber(parameters, birthYear, incomeYear - 1));
}

/** 0.01·B_i·(J_s/1000)·(J_v/J_1999) before 1976, 0.015·B_i·(J_s/J_{i−1})·(J_v/J_1999) from 1976 to 1993. */
function takenBefore1994(parameters: ParameterSet, birthDate: CivilDate, year: number, taken: number, base: CountedIncome): Decimal {
  if (base.year > LAST_YEAR_BEFORE_1994) return ZERO;
  const birthYear = yearOf(birthDate);
  const raiseToTaken = indexNumber(parameters, birthYear, indexYearOf(taken));
  const raiseFrom1999 = indexNumber(parameters, birthYear, year).div(indexNumber(parameters, birthYear, INDEX_YEAR_OF_OLD_PENSIONS));
  const higher = base.year >= FIRST_YEAR_AT_HIGHER_RATE;
  const from = higher ? indexNumber(parameters, birthYear, base.year - 1) : new Decimal(1000);
  const rate = higher ? RATE_FROM_1976 : RATE_BEFORE_1976;
  return rate.times(base.amount).times(raiseToTaken).div(from).times(raiseFrom1999);
}
