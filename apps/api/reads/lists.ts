/** Lists over the journal: pages that fit together, since each is read at the knowledge of the first. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { resolveCoordinates } from '#projections/coordinates.js';
import { jsonPosition } from '#projections/answer.js';
import type { JournalReader, StreamHistory } from '#journal/port.js';
import type { Instant } from '#money/civil-date.js';
import { decodeCursor, encodeCursor, type Cursor } from '../http/cursor.js';
import { CountTextField, KnowledgeField, MinPositionField, TextField } from '../http/fields.js';
import { fail } from '../http/problem.js';
import { knowledgeFrom } from './coordinates.js';

export const LARGEST_PAGE = 500;
export const DEFAULT_PAGE = 100;

export class PageQuery {
  @CountTextField(LARGEST_PAGE, { optional: true, description: `Largest number of items. Default: ${DEFAULT_PAGE}.`, example: 100 })
  readonly limit?: string;

  @TextField(2000, { optional: true, description: 'The `next` of the page before, with the same filters. It pins what the list knows.' })
  readonly cursor?: string;

  @KnowledgeField({
    optional: true,
    description: 'Knowledge time of the first page: an instant or a journal position. Not together with a cursor.',
  })
  readonly knownAt?: string;

  @MinPositionField()
  readonly minPosition?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** The instant that was asked for, else the position. */
  readonly knownAt: string | number;
  /** Position at which the list stands. */
  readonly position: number;
}

/** Where a page begins and what it may count. */
export interface PageStart {
  readonly list: string;
  readonly filter: JsonObject;
  readonly limit: number;
  readonly upTo: bigint;
  readonly knownAt: Instant | null;
  /** Undefined on the first page. */
  readonly after: string | undefined;
}

export async function pageStart(
  journal: JournalReader,
  clock: () => Instant,
  list: string,
  filter: JsonObject,
  { limit, cursor, knownAt }: PageQuery,
): Promise<PageStart> {
  const size = limit === undefined ? DEFAULT_PAGE : Number(limit);
  if (cursor !== undefined) {
    if (knownAt !== undefined) fail('CONFLICTING_COORDINATES', { of: 'known-at-of-cursor' });
    const pinned: Cursor = decodeCursor(list, filter, cursor);
    return { list, filter, limit: size, upTo: BigInt(pinned.upTo), knownAt: pinned.knownAt, after: pinned.after };
  }
  const head = await journal.head();
  const asked = knownAt === undefined ? undefined : knowledgeFrom(knownAt);
  resolveCoordinates({ knownAt: asked }, head, clock); // refuses what lies ahead
  return {
    list,
    filter,
    limit: size,
    upTo: typeof asked === 'bigint' ? asked : head.position,
    knownAt: typeof asked === 'string' ? asked : null,
    after: undefined,
  };
}

export function pageOf<Item>(start: PageStart, items: readonly Item[], lastSeen: string | undefined): Page<Item> {
  const { list, filter, upTo, knownAt } = start;
  return {
    items,
    next: lastSeen === undefined ? null : encodeCursor(list, filter, { upTo: String(upTo), knownAt, after: lastSeen }),
    knownAt: knownAt ?? jsonPosition(upTo),
    position: jsonPosition(upTo),
  };
}

/** At most this many streams are looked through for one page, so that a rare filter cannot hold a request for ever. */
const MOST_STREAMS_LOOKED_AT = 5_000;

/** A page of streams, each told by its events known at the page's coordinates; undefined leaves a stream out. */
export async function pageOfStreams<Item>(
  journal: JournalReader,
  start: PageStart,
  streamPrefix: string,
  tell: (stream: string, events: readonly RecordedEvent[]) => Item | undefined,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let looked = 0;
  let last: string | undefined;
  const histories = journal.readByStream({
    streamPrefix,
    upTo: start.upTo,
    ...(start.after === undefined ? {} : { afterStream: start.after }),
  });
  for await (const group of histories) {
    for (const { stream, events } of group as readonly StreamHistory[]) {
      if (items.length === start.limit || looked === MOST_STREAMS_LOOKED_AT) return pageOf(start, items, last);
      const known = start.knownAt === null ? events : events.filter(({ recordedAt }) => recordedAt <= (start.knownAt as Instant));
      const item = known.length === 0 ? undefined : tell(stream, known);
      if (item !== undefined) items.push(item);
      looked += 1;
      last = stream;
    }
  }
  return pageOf(start, items, undefined);
}
