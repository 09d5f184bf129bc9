/** Checking proofs of a Merkle tree, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2: hashes alone, no tree. */
import { sameBytes } from '#journal/hash-chain.js';
import { nodeHash, powerOfTwoUpTo } from './tree.js';

export interface InclusionClaim {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}

export interface ConsistencyClaim {
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Whether the leaf stands at `index` in the tree of `size` leaves with that root. */
export function includes({ leaf, index, size, root, path }: InclusionClaim): boolean {
  if (index >= size) return false;
  const walk = walkFrom(index, size - 1);
  let hash = leaf;
  for (const sibling of path) {
    if (walk.isAtRoot()) return false;
    hash = walk.step() === 'left' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return walk.isAtRoot() && sameBytes(hash, root);
}

/** Whether the tree of `from` leaves with its root is the beginning of that of `size` leaves with its root. */
export function extendsTree({ from, fromRoot, size, root, path }: ConsistencyClaim): boolean {
  if (from === size) return path.length === 0 && sameBytes(fromRoot, root);
  if (from < 1 || from > size) return false;
  // A first tree that is perfect stands in the second as it is, and is left out of the path.
  const [first, ...others] = powerOfTwoUpTo(from) === from ? [fromRoot, ...path] : path;
  if (first === undefined || path.length === 0) return false;
  const walk = walkFrom(from - 1, size - 1);
  walk.climbWhileRight();
  let [older, newer] = [first, first];
  for (const sibling of others) {
    if (walk.isAtRoot()) return false;
    if (walk.step() === 'left') [older, newer] = [nodeHash(sibling, older), nodeHash(sibling, newer)];
    else newer = nodeHash(newer, sibling);
  }
  return walk.isAtRoot() && sameBytes(older, fromRoot) && sameBytes(newer, root);
}

interface Walk {
  /** The last node of its level has been reached, and no level is above. */
  readonly isAtRoot: () => boolean;
  /** Goes up past one sibling of the path; says on which side of the node it lies. */
  readonly step: () => 'left' | 'right';
  readonly climbWhileRight: () => void;
}

/** From a node up to the root, `node` and `last` being numbers within their level; halves stay exact beyond 32 bits. */
function walkFrom(node: number, last: number): Walk {
  const climb = (): void => {
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  };
  return {
    isAtRoot: () => last === 0,
    step: () => {
      const isLeft = node % 2 === 1 || node === last;
      if (isLeft) while (node % 2 === 0 && node !== 0) climb(); // levels at which it has no sibling
      climb();
      return isLeft ? 'left' : 'right';
    },
    climbWhileRight: () => {
      while (node % 2 === 1) climb();
    },
  };
}
