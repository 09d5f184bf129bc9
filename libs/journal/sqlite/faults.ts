/** What SQLite reports, as refusals that an operator can act on. */
import { Refused, refusal } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    JOURNAL_DISK_FULL: { readonly file: string; readonly cause: string };
    JOURNAL_IO_ERROR:
      | { readonly because: 'disk'; readonly file: string; readonly cause: string; readonly fault: string; readonly reason: string }
      | { readonly because: 'note'; readonly file: string; readonly cause: string; readonly position: number }
      | { readonly because: 'first-note'; readonly file: string; readonly cause: string };
    JOURNAL_BUSY:
      | { readonly because: 'locked'; readonly file: string; readonly cause: string; readonly reason: string }
      | { readonly because: 'hidden-writer'; readonly file: string }
      | { readonly because: 'appends-begun'; readonly url: string }
      | { readonly because: 'streams-moved'; readonly url: string }
      | { readonly because: 'written-during-copy'; readonly stream: string; readonly shown: string };
  }
}

interface SqliteFault {
  readonly code: string;
  readonly message: string;
}

/** By its shape, not its class: the driver keeps the first error class it was given, also for a second copy of itself. */
export function isSqliteFault(error: unknown): error is SqliteFault {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' && code.startsWith('SQLITE_') && typeof message === 'string';
}

/** Runs something on the file; a fault of disk or file becomes a refusal, everything else goes on as it is. */
export function guarded<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw sqliteFaultOf(file, error);
  }
}

/** The refusal for a fault of SQLite; any other error comes back unchanged. */
export function sqliteFaultOf(file: string, error: unknown): unknown {
  if (!isSqliteFault(error)) return error;
  const { code, message } = error;
  const details = { file, cause: `${code}: ${message}` };
  if (code === 'SQLITE_FULL') {
    return new Refused(
      refusal('JOURNAL_DISK_FULL', details),
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR_SHORT_READ') {
    return corruptFile(file, details.cause);
  }
  if (
    code.startsWith('SQLITE_IOERR') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_PERM'
  ) {
    return new Refused(
      refusal('JOURNAL_IO_ERROR', { because: 'disk', ...details, fault: code, reason: message }),
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new Refused(refusal('JOURNAL_BUSY', { because: 'locked', ...details, reason: message }));
  }
  return error;
}

export function corruptFile(file: string, cause: string): Refused {
  return new Refused(
    refusal('JOURNAL_CORRUPT', { because: 'file', file, cause }),
  );
}
