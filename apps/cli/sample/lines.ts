/** Writes lines to a file as they come, in bounded memory; the file appears whole or not at all. */
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

export async function writeLines(file: string, lines: Iterable<string>): Promise<number> {
  const partial = `${file}.partial`;
  const stream = createWriteStream(partial);
  let count = 0;
  let pending = '';
  for (const line of lines) {
    count += 1;
    pending += `${line}\n`;
    if (pending.length < 65_536) continue;
    if (!stream.write(pending)) await once(stream, 'drain');
    pending = '';
  }
  stream.end(pending);
  await finished(stream);
  await rename(partial, file);
  return count;
}
