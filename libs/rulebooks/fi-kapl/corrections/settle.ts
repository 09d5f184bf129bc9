/** What one correction of an income settles (section 11; Annex 1, 2.4). */
import { refuse } from '#ledger/kernel/refusal.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { midYearFactor } from '../accumulation/accumulation.js';
import { ageReached, type Insured } from '../insured.js';
import { annualPremiumCoefficient } from '../premium/annual-premium.js';
import { incomeBase, type YearIncome } from '../premium/income-base.js';
import { smoothingCoefficient } from '../premium/smoothing-part.js';
import { windowStatus } from './window.js';

export interface Correction {
  readonly insured: Insured;
  readonly incomeYear: number;
  readonly correctedOn: CivilDate;
  /** All incomes of the year as known just before the correction. */
  readonly before: readonly YearIncome[];
  /** All incomes of the year as known just after it. */
  readonly after: readonly YearIncome[];
}

/** Posted amounts in whole cents. `total` is the premium with its interest; the smoothing amounts are a part of it. */
export interface SettledCorrection {
  readonly correctionYear: number;
  /** ordinary: a report of the running year, which settles nothing. */
  readonly kind: 'correction' | 'ordinary';
  /** Before the window: recorded and shown, no amounts, ever. */
  readonly timeBarred: boolean;
  readonly premiumDeltaMinor: number;
  readonly premiumInterestMinor: number;
  readonly smoothingDeltaMinor: number;
  readonly smoothingInterestMinor: number;
  readonly totalMinor: number;
}

const NOTHING = {
  premiumDeltaMinor: 0,
  premiumInterestMinor: 0,
  smoothingDeltaMinor: 0,
  smoothingInterestMinor: 0,
  totalMinor: 0,
} as const;

/**
 * Premium and smoothing part on the income and on the corrected income, both on the bases of the income year; the
 * differences bear interest from the middle of the income year to the middle of the correction year. Each of the four
 * amounts is rounded by itself from its unrounded value; refunds are negative and bear interest in the same way.
 * Refuses INCOME_YEAR_AFTER_CORRECTION, and MISSING_PARAMETER for a base of the income year or a rate.
 */
export function settleCorrection(parameters: ParameterSet, correction: Correction): SettledCorrection {
  const { insured, incomeYear } = correction;
  const correctionYear = yearOf(correction.correctedOn);
  if (incomeYear > correctionYear) {
    refuse('INCOME_YEAR_AFTER_CORRECTION', { incomeYear, correctedOn: correction.correctedOn, correctionYear });
  }
  const status = windowStatus(incomeYear, correctionYear);
  if (status === 'not-yet') return { correctionYear, kind: 'ordinary', timeBarred: false, ...NOTHING };
  if (status === 'closed') return { correctionYear, kind: 'correction', timeBarred: true, ...NOTHING };
  const delta = incomeBase(parameters, incomeYear, correction.after).minus(incomeBase(parameters, incomeYear, correction.before));
  const interest = midYearFactor(parameters, incomeYear, correctionYear).minus(1);
  const premium = settle(annualPremiumCoefficient(parameters, incomeYear).times(delta), interest);
  const coefficient = smoothingCoefficient(parameters, incomeYear, insured.sex, ageReached(insured, incomeYear));
  const smoothing = settle(coefficient.times(delta), interest);
  return {
    correctionYear,
    kind: 'correction',
    timeBarred: false,
    premiumDeltaMinor: premium.deltaMinor,
    premiumInterestMinor: premium.interestMinor,
    smoothingDeltaMinor: smoothing.deltaMinor,
    smoothingInterestMinor: smoothing.interestMinor,
    totalMinor: premium.deltaMinor + premium.interestMinor,
  };
}

function settle(delta: Decimal, interest: Decimal): { readonly deltaMinor: number; readonly interestMinor: number } {
  return { deltaMinor: roundPostedMinor(delta), interestMinor: roundPostedMinor(delta.times(interest)) };
}
