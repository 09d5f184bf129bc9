/**
 * Hashes of a Merkle log in tiles: `WIDTH` neighbouring hashes of one level, each that of a full tile of the level below; at
 * level 0 they are the leaves'. The shape is that of c2sp.org/tlog-tiles. Tiles are checked against the level above as they are
 * read, so that a damaged one is found before anything that rests on it is signed.
 */
import { nodeHash, type Subtree } from '../merkle/tree.js';

const HASH_BYTES = 32;
const HEIGHT = 8;
export const WIDTH = 2 ** HEIGHT;
/** Full tiles kept in memory: 2 MiB. */
const KEPT_TILES = 256;

/** The hashes of a tile one after another, as far as there are any. */
export type ReadTile = (level: number, place: number) => Uint8Array | undefined;
export type WriteTile = (level: number, place: number, hashes: Uint8Array) => void;

/** Adds leaves behind the first `size`. */
export function addLeaves(size: number, leaves: readonly Uint8Array[], read: ReadTile, write: WriteTile): void {
  let [added, first] = [leaves, size];
  for (let level = 0; added.length > 0; level += 1, first = Math.floor(first / WIDTH)) {
    const above: Uint8Array[] = [];
    const begun = first % WIDTH;
    const place = Math.floor(first / WIDTH);
    const hashes = [...(begun === 0 ? [] : hashesOf(read(level, place)).slice(0, begun)), ...added];
    for (let from = 0; from < hashes.length; from += WIDTH) {
      const tile = hashes.slice(from, from + WIDTH);
      write(level, place + from / WIDTH, Buffer.concat(tile));
      if (tile.length === WIDTH) above.push(treeOf(tile));
    }
    added = above;
  }
}

/**
 * Subtrees of a log of `size` leaves in all; `damaged` throws where a tile is missing or does not give the hash above it. The last
 * tile of each level has none above: who asks holds the root against one that is known.
 */
export function checkedSubtrees(read: ReadTile, damaged: (level: number, place: number) => never): (size: number) => Subtree {
  const full = new Map<string, readonly Uint8Array[]>();

  const tileOf = (level: number, place: number, size: number): readonly Uint8Array[] => {
    const key = `${level}/${place}`;
    const known = full.get(key);
    if (known !== undefined) return known;
    const hashes = hashesOf(read(level, place));
    if ((place + 1) * WIDTH ** (level + 1) > size) return hashes;
    const above = tileOf(level + 1, Math.floor(place / WIDTH), size)[place % WIDTH];
    if (hashes.length !== WIDTH || above === undefined || Buffer.compare(treeOf(hashes), above) !== 0) damaged(level, place);
    if (full.size >= KEPT_TILES) full.clear();
    full.set(key, hashes);
    return hashes;
  };

  return (size) => (level, index) => {
    const tileLevel = Math.floor(level / HEIGHT);
    const width = 2 ** (level % HEIGHT);
    const [place, first] = [Math.floor((index * width) / WIDTH), (index * width) % WIDTH];
    const hashes = tileOf(tileLevel, place, size).slice(first, first + width);
    return hashes.length === width ? treeOf(hashes) : damaged(tileLevel, place);
  };
}

function hashesOf(tile: Uint8Array | undefined): readonly Uint8Array[] {
  return Array.from({ length: Math.floor((tile?.length ?? 0) / HASH_BYTES) }, (_, index) => (tile as Uint8Array).subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES));
}

/** Root over a power of two of hashes. */
function treeOf(hashes: readonly Uint8Array[]): Uint8Array {
  let level = hashes;
  while (level.length > 1) level = Array.from({ length: level.length / 2 }, (_, index) => nodeHash(level[2 * index] as Uint8Array, level[2 * index + 1] as Uint8Array));
  return level[0] as Uint8Array;
}
