/**
 * Checks a proof of inclusion (RFC 9162) in the browser, by its own SHA-256: the bytes of the event to their leaf, the path to
 * the root, the root to the signed note of a checkpoint. Nothing of the server's word is taken for it.
 */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** Hex. */
  readonly rootHash: string;
  /** What is signed: the three lines, each with its end. */
  readonly signed: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

export interface InclusionProof {
  readonly event: string;
  readonly leafHash: string;
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
}

export type Verdict = 'holds' | 'leafDiffers' | 'rootDiffers';

/** Undefined for what is no checkpoint (c2sp.org/tlog-checkpoint). */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const text = note.replaceAll('\r\n', '\n').trim();
  const [head, tail = ''] = text.split('\n\n');
  const [origin, size, root] = (head ?? '').split('\n');
  if (origin === undefined || size === undefined || root === undefined || !/^\d{1,15}$/.test(size)) return undefined;
  const rootBytes = base64(root);
  if (rootBytes?.length !== 32) return undefined;
  const signatures = tail.split('\n').flatMap((line) => {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : base64(encoded);
    return name === undefined || bytes === undefined ? [] : [{ name, bytes }];
  });
  return { origin, size: Number(size), rootHash: hex(rootBytes), signed: `${origin}\n${size}\n${root}\n`, signatures };
}

export async function checkInclusion(proof: InclusionProof, rootHash: string): Promise<Verdict> {
  const leaf = await sha256(joined(Uint8Array.of(0), new TextEncoder().encode(proof.event)));
  if (hex(leaf) !== proof.leafHash) return 'leafDiffers';
  const root = await rootOf(leaf, proof);
  return root !== undefined && hex(root) === rootHash ? 'holds' : 'rootDiffers';
}

/** RFC 9162, 2.1.3.2. Undefined where the path is of another length than the tree's shape asks for. */
async function rootOf(leaf: Uint8Array<ArrayBuffer>, { index, size, path }: InclusionProof): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (index >= size) return undefined;
  let [node, at, last] = [leaf, index, size - 1];
  for (const step of path) {
    const sibling = bytesOf(step);
    if (last === 0 || sibling === undefined) return undefined;
    if (at % 2 === 1 || at === last) {
      node = await sha256(joined(Uint8Array.of(1), sibling, node));
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else node = await sha256(joined(Uint8Array.of(1), node, sibling));
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node : undefined;
}

/** Whether the journal of a smaller checkpoint is the beginning of a larger one's (RFC 9162, 2.1.4.2). */
export async function checkConsistency(
  from: { readonly size: number; readonly rootHash: string },
  to: { readonly size: number; readonly rootHash: string },
  path: readonly string[],
): Promise<boolean> {
  if (from.size === to.size) return from.rootHash === to.rootHash && path.length === 0;
  if (from.size < 1 || from.size > to.size || path.length === 0) return false;
  const isPower = Number.isInteger(Math.log2(from.size));
  const steps = (isPower ? [from.rootHash, ...path] : path).map(bytesOf);
  if (steps.some((step) => step === undefined)) return false;
  const [first, ...rest] = steps as Uint8Array<ArrayBuffer>[];
  let [at, last] = [from.size - 1, to.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [older, newer] = [first as Uint8Array<ArrayBuffer>, first as Uint8Array<ArrayBuffer>];
  for (const step of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = await sha256(joined(Uint8Array.of(1), step, older));
      newer = await sha256(joined(Uint8Array.of(1), step, newer));
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else newer = await sha256(joined(Uint8Array.of(1), newer, step));
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hex(older) === from.rootHash && hex(newer) === to.rootHash;
}

/** Whether the key signed the note; undefined where this machine cannot check Ed25519. `verifierKey`: `name+id+key` in base64. */
export async function checkSignature(checkpoint: Checkpoint, verifierKey: string): Promise<boolean | undefined> {
  const [, name, id, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey) ?? [];
  const key = base64(encoded);
  if (key === undefined || key.length !== 33 || key[0] !== 1) return false;
  const own = checkpoint.signatures.find((each) => each.name === name && hex(each.bytes.slice(0, 4)) === id);
  if (own === undefined) return false;
  try {
    const imported = await crypto.subtle.importKey('raw', key.slice(1), { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, own.bytes.slice(4), new TextEncoder().encode(checkpoint.signed));
  } catch {
    return undefined;
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  return /^[0-9a-f]{64}$/.test(text)
    ? Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16))
    : undefined;
}

function base64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
