/** A cut of all values by a rate. */
import type { CivilDate } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import type { Decided } from '../../kernel/event.js';
import { NO_CHANGE, refused, type Decision } from '../../kernel/decision.js';
import { dayProblem } from '../deciding/days.js';
import { invalidRate } from '../deciding/rates.js';
import type { ResultsEventData } from './events.js';
import type { ResultsSlice } from './state.js';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    REDUCTION_ALREADY_DECIDED: { readonly on: string };
  }
}

interface CutValues {
  readonly on: CivilDate;
  /** Fraction of the values that is cut, above 0, at most 1. */
  readonly rate: string;
  readonly reason: string;
  readonly reference: string;
}

/** A cut of all values by a rate, on a day. Refuses DECISION_IN_FUTURE, INVALID_RATE and REDUCTION_ALREADY_DECIDED. */
export function cutValues(
  { on, rate, reason, reference }: CutValues,
  fund: ResultsSlice,
  today: CivilDate,
): Decision<Decided<ResultsEventData, 'ReductionDecided'>> {
  const problem = dayProblem(on, today);
  if (problem !== undefined) return problem;
  const number = parseDecimal(rate);
  if (number === undefined || number.lte(0) || number.gt(1)) {
    return invalidRate({ field: 'rate', found: rate, above: '0', upTo: '1', on });
  }
  const text = number.toFixed();
  const standing = fund.reductions.find(({ on: day, by, schedule }) => day === on && by.kind === 'rate' && schedule === undefined);
  if (standing !== undefined) {
    if (standing.by.kind === 'rate' && standing.by.rate === text) return NO_CHANGE;
    return refused('REDUCTION_ALREADY_DECIDED', { on });
  }
  const data = { on, rate: text, reason, reference };
  return { status: 'decided', events: [{ type: 'ReductionDecided', effectiveDate: on, key: `reduction:${on}`, data }] };
}
