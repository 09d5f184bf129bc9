/**
 * Reading a journal from where nothing can be written: a mounted back-up, another user's folder, a disk that is read-only. SQLite makes
 * two files beside a journal even to read it. Without them a copy of its own is read, which no other program sees.
 */
import { chmodSync, closeSync, constants, copyFileSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '#ledger/kernel/refusal.js';
import { logBytes, logFile } from './write-ahead-log.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    JOURNAL_CANNOT_BE_OPENED:
      | { readonly because: 'log-beside'; readonly file: string; readonly missing: string; readonly log: string; readonly bytes: number }
      | { readonly because: 'no-right'; readonly file: string };
  }
}

/** Bytes 18 and 19 of a database: 2 with a write-ahead log, 1 without. */
const LOG_MODE_AT = 18;
const NO_LOG = Buffer.of(1, 1);

/** JOURNAL_CANNOT_BE_OPENED where a log lies beside the file that must be read with it, or this user may not read the file. */
export function withoutItsFolder(file: string): Database.Database {
  const log = logBytes(file);
  if (log > 0) {
    refuse('JOURNAL_CANNOT_BE_OPENED', { because: 'log-beside', file, missing: `${file}-shm`, log: logFile(file), bytes: log });
  }
  const folder = mkdtempSync(join(tmpdir(), 'accrual-reading-'));
  try {
    const copy = join(folder, 'journal.sqlite');
    copyUnchanged(file, copy);
    return new Database(copy, { readonly: true });
  } finally {
    rmSync(folder, { recursive: true, force: true }); // the open file stays until it is closed, and goes with the process
  }
}

function copyUnchanged(file: string, copy: string): void {
  const before = stateOf(file);
  try {
    copyFileSync(file, copy, constants.COPYFILE_FICLONE);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if ((code === 'EACCES' || code === 'EPERM') && path === file) {
      refuse('JOURNAL_CANNOT_BE_OPENED', { because: 'no-right', file });
    }
    throw error;
  }
  if (stateOf(file) !== before || logBytes(file) > 0) {
    refuse('JOURNAL_BUSY', { because: 'hidden-writer', file });
  }
  chmodSync(copy, 0o600);
  const descriptor = openSync(copy, 'r+');
  try {
    const mode = Buffer.alloc(NO_LOG.length);
    readSync(descriptor, mode, 0, mode.length, LOG_MODE_AT);
    if (mode.every((byte) => byte === 2)) writeSync(descriptor, NO_LOG, 0, NO_LOG.length, LOG_MODE_AT);
  } finally {
    closeSync(descriptor);
  }
}

function stateOf(file: string): string {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs}`;
}
