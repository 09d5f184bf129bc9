/**
 * Merkle trees as RFC 9162, section 2.1, defines them: roots and proofs from perfect subtrees. Nothing is stored here.
 */
import { hash } from 'node:crypto';

/** The hash of a perfect subtree: of the leaves from `index · 2^level`, `2^level` of them. */
export type Subtree = (level: number, index: number) => Uint8Array;

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer');

const NODE = Uint8Array.of(0x01);

/** SHA-256(0x01 ‖ left ‖ right), 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}

/** Root of the tree of the first `size` leaves. */
export function rootHash(subtree: Subtree, size: number): Uint8Array {
  return size === 0 ? EMPTY_ROOT : rangeHash(subtree, 0, size);
}

/** Hashes that lead from leaf `index` to the root of the tree of `size` leaves, the leaf's sibling first (section 2.1.3.1). */
export function inclusionPath(subtree: Subtree, index: number, size: number): readonly Uint8Array[] {
  const path = (start: number, end: number): Uint8Array[] => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...path(start, middle), rangeHash(subtree, middle, end)]
      : [...path(middle, end), rangeHash(subtree, start, middle)];
  };
  return path(0, size);
}

/** Hashes that show the tree of `from` leaves, at least one, to be the beginning of that of `size` (section 2.1.4.1). */
export function consistencyPath(subtree: Subtree, from: number, size: number): readonly Uint8Array[] {
  const path = (start: number, end: number, isWhole: boolean): Uint8Array[] => {
    if (from === end) return isWhole ? [] : [rangeHash(subtree, start, end)];
    const middle = start + splitOf(end - start);
    return from <= middle
      ? [...path(start, middle, isWhole), rangeHash(subtree, middle, end)]
      : [...path(middle, end, false), rangeHash(subtree, start, middle)];
  };
  return path(0, size, true);
}

/** Hash of the leaves from `start` to before `end`; `start` is where a perfect subtree of at least half of them begins. */
function rangeHash(subtree: Subtree, start: number, end: number): Uint8Array {
  const width = powerOfTwoUpTo(end - start);
  const left = subtree(Math.round(Math.log2(width)), start / width);
  return start + width === end ? left : nodeHash(left, rangeHash(subtree, start + width, end));
}

/** How many of `count` leaves, at least two, lie in the left of the two trees that they split into. */
function splitOf(count: number): number {
  return powerOfTwoUpTo(count - 1);
}

/** The largest power of two that is not above `count`, which is at least one. */
export function powerOfTwoUpTo(count: number): number {
  let power = 1;
  while (power * 2 <= count) power *= 2;
  return power;
}
