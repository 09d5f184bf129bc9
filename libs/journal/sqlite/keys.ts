/** Keys of event rows: stream · 2^24 + revision. */
const REVISIONS = 2 ** 24;

export function eventKey(stream: number, revision: number): number {
  return stream * REVISIONS + revision;
}

export function streamOfKey(key: number): number {
  return Math.floor(key / REVISIONS);
}

export function revisionOfKey(key: number): number {
  return key % REVISIONS;
}

const scratch = Buffer.alloc(16);

/** The 16 bytes of a UUID; valid until the next call (SQLite copies what it is given). */
export function uuidBytes(uuid: string): Buffer {
  scratch.write(uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24), 0, 'hex');
  return scratch;
}

export function uuidText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** The first text that sorts after every text with this prefix, in SQLite's order of bytes. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
