/** What an earlier start has done already, as the journal tells it. */
import { existsSync } from 'node:fs';
import { readWhole } from '#journal/read-whole.js';
import { LAST_DATE } from '#money/civil-date.js';
import { batchStream, fundStream, stateOf, streamOf } from '#ledger/subjects.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import { lastEvent, oneEvent } from '#journal/one-event.js';
import type { JournalReader } from '#journal/port.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { fanOutBatchId } from '#portfolio/carried-out.js';
import { fileDigest } from '#reprocessing/intake/file-digest.js';
import { importBatchId } from '#reprocessing/intake/import-file.js';
import { reprocessingBatchId } from '#reprocessing/plan/batch-life.js';

/** Reads a journal that may not be there yet. */
export async function withJournal<T>(workspace: Workspace, withoutOne: T, read: (journal: JournalReader) => Promise<T>): Promise<T> {
  let journal: JournalReader;
  try {
    journal = await openJournalReader(workspace);
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'NO_JOURNAL') return withoutOne;
    throw error;
  }
  try {
    return await read(journal);
  } finally {
    await journal.close();
  }
}

export function hasEvents(workspace: Workspace): Promise<boolean> {
  return withJournal(workspace, false, async (journal) => (await journal.head()).position > 0n);
}

export function isPublished(workspace: Workspace, fundId: string): Promise<boolean> {
  return withJournal(workspace, false, async (journal) => (await readFund(journal, fundId)).publications.length > 0);
}

export async function isImported(workspace: Workspace, file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const { sha256 } = await fileDigest(file);
  return withJournal(workspace, false, (journal) => isCompleted(journal, importBatchId(sha256)));
}

/** The year is closed, and the fan-out of all decisions so far came to its end. */
export function isCarriedOut(workspace: Workspace, fundId: string, lastYear: number): Promise<boolean> {
  return withJournal(workspace, false, async (journal) => {
    const head = await journal.streamHead(fundStream(fundId));
    if (head === undefined || !(await readFund(journal, fundId)).closedYears.has(lastYear)) return false;
    return isCompleted(journal, fanOutBatchId(fundId, head.revision));
  });
}

export function isTransferred(workspace: Workspace, transferId: string): Promise<boolean> {
  return withJournal(workspace, false, async (journal) => {
    const transfer = stateOf('transfer', await readWhole(journal, streamOf('transfer', transferId)), { asOf: LAST_DATE });
    return transfer.steps.some(({ type }) => type === 'TransferCompleted');
  });
}

/** Whether a file of corrections was committed, and the journal's last position before it was planned. */
export async function whatWasCommitted(
  workspace: Workspace,
  file: string,
): Promise<{ readonly committed: boolean; readonly before: bigint }> {
  const { sha256 } = await fileDigest(file);
  const batch = reprocessingBatchId(sha256);
  return withJournal(workspace, { committed: false, before: 0n }, async (journal) => {
    const first = await oneEvent(journal, batchStream(batch));
    if (first !== undefined) return { committed: await isCompleted(journal, batch), before: first.position - 1n };
    return { committed: false, before: (await journal.head()).position };
  });
}

async function isCompleted(journal: JournalReader, batch: string): Promise<boolean> {
  return (await lastEvent(journal, batchStream(batch)))?.type === 'BatchCompleted';
}
