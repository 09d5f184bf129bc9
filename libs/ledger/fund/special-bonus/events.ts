/** A year's special bonus provisions (dk-p90 section 7): the fund's own reserve, told to participants by their share, never theirs. */
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { allotment, type DecidedAllotment } from '../results/events.js';

export const SPECIAL_BONUS_EVENTS = {
  /** Shares follow from the values as they were known when this was decided. */
  SpecialBonusDeclared: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({
      year: is.year,
      pool: is.amountNotNegative,
      /** All values at the year's end. */
      valueSum: is.amountNotNegative,
      /** pool / valueSum */
      rate: is.decimal,
      /** The pool less the one declared last. */
      change: is.amount,
      allotment,
      currency: is.currency,
      reference: is.text,
    }),
  },
} satisfies EventDefinitions;

export type SpecialBonusEventData = DataOf<typeof SPECIAL_BONUS_EVENTS>;

/** A year's special bonus provisions. `Fund`: the whole state of a fund, of which this is a slice. */
export interface DeclaredSpecialBonus<Fund> {
  readonly decision: string;
  readonly year: number;
  readonly pool: string;
  readonly valueSum: string;
  readonly rate: string;
  readonly allotment: DecidedAllotment;
  /** In the journal: what stands before it was known when the fund decided. */
  readonly position: bigint;
  /** The fund as it was then. */
  readonly before: Fund;
}

export interface SpecialBonusSlice<Fund> {
  /** In the order of their years. */
  readonly specialBonus: readonly DeclaredSpecialBonus<Fund>[];
}

export function initialSpecialBonus(): SpecialBonusSlice<never> {
  return { specialBonus: [] };
}

export const foldSpecialBonus: FoldByCopy<SpecialBonusEventData, SpecialBonusSlice<unknown>> = {
  SpecialBonusDeclared: (before, { id, position, data: { year, pool, valueSum, rate, allotment } }) => ({
    specialBonus: [...before.specialBonus, { decision: id, year, pool, valueSum, rate, allotment, position, before }],
  }),
};
