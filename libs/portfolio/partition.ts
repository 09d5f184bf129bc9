/**
 * Participants spread over projectors: by a hash of their id that no engine and no version may change, since rows that stand
 * were placed by it.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import { sha256Hex } from '#journal/sha256.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_PARTITION: { readonly partition: string; readonly most: number };
  }
}

/** The `index`-th of `count` parts, from 0. */
export interface Partition {
  readonly index: number;
  readonly count: number;
}

/** More would be many more processes than a portfolio has need of. */
const MOST_PARTITIONS = 1_024;

/** The first 48 bits of the SHA-256 of the id's UTF-8 bytes, as a number, modulo the count. */
export function partitionOf(participantId: string, count: number): number {
  return count === 1 ? 0 : Number.parseInt(sha256Hex(participantId).slice(0, 12), 16) % count;
}

export function isIn({ index, count }: Partition, participantId: string): boolean {
  return partitionOf(participantId, count) === index;
}

/** `k/n`, k from 0 to n − 1. Refuses INVALID_PARTITION. */
export function parsePartition(text: string): Partition {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const partition = { index: Number(index), count: Number(count) };
  if (!(partition.index < partition.count && partition.count <= MOST_PARTITIONS)) {
    refuse('INVALID_PARTITION', { partition: text, most: MOST_PARTITIONS });
  }
  return partition;
}
