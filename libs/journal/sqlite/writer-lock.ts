/**
 * One writer a journal. The lock is an exclusive transaction on a tiny database beside the journal: the operating system
 * drops it with the process, so a killed writer leaves nothing to clean up. A note beside it says who holds it.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { isSqliteFault } from './faults.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    JOURNAL_IN_USE: {
      readonly file: string;
      readonly pid: undefined | number;
      readonly command: undefined | string;
      readonly since: undefined | string;
      readonly who: string;
    };
  }
}

export interface WriterLock {
  readonly release: () => void;
}

interface Holder {
  readonly pid?: number;
  readonly command?: string;
  readonly since?: Instant;
}

const LONGEST_COMMAND = 200;
/** Somebody who looks whether a writer lives holds the lock for a moment. */
const LOOK_MILLISECONDS = 200;

function lockFile(file: string): string {
  return `${file}.lock`;
}

/** Refuses JOURNAL_IN_USE `{pid, command, since}` while another writer, in this process or another, has the journal open. */
export function takeWriterLock(file: string, now: Instant): WriterLock {
  const note = `${file}.writer.json`;
  // The lock file itself is never read or closed by other means: in one process that would drop the lock (POSIX).
  const lock = new Database(lockFile(file), { timeout: LOOK_MILLISECONDS });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isSqliteFault(error) && error.code.startsWith('SQLITE_BUSY')) refuseInUse(file, holderOf(note));
    throw error;
  }
  const holder: Holder = { pid: process.pid, command: commandLine(), since: now };
  try {
    writeFileSync(note, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release: () => {
      rmSync(note, { force: true });
      lock.close();
    },
  };
}

/** Whether another writer, in this process or another, has the journal open. */
export function isWriterAlive(file: string): boolean {
  if (!existsSync(lockFile(file))) return false;
  let look: Database.Database | undefined;
  try {
    look = new Database(lockFile(file), { readonly: true, timeout: 0 });
    look.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (!isSqliteFault(error)) throw error;
    return error.code.startsWith('SQLITE_BUSY'); // one that cannot be read is held by nobody who writes here
  } finally {
    look?.close();
  }
}

function refuseInUse(file: string, { pid, command, since }: Holder): never {
  const who = pid === undefined ? 'another process' : `process ${pid} (${command}) since ${since}`;
  refuse('JOURNAL_IN_USE', { file, pid, command, since, who });
}

function holderOf(note: string): Holder {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as Holder;
  } catch {
    return {}; // the holder has the lock and is about to write its note
  }
}

function commandLine(): string {
  const [program = '', ...args] = process.argv.slice(1);
  return [basename(program), ...args].join(' ').slice(0, LONGEST_COMMAND);
}
