/**
 * Event ids from idempotency keys. A repeat of the same intent gets the same id, so the journal can tell it is a repeat.
 *
 * UUIDv8 (RFC 9562, section 5.8): the leading 48 bits come from the stream's name, the rest from stream and key. Ids of one
 * stream therefore lie together in the unique index; ids spread at random (v5) halve the rate of an import.
 */
import { hash } from 'node:crypto';

const UUID_LENGTH = 36;
const HYPHEN = 0x2d;

/** Streams whose leading part is kept; beyond it the map starts anew, which costs one hash a stream. */
const KEPT_STREAMS = 4_096;
const leadingParts = new Map<string, string>();

/** A UUID of any version in lower case, the only spelling that every engine gives back unchanged. */
export function isUuid(text: string): boolean {
  if (text.length !== UUID_LENGTH) return false;
  // Every event is asked: a regular expression takes twice as long.
  for (let index = 0; index < UUID_LENGTH; index += 1) {
    const code = text.charCodeAt(index);
    const isHyphenPlace = index === 8 || index === 13 || index === 18 || index === 23;
    if (isHyphenPlace ? code !== HYPHEN : !isLowerHex(code)) return false;
  }
  return true;
}

function isLowerHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66);
}

/** The id of the event that `key` names within `stream`; the same two always give the same id. */
export function eventId(stream: string, key: string): string {
  const own = hash('sha256', `${stream}\u0000${key}`, 'hex');
  put(0, leadingPart(stream), 0, 13);
  put(15, own, 0, 3);
  scratch[19] = VARIANTS.charCodeAt(Number.parseInt(own.charAt(3), 16) & 3);
  put(20, own, 4, 3);
  put(24, own, 7, 12);
  return scratch.toString('latin1');
}

/** An id is written here character by character: put together of texts it would take five times the memory until it is looked at. */
const scratch = Buffer.from('00000000-0000-8000-8000-000000000000', 'latin1');
const VARIANTS = '89ab';

function put(at: number, text: string, from: number, length: number): void {
  for (let place = 0; place < length; place += 1) scratch[at + place] = text.charCodeAt(from + place);
}

function leadingPart(stream: string): string {
  const known = leadingParts.get(stream);
  if (known !== undefined) return known;
  const digest = hash('sha256', stream, 'hex');
  const part = `${digest.slice(0, 8)}-${digest.slice(8, 12)}`;
  if (leadingParts.size >= KEPT_STREAMS) leadingParts.clear();
  leadingParts.set(stream, part);
  return part;
}
