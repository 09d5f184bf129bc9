/** A small file as text. */
import { readFileSync } from 'node:fs';
import { refuse } from '#ledger/kernel/refusal.js';
import { withoutByteOrderMark } from '#ledger/kernel/text.js';
import { utf8Fault } from '#ledger/kernel/utf8.js';

/** Without its byte order mark. Refuses NOT_UTF8, with the line. */
export function utf8Text(file: string): string {
  return textOf(readFileSync(file), file);
}

/** The same of bytes in hand; `name`: what they are called. Refuses NOT_UTF8. */
export function textOf(bytes: Buffer, name: string): string {
  let line = 1;
  if (utf8Fault(bytes) === undefined) return withoutByteOrderMark(bytes.toString('utf8'));
  for (let start = 0; start <= bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const fault = utf8Fault(bytes.subarray(start, feed === -1 ? bytes.length : feed));
    if (fault !== undefined) refuse('NOT_UTF8', { ...fault, file: name, inFile: name, line });
    if (feed === -1) break;
    start = feed + 1;
  }
  throw new Error('a line feed is no part of another letter in UTF-8');
}
