import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { LONGEST_LINE_BYTES, readLines } from './lines.js';

const folder = mkdtempSync(join(tmpdir(), 'accrual-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Uint8Array): Promise<readonly (readonly [line: number, text: string])[]> {
  const file = join(folder, 'lines.txt');
  writeFileSync(file, content);
  const lines: (readonly [number, string])[] = [];
  for await (const batch of readLines(file)) {
    batch.lines.forEach((text, index) => lines.push([batch.firstLine + index, batch.problems.get(index)?.code ?? text]));
  }
  return lines;
}

it('numbers lines from 1 and takes off mark and carriage returns', async () => {
  expect(await read('\ufeffa\r\nb\n\nd')).toEqual([[1, 'a'], [2, 'b'], [3, ''], [4, 'd']]);
});

it('gives every line whole, wherever the blocks of the file end (property)', async () => {
  // Lines around the sizes at which a block ends: 256 KiB, and what is carried over.
  const line = fc
    .oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: LONGEST_LINE_BYTES - 300, max: LONGEST_LINE_BYTES + 300 }))
    .map((length) => 'x'.repeat(length));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 60 }), fc.constantFrom('é', ''), async (lines, extra) => {
      const texts = lines.map((text) => text + extra);
      const expected = texts.map((text) => (Buffer.byteLength(text) > LONGEST_LINE_BYTES ? 'LINE_TOO_LONG' : text));
      const got = await read(texts.map((text) => `${text}\n`).join(''));
      expect(got.map(([number]) => number)).toEqual(texts.map((_, index) => index + 1));
      expect(got.map(([, text]) => text)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('marks the lines that are not UTF-8 and those alone', async () => {
  const bytes = Buffer.concat([Buffer.from('ä\n'), Buffer.from([0xe4, 0x0a]), Buffer.from('ö\n')]);
  expect(await read(bytes)).toEqual([[1, 'ä'], [2, 'NOT_UTF8'], [3, 'ö']]);
});
