/** The root of a tree that grows leaf by leaf, in memory that grows with the tree's height alone. */
import { EMPTY_ROOT, nodeHash } from './tree.js';

export interface GrowingRoot {
  readonly add: (leaf: Uint8Array) => void;
  readonly size: () => number;
  readonly root: () => Uint8Array;
}

export function growingRoot(): GrowingRoot {
  /** Perfect subtrees from the left, each larger than the next. */
  const subtrees: Uint8Array[] = [];
  let size = 0;
  return {
    add: (leaf) => {
      let node = leaf;
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(subtrees.pop() as Uint8Array, node);
      subtrees.push(node);
      size += 1;
    },
    size: () => size,
    root: () => (size === 0 ? EMPTY_ROOT : subtrees.reduceRight((right, left) => nodeHash(left, right))),
  };
}
