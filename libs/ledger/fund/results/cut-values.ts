/** A cut of all values by a rate. */
import type { CivilDate } from '#money/civil-date.js';
import { parseDecimal } from '#money/decimal.js';
import type { Decided } from '../../kernel/event.js';
import { refuse } from '../../kernel/refusal.js';
import { refuseFuture } from '../deciding/days.js';
import type { ResultsEventData } from './events.js';
import type { ResultsSlice } from './state.js';

export interface CutValues {
  readonly on: CivilDate;
  /** Fraction of the values that is cut, above 0, at most 1. */
  readonly rate: string;
  readonly reason: string;
  readonly reference: string;
}

/**
 * A cut of all values by a rate, on a day; undefined where the fund has decided the same before. Refuses DECISION_IN_FUTURE, INVALID_RATE and
 * REDUCTION_ALREADY_DECIDED.
 */
export function cutValues({ on, rate, reason, reference }: CutValues, fund: ResultsSlice, today: CivilDate): Decided<ResultsEventData, 'ReductionDecided'> | undefined {
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
