/** Every byte of the stored hashes is guarded: whatever is flipped is named before anything that rests on it is given away. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { growingRoot } from '../merkle/growing-root.js';
import { extendsTree, includes } from '../merkle/proofs.js';
import { consistencyPath, inclusionPath, rootHash } from '../merkle/tree.js';
import type { Leaf } from './leaf.js';
import { openLogStore, type LogStore } from './store.js';

/** Three levels of tiles: 273 full ones of leaves and one of 112; one full of those and one of 17; one of one. */
const SIZE = 70_000;
const leaf = (index: number): Leaf => ({
  position: BigInt(index + 1),
  time: '2026-01-01T00:00:00.000Z',
  hash: createHash('sha256').update(`leaf ${index}`).digest(),
});
const LEAVES = Array.from({ length: SIZE }, (_, index) => leaf(index));

let folder: string;
let pristine: string;
const roots = new Map<number, string>();
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiles-'));
  pristine = join(folder, 'pristine.sqlite');
  const store = openLogStore(pristine);
  const growing = growingRoot();
  // Pages of every size, over the edges of tiles.
  for (let from = 0, step = 1; from < SIZE; from += step, step = (step * 7) % 1_999) store.add(LEAVES.slice(from, from + step));
  for (const { hash } of LEAVES) {
    growing.add(hash);
    roots.set(growing.size(), hexOf(growing.root()));
  }
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function opened(file: string, run: (store: LogStore) => void): void {
  const store = openLogStore(file);
  try {
    run(store);
  } finally {
    store.close();
  }
}

const SIZES = [1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, 65_792, 69_887, 69_888, 69_889, SIZE];

it('gives the root of every size, and proofs that hold', () => {
  opened(pristine, (store) => {
    expect(store.end()).toEqual({ size: SIZE, position: BigInt(SIZE), time: '2026-01-01T00:00:00.000Z' });
    const subtrees = store.subtrees();
    for (const size of SIZES) {
      const root = rootHash(subtrees, size);
      expect(hexOf(root)).toBe(roots.get(size));
      for (const index of [0, Math.floor(size / 3), size - 1]) {
        expect(includes({ leaf: (LEAVES[index] as Leaf).hash, index, size, root, path: inclusionPath(subtrees, index, size) })).toBe(true);
      }
      for (const from of SIZES.filter((each) => each <= size)) {
        expect(extendsTree({ from, fromRoot: rootHash(subtrees, from), size, root, path: consistencyPath(subtrees, from, size) })).toBe(
          true,
        );
      }
    }
  });
});

it('passes over leaves that another process has added', () => {
  const file = join(folder, 'twice.sqlite');
  copyFileSync(pristine, file);
  opened(file, (store) => {
    expect(store.add(LEAVES.slice(SIZE - 500)).size).toBe(SIZE);
    expect(store.add([...LEAVES.slice(SIZE - 5), leaf(SIZE)]).size).toBe(SIZE + 1);
    const growing = growingRoot();
    for (const { hash } of [...LEAVES, leaf(SIZE)]) growing.add(hash);
    expect(hexOf(rootHash(store.subtrees(), SIZE + 1))).toBe(hexOf(growing.root()));
  });
});

/** Level · 2^44 + place, the hash within the tile that is flipped, and a leaf whose proof rests on it. */
const DAMAGES: readonly (readonly [string, number, number, number])[] = [
  ['the first leaf', 0, 0, 0],
  ['a leaf in the midst', 100, 77, 100 * 256 + 76],
  ['a leaf of the last full tile', 272, 255, 272 * 256],
  ['a leaf of the tile that is still filling', 273, 3, 273 * 256 + 5],
  ['a full tile of the second level', 2 ** 44, 9, 12 * 256],
  ['the filling tile of the second level', 2 ** 44 + 1, 2, 65_536 + 1],
  ['the third level', 2 * 2 ** 44, 0, 5],
];

it.each(DAMAGES)('%s flipped: named, and nothing signed', (_what, key, place, index) => {
  const file = join(folder, 'damaged.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  copyFileSync(pristine, file);
  const db = new Database(file);
  const hashes = db.prepare<[number], Buffer>('SELECT hashes FROM tiles WHERE key = ?').pluck().get(key) as Buffer;
  hashes[place * 32 + 31] = (hashes[place * 32 + 31] as number) ^ 1;
  db.prepare('UPDATE tiles SET hashes = ? WHERE key = ?').run(hashes, key);
  db.close();
  opened(file, (store) => {
    expect(() => inclusionPath(store.subtrees(), index, SIZE)).toThrow('MERKLE_LOG_DAMAGED');
    expect(() => inclusionPath(store.subtrees(), index, Math.max(index + 2, 300))).toThrow('MERKLE_LOG_DAMAGED');
  });
});
