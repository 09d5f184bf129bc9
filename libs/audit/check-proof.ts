/** Checking a proof without the ledger: the document, the verifier key, and where it is about growth, the earlier checkpoint. */
import { leafHash, sameBytes } from '#journal/hash-chain.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonFault } from '#ledger/kernel/json-fault.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { openCheckpoint, type TreeHead } from './checkpoint/checkpoint.js';
import type { VerifierKey } from './checkpoint/keys.js';
import { extendsTree, includes } from './merkle/proofs.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    PROOF_FAILS:
      | { readonly because: 'not-included'; readonly size: number; readonly index: number }
      | { readonly because: 'not-grown'; readonly from: number; readonly size: number };
    ANOTHER_CHECKPOINT: { readonly size: number; readonly kept: number };
    EARLIER_CHECKPOINT_REQUIRED: object;
    /** A document that is no proof: by what of it is not as it must be, or as a file that is no JSON. */
    INVALID_PROOF: { readonly because: Malformed } | { readonly file: string; readonly json: JsonFault };
  }
}

type Malformed = 'kind' | 'half-a-surrogate-pair' | 'index' | 'no-object' | 'path' | 'texts' | 'hash';

export type CheckedProof =
  /** The event stands in the log of that size. */
  | { readonly kind: 'inclusion'; readonly size: number; readonly index: number; readonly event: RecordedEvent }
  /** The log of `size` begins with all of that of `from`. */
  | { readonly kind: 'consistency'; readonly from: number; readonly size: number };

/**
 * What the document proves, by the signed checkpoint in it and nothing else that it says. `since`: the earlier checkpoint's
 * note, as it was kept; a proof of an event must then lead to that very one. Refuses INVALID_PROOF for no proof, PROOF_FAILS for
 * one that does not hold, ANOTHER_CHECKPOINT, EARLIER_CHECKPOINT_REQUIRED, and as `openCheckpoint` does.
 */
export function checkProof(document: unknown, verifier: VerifierKey, since: string | undefined): CheckedProof {
  const proof = membersOf(document);
  const path = listOf(proof['path']).map(hashOf);
  const head = openCheckpoint(textOf(membersOf(proof['checkpoint'])['note']), verifier);
  if (proof['kind'] === 'inclusion') {
    if (since !== undefined) expectSame(head, openCheckpoint(since, verifier));
    return checkInclusion(proof, path, head);
  }
  if (proof['kind'] === 'consistency') return checkConsistency(path, head, openEarlier(since, verifier));
  return invalid('kind');
}

function checkInclusion(proof: Readonly<Record<string, unknown>>, path: readonly Uint8Array[], { size, root }: TreeHead): CheckedProof {
  const [text, index] = [textOf(proof['event']), proof['index']];
  if (!text.isWellFormed()) return invalid('half-a-surrogate-pair');
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) return invalid('index');
  if (!includes({ leaf: leafHash(text), index, size, root, path })) {
    refuse('PROOF_FAILS', { because: 'not-included', size, index });
  }
  return { kind: 'inclusion', size, index, event: JSON.parse(text) as RecordedEvent };
}

function expectSame({ size, root }: TreeHead, kept: TreeHead): void {
  if (kept.size === size && sameBytes(kept.root, root)) return;
  refuse('ANOTHER_CHECKPOINT', { size, kept: kept.size });
}

function checkConsistency(path: readonly Uint8Array[], { size, root }: TreeHead, earlier: TreeHead): CheckedProof {
  if (!extendsTree({ from: earlier.size, fromRoot: earlier.root, size, root, path })) {
    refuse('PROOF_FAILS', { because: 'not-grown', from: earlier.size, size });
  }
  return { kind: 'consistency', from: earlier.size, size };
}

function openEarlier(since: string | undefined, verifier: VerifierKey): TreeHead {
  if (since === undefined) {
    refuse('EARLIER_CHECKPOINT_REQUIRED');
  }
  return openCheckpoint(since, verifier);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : invalid('no-object');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : invalid('path');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : invalid('texts');
}

function hashOf(value: unknown): Uint8Array {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
    ? Buffer.from(value, 'hex')
    : invalid('hash');
}

function invalid(because: Malformed): never {
  return refuse('INVALID_PROOF', { because });
}
