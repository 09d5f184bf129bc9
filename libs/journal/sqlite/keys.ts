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

/** The 16 bytes of a UUID in lower case; valid until the next call (SQLite copies what it is given). */
export function uuidBytes(uuid: string): Buffer {
  let from = 0;
  for (let at = 0; at < scratch.length; at += 1) {
    if (from === 8 || from === 13 || from === 18 || from === 23) from += 1;
    scratch[at] = hexDigit(uuid.charCodeAt(from)) * 16 + hexDigit(uuid.charCodeAt(from + 1));
    from += 2;
  }
  return scratch;
}

function hexDigit(code: number): number {
  return code <= 0x39 ? code - 0x30 : code - 0x57;
}

export function uuidText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** The first text that sorts after every text with this prefix, in SQLite's order of bytes. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
