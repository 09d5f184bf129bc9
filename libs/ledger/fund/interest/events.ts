/** A year's declared interest rate, and the closing of its books. */
import { FIRST_VERSION, type DataOf, type EventDefinitions } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';

export const INTEREST_EVENTS = {
  InterestRateDeclared: {
    ...FIRST_VERSION,
    movesRules: false,
    schema: is.record({ year: is.year, rate: is.decimal, reference: is.text }),
  },
  YearClosed: { ...FIRST_VERSION, movesRules: false, schema: is.record({ year: is.year, reference: is.text }) },
} satisfies EventDefinitions;

export type InterestEventData = DataOf<typeof INTEREST_EVENTS>;

interface DeclaredInterest {
  readonly decision: string;
  readonly rate: string;
}

export interface InterestSlice {
  readonly interest: ReadonlyMap<number, DeclaredInterest>;
  /** Year → the decision that closed it. */
  readonly closedYears: ReadonlyMap<number, string>;
}

export function initialInterest(): InterestSlice {
  return { interest: new Map(), closedYears: new Map() };
}

export const foldInterest: FoldByCopy<InterestEventData, InterestSlice> = {
  InterestRateDeclared: ({ interest }, { id, data: { year, rate } }) => ({ interest: new Map(interest).set(year, { decision: id, rate }) }),
  YearClosed: ({ closedYears }, { id, data: { year } }) => ({ closedYears: new Map(closedYears).set(year, id) }),
};
