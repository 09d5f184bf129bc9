/** The annual account (Regnskab for din pension) of one calendar year (sections 2 and 6). */
import { type Decimal, ZERO, sum } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import { annualInterest, type InterestWeights } from './annual-interest.js';

export interface AccountMonth {
  readonly contribution: Decimal;
  readonly adminFee: Decimal;
  readonly premium: Decimal;
  readonly deduction: Decimal;
}

export interface AccountYear {
  readonly opening: Decimal;
  readonly weights: InterestWeights;
  /** January … December. */
  readonly months: readonly AccountMonth[];
  readonly bonus: Decimal;
  readonly yearEndDeduction: Decimal;
}

/** Posted amounts in øre; opening + contributions − fees − premiums − deductions + interest + bonus − yearEndDeduction = closing. */
export interface AnnualAccount {
  readonly interest: Decimal;
  readonly interestMinor: number;
  readonly contributionsMinor: number;
  readonly adminFeesMinor: number;
  readonly premiumsMinor: number;
  readonly deductionsMinor: number;
  readonly bonusMinor: number;
  readonly closingMinor: number;
}

export function annualAccount(year: AccountYear): AnnualAccount {
  const { months } = year;
  const interest = annualInterest(
    year.weights,
    year.opening,
    months.map(({ contribution, adminFee, premium, deduction }) => contribution.minus(adminFee).minus(premium).minus(deduction)),
  );
  const posted = (amounts: readonly Decimal[]): number => roundPostedMinor(sum(amounts));
  const contributionsMinor = posted(months.map(({ contribution }) => contribution));
  const adminFeesMinor = posted(months.map(({ adminFee }) => adminFee));
  const premiumsMinor = posted(months.map(({ premium }) => premium));
  const deductionsMinor = posted(months.map(({ deduction }) => deduction));
  const interestMinor = roundPostedMinor(interest);
  const bonusMinor = roundPostedMinor(year.bonus);
  const closingMinor =
    roundPostedMinor(year.opening) +
    contributionsMinor -
    adminFeesMinor -
    premiumsMinor -
    deductionsMinor +
    interestMinor +
    bonusMinor -
    roundPostedMinor(year.yearEndDeduction);
  return { interest, interestMinor, contributionsMinor, adminFeesMinor, premiumsMinor, deductionsMinor, bonusMinor, closingMinor };
}

export const NO_MOVEMENT: AccountMonth = { contribution: ZERO, adminFee: ZERO, premium: ZERO, deduction: ZERO };
