/** The key that signs checkpoints: a file in the data folder, or where ACCRUAL_CHECKPOINT_KEY says. */
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { newSignerKey, readSignerKey, type SignerKey } from '#audit/checkpoint/keys.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Workspace } from './workspace.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NO_CHECKPOINT_KEY: { readonly because: 'sign' | 'check'; readonly file: string };
    KEY_ALREADY_MADE: { readonly file: string };
  }
}

/** Refuses NO_CHECKPOINT_KEY where there is none, INVALID_KEY where the file is damaged. */
export function checkpointKeyOf({ checkpointKey: { file } }: Workspace): SignerKey {
  if (!existsSync(file)) {
    refuse('NO_CHECKPOINT_KEY', { because: 'sign', file });
  }
  return readSignerKey(readFileSync(file, 'utf8'));
}

/**
 * A new key in its file, readable by its owner alone. Refuses KEY_ALREADY_MADE, since whoever holds a checkpoint checks it with the
 * key that is there, and INVALID_KEY_NAME.
 */
export function makeCheckpointKey({ checkpointKey: { file } }: Workspace, name: string): SignerKey {
  const signer = newSignerKey(name);
  if (!wasFirst(file, signer)) {
    refuse('KEY_ALREADY_MADE', { file });
  }
  return signer;
}

/** The data folder's key, made under a name of its own where there is none. A file that was named by a setting must be there. */
export function checkpointKeyOrNew(workspace: Workspace): SignerKey {
  const { file, isNamed } = workspace.checkpointKey;
  if (!existsSync(file) && !isNamed) wasFirst(file, newSignerKey(`accrual-ledger/${randomUUID().slice(0, 8)}`));
  return checkpointKeyOf(workspace);
}

/** Whether the key is in the file now: whole, or not at all; never over one that is there. */
function wasFirst(file: string, signer: SignerKey): boolean {
  const draft = `${file}.${randomUUID()}`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(draft, `${signer.text}\n`, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
