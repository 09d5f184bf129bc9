/** What the commands of the audit share: the audit of the data folder, and how its options are read. */
import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { readVerifierKey, type VerifierKey } from '#audit/checkpoint/keys.js';
import type { LedgerAudit } from '#audit/ledger-audit.js';
import { workspaceAudit } from '#engine/audit.js';
import { openWholeJournalReader } from '#engine/workspace.js';
import { readableFile } from '../input-file.js';
import { readInstantOrPosition, workspaceOf } from '../options.js';
import { progressBar } from '../terminal/progress.js';

/** The log has one axis of time: what the journal had taken in, migrated events as well, when this ledger did. */
export function logKnownAtOption(): Option {
  return new Option(
    '--known-at <instant|position>',
    'the journal up to this instant of its own time, or position (default: all)',
  ).argParser(readInstantOrPosition);
}

/** A key as text, or in a file. */
export function verifierKeyFrom(text: string): VerifierKey {
  return readVerifierKey(/^[^+]+\+[0-9a-f]{8}\+/.test(text) ? text : readFileSync(readableFile(text), 'utf8'));
}

/** Opens the audit, with a progress bar while the Merkle log catches up, and closes it. */
export async function withAudit<T>(command: Command, run: (audit: LedgerAudit) => Promise<T>): Promise<T> {
  const workspace = workspaceOf(command);
  const journal = await openWholeJournalReader(workspace);
  const bar = progressBar('hashing', 'events');
  try {
    const audit = workspaceAudit(workspace, { journal, makesKey: true, onProgress: ({ events, total }) => bar.update(events, total) });
    try {
      return await run(audit);
    } finally {
      await audit.close();
    }
  } finally {
    bar.stop();
    await journal.close();
  }
}
