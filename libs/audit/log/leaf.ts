/** What the Merkle log takes from the journal, and how far it is. */
import { leafHash } from '#journal/hash-chain.js';
import type { StoredRecord } from '#journal/stored.js';
import type { Instant } from '#money/civil-date.js';

/** One event, as a leaf of the log. */
export interface Leaf {
  readonly position: bigint;
  /** The journal's own time: when this ledger took the event in. */
  readonly time: Instant;
  /** RFC 9162: SHA-256(0x00 ‖ the event's canonical text). */
  readonly hash: Uint8Array;
}

/** So many leaves, the last of them at that position, taken in at that time. */
export interface LogEnd {
  readonly size: number;
  readonly position: bigint;
  readonly time: Instant;
}

export const EMPTY_LOG: LogEnd = { size: 0, position: 0n, time: '' };

export function leafOf({ position, time, text }: StoredRecord): Leaf {
  return { position, time, hash: leafHash(text) };
}
