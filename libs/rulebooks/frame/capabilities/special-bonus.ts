/** The capability of special bonus provisions. A scheme that has them shares results too: both go by the values. */
import type { AllotmentKey } from '#money/largest-remainder.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { DeclaredSpecialBonus } from '#ledger/fund/special-bonus/events.js';
import type { FundState } from '#ledger/fund/state.js';

/** A year's special bonus provisions. */
export interface ProvideSpecialBonus {
  readonly year: number;
  readonly poolMinor: number;
  readonly reference: string;
}

/** Reserves that stay the fund's own and are told to participants by their share. */
export interface SpecialBonusRules {
  /** Undefined: declared before. `keys`: the values of all participants at the year's end. */
  readonly declare: (command: ProvideSpecialBonus, fund: FundState, keys: readonly AllotmentKey[]) => DecidedFundEvent | undefined;
  /** The share of one participant of that value, minor units. */
  readonly shareMinor: (declared: DeclaredSpecialBonus<FundState>, participantId: string, valueMinor: number) => number;
}
