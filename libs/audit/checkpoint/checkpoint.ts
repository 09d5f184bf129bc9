/** Checkpoints (c2sp.org/tlog-checkpoint): the size and the root of a Merkle log, signed. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { SignerKey, VerifierKey } from './keys.js';
import { openNote, signedNote } from './note.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_CHECKPOINT: { readonly name: string };
  }
}

export interface TreeHead {
  /** Number of leaves. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The log's identity is the name of the key that signs. */
export function signedCheckpoint({ size, root }: TreeHead, signer: SignerKey): string {
  return signedNote(`${signer.verifier.name}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signer);
}

/**
 * What a checkpoint says, once its signature is checked. Refuses as `openNote` does; INVALID_CHECKPOINT where the signed text is
 * no checkpoint, or another log's.
 */
export function openCheckpoint(note: string, verifier: VerifierKey): TreeHead {
  const [origin, size = '', base64 = ''] = openNote(note, verifier).split('\n');
  const root = Buffer.from(base64, 'base64');
  if (origin !== verifier.name || !/^(0|[1-9]\d{0,14})$/.test(size) || root.toString('base64') !== base64 || root.length !== 32) {
    refuse('INVALID_CHECKPOINT', { name: verifier.name });
  }
  return { size: Number(size), root };
}
