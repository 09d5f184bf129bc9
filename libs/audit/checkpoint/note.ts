/** Signed notes (c2sp.org/signed-note): a text, an empty line, and lines of signatures by name. */
import { sign, verify } from 'node:crypto';
import { refuse } from '#ledger/kernel/refusal.js';
import type { SignerKey, VerifierKey } from './keys.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_NOTE: { readonly because: 'no-note' } | { readonly because: 'no-signature'; readonly found: string };
    NOT_SIGNED: { readonly key: string; readonly name: string; readonly id: string; readonly others: string };
    INVALID_SIGNATURE: { readonly key: string; readonly name: string };
  }
}

const LONGEST_NOTE = 100_000;
const ID_BYTES = 4;

/** `text` ends with a newline and has no other control characters. */
export function signedNote(text: string, { key, verifier }: SignerKey): string {
  const signature = Buffer.concat([Buffer.from(verifier.id, 'hex'), sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${verifier.name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note that the key has signed; signatures of others, such as witnesses, are passed over. Refuses INVALID_NOTE
 * where it is none, NOT_SIGNED where this key has not signed it, INVALID_SIGNATURE where it seems to have and did not.
 */
export function openNote(note: string, { key, name, id }: VerifierKey): string {
  const end = note.lastIndexOf('\n\n') + 1;
  if (end === 0 || !note.endsWith('\n') || note.length > LONGEST_NOTE || /[\u0000-\u0009\u000b-\u001f]/.test(note)) {
    refuse('INVALID_NOTE', { because: 'no-note' });
  }
  const text = note.slice(0, end);
  const signatures = note.slice(end + 1, -1).split('\n').map(signatureOf);
  const own = signatures.filter((signature) => signature.name === name && signature.id === id);
  if (own.length === 0) {
    const others = signatures.map((signature) => `${signature.name}+${signature.id}`).join(', ');
    refuse('NOT_SIGNED', { key: `${name}+${id}`, name, id, others });
  }
  for (const { bytes } of own) {
    if (!verify(null, Buffer.from(text), key, bytes)) {
      refuse('INVALID_SIGNATURE', { key: `${name}+${id}`, name });
    }
  }
  return text;
}

function signatureOf(line: string): { readonly name: string; readonly id: string; readonly bytes: Buffer } {
  const [, name = '', base64 = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (name === '' || bytes.toString('base64') !== base64) {
    refuse('INVALID_NOTE', { because: 'no-signature', found: line.slice(0, 80) });
  }
  return { name, id: bytes.subarray(0, ID_BYTES).toString('hex'), bytes: bytes.subarray(ID_BYTES) };
}
