/** What was planned, held against what stands in the journal: by income year (or the entitlement's period), net and to the cent. */
import type { Account } from '#ledger/postings.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { BookMovement } from './books.js';

export type ReconciledYear = {
  /** Income year of a settlement, else the year of the value date. */
  readonly year: number;
  readonly account: Account;
  readonly commodity: string;
  /** What it was to move by, annulments taken off. */
  readonly planned: string;
  readonly committed: string;
};

export interface Reconciler {
  readonly add: (planned: readonly BookMovement[], committed: readonly BookMovement[]) => void;
  readonly years: () => readonly ReconciledYear[];
}

interface Sums {
  readonly movement: BookMovement;
  planned: number;
  committed: number;
}

/** Refuses RECONCILIATION_FAILED where a year differs. */
export function reconciler(): Reconciler {
  const sums = new Map<string, Sums>();
  const add = (movements: readonly BookMovement[], side: 'planned' | 'committed'): void => {
    for (const movement of movements) {
      const { year, account, commodity, movedMinor } = movement;
      const key = `${year} ${account} ${commodity}`;
      let found = sums.get(key);
      if (found === undefined) {
        found = { movement, planned: 0, committed: 0 };
        sums.set(key, found);
      }
      found[side] = addMinor(found[side], movedMinor);
    }
  };
  return {
    add: (planned, committed) => {
      add(planned, 'planned');
      add(committed, 'committed');
    },
    years: () => {
      const wrong = [...sums.values()].find(({ planned, committed }) => planned !== committed);
      if (wrong !== undefined) refuseDifference(wrong);
      return [...sums.values()]
        .sort((a, b) => a.movement.year - b.movement.year || (a.movement.account < b.movement.account ? -1 : 1))
        .map(({ movement: { year, account, commodity }, planned, committed }) => ({
          year,
          account,
          commodity,
          planned: formatMinor(planned),
          committed: formatMinor(committed),
        }));
    },
  };
}

function refuseDifference({ movement: { year, account, commodity }, planned, committed }: Sums): never {
  const amounts = { planned: formatMinor(planned), committed: formatMinor(committed) };
  return refuse('RECONCILIATION_FAILED', { of: 'account', year, account, commodity, ...amounts });
}
