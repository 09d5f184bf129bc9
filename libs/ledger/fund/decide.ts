/**
 * Decisions of a fund that look at its own history alone. What a group's result or an allotment comes to is the scheme's
 * law (`Rulebook.decisions`); here stands what every scheme shares: a year is over, a decision is taken once.
 */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import type { DecidedFundEvent } from '../event.js';
import { refuse } from '../kernel/refusal.js';
import type { FundState } from './state.js';

/** Undefined: the fund has decided the same before. */
export type FundDecision = DecidedFundEvent | undefined;

export interface DeclareInterest {
  readonly year: number;
  /** Effective yearly fraction, `0.045`; above −1. */
  readonly rate: string;
  readonly reference: string;
}

export interface CloseYear {
  readonly year: number;
  readonly reference: string;
}

export interface CutValues {
  readonly on: CivilDate;
  /** Fraction of the values that is cut, above 0, at most 1. */
  readonly rate: string;
  readonly reason: string;
  readonly reference: string;
}

/**
 * The interest rate of a year, credited on 31 December. Refuses YEAR_NOT_OVER, YEAR_ALREADY_CLOSED, INVALID_RATE and
 * INTEREST_ALREADY_DECLARED (another rate stands).
 */
export function declareInterest({ year, rate, reference }: DeclareInterest, fund: FundState, today: CivilDate): FundDecision {
  refuseBeforeEnd(year, today);
  const number = parseDecimal(rate);
  if (number === undefined || number.lte(-1) || number.gte(1)) {
    return refuse('INVALID_RATE', `the rate of ${year} must be a yearly fraction above -1 and below 1, such as 0.045, found ${JSON.stringify(rate)}`, { year });
  }
  const declared = fund.interest.get(year);
  const text = number.toFixed();
  if (declared !== undefined) {
    if (declared.rate === text) return undefined;
    refuse('INTEREST_ALREADY_DECLARED', `the fund declared ${declared.rate} for ${year}; a declared rate stands`, { year, declared: declared.rate });
  }
  if (fund.closedYears.has(year)) {
    refuse('YEAR_ALREADY_CLOSED', `${year} is closed without a declared rate; interest is declared before the year is closed`, { year });
  }
  return { type: 'InterestRateDeclared', effectiveDate: endOfYear(year), key: `interest:${year}`, data: { year, rate: text, reference } };
}

/** The end of a year's books: charges are posted and the year's results may follow. Refuses YEAR_NOT_OVER and NO_INTEREST_DECLARED. */
export function closeYear({ year, reference }: CloseYear, fund: FundState, today: CivilDate): FundDecision {
  refuseBeforeEnd(year, today);
  if (fund.closedYears.has(year)) return undefined;
  if (!fund.interest.has(year)) {
    refuse('NO_INTEREST_DECLARED', `${year} has no declared interest rate; declare it first (a rate of 0 where there is none)`, { year });
  }
  return { type: 'YearClosed', effectiveDate: endOfYear(year), key: `closed:${year}`, data: { year, reference } };
}

/** A cut of all values by a rate, on a day. Refuses DECISION_IN_FUTURE, INVALID_RATE and REDUCTION_ALREADY_DECIDED. */
export function cutValues({ on, rate, reason, reference }: CutValues, fund: FundState, today: CivilDate): FundDecision {
  refuseFuture(on, today);
  const number = parseDecimal(rate);
  if (number === undefined || number.lte(0) || number.gt(1)) {
    return refuse('INVALID_RATE', `a reduction is a fraction of the values above 0 and at most 1, such as 0.02, found ${JSON.stringify(rate)}`, { on });
  }
  const text = number.toFixed();
  const standing = fund.reductions.find((reduction) => reduction.on === on && reduction.by.kind === 'rate');
  if (standing !== undefined) {
    if (standing.by.kind === 'rate' && standing.by.rate === text) return undefined;
    refuse('REDUCTION_ALREADY_DECIDED', `the fund decided another reduction on ${on}; a decision stands`, { on });
  }
  return { type: 'ReductionDecided', effectiveDate: on, key: `reduction:${on}`, data: { on, rate: text, reason, reference } };
}

export function refuseBeforeEnd(year: number, today: CivilDate): void {
  if (endOfYear(year) > today) {
    refuse('YEAR_NOT_OVER', `${year} ends on ${endOfYear(year)}, after today, ${today}; what is declared for it would be known before it happened`, { year });
  }
}

export function refuseFuture(on: CivilDate, today: CivilDate): void {
  if (on > today) refuse('DECISION_IN_FUTURE', `${on} lies after today, ${today}; a decision takes effect once its day has come`, { on });
}
