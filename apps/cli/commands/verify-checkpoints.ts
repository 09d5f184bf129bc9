/** The journal held against what was signed, and against what the Merkle log took in: texts alone, hashed anew. */
import { existsSync, readFileSync } from 'node:fs';
import { openCheckpoint, type TreeHead } from '#audit/checkpoint/checkpoint.js';
import { keptCheckpoints, type KeptCheckpoint } from '#audit/checkpoint/kept.js';
import { headOfLog } from '#audit/log/merkle-log.js';
import { checkpointKeyOf } from '#engine/checkpoint-key.js';
import { openJournalSource, type Workspace } from '#engine/workspace.js';
import { refuse, Refused } from '#ledger/kernel/refusal.js';
import { said } from '#words/said.js';
import { readableFile } from '../input-file.js';
import { progressBar } from '../terminal/progress.js';
import { verifierKeyFrom } from './audit.js';
import { counted } from '../pages/counted.js';

interface SignedHead extends TreeHead {
  readonly file: string;
}

type Held =
  (KeptCheckpoint & { readonly file: string }) | { readonly file: string; readonly status: 'unreadable'; readonly message: string };

/** What the checkpoints sign; read before the long work, so that a wrong file is told at once. */
export function signedHeads(workspace: Workspace, files: readonly string[], key: string | undefined): readonly SignedHead[] {
  if (files.length === 0) return [];
  const { file: own } = workspace.checkpointKey;
  if (key === undefined && !existsSync(own)) {
    refuse('NO_CHECKPOINT_KEY', { because: 'check', file: own });
  }
  const verifier = key === undefined ? checkpointKeyOf(workspace).verifier : verifierKeyFrom(key);
  return files.map((file) => ({ file, ...openCheckpoint(readFileSync(readableFile(file), 'utf8'), verifier) }));
}

/** In the order of the checkpoints, the Merkle log last, where there is one. */
export async function heldAgainst(workspace: Workspace, signed: readonly SignedHead[]): Promise<readonly Held[]> {
  const log = await takenIn(workspace);
  const heads = log === undefined || 'status' in log ? signed : [...signed, log];
  const kept = heads.length === 0 ? [] : await keptHeads(workspace, heads);
  return log !== undefined && 'status' in log ? [...kept, log] : kept;
}

/** What the Merkle log took in, as it stands in its file: it remembers what the journal held. */
async function takenIn({ merkleLogFile: file }: Workspace): Promise<SignedHead | Extract<Held, { status: 'unreadable' }> | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return { file, ...(await headOfLog(file)) };
  } catch (error) {
    if (error instanceof Refused) return { file, status: 'unreadable', message: toldOf(error) };
    throw error;
  }
}

async function keptHeads(workspace: Workspace, heads: readonly SignedHead[]): Promise<readonly Held[]> {
  const total = Math.max(...heads.map(({ size }) => size));
  const progress = progressBar('hashing', 'events');
  try {
    const source = await openJournalSource(workspace);
    try {
      const kept = await keptCheckpoints(source, heads, (events) => progress.update(events, total));
      return kept.map((each, index) => ({ file: (heads[index] as SignedHead).file, ...each }));
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return heads.map(({ file }) => ({ file, status: 'unreadable', message: toldOf(error) })); // the journal cannot even be opened
  } finally {
    progress.stop();
  }
}

export function heldAgainstText(held: Held): string {
  if (held.status === 'unreadable') return `CHECKPOINT NOT HELD AGAINST: ${held.file}: ${held.message}`;
  const { file, size, status } = held;
  const events = counted(size, 'event');
  if (status === 'kept') return `${file}: the first ${events} are those that were signed or taken in.`;
  const what =
    status === 'missing'
      ? `the journal has fewer than ${events}: it was cut back`
      : `the first ${events} are others, or cannot be read: history was changed`;
  return `CHECKPOINT BROKEN: ${file}: ${what}.`;
}

function toldOf({ refusal }: Refused): string {
  return `${refusal.code}: ${said(refusal)}`;
}
