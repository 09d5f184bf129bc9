/**
 * What was refused, in the input's own columns with line, code and message behind, so that it can be repaired and read again: with
 * the byte order mark and the line ends of its input; a row that is not UTF-8 in its very bytes. A file that somebody has mended, or
 * that is not this program's, is kept.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { said } from '#words/said.js';
import { csvCell } from '../formats/csv-record.js';
import { guardedCell } from '../formats/guarded-cell.js';
import type { Input, InputRow } from '../formats/input.js';
import { bytesOf } from '../formats/lines.js';
import { REJECT_COLUMNS } from '../formats/rows.js';
import type { RejectsMemory } from './rejects-memory.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    REJECTS_NOT_WRITTEN: { readonly file: string; readonly reason: string };
  }
}

export interface RejectsFile {
  readonly add: (row: Pick<InputRow, 'line' | 'raw' | 'cells'>, refusal: Refusal) => void;
  /**
   * Puts the file in its place, or takes one of ours away where nothing was refused. Answers its name: another than `FILE.rejects.csv`
   * where one stands there that is not as this program wrote it.
   */
  readonly finish: () => string | undefined;
  /** Leaves what stood before. */
  readonly abandon: () => void;
}

const BUFFERED_BYTES = 64 * 1024;

/** `FILE.rejects.csv`; it appears whole at the end, or not at all. Refuses REJECTS_NOT_WRITTEN. */
export function rejectsFile(input: string, { columns, style }: Pick<Input, 'columns' | 'style'>, memory: RejectsMemory): RejectsFile {
  const [file, partial] = [`${input}.rejects.csv`, `${input}.rejects.csv.partial`];
  const hash = createHash('sha256');
  let descriptor: number | undefined;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const put = (part: Buffer): void => {
    waiting.push(part);
    bytes += part.length;
  };
  const flush = (): void => {
    const whole = Buffer.concat(waiting);
    hash.update(whole);
    if (bytes > 0) guarded(file, () => writeSync(descriptor as number, whole));
    [waiting, bytes] = [[], 0];
  };
  return {
    add: (row, refusal) => {
      if (descriptor === undefined) {
        descriptor = guarded(file, () => openSync(partial, 'w'));
        put(Buffer.from(`${style.byteOrderMark ? '\uFEFF' : ''}${[...columns, ...REJECT_COLUMNS].join(',')}${style.lineEnd}`));
      }
      const cells = row.cells ?? [row.raw, ...Array.from({ length: columns.length - 1 }, () => '')];
      put(bytesOf(`${cells.map(written).join(',')},`, refusal));
      put(Buffer.from(`${[String(row.line), refusal.code, said(refusal)].map(written).join(',')}${style.lineEnd}`));
      if (bytes > BUFFERED_BYTES) flush();
    },
    finish: () => {
      if (descriptor === undefined) {
        if (memory.isOurs(file)) guarded(file, () => rmSync(file));
        memory.note(file, undefined);
        return undefined;
      }
      flush();
      const sha256 = hash.digest('hex');
      return guarded(file, () => {
        fsyncSync(descriptor as number);
        closeSync(descriptor as number);
        const place = placeFor(file, sha256, memory);
        renameSync(partial, place);
        memory.note(place, sha256);
        return place;
      });
    },
    abandon: () => {
      if (descriptor === undefined) return;
      closeSync(descriptor);
      if (existsSync(partial)) rmSync(partial);
    },
  };
}

function written(cell: string): string {
  return csvCell(guardedCell(cell));
}

/** The first name where nothing stands, or what this program wrote, or the very same. */
function placeFor(file: string, sha256: string, memory: RejectsMemory): string {
  for (let number = 1; ; number += 1) {
    const place = number === 1 ? file : file.replace(/\.csv$/, `-${number}.csv`);
    if (!existsSync(place) || memory.isOurs(place)) return place;
    if (createHash('sha256').update(readFileSync(place)).digest('hex') === sha256) return place;
  }
}

function guarded<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    return refuse('REJECTS_NOT_WRITTEN', { file, reason: (error as Error).message });
  }
}
