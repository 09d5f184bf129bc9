/**
 * Decisions of a fund about a year that look at its own history alone: a year is over, a decision is taken once. What a group's
 * result or an allotment comes to is the scheme's law (`Rulebook.decisions`).
 */
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import type { Decided } from '../../kernel/event.js';
import { NO_CHANGE, refused, type Decision } from '../../kernel/decision.js';
import { yearProblem } from '../deciding/days.js';
import { invalidRate } from '../deciding/rates.js';
import type { InterestEventData, InterestSlice } from './events.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    INTEREST_ALREADY_DECLARED: { readonly year: number; readonly declared: string };
    /** `of`: what was to be booked in it; without it, what is declared for a year. */
    YEAR_ALREADY_CLOSED: { readonly year: number; readonly of?: 'result' };
    NO_INTEREST_DECLARED: { readonly year: number };
  }
}

type InterestDecision = Decision<Decided<InterestEventData>>;

interface DeclareInterest {
  readonly year: number;
  /** Effective yearly fraction, `0.045`; above −1. */
  readonly rate: string;
  readonly reference: string;
}

interface CloseYear {
  readonly year: number;
  readonly reference: string;
}

/**
 * The interest rate of a year, credited on 31 December. Refuses YEAR_NOT_OVER, YEAR_ALREADY_CLOSED, INVALID_RATE and
 * INTEREST_ALREADY_DECLARED (another rate stands).
 */
export function declareInterest({ year, rate, reference }: DeclareInterest, fund: InterestSlice, today: CivilDate): InterestDecision {
  const problem = yearProblem(year, today);
  if (problem !== undefined) return problem;
  const number = parseDecimal(rate);
  if (number === undefined || number.lte(-1) || number.gte(1)) {
    return invalidRate({ field: 'rate', found: rate, above: '-1', below: '1', year });
  }
  const declared = fund.interest.get(year);
  const text = number.toFixed();
  if (declared !== undefined) {
    if (declared.rate === text) return NO_CHANGE;
    return refused('INTEREST_ALREADY_DECLARED', { year, declared: declared.rate });
  }
  if (fund.closedYears.has(year)) return refused('YEAR_ALREADY_CLOSED', { year });
  const data = { year, rate: text, reference };
  return { status: 'decided', events: [{ type: 'InterestRateDeclared', effectiveDate: endOfYear(year), key: `interest:${year}`, data }] };
}

/** The end of a year's books: charges are posted and the year's results may follow. Refuses YEAR_NOT_OVER and NO_INTEREST_DECLARED. */
export function closeYear({ year, reference }: CloseYear, fund: InterestSlice, today: CivilDate): InterestDecision {
  const problem = yearProblem(year, today);
  if (problem !== undefined) return problem;
  if (fund.closedYears.has(year)) return NO_CHANGE;
  if (!fund.interest.has(year)) return refused('NO_INTEREST_DECLARED', { year });
  const data = { year, reference };
  return { status: 'decided', events: [{ type: 'YearClosed', effectiveDate: endOfYear(year), key: `closed:${year}`, data }] };
}
