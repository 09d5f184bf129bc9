/** Against the definition of RFC 9162 written down as it stands, and against the known roots of Certificate Transparency's tests. */
import { createHash } from 'node:crypto';
import { growingRoot } from './growing-root.js';
import { extendsTree, includes } from './proofs.js';
import { consistencyPath, inclusionPath, rootHash, type Subtree } from './tree.js';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => createHash('sha256').update(Buffer.concat(parts)).digest();
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** MTH of section 2.1.1, word for word: `entries` are the data of the leaves. */
function treeHash(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), entries[0] as Uint8Array);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha256(Uint8Array.of(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

const entriesOf = (count: number): readonly Uint8Array[] => Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`));
const subtreeOf =
  (entries: readonly Uint8Array[]): Subtree =>
  (level, index) =>
    treeHash(entries.slice(index * 2 ** level, (index + 1) * 2 ** level));
const leafOf = (entry: Uint8Array): Uint8Array => sha256(Uint8Array.of(0), entry);

const KNOWN_ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) =>
  Buffer.from(text, 'hex'),
);
/** Roots of the first one to eight of them, as the test data of Certificate Transparency's first log gives them. */
const KNOWN_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

it('gives the known roots', () => {
  const growing = growingRoot();
  expect(hexOf(growing.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'); // SHA-256 of nothing
  KNOWN_ROOTS.forEach((root, index) => {
    growing.add(leafOf(KNOWN_ENTRIES[index] as Uint8Array));
    expect(hexOf(growing.root())).toBe(root);
    expect(hexOf(rootHash(subtreeOf(KNOWN_ENTRIES), index + 1))).toBe(root);
  });
});

const SIZES = Array.from({ length: 40 }, (_, index) => index + 1);

it.each(SIZES)('proves every leaf of a tree of %i, and nothing else', (size) => {
  const entries = entriesOf(size);
  const root = treeHash(entries);
  expect(hexOf(rootHash(subtreeOf(entries), size))).toBe(hexOf(root));
  for (let index = 0; index < size; index += 1) {
    const leaf = leafOf(entries[index] as Uint8Array);
    const path = inclusionPath(subtreeOf(entries), index, size);
    const claim = { leaf, index, size, root, path };
    expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
    expect(includes(claim)).toBe(true);
    expect(includes({ ...claim, leaf: leafOf(Buffer.from('another')) })).toBe(false);
    expect(includes({ ...claim, root: leaf }) && size > 1).toBe(false);
    expect(includes({ ...claim, path: [...path, leaf] })).toBe(false);
    if (size > 1) {
      expect(includes({ ...claim, path: path.slice(1) })).toBe(false);
      expect(includes({ ...claim, path: path.map((hash, place) => (place === 0 ? leaf : hash)) })).toBe(false);
      for (let other = 0; other < size; other += 1) if (other !== index) expect(includes({ ...claim, index: other })).toBe(false);
    }
    expect(includes({ ...claim, index: size })).toBe(false);
  }
});

it.each(SIZES)('proves every beginning of a tree of %i, and no other', (size) => {
  const entries = entriesOf(size);
  const root = treeHash(entries);
  for (let from = 1; from <= size; from += 1) {
    const fromRoot = treeHash(entries.slice(0, from));
    const path = consistencyPath(subtreeOf(entries), from, size);
    const claim = { from, fromRoot, size, root, path };
    expect(extendsTree(claim)).toBe(true);
    expect(extendsTree({ ...claim, fromRoot: leafOf(Buffer.from('another')) })).toBe(false);
    expect(extendsTree({ ...claim, root: leafOf(Buffer.from('another')) })).toBe(false);
    expect(extendsTree({ ...claim, path: [...path, root] })).toBe(false);
    if (from < size) {
      expect(extendsTree({ ...claim, path: path.slice(0, -1) })).toBe(false);
      expect(extendsTree({ ...claim, path: [] })).toBe(false);
      expect(extendsTree({ ...claim, from: from + 1 })).toBe(false);
    }
  }
  expect(extendsTree({ from: size + 1, fromRoot: root, size, root, path: [root] })).toBe(false);
  expect(extendsTree({ from: 0, fromRoot: treeHash([]), size, root, path: [root] })).toBe(false);
});

it('stays exact beyond 32 bits', () => {
  // A tree of 2^40 + 1 leaves that are all alike: each level has one hash.
  const levels = [leafOf(Buffer.from('same'))];
  while (levels.length <= 40) levels.push(sha256(Uint8Array.of(1), levels.at(-1) as Uint8Array, levels.at(-1) as Uint8Array));
  const subtree: Subtree = (level) => levels[level] as Uint8Array;
  const [size, leaf] = [2 ** 40 + 1, levels[0] as Uint8Array];
  const root = rootHash(subtree, size);
  expect(hexOf(root)).toBe(hexOf(sha256(Uint8Array.of(1), levels[40] as Uint8Array, leaf)));
  for (const index of [0, 2 ** 33 + 5, 2 ** 40 - 1, 2 ** 40]) {
    expect(includes({ leaf, index, size, root, path: inclusionPath(subtree, index, size) })).toBe(true);
  }
  const from = 2 ** 35 + 3;
  expect(extendsTree({ from, fromRoot: rootHash(subtree, from), size, root, path: consistencyPath(subtree, from, size) })).toBe(true);
});
