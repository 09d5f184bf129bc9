/**
 * Ed25519 keys of signed notes (c2sp.org/signed-note), as text: the verifier key `NAME+ID+BASE64`, which everybody may have, and
 * the signer key `PRIVATE+KEY+NAME+ID+BASE64`, as Go's note package writes it. Their name is the origin of the checkpoints.
 */
import { createPrivateKey, createPublicKey, hash, randomBytes, type KeyObject } from 'node:crypto';
import { refuse } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_KEY_NAME: { readonly name: string };
    INVALID_KEY:
      | { readonly because: 'no-signer-key' | 'signer-key-given' }
      | { readonly because: 'no-verifier-key'; readonly found: string }
      | { readonly because: 'signer-key-damaged' | 'verifier-key-damaged'; readonly name: string };
  }
}

export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly key: KeyObject;
  readonly text: string;
}

export interface SignerKey {
  readonly key: KeyObject;
  readonly verifier: VerifierKey;
  readonly text: string;
}

const ED25519 = Uint8Array.of(0x01);
const KEY_BYTES = 32;
/** Before the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_BEGIN = Buffer.from('302e020100300506032b657004220420', 'hex');
const NAME = /^[^\s+\p{Cc}]{1,200}$/u;
const PRIVATE = 'PRIVATE+KEY+';

/** A new key. Refuses INVALID_KEY_NAME for a name with spaces or a plus. */
export function newSignerKey(name: string): SignerKey {
  if (!NAME.test(name)) {
    refuse('INVALID_KEY_NAME', { name });
  }
  return signerKeyOf(name, randomBytes(KEY_BYTES));
}

/** Reads a signer key. Refuses INVALID_KEY, without showing it. */
export function readSignerKey(text: string): SignerKey {
  const given = text.trim().startsWith(PRIVATE) ? text.trim().slice(PRIVATE.length) : '';
  const { name, id, bytes } = partsOf(given) ?? refuse('INVALID_KEY', { because: 'no-signer-key' });
  const signer = signerKeyOf(name, bytes);
  return signer.verifier.id === id
    ? signer
    : refuse('INVALID_KEY', { because: 'signer-key-damaged', name });
}

/** Reads a verifier key. Refuses INVALID_KEY, without showing a signer key that was given in its place. */
export function readVerifierKey(text: string): VerifierKey {
  const line = text.trim();
  if (line.startsWith(PRIVATE)) refuse('INVALID_KEY', { because: 'signer-key-given' });
  const { name, id, bytes } = partsOf(line) ?? refuse('INVALID_KEY', { because: 'no-verifier-key', found: line.slice(0, 80) });
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
  const verifier = verifierKeyOf(name, key, bytes);
  return verifier.id === id
    ? verifier
    : refuse('INVALID_KEY', { because: 'verifier-key-damaged', name });
}

function partsOf(text: string): { readonly name: string; readonly id: string; readonly bytes: Buffer } | undefined {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (!NAME.test(name) || bytes.toString('base64') !== base64 || bytes.length !== 1 + KEY_BYTES || bytes[0] !== ED25519[0]) {
    return undefined;
  }
  return { name, id, bytes: bytes.subarray(1) };
}

function signerKeyOf(name: string, seed: Buffer): SignerKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_BEGIN, seed]), format: 'der', type: 'pkcs8' });
  const shared = createPublicKey(key);
  const verifier = verifierKeyOf(name, shared, Buffer.from(shared.export({ format: 'jwk' }).x as string, 'base64url'));
  return { key, verifier, text: `${PRIVATE}${name}+${verifier.id}+${Buffer.concat([ED25519, seed]).toString('base64')}` };
}

function verifierKeyOf(name: string, key: KeyObject, bytes: Buffer): VerifierKey {
  const typed = Buffer.concat([ED25519, bytes]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'hex').slice(0, 8);
  return { name, id, key, text: `${name}+${id}+${typed.toString('base64')}` };
}
