/** A text file as batches of lines, in bounded memory: UTF-8 checked, byte order mark and carriage returns taken off. */
import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { refusal, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { utf8Fault } from '#ledger/kernel/utf8.js';
import type { NoText } from './refusals.js';

/** No row of any input comes near it. */
export const LONGEST_LINE_BYTES = 64 * 1024;
const BLOCK_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What is not of a file's content, and comes back in what is written beside it. */
export interface TextStyle {
  readonly byteOrderMark: boolean;
  readonly lineEnd: '\n' | '\r\n';
}

export const PLAIN_STYLE: TextStyle = { byteOrderMark: false, lineEnd: '\n' };

export interface LineBatch {
  /** 1-based number of the first line. */
  readonly firstLine: number;
  /** One that is not UTF-8 has a character for each byte (`bytesOf`), so that it can be given back as it came. */
  readonly lines: readonly string[];
  /** By index into `lines`: what is wrong with a line that could not be read. */
  readonly problems: ReadonlyMap<number, Refusal>;
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
  /** Of the whole file, as its beginning shows it. */
  readonly style: TextStyle;
}

/**
 * Reads a file block by block. Unreadable lines are marked LINE_TOO_LONG or NOT_UTF8 and the rest goes on. Refuses (as a
 * file) NOT_UTF8 for UTF-16, and NOT_A_TEXT_FILE for a ZIP, GZIP or other binary.
 */
export async function* readLines(file: string): AsyncGenerator<LineBatch> {
  const handle = await open(file, 'r');
  try {
    const block = Buffer.allocUnsafe(BLOCK_BYTES + LONGEST_LINE_BYTES);
    let [filled, firstLine, bytesRead, skipping] = [0, 1, 0, false];
    let style = PLAIN_STYLE;
    for (;;) {
      const { bytesRead: got } = await handle.read(block, filled, BLOCK_BYTES, null);
      const ended = got === 0;
      if (ended && filled === 0 && !skipping) return;
      let start = 0;
      const end = filled + got;
      if (bytesRead === 0) {
        start = startOfText(file, block.subarray(0, end));
        style = styleOf(block.subarray(0, end), start);
      }
      bytesRead += got;
      if (skipping) {
        const feed = block.subarray(0, end).indexOf(LINE_FEED);
        if (feed === -1 && !ended) {
          filled = 0;
          continue;
        }
        start = feed === -1 ? end : feed + 1;
        firstLine += 1;
        skipping = false;
      }
      const last = ended ? end : block.subarray(0, end).lastIndexOf(LINE_FEED);
      if (last > start || (last === start && !ended)) {
        const batch = toLines(block.subarray(start, last), firstLine, bytesRead, style);
        yield batch;
        firstLine += batch.lines.length;
      }
      if (ended) return;
      const rest = Math.max(start, last + 1);
      if (end - rest > LONGEST_LINE_BYTES) {
        yield { firstLine, lines: [''], problems: new Map([[0, tooLong()]]), bytesRead, style };
        skipping = true;
        filled = 0;
      } else {
        block.copyWithin(0, rest, end);
        filled = end - rest;
      }
    }
  } finally {
    await handle.close();
  }
}

function toLines(bytes: Buffer, firstLine: number, bytesRead: number, style: TextStyle): LineBatch {
  const problems = new Map<number, Refusal>();
  const readable = isUtf8(bytes);
  const lines = readable ? bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8').split('\n') : splitUnreadable(bytes, problems);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    if (line.length * 3 > LONGEST_LINE_BYTES && bytesOf(line, problems.get(index)).length > LONGEST_LINE_BYTES) {
      problems.set(index, tooLong());
      lines[index] = '';
    } else if (line.endsWith('\r')) lines[index] = line.slice(0, -1);
  }
  return { firstLine, lines, problems, bytesRead, style };
}

function styleOf(head: Buffer, start: number): TextStyle {
  const feed = head.indexOf(LINE_FEED);
  return { byteOrderMark: start > 0, lineEnd: feed > 0 && head[feed - 1] === CARRIAGE_RETURN ? '\r\n' : '\n' };
}

function splitUnreadable(bytes: Buffer, problems: Map<number, Refusal>): string[] {
  const lines: string[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, feed === -1 ? bytes.length : feed);
    const fault = isUtf8(line) ? undefined : utf8Fault(line);
    if (fault !== undefined) problems.set(lines.length, refusal('NOT_UTF8', { of: 'line', ...fault }));
    lines.push(line.toString(fault === undefined ? 'utf8' : 'latin1'));
    if (feed === -1) break;
    start = feed + 1;
  }
  return lines;
}

/** The very bytes of what a line held, by what is wrong with it. */
export function bytesOf(text: string, problem: Pick<Refusal, 'code'> | undefined): Buffer {
  return Buffer.from(text, problem?.code === 'NOT_UTF8' ? 'latin1' : 'utf8');
}

function tooLong(): Refusal {
  return refusal('LINE_TOO_LONG', { longestBytes: LONGEST_LINE_BYTES });
}

/** Offset of the text behind a byte order mark. */
function startOfText(file: string, head: Buffer): number {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 3;
  const isMarked = startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff);
  const hasHalves = (head[0] !== 0 && head[1] === 0) || (head[0] === 0 && head.length > 1 && head[1] !== 0);
  if (isMarked || hasHalves) {
    return refuse('NOT_UTF8', { encoding: 'UTF-16', file });
  }
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return notText(file, 'archive');
  if (startsWith(head, 0x1f, 0x8b)) return notText(file, 'compressed');
  const feed = head.indexOf(LINE_FEED);
  if (head.subarray(0, feed === -1 ? 1024 : feed).includes(0)) return notText(file, 'binary');
  return 0;
}

function notText(file: string, holds: NoText): never {
  return refuse('NOT_A_TEXT_FILE', { file, holds });
}

function startsWith(bytes: Buffer, ...wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte);
}
