/**
 * What events move in the accounts that a reprocessing touches, net: what they post, less what the events that they annul had
 * posted. A contribution of 3,000.00 replaced by one of 3,100.00 moves 100.00.
 */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { asTheyStand } from '#ledger/participant/incomes/income-versions.js';
import { LAST_DATE } from '#money/civil-date.js';
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
  'participants:pension-rights': -1,
};

/**
 * By year and account. `annulled`: the event of that id, as it stands. `before`: the stream as it was, for corrections of incomes:
 * one that takes its place before another (a time-barred one of a later day) moves what the two move together, as the read models
 * have it. Throws where an annulled event cannot be found: half a movement is none.
 */
export function booksMoved(
  events: readonly RecordedEvent[],
  annulled: (eventId: string) => PostedEvent | undefined,
  before: readonly RecordedEvent[],
): readonly BookMovement[] {
  const moved = new Map<string, BookMovement>();
  for (const event of events) {
    post(moved, event, 1);
    if (event.type !== 'EventAnnulled') continue;
    const target = annulled(String(event.data['annuls']));
    if (target === undefined) throw new Error(`the annulled event ${String(event.data['annuls'])} is not in the journal`);
    post(moved, target, -1);
  }
  if (movesIncomes(events)) restate(moved, before, [...before, ...events]);
  return [...moved.values()];
}

/** Whether what they move depends on the corrections that stand: then `booksMoved` needs the stream. */
export function movesIncomes(events: readonly PostedEvent[]): boolean {
  return events.some(({ type }) => type === 'IncomeCorrected');
}

/** What the corrections that stand move otherwise now than as they were recorded. */
function restate(moved: Map<string, BookMovement>, before: readonly RecordedEvent[], after: readonly RecordedEvent[]): void {
  for (const [events, sign] of [[after, 1], [before, -1]] as const) {
    const counted = eventsInEffect(events, { asOf: LAST_DATE });
    for (const [place, event] of asTheyStand(counted).entries()) {
      const recorded = counted[place] as RecordedEvent;
      if (event === recorded) continue;
      post(moved, event, sign);
      post(moved, recorded, sign === 1 ? -1 : 1);
    }
  }
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
