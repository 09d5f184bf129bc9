/**
 * What events move in the accounts that a reprocessing touches, net: what they post, less what the events that they annul had
 * posted. A contribution of 3,000.00 replaced by one of 3,100.00 moves 100.00.
 */
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { LedgerEvent } from '#ledger/event.js';
import { postingsOf, type Account } from '#ledger/postings.js';
import { addMinor } from '#money/amount.js';

export interface BookMovement {
  /** Income year of a settlement, else the year of the value date. */
  readonly year: number;
  readonly account: Account;
  readonly commodity: string;
  readonly movedMinor: number;
}

export type PostedEvent = Pick<EventToAppend, 'type' | 'effectiveDate' | 'data'>;

/** The accounts that a reprocessing moves, and the side on which they grow. */
const BOOKS: { readonly [account in Account]?: 1 | -1 } = {
  'employers:premium-receivable': 1,
  'participants:pensionable-income': -1,
  'participants:value': -1,
};

/** By year and account; `annulled`: the event of that id, as it stands. Throws where an annulled event cannot be found: half a movement is none. */
export function booksMoved(events: readonly PostedEvent[], annulled: (eventId: string) => PostedEvent | undefined): readonly BookMovement[] {
  const moved = new Map<string, BookMovement>();
  for (const event of events) {
    post(moved, event, 1);
    if (event.type !== 'EventAnnulled') continue;
    const target = annulled(String(event.data['annuls']));
    if (target === undefined) throw new Error(`the annulled event ${String(event.data['annuls'])} is not in the journal`);
    post(moved, target, -1);
  }
  return [...moved.values()];
}

/** Ids of the events that these annul. */
export function annulledBy(events: readonly PostedEvent[]): readonly string[] {
  return events.flatMap(({ type, data }) => (type === 'EventAnnulled' ? [String(data['annuls'])] : []));
}

function post(moved: Map<string, BookMovement>, event: PostedEvent, sign: 1 | -1): void {
  for (const { account, commodity, amountMinor } of postingsOf(event as unknown as LedgerEvent)) {
    const growth = BOOKS[account];
    if (growth === undefined) continue;
    const year = yearOfEvent(event);
    const key = `${year} ${account} ${commodity}`;
    const before = moved.get(key)?.movedMinor ?? 0;
    moved.set(key, { year, account, commodity, movedMinor: addMinor(before, sign * growth * amountMinor) });
  }
}

function yearOfEvent({ effectiveDate, data }: PostedEvent): number {
  const { incomeYear } = data;
  return typeof incomeYear === 'number' ? incomeYear : Number(effectiveDate.slice(0, 4));
}
