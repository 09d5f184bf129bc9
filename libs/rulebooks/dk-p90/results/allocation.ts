/** Allocation of a posted total by largest remainder (section 1): floors to the øre, spare øre to the largest remainders. */
import { Decimal } from '#money/decimal.js';
import { allot, shareMinor, type Allotment, type AllotmentKey } from '#money/largest-remainder.js';
import { refuse } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Of a group, or of the values of a year. */
    NO_ALLOCATION_KEY: { readonly group?: string; readonly year?: number };
  }
}

export interface WeightedParticipant {
  readonly id: string;
  /** Not negative. */
  readonly key: Decimal;
}

/** Keys as whole numbers in the same proportions. */
export function wholeKeys(participants: readonly WeightedParticipant[]): readonly AllotmentKey[] {
  const places = participants.reduce((most, { key }) => Math.max(most, key.decimalPlaces()), 0);
  const scale = new Decimal(10).pow(places);
  return participants.map(({ id, key }) => ({ id, key: BigInt(key.times(scale).toFixed(0)) }));
}

/** Fixes the shares of a total over whole keys. Refuses NO_ALLOCATION_KEY `{group?}` where they sum to zero. */
export function allotOrRefuse(totalMinor: number, keys: readonly AllotmentKey[], group?: string): Allotment {
  return allot(totalMinor, keys) ?? refuse('NO_ALLOCATION_KEY', group === undefined ? {} : { group });
}

/** Participant id → øre. */
export function allocate(totalMinor: number, participants: readonly WeightedParticipant[], group?: string): ReadonlyMap<string, number> {
  const keys = wholeKeys(participants);
  const allotment = allotOrRefuse(totalMinor, keys, group);
  return new Map(keys.map(({ id, key }) => [id, shareMinor(allotment, id, key)]));
}
