/** JSON that people hand in, from a file or through a pipe: one value, in which no name stands twice. */
import { createReadStream } from 'node:fs';
import { textOf } from '#reprocessing/formats/utf8-text.js';
import { readableOnce } from './input-file.js';

/** From stdin (`-`) as it comes: a pipe may have nothing to read yet, and say so. Refuses NOT_UTF8. */
export async function wholeText(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  const source = file === '-' ? process.stdin : createReadStream(readableOnce(file));
  for await (const chunk of source as AsyncIterable<Buffer>) chunks.push(chunk);
  return textOf(Buffer.concat(chunks), file === '-' ? 'stdin' : file);
}

