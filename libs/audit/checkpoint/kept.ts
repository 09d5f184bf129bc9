/** Whether a journal still holds what checkpoints signed, computed from its stored texts and nothing else. */
import { hex, leafHash } from '#journal/hash-chain.js';
import type { StoredSource } from '#journal/stored.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { growingRoot } from '../merkle/growing-root.js';
import type { TreeHead } from './checkpoint.js';

export interface KeptCheckpoint {
  readonly size: number;
  /** Hexadecimal; what was signed. */
  readonly rootHash: string;
  /** `broken`: the first `size` events are others, or not all of them can be read. `missing`: the journal has fewer. */
  readonly status: 'kept' | 'broken' | 'missing';
}

/** In the order given. Reads the journal as far as the largest asks; memory does not grow with it. */
export async function keptCheckpoints(
  source: StoredSource,
  heads: readonly TreeHead[],
  onProgress: (events: number) => void = () => undefined,
): Promise<readonly KeptCheckpoint[]> {
  const wanted = new Set(heads.map(({ size }) => size));
  const largest = Math.max(0, ...wanted);
  const log = growingRoot();
  const roots = new Map<number, string>([[0, hex(log.root())]]);
  const read = async (): Promise<'missing' | 'broken'> => {
    try {
      for await (const records of source.records()) {
        for (const { text } of records) {
          if (log.size() === largest) return 'missing';
          log.add(leafHash(text));
          if (wanted.has(log.size())) roots.set(log.size(), hex(log.root()));
        }
        onProgress(log.size());
      }
      return 'missing';
    } catch (error) {
      if (error instanceof Refused) return 'broken'; // what is damaged, the verdict on the journal says
      throw error;
    }
  };
  const beyond = await read();
  return heads.map(({ size, root }) => {
    const [signed, found] = [hex(root), roots.get(size)];
    return { size, rootHash: signed, status: found === undefined ? beyond : found === signed ? 'kept' : 'broken' };
  });
}
