/** The input file of a kind, by its name: `.csv`, `.ndjson` or `.jsonl`. */
import { basename } from 'node:path';
import { refuse } from '#ledger/kernel/refusal.js';
import { readCsv } from './csv.js';
import type { Input, ReadOptions } from './input.js';
import { readNdjson } from './ndjson.js';

/** Refuses UNKNOWN_FORMAT, HISTORY_NEEDS_MIGRATE and whatever makes the file as a whole unreadable (see the readers). */
export function readInput(file: string, options: ReadOptions): Promise<Input> {
  if (options.kind === 'history' && !options.migrate) {
    refuse('HISTORY_NEEDS_MIGRATE', { file });
  }
  const name = basename(file).toLowerCase();
  if (name.endsWith('.csv')) return readCsv(file, options);
  if (name.endsWith('.ndjson') || name.endsWith('.jsonl')) return readNdjson(file, options);
  return refuse('UNKNOWN_FORMAT', { file, wanted: 'rows' });
}
