/** Events as an engine stores them, for what must not change a byte: proofs, and moving a journal to another engine. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { chainLink, hex, leafHash } from './hash-chain.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    JOURNAL_CORRUPT:
      | { readonly because: 'link'; readonly stream: string; readonly revision: number; readonly source: string }
      | { readonly because: 'file'; readonly file: string; readonly cause: string }
      | { readonly because: 'server'; readonly url: string; readonly cause: string }
      | { readonly because: 'event-gone'; readonly eventId: string; readonly shown: string; readonly stream: string }
      | { readonly because: 'revision-missing'; readonly stream: string; readonly name: string; readonly revision: number };
    /** `after`: the revision it would follow, where it would leave a gap; else another event stands in its place. */
    COPY_CONFLICT: { readonly stream: string; readonly revision: number; readonly target: string; readonly after?: number };
  }
}

export interface StoredRecord {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: Instant;
  /** The journal's own time: when this ledger took it in. */
  readonly time: Instant;
  /** Hex of the link stored with it. */
  readonly chain: string;
  /** The hashed text. */
  readonly text: string;
}

/** Positions behind one, up to another, inclusive; default all. */
export interface RecordRange {
  readonly after?: bigint;
  readonly upTo?: bigint;
}

/** A journal that is read as it is stored. */
export interface StoredSource {
  /** For people: the file or the URL without its password. */
  readonly name: string;
  /** Position of its last event; 0n for an empty one. */
  readonly end: () => Promise<bigint>;
  /** Bounded pages of what stands in the range when it begins, in position order. */
  readonly records: (range?: RecordRange) => AsyncIterable<readonly StoredRecord[]>;
  readonly close: () => Promise<void>;
}

export interface TakenOver {
  readonly taken: number;
  /** Already there, with the same link. */
  readonly standing: number;
}

/** A journal that takes events over as they stand elsewhere: the same texts, times and links. */
export interface StoredTarget extends StoredSource {
  /**
   * Takes records in their order; each follows the last of its stream or stands already. Durable when it returns; what was
   * taken before a fault stays, and is passed over the next time. Refuses COPY_CONFLICT `{stream, revision}` where the stream
   * holds something else, JOURNAL_CORRUPT where a text does not give its link.
   */
  readonly takeOver: (records: readonly StoredRecord[]) => Promise<TakenOver>;
}

/** The event in a stored text; undefined where it holds none. */
export function parsedEvent(text: string): RecordedEvent | undefined {
  try {
    const parsed = JSON.parse(text) as RecordedEvent | null;
    return typeof parsed === 'object' && parsed !== null && typeof parsed.recordedAt === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The link of a record behind the link before it; refuses JOURNAL_CORRUPT where the text does not give it. */
export function linkOf({ stream, revision, text, chain }: StoredRecord, before: Uint8Array, source: string): Uint8Array {
  const link = chainLink(before, leafHash(text));
  if (hex(link) === chain) return link;
  return refuse('JOURNAL_CORRUPT', { because: 'link', stream, revision, source });
}

/** COPY_CONFLICT: the target's stream goes on otherwise than the source's. */
export function refuseConflict(target: string, stream: string, revision: number, after?: number): never {
  return refuse('COPY_CONFLICT', { stream, revision, target, ...(after === undefined ? {} : { after }) });
}
