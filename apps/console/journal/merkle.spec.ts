/** The browser's own check of proofs, against the Merkle log that makes them, and against every byte changed. */
import { createHash } from 'node:crypto';
import { checkConsistency, checkInclusion, readCheckpoint } from './merkle.js';

const sha256 = (...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (text: string): Buffer => sha256(Buffer.of(0), Buffer.from(text));

/** RFC 9162, 2.1.1, as it is written there. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer;
  const split = splitOf(leaves.length);
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

const splitOf = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1);

/** 2.1.3.1 */
function pathOf(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...pathOf(index, leaves.slice(0, split)), rootOf(leaves.slice(split))]
    : [...pathOf(index - split, leaves.slice(split)), rootOf(leaves.slice(0, split))];
}

/** 2.1.4.1 */
function growthOf(size: number, leaves: readonly Buffer[], isWhole = true): readonly Buffer[] {
  if (size === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const split = splitOf(leaves.length);
  return size <= split
    ? [...growthOf(size, leaves.slice(0, split), isWhole), rootOf(leaves.slice(split))]
    : [...growthOf(size - split, leaves.slice(split), false), rootOf(leaves.slice(0, split))];
}

const texts = Array.from({ length: 13 }, (_, index) => `event ${index}`);
const hex = (hash: Buffer): string => hash.toString('hex');

it('every leaf of every size leads to the root; a changed byte does not', async () => {
  for (let size = 1; size <= texts.length; size += 1) {
    const leaves = texts.slice(0, size).map(leafOf);
    const root = hex(rootOf(leaves));
    for (const [index, event] of texts.slice(0, size).entries()) {
      const proof = { event, leafHash: hex(leaves[index] as Buffer), index, size, path: pathOf(index, leaves).map(hex) };
      expect([size, index, await checkInclusion(proof, root)]).toEqual([size, index, 'holds']);
      expect(await checkInclusion({ ...proof, event: `${event}!` }, root)).toBe('leafDiffers');
      expect(await checkInclusion(proof, hex(leafOf('another root')))).toBe('rootDiffers');
      expect(await checkInclusion({ ...proof, path: [...proof.path, root] }, root)).toBe('rootDiffers');
      if (size > 1) expect(await checkInclusion({ ...proof, index: index === 0 ? size - 1 : index - 1 }, root)).toBe('rootDiffers');
    }
  }
});

it('each journal is the beginning of every larger one, and of no other', async () => {
  const of = (size: number, all = texts): { size: number; rootHash: string } => ({
    size,
    rootHash: hex(rootOf(all.slice(0, size).map(leafOf))),
  });
  const other = texts.map((text, index) => (index === 0 ? 'changed' : text));
  for (let to = 2; to <= texts.length; to += 1) {
    for (let from = 1; from < to; from += 1) {
      const path = growthOf(from, texts.slice(0, to).map(leafOf)).map(hex);
      expect([from, to, await checkConsistency(of(from), of(to), path)]).toEqual([from, to, true]);
      expect(await checkConsistency(of(from, other), of(to), path)).toBe(false);
      expect(await checkConsistency(of(from), of(to, other), path)).toBe(false);
      expect(await checkConsistency(of(from), of(to), path.slice(1))).toBe(false);
    }
  }
});

it.each([
  ['nothing', ''],
  ['a page of text', 'Dear Sir or Madam,\n\nenclosed'],
  ['a size that is none', 'log\nmany\nAAAA\n\n— log AAAA'],
  ['a root of another length', 'log\n3\nAAAA\n\n— log AAAA'],
])('%s is no checkpoint', (_what, note) => {
  expect(readCheckpoint(note)).toBeUndefined();
});
