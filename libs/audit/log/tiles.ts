/**
 * Hashes of a Merkle log in tiles: `WIDTH` neighbouring hashes of one level, each that of a full tile of the level below; at
 * level 0 they are the leaves'. The shape is that of c2sp.org/tlog-tiles. Full tiles are checked against the level above as they
 * are read, so that a damaged one is found before anything that rests on it is signed.
 */
import { sameBytes } from '#journal/hash-chain.js';
import { nodeHash, type Subtree } from '../merkle/tree.js';

const HASH_BYTES = 32;
const HEIGHT = 8;
export const WIDTH = 2 ** HEIGHT;
/** Full tiles kept in memory with the hashes above theirs: 16 KiB each. */
const KEPT_TILES = 128;

/** The hashes of a tile one after another, as far as there are any. */
export type ReadTile = (level: number, place: number) => Uint8Array | undefined;
export type WriteTile = (level: number, place: number, hashes: Uint8Array) => void;

/** Adds leaves behind the first `size`. */
export function addLeaves(size: number, leaves: readonly Uint8Array[], read: ReadTile, write: WriteTile): void {
  let [added, first] = [leaves, size];
  for (let level = 0; added.length > 0; level += 1, first = Math.floor(first / WIDTH)) {
    const above: Uint8Array[] = [];
    const [begun, place] = [first % WIDTH, Math.floor(first / WIDTH)];
    const hashes = Buffer.concat([
      ...(begun === 0 ? [] : [(read(level, place) ?? new Uint8Array()).subarray(0, begun * HASH_BYTES)]),
      ...added,
    ]);
    for (let from = 0; from < hashes.length; from += WIDTH * HASH_BYTES) {
      const tile = hashes.subarray(from, from + WIDTH * HASH_BYTES);
      write(level, place + from / (WIDTH * HASH_BYTES), tile);
      if (tile.length === WIDTH * HASH_BYTES) above.push(levelsOf(tile)[HEIGHT] as Uint8Array);
    }
    added = above;
  }
}

/**
 * Subtrees of a log of `size` leaves in all; `damaged` throws where a tile is missing or does not give the hash above it. The last
 * tile of each level has none above: who asks holds the root against one that is known. Those are read once for each size.
 */
export function checkedSubtrees(read: ReadTile, damaged: (level: number, place: number) => never): (size: number) => Subtree {
  const full = new Map<string, readonly Uint8Array[]>();
  return (size) => {
    const filling = new Map<number, readonly Uint8Array[]>();

    const tileAt = (level: number, place: number): readonly Uint8Array[] => {
      const key = `${level}/${place}`;
      const isFull = (place + 1) * WIDTH ** (level + 1) <= size;
      const known = isFull ? full.get(key) : filling.get(level);
      if (known !== undefined) return known;
      const levels = levelsOf(read(level, place) ?? new Uint8Array());
      if (!isFull) {
        filling.set(level, levels);
        return levels;
      }
      const above = hashAt(tileAt(level + 1, Math.floor(place / WIDTH))[0], place % WIDTH);
      const root = levels[HEIGHT];
      if (root === undefined || above === undefined || !sameBytes(root, above)) damaged(level, place);
      if (full.size >= KEPT_TILES) full.clear();
      full.set(key, levels);
      return levels;
    };

    return (level, index) => {
      const [tileLevel, height] = [Math.floor(level / HEIGHT), level % HEIGHT];
      const width = WIDTH / 2 ** height;
      const place = Math.floor(index / width);
      return hashAt(tileAt(tileLevel, place)[height], index % width) ?? damaged(tileLevel, place);
    };
  };
}

/** The hashes of a tile, those over each pair of them, and so on up to the root of a full one. */
function levelsOf(hashes: Uint8Array): readonly Uint8Array[] {
  const levels = [hashes];
  for (let below = hashes; below.length >= 2 * HASH_BYTES; below = levels.at(-1) as Uint8Array) {
    const level = new Uint8Array(Math.floor(below.length / (2 * HASH_BYTES)) * HASH_BYTES);
    for (let at = 0; at < level.length; at += HASH_BYTES) {
      level.set(nodeHash(below.subarray(2 * at, 2 * at + HASH_BYTES), below.subarray(2 * at + HASH_BYTES, 2 * at + 2 * HASH_BYTES)), at);
    }
    levels.push(level);
  }
  return levels;
}

function hashAt(level: Uint8Array | undefined, index: number): Uint8Array | undefined {
  const hash = level?.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  return hash?.length === HASH_BYTES ? hash : undefined;
}
