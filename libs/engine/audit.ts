/** The audit of a workspace: its Merkle log, which lies in the data folder, and its key. */
import { mkdirSync } from 'node:fs';
import { ledgerAudit, type LedgerAudit } from '#audit/ledger-audit.js';
import { openMerkleLog, type CatchUpProgress } from '#audit/log/merkle-log.js';
import type { JournalReader } from '#journal/port.js';
import { checkpointKeyOf, checkpointKeyOrNew } from './checkpoint-key.js';
import { openJournalSource, type Workspace } from './workspace.js';

export interface AuditOptions {
  /** Reads the same journal; stays open when the audit is closed. */
  readonly journal: JournalReader;
  /** A data folder without a key gets one when something is to be signed. */
  readonly makesKey: boolean;
  readonly onProgress?: (progress: CatchUpProgress) => void;
}

/** Opened when it is asked for the first time, beside whoever else uses the journal; a server without it answers all else. */
export function workspaceAudit(workspace: Workspace, options: AuditOptions): LedgerAudit {
  let opening: Promise<LedgerAudit> | undefined;
  const audit = (): Promise<LedgerAudit> =>
    (opening ??= openAudit(workspace, options).catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
  return {
    catchUp: async () => (await audit()).catchUp(),
    checkpoint: async (...asked) => (await audit()).checkpoint(...asked),
    checkpoints: async (...asked) => (await audit()).checkpoints(...asked),
    inclusion: async (...asked) => (await audit()).inclusion(...asked),
    consistency: async (...asked) => (await audit()).consistency(...asked),
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

/** Refuses NO_JOURNAL, and as the engine and the log's file do. */
async function openAudit(workspace: Workspace, { journal, makesKey, onProgress }: AuditOptions): Promise<LedgerAudit> {
  const source = await openJournalSource(workspace);
  try {
    mkdirSync(workspace.folder, { recursive: true });
    const log = await openMerkleLog({ source, file: workspace.merkleLogFile, onProgress });
    const signer = () => (makesKey ? checkpointKeyOrNew(workspace) : checkpointKeyOf(workspace));
    return ledgerAudit({ log, journal, clock: workspace.clock, signer });
  } catch (error) {
    await source.close();
    throw error;
  }
}
