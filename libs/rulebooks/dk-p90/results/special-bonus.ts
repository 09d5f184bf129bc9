/** Special bonus provisions (særlige bonushensættelser): unallocated reserves that follow each year's result (section 7). */
import { sum, type Decimal } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { allocate } from './allocation.js';

export interface SpecialBonusYear {
  readonly year: number;
  /** DKK, not negative. */
  readonly pool: Decimal;
  readonly participants: readonly { readonly id: string; readonly value: Decimal }[];
}

export interface SpecialBonusShares {
  readonly year: number;
  /** pool / Σ value */
  readonly rate: Decimal;
  /** øre by participant. */
  readonly shares: ReadonlyMap<string, number>;
  /** Share less that of the year before; someone new starts from 0. */
  readonly changes: ReadonlyMap<string, number>;
}

/** In order of year. Refuses NO_ALLOCATION_KEY `{year}` where the values of a year sum to zero. */
export function specialBonus(years: readonly SpecialBonusYear[]): readonly SpecialBonusShares[] {
  let before: ReadonlyMap<string, number> = new Map();
  return [...years]
    .sort((a, b) => a.year - b.year)
    .map(({ year, pool, participants }) => {
      const total = sum(participants.map(({ value }) => value));
      if (total.isZero()) refuse('NO_ALLOCATION_KEY', { year });
      const shares = allocate(roundPostedMinor(pool), participants.map(({ id, value }) => ({ id, key: value })));
      const changes = new Map([...shares].map(([id, share]) => [id, share - (before.get(id) ?? 0)]));
      before = shares;
      return { year, rate: pool.div(total), shares, changes };
    });
}
