/**
 * Decisions of a fund about a year that look at its own history alone: a year is over, a decision is taken once. What a group's
 * result or an allotment comes to is the scheme's law (`Rulebook.decisions`).
 */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import type { Decided } from '../../kernel/event.js';
import { refuse } from '../../kernel/refusal.js';
import { refuseBeforeEnd } from '../deciding/days.js';
import type { InterestEventData, InterestSlice } from './events.js';

/** Undefined: the fund has decided the same before. */
type InterestDecision = Decided<InterestEventData> | undefined;

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

/**
 * The interest rate of a year, credited on 31 December. Refuses YEAR_NOT_OVER, YEAR_ALREADY_CLOSED, INVALID_RATE and
 * INTEREST_ALREADY_DECLARED (another rate stands).
 */
export function declareInterest({ year, rate, reference }: DeclareInterest, fund: InterestSlice, today: CivilDate): InterestDecision {
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
export function closeYear({ year, reference }: CloseYear, fund: InterestSlice, today: CivilDate): InterestDecision {
  refuseBeforeEnd(year, today);
  if (fund.closedYears.has(year)) return undefined;
  if (!fund.interest.has(year)) {
    refuse('NO_INTEREST_DECLARED', `${year} has no declared interest rate; declare it first (a rate of 0 where there is none)`, { year });
  }
  return { type: 'YearClosed', effectiveDate: endOfYear(year), key: `closed:${year}`, data: { year, reference } };
}
