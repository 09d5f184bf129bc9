/**
 * A page of the journal's events. A rare filter is looked for a while, not to the journal's end: the page then holds fewer, and goes
 * on.
 */
import type { EventFilter, JournalReader } from '#journal/port.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { jsonPosition } from '#projections/answer.js';
import { pageOf, type Page, type PageStart } from './lists.js';

/** An event as it stands in the journal. */
export interface ListedEvent extends Omit<RecordedEvent, 'position'> {
  readonly position: number;
}

/** One request looks for so long. */
const LONGEST_LOOK_MS = 250;
/** Positions of the first stretch; each one after it is twice as long, as positions lie close on one engine and far apart on another. */
const FIRST_STRETCH = 20_000n;

/** What no engine has an index of is looked at event by event. */
interface Looked {
  readonly correlationId?: string;
  readonly actor?: string;
  /** Whoever asked has gone away. */
  readonly signal: AbortSignal | undefined;
}

export async function pageOfEvents(
  journal: JournalReader,
  start: PageStart,
  filter: EventFilter,
  { correlationId, actor, signal }: Looked,
): Promise<Page<ListedEvent>> {
  const items: ListedEvent[] = [];
  const until = performance.now() + LONGEST_LOOK_MS;
  let after = BigInt(start.after ?? '0');
  for (let stretch = FIRST_STRETCH; after < start.upTo; stretch *= 2n) {
    signal?.throwIfAborted();
    const end = after + stretch < start.upTo ? after + stretch : start.upTo;
    for await (const events of journal.readAll({ after, upTo: end, filter, pageSize: start.limit + 1 })) {
      for (const event of events) {
        if (start.knownAt !== null && event.recordedAt > start.knownAt) continue;
        if ((correlationId !== undefined && event.correlationId !== correlationId) || (actor !== undefined && event.actor !== actor)) {
          continue;
        }
        if (items.length === start.limit) return pageOf(start, items, String(items.at(-1)?.position));
        items.push({ ...event, position: jsonPosition(event.position) });
      }
    }
    after = end;
    if (performance.now() > until && after < start.upTo) return pageOf(start, items, String(after));
  }
  return pageOf(start, items, undefined);
}
