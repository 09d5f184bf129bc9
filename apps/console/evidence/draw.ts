/** A sample that neither side chooses: places drawn from the root of the checkpoint and a word of the reader's. */
import { addressOfQuestion, read } from '../api/ask.js';
import type { LedgerEvent, Page } from '../api/shapes.js';
import { proofFrom, type ServedCheckpoint } from '../journal/prove.js';

export interface Drawn {
  readonly event: LedgerEvent;
  readonly holds: boolean;
  readonly said: string;
}

/** Positions from 1 to the checkpoint's, by SHA-256(root ‖ word ‖ number). */
export async function positionsOf({ rootHash, position }: ServedCheckpoint, word: string, count: number): Promise<readonly number[]> {
  const drawn = Array.from({ length: count }, async (_, index) => {
    const bytes = new TextEncoder().encode(`${rootHash} ${word} ${index}`);
    const digest = new DataView(await crypto.subtle.digest('SHA-256', bytes));
    return 1 + Number(digest.getBigUint64(0) % BigInt(position));
  });
  return Promise.all(drawn);
}

/** The event at a position, or the next one where an engine leaves a gap, with what its proof came to. Throws a Problem. */
export async function proveAt(position: number): Promise<Drawn | undefined> {
  const { items } = await read<Page<LedgerEvent>>(addressOfQuestion('/v1/events', { after: position - 1, limit: 1 }));
  const [event] = items;
  if (event === undefined) return undefined;
  const outcome = await proofFrom(event);
  if (outcome.status === 'refused') throw outcome.problem;
  return outcome.status === 'checked'
    ? { event, holds: outcome.holds && outcome.signed, said: outcome.said }
    : { event, holds: false, said: outcome.said };
}
