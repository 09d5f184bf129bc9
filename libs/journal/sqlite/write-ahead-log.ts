/**
 * The write-ahead log as it lies in its file. SQLite reads it up to the first frame that does not fit and takes the rest for a write
 * that a crash cut off. Most often that is so; but frames of later commits behind it show that the frame was whole once, since each
 * commit waits for the disk before the next begins: then acknowledged events are lost, and the log must not be written over.
 * Format: sqlite.org/fileformat2.html#walformat.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The last bit says in which order of bytes the checksums were computed. */
const MAGIC = 0x377f0682;
const CHUNK_FRAMES = 256;

/** `frame`, from 1: the first that does not fit, 0 for the log's own header; `offset`: its first byte in the file. */
export interface LogDamage {
  readonly frame: number;
  readonly offset: number;
}

export function logFile(file: string): string {
  return `${file}-wal`;
}

/** Bytes of the log; 0 where there is none. */
export function logBytes(file: string): number {
  return statSync(logFile(file), { throwIfNoEntry: false })?.size ?? 0;
}

/** Damage that is proven by what stands behind it; undefined for a log that is whole, cut off or not there. Nobody may write meanwhile. */
export function logDamage(file: string): LogDamage | undefined {
  if (logBytes(file) <= HEADER_BYTES) return undefined;
  const descriptor = openSync(logFile(file), 'r');
  try {
    return damageIn(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The running checksum of the log: two words. */
type Sums = [first: number, second: number];

function damageIn(descriptor: number): LogDamage | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  readSync(descriptor, header, 0, HEADER_BYTES, 0);
  if (header.every((byte) => byte === 0)) return undefined; // made, and not begun
  const littleEndian = (header.readUInt32BE(0) & 1) === 0;
  const [pageBytes, salts] = [header.readUInt32BE(8), header.readBigUInt64BE(16)];
  const sums: Sums = [0, 0];
  add(sums, header, 0, 24, littleEndian);
  const fits =
    (header.readUInt32BE(0) & 0xfffffffe) >>> 0 === MAGIC && sums[0] === header.readUInt32BE(24) && sums[1] === header.readUInt32BE(28);
  if (!fits) return { frame: 0, offset: 0 };
  let broken: number | undefined;
  let commitBehind = false;
  for (const { frame, bytes } of framesOf(descriptor, pageBytes)) {
    const isOfThisLog = bytes.readBigUInt64BE(8) === salts;
    if (broken === undefined) {
      if (isOfThisLog && continues(sums, bytes, littleEndian)) continue;
      broken = frame;
    }
    if (!isOfThisLog) continue;
    if (commitBehind) return { frame: broken, offset: HEADER_BYTES + (broken - 1) * (FRAME_HEADER_BYTES + pageBytes) };
    commitBehind = bytes.readUInt32BE(4) !== 0;
  }
  return undefined;
}

/** Whole frames, each valid until the next is asked for. */
function* framesOf(descriptor: number, pageBytes: number): Generator<{ readonly frame: number; readonly bytes: Buffer }> {
  const size = FRAME_HEADER_BYTES + pageBytes;
  const chunk = Buffer.alloc(CHUNK_FRAMES * size);
  for (let first = 0; ; first += CHUNK_FRAMES) {
    const read = readSync(descriptor, chunk, 0, chunk.length, HEADER_BYTES + first * size);
    const frames = Math.floor(read / size);
    for (let at = 0; at < frames; at += 1) yield { frame: first + at + 1, bytes: chunk.subarray(at * size, (at + 1) * size) };
    if (frames < CHUNK_FRAMES) return;
  }
}

/** Whether the frame's checksum follows from those before; `sums` goes on with it. */
function continues(sums: Sums, bytes: Buffer, littleEndian: boolean): boolean {
  add(sums, bytes, 0, 8, littleEndian);
  add(sums, bytes, FRAME_HEADER_BYTES, bytes.length, littleEndian);
  return sums[0] === bytes.readUInt32BE(16) && sums[1] === bytes.readUInt32BE(20);
}

function add(sums: Sums, bytes: Buffer, from: number, to: number, littleEndian: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from);
  let [first, second] = sums;
  for (let at = 0; at < view.byteLength; at += 8) {
    first = (first + view.getUint32(at, littleEndian) + second) >>> 0;
    second = (second + view.getUint32(at + 4, littleEndian) + first) >>> 0;
  }
  [sums[0], sums[1]] = [first, second];
}
