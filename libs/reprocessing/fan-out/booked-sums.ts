/** What a fan-out books, added up: participants, events, and what each type does to values and to pension rights. */
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import { postingsOf } from '#ledger/postings.js';
import { addMinor, formatMinor } from '#money/amount.js';

export interface BookedSums {
  /** For whom something is booked. */
  readonly booked: number;
  readonly events: number;
  /** Signed effect on the participants' values by event type, two decimals. */
  readonly totals: { readonly [type: string]: string };
  /** Signed effect on pension rights, a year, by event type; of those that move any. */
  readonly rightsMoved: { readonly [type: string]: string };
}

export interface SummingUp {
  /** Of one participant. */
  readonly count: (events: readonly DecidedParticipantEvent[]) => void;
  readonly sums: () => BookedSums;
}

export function summingUp(): SummingUp {
  const counts = { booked: 0, events: 0 };
  const totals = new Map<string, number>();
  const rights = new Map<string, number>();
  return {
    count: (events) => {
      counts.booked += 1;
      counts.events += events.length;
      for (const event of events) {
        totals.set(event.type, addMinor(totals.get(event.type) ?? 0, effectMinor(event, 'participants:value')));
        const movedMinor = effectMinor(event, 'participants:pension-rights');
        if (movedMinor !== 0) rights.set(event.type, addMinor(rights.get(event.type) ?? 0, movedMinor));
      }
    },
    sums: () => ({ ...counts, totals: byType(totals), rightsMoved: byType(rights) }),
  };
}

function byType(sums: ReadonlyMap<string, number>): { readonly [type: string]: string } {
  return Object.fromEntries([...sums].sort().map(([type, minor]) => [type, formatMinor(minor)]));
}

/** What an event does to its participant's value, savings among it, or rights. */
function effectMinor(event: DecidedParticipantEvent, of: 'participants:value' | 'participants:pension-rights'): number {
  const posting = postingsOf(event as Parameters<typeof postingsOf>[0]).find(
    ({ account }) => account === of || (of === 'participants:value' && account === 'participants:savings'),
  );
  return posting === undefined ? 0 : -posting.amountMinor; // it is the fund's debt: a credit raises it
}
