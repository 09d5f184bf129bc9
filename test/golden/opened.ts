/** A frozen journal, taken over by one that can be read. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JournalReader } from '#journal/port.js';
import { openSqliteTarget } from '#journal/sqlite/copy.js';
import { openSqliteJournalReader } from '#journal/sqlite/journal.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';

export const GOLDEN = resolve('test/golden');
export const GOLDEN_NAMES: readonly string[] = readdirSync(GOLDEN).flatMap((file) =>
  file.endsWith('.journal.ndjson') ? [file.slice(0, -'.journal.ndjson'.length)] : [],
);

export interface GoldenLine {
  readonly chain: string;
  readonly leaf: string;
  readonly time: string;
  /** The hashed text. */
  readonly text: string;
}

export function goldenLines(name: string): readonly GoldenLine[] {
  return readFileSync(join(GOLDEN, `${name}.journal.ndjson`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as GoldenLine);
}

interface OpenedGolden {
  readonly file: string;
  readonly reader: JournalReader;
  readonly close: () => Promise<void>;
}

const AFTER_ALL = '2100-01-01T00:00:00.000Z';

export async function openGolden(name: string): Promise<OpenedGolden> {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-golden-'));
  const file = join(folder, 'journal.sqlite');
  const target = openSqliteTarget(file, AFTER_ALL);
  const records = goldenLines(name).map(({ chain, time, text }, index) => {
    const { stream, revision, id, type, recordedAt } = JSON.parse(text) as RecordedEvent;
    return { stream, revision, id, type, recordedAt, time, chain, text, position: BigInt(index + 1) };
  });
  await target.takeOver(records);
  await target.close();
  const reader = await openSqliteJournalReader(file, { rules: CATALOGUE, clock: () => AFTER_ALL });
  return {
    file,
    reader,
    close: async () => {
      await reader.close();
      rmSync(folder, { recursive: true });
    },
  };
}
