/** What was refused, in the input's own columns with line, code and message behind, so that it can be repaired and read again. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { csvCell } from '../formats/csv-record.js';
import type { InputRow } from '../formats/input.js';
import { REJECT_COLUMNS } from '../formats/rows.js';

export interface RejectsFile {
  readonly add: (row: Pick<InputRow, 'line' | 'raw' | 'cells'>, refusal: Refusal) => void;
  /** Puts the file in its place, or takes an old one away where nothing was refused. Answers its name. */
  readonly finish: () => string | undefined;
  /** Leaves what stood before. */
  readonly abandon: () => void;
}

const BUFFERED_CHARACTERS = 64 * 1024;

/** `FILE.rejects.csv`; it appears whole at the end, or not at all. Refuses REJECTS_NOT_WRITTEN. */
export function rejectsFile(input: string, columns: readonly string[]): RejectsFile {
  const [file, partial] = [`${input}.rejects.csv`, `${input}.rejects.csv.partial`];
  let descriptor: number | undefined;
  let buffered = '';
  const flush = (): void => {
    if (buffered !== '') guarded(file, () => writeSync(descriptor as number, buffered));
    buffered = '';
  };
  return {
    add: (row, { code, message }) => {
      if (descriptor === undefined) {
        descriptor = guarded(file, () => openSync(partial, 'w'));
        buffered = `${[...columns, ...REJECT_COLUMNS].join(',')}\n`;
      }
      const cells = row.cells ?? [row.raw, ...Array.from({ length: columns.length - 1 }, () => '')];
      buffered += `${[...cells, String(row.line), code, message].map(csvCell).join(',')}\n`;
      if (buffered.length > BUFFERED_CHARACTERS) flush();
    },
    finish: () => {
      if (descriptor === undefined) {
        guarded(file, () => rmSync(file, { force: true }));
        return undefined;
      }
      flush();
      guarded(file, () => {
        fsyncSync(descriptor as number);
        closeSync(descriptor as number);
        renameSync(partial, file);
      });
      return file;
    },
    abandon: () => {
      if (descriptor === undefined) return;
      closeSync(descriptor);
      if (existsSync(partial)) rmSync(partial);
    },
  };
}

function guarded<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    return refuse('REJECTS_NOT_WRITTEN', `${file} cannot be written: ${(error as Error).message}; make its folder writable and import again`, { file });
  }
}
