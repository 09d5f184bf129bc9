/** What was planned, held against what stands in the journal: by income year (or the entitlement's period), to the cent. */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { LedgerEvent } from '#ledger/event.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { postingsOf, type Account } from '#ledger/postings.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor } from '#money/amount.js';

export interface ReconciledYear {
  /** Income year of a settlement, else the year of the value date. */
  readonly year: number;
  readonly account: Account;
  readonly commodity: string;
  readonly planned: string;
  readonly committed: string;
}

export interface Reconciler {
  readonly add: (planned: readonly EventToAppend[], standing: ReadonlyMap<string, RecordedEvent>) => void;
  readonly years: () => readonly ReconciledYear[];
}

/** The accounts that a reprocessing moves, and the side on which they grow. */
const BOOKS: { readonly [account in Account]?: 1 | -1 } = {
  'employers:premium-receivable': 1,
  'participants:pensionable-income': -1,
  'participants:value': -1,
};

/** Net movements of those accounts. Refuses RECONCILIATION_FAILED where a year differs. */
export function reconciler(): Reconciler {
  const years = new Map<string, { year: number; account: Account; commodity: string; planned: number; committed: number }>();
  const sum = (event: Pick<EventToAppend, 'type' | 'effectiveDate' | 'data'>, side: 'planned' | 'committed'): void => {
    for (const { account, commodity, amountMinor } of postingsOf(event as unknown as LedgerEvent)) {
      const growth = BOOKS[account];
      if (growth === undefined) continue;
      const year = yearOfEvent(event);
      const key = `${year} ${account} ${commodity}`;
      let found = years.get(key);
      if (found === undefined) {
        found = { year, account, commodity, planned: 0, committed: 0 };
        years.set(key, found);
      }
      found[side] = addMinor(found[side], growth * amountMinor);
    }
  };
  return {
    add: (planned, standing) => {
      for (const event of planned) {
        sum(event, 'planned');
        const found = standing.get(event.id);
        if (found !== undefined) sum(found, 'committed');
      }
    },
    years: () => {
      const sorted = [...years.values()].sort((a, b) => a.year - b.year || (a.account < b.account ? -1 : 1));
      const wrong = sorted.find(({ planned, committed }) => planned !== committed);
      if (wrong !== undefined) {
        refuse('RECONCILIATION_FAILED', `${wrong.year}: planned ${formatMinor(wrong.planned)} ${wrong.commodity}, committed ${formatMinor(wrong.committed)}`, { year: wrong.year });
      }
      return sorted.map(({ year, account, commodity, planned, committed }) => ({ year, account, commodity, planned: formatMinor(planned), committed: formatMinor(committed) }));
    },
  };
}

function yearOfEvent({ effectiveDate, data }: { readonly effectiveDate: string; readonly data: JsonObject }): number {
  const { incomeYear } = data;
  return typeof incomeYear === 'number' ? incomeYear : Number(effectiveDate.slice(0, 4));
}
