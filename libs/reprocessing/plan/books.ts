/**
 * What events move in the accounts that a reprocessing touches, net: what they post, less what the events that they annul had
 * posted. A contribution of 3,000.00 replaced by one of 3,100.00 moves 100.00.
 */
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { asTheyStand, incomeOf, isIncomeVersion, supersedesTwice } from '#ledger/participant/incomes/income-versions.js';
import { LAST_DATE } from '#money/civil-date.js';
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

/** The accounts that a reprocessing moves, and the side on which they grow; of an employer together what it owes. */
const BOOKS: { readonly [account in Account]?: 1 | -1 } = {
  'employers:premium-receivable': 1,
  'employers:other-receivable': 1,
  'employers:credit': 1,
  'participants:pensionable-income': -1,
  'participants:value': -1,
  'participants:pension-rights': -1,
};

/**
 * By year and account. `find`: the event of that id, as it stands. `beside`: see `standBeside`; a correction that takes its place
 * before another (a time-barred one of a later day) moves what the two move together, as the read models have it. Throws where an
 * annulled event, or one beside, cannot be found: half a movement is none.
 */
export function booksMoved(
  events: readonly RecordedEvent[],
  find: (eventId: string) => RecordedEvent | undefined,
  beside: readonly string[],
): readonly BookMovement[] {
  const standing = (id: string): RecordedEvent => find(id) ?? missing(id);
  const moved = new Map<string, BookMovement>();
  for (const event of events) {
    post(moved, event, 1);
    if (event.type !== 'EventAnnulled') continue;
    post(moved, standing(String(event.data['annuls'])), -1);
  }
  const before = beside.map(standing);
  if (before.length > 0) restate(moved, before, [...before, ...events]);
  return [...moved.values()];
}

function missing(id: string): never {
  throw new Error(`the event ${id}, which the plan rests on, is not in the journal`);
}

/**
 * The versions of incomes in `before`, a stream as these events found it, that tell what corrections among the events move: all that
 * stand of an income where one correction takes its place before another; none where each follows the last one. Their ids, in the
 * order of the stream.
 */
export function standBeside(events: readonly RecordedEvent[], before: readonly RecordedEvent[]): readonly string[] {
  const corrected = new Set(events.flatMap((event) => (event.type === 'IncomeCorrected' ? [incomeOf(event)] : [])));
  if (corrected.size === 0) return [];
  const versions = before.filter((event) => isIncomeVersion(event) && corrected.has(incomeOf(event)));
  if (!supersedesTwice([...versions, ...events])) return [];
  const standing = new Set(eventsInEffect(before, { asOf: LAST_DATE }));
  return versions.filter((version) => standing.has(version)).map(({ id }) => id);
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
  for (const { account, commodity, amountMinor } of postingsOf(event)) {
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
