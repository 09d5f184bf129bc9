/** The file of a sweep: written beside its name and renamed at the end, so that a half file never carries the name. */
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Cell, Column } from '../../view.js';
import { csvLine } from './csv.js';
import type { OutputFormat } from './answers.js';
import { parquetCells, parquetElement } from './parquet-types.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_OUTPUT_FORMAT: { readonly file: string };
  }
}

export interface SweepOutput {
  /** Takes a portion's text, in order. */
  readonly add: (text: string) => Promise<void>;
  /** Writes all to the disk and gives the file its name. */
  readonly finish: () => Promise<void>;
  /** Leaves nothing behind. */
  readonly discard: () => Promise<void>;
}

/** The format by the file's name; refuses UNKNOWN_OUTPUT_FORMAT. */
export function formatOf(file: string): Exclude<OutputFormat, 'none'> {
  const format = /\.(csv|ndjson|parquet)$/.exec(file)?.[1];
  if (format !== undefined) return format as 'csv' | 'ndjson' | 'parquet';
  return refuse('UNKNOWN_OUTPUT_FORMAT', { file });
}

export async function openOutput(file: string, columns: readonly Column[], format: OutputFormat): Promise<SweepOutput> {
  switch (format) {
    case 'none':
      return { add: async () => undefined, finish: async () => undefined, discard: async () => undefined };
    case 'ndjson':
      return textOutput(file, '');
    case 'csv':
      return textOutput(file, csvLine(columns.map(({ name }) => name)));
    case 'parquet':
      return parquetOutput(file, columns);
    default:
      return unreachable(format);
  }
}

/** A text file; also for the rejects, which come into being with the first of them. */
export async function textOutput(file: string, header: string): Promise<SweepOutput> {
  const partial = partialName(file);
  const handle = await open(partial, 'w');
  if (header !== '') await handle.write(header);
  return {
    add: async (text) => {
      if (text !== '') await handle.appendFile(text);
    },
    finish: async () => {
      await handle.sync();
      await handle.close();
      await rename(partial, file);
    },
    discard: async () => {
      await handle.close();
      await rm(partial, { force: true });
    },
  };
}

/** Rows of a row group: large enough to compress well, small enough to hold. */
const ROWS_PER_GROUP = 20_000;

function parquetOutput(file: string, columns: readonly Column[]): SweepOutput {
  const partial = partialName(file);
  const writer = fileWriter(partial);
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(parquetElement)],
  });
  let held: Cell[][] = columns.map(() => []);
  const flush = async (): Promise<void> => {
    const rows = held[0]?.length ?? 0;
    if (rows === 0) return;
    const columnData = columns.map((column, index) => ({ name: column.name, data: parquetCells(column, held[index] as Cell[]) }));
    await parquet.write({ columnData, rowGroupSize: rows });
    held = columns.map(() => []);
  };
  return {
    add: async (text) => {
      (JSON.parse(text) as readonly (readonly Cell[])[]).forEach((cells, index) => {
        for (const cell of cells) (held[index] as Cell[]).push(cell);
      });
      if ((held[0]?.length ?? 0) >= ROWS_PER_GROUP) await flush();
    },
    finish: async () => {
      await flush();
      await parquet.finish();
      await sync(partial);
      await rename(partial, file);
    },
    discard: () => rm(partial, { force: true }),
  };
}

async function sync(file: string): Promise<void> {
  const handle: FileHandle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

function partialName(file: string): string {
  return `${file}.partial-${process.pid}`;
}

/** Removes what killed sweeps to the same file have left behind; one that is still running keeps its own. */
export async function removeLeftovers(file: string): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(basename(file)) ? /\.partial-(\d+)$/.exec(name)?.[1] : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function unreachable(format: never): never {
  throw new Error(`unknown format ${String(format)}`);
}
