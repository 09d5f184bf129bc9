/**
 * How an event stands on the server: its data is exactly the hashed text (JSON), its own metadata the chain's link. Events of an
 * append over several streams name the record in the register of appends that decides on them.
 */
import type { ResolvedEvent } from '@eventstore/db-client';
import { prefixOf, STREAM_NAME, SUBJECT_KINDS } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Instant } from '#money/civil-date.js';
import { canonicalTextOf } from '../hash-chain.js';
import { corruptServer } from './faults.js';

/** The register of appends over several streams; no stream of the ledger can have this name. */
export const REGISTER = 'accrual-appends';
/** What the names of a journal's streams begin with on the server; it filters by them. */
export function ownPrefixes(journal: string): readonly string[] {
  return SUBJECT_KINDS.map((kind) => journal + prefixOf(kind));
}

/** The server's positions are 63 bits; all ones stand for none. */
const NO_POSITION = 2n ** 63n;
/** Texts longer than this say so in their metadata, so that a page of them can end early. */
const LARGE_TEXT = 65_536;

export interface EventMetadata {
  /** Hex of the chain link. */
  readonly chain: string;
  /** Revision of the record in the register that this event is held by. */
  readonly heldBy?: number;
  /** Characters of a large text. */
  readonly size?: number;
}

/** An event as the server holds it. */
export interface HeldEvent {
  readonly stream: string;
  /** The server's revision: counts events of withdrawn appends too. */
  readonly place: number;
  /** −1n where the server did not say it. */
  readonly position: bigint;
  readonly serverId: string;
  readonly chain: string;
  readonly heldBy: number | undefined;
  readonly size: number;
  /** Parsed text, `position` not in it. */
  readonly envelope: Omit<RecordedEvent, 'position'>;
  /** The hashed text. */
  readonly text: () => string;
}

export function metadataOf(chain: string, text: string, heldBy: number | undefined): string {
  const metadata: EventMetadata = {
    chain,
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(text.length > LARGE_TEXT ? { size: text.length } : {}),
  };
  return JSON.stringify(metadata);
}

/** One append takes so many bytes, as a server counts them. */
export const LARGEST_APPEND_BYTES = 1_048_576;
/** Longer than the metadata ever is: a link of 64 digits and two numbers. */
const METADATA_BYTES = 192;

/**
 * What a server counts of an event, at most: 23.10 the data alone, 24.10.4 and later the metadata and two bytes for each letter of the
 * type besides.
 */
export function countedBytes(type: string, text: string): number {
  return Buffer.byteLength(text) + METADATA_BYTES + 2 * type.length;
}

/** Where an event stands in the log; undefined where the server does not say so (reads of single streams before 22.6). */
export function logPosition({
  event,
  commitPosition,
}: Pick<ResolvedEvent, 'event'> & { readonly commitPosition?: bigint | undefined }): bigint | undefined {
  const position = commitPosition ?? event?.position?.commit;
  return position === undefined || position >= NO_POSITION ? undefined : position;
}

/** The journal's own time of an event: when this ledger took it in. */
export function journalTimeOf({ migratedAt, recordedAt }: Omit<RecordedEvent, 'position'>): Instant {
  return migratedAt ?? recordedAt;
}

/**
 * An event of this journal; undefined for everything else on the server (system events, other programs' streams). Refuses
 * JOURNAL_CORRUPT for one in a stream of this journal's that this program did not write.
 */
export function heldEvent(resolved: ResolvedEvent, prefix: string, shown: string): HeldEvent | undefined {
  const { event } = resolved;
  // A link to an event that is gone has no event.
  if (event === undefined || !event.streamId.startsWith(prefix)) return undefined;
  const stream = event.streamId.slice(prefix.length);
  if (!STREAM_NAME.test(stream)) return undefined;
  const metadata = event.metadata as Partial<EventMetadata> | undefined;
  const envelope = envelopeOf(event.data);
  if (typeof metadata?.chain !== 'string' || envelope === undefined) {
    throw corruptServer(
      shown,
      `${event.streamId} holds an event at revision ${event.revision} that no ledger wrote; give the journal streams ` +
        'of its own with streamPrefix=… in the URL',
    );
  }
  const data: unknown = event.data;
  return {
    stream,
    place: Number(event.revision),
    position: logPosition(resolved) ?? -1n,
    serverId: event.id,
    chain: metadata.chain,
    heldBy: metadata.heldBy,
    size: metadata.size ?? 0,
    envelope,
    text: () => (data instanceof Uint8Array ? Buffer.from(data).toString('utf8') : canonicalTextOf(data as JsonObject)),
  };
}

/** Other programs' JSON may come as text; ours is an object with a time. */
function envelopeOf(data: unknown): Omit<RecordedEvent, 'position'> | undefined {
  const parsed: unknown = data instanceof Uint8Array ? parsedText(Buffer.from(data).toString('utf8')) : data;
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { recordedAt, revision } = parsed as Partial<RecordedEvent>;
  return typeof recordedAt === 'string' && typeof revision === 'number' ? (parsed as Omit<RecordedEvent, 'position'>) : undefined;
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
