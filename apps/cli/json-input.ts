/** JSON that people hand in, from a file or through a pipe: one value, in which no name stands twice. */
import { createReadStream } from 'node:fs';
import type { JsonValue } from '#ledger/kernel/json.js';
import { repeatedKey } from '#ledger/kernel/repeated-key.js';
import { quotedText } from '#ledger/kernel/text.js';
import { textOf } from '#reprocessing/formats/utf8-text.js';
import { readableOnce } from './input-file.js';

/** From stdin (`-`) as it comes: a pipe may have nothing to read yet, and say so. Refuses NOT_UTF8. */
export async function wholeText(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  const source = file === '-' ? process.stdin : createReadStream(readableOnce(file));
  for await (const chunk of source as AsyncIterable<Buffer>) chunks.push(chunk);
  return textOf(Buffer.concat(chunks), file === '-' ? 'stdin' : file);
}

/** The value, or why there is none. */
export function jsonOf(text: string): { readonly value: JsonValue } | { readonly problem: string } {
  try {
    const value = JSON.parse(text) as JsonValue;
    const twice = repeatedKey(text);
    return twice === undefined ? { value } : { problem: `names ${quotedText(twice)} twice in one object; keep one` };
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` };
  }
}
