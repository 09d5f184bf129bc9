/** A fund as its events tell it: what it published, declared and closed. Each state is a new one: earlier ones are kept and looked at. */
import { foldingOf, freshStates, type ReadonlySlice, type SlicesOf } from '../kernel/fold.js';
import type { AnyRecorded } from '../kernel/event.js';
import { FUND_FAMILIES } from './families.js';
import type { SpecialBonusSlice } from './special-bonus/events.js';

type Slices = ReadonlySlice<SlicesOf<typeof FUND_FAMILIES>>;

/** The slices of all families, flat. */
export interface FundState extends Omit<Slices, keyof SpecialBonusSlice<never>>, SpecialBonusSlice<FundState> {
  readonly lastRevision: number;
}

const folding = foldingOf<FundState, Partial<FundState>>(FUND_FAMILIES);

export const INITIAL_FUND: FundState = freshStates(FUND_FAMILIES, { lastRevision: -1 })();

export function evolveFund(state: FundState, event: AnyRecorded): FundState {
  const lastRevision = Math.max(state.lastRevision, event.revision);
  return { ...state, ...folding(state, event), lastRevision };
}
