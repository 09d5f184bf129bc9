/**
 * Texts from outside are UTF-8. What is not is said by its byte, and never guessed at: the same bytes are other letters in every other
 * encoding.
 */

/** What stands where letters were lost. */
const LOST = '\uFFFD';

/** Offset of the first byte that is not UTF-8; undefined where all are. */
export function firstNotUtf8(bytes: Uint8Array): number | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoder = new TextEncoder();
  let [from, offset] = [0, 0];
  for (let at = text.indexOf(LOST); at !== -1; at = text.indexOf(LOST, from)) {
    offset += encoder.encode(text.slice(from, at)).length;
    const isMeant = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isMeant) return offset;
    [from, offset] = [at + 1, offset + 3];
  }
  return undefined;
}

/** The first byte that is not UTF-8: its place from 1, and the byte itself as `0xE4`. */
export interface Utf8Fault {
  readonly byte: number;
  readonly found: string;
}

/** Undefined where all are UTF-8. */
export function utf8Fault(bytes: Uint8Array): Utf8Fault | undefined {
  const at = firstNotUtf8(bytes);
  if (at === undefined) return undefined;
  return { byte: at + 1, found: `0x${(bytes[at] as number).toString(16).toUpperCase().padStart(2, '0')}` };
}
