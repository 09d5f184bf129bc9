/** Errors of the machinery underneath (disk, database) that a caller can understand, by the code the system gives them. */
import { problemOf, type Problem } from './problem.js';

const BY_SYSTEM_CODE: Readonly<Record<string, 'DISK_FULL' | 'JOURNAL_IN_USE' | 'READ_ONLY_DISK' | 'JOURNAL_UNAVAILABLE'>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  SQLITE_FULL: 'DISK_FULL',
  SQLITE_BUSY: 'JOURNAL_IN_USE',
  SQLITE_LOCKED: 'JOURNAL_IN_USE',
  SQLITE_READONLY: 'READ_ONLY_DISK',
  EROFS: 'READ_ONLY_DISK',
  SQLITE_IOERR: 'JOURNAL_UNAVAILABLE',
  SQLITE_CANTOPEN: 'JOURNAL_UNAVAILABLE',
};

/**
 * What a connection to PostgreSQL reports: the network's codes, and the server's own while it starts or stops. A journal on a server
 * refuses by itself.
 */
const READ_MODELS_AWAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);
/** Its client gives these no code. */
const READ_MODELS_AWAY_WORDS = /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/;

/** The problem of a failure of disk or database, looked for along the chain of causes; undefined for any other error. */
export function machineryFailure(error: unknown): Problem | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    const systemCode = (cause as NodeJS.ErrnoException).code;
    if (READ_MODELS_AWAY.has(String(systemCode)) || READ_MODELS_AWAY_WORDS.test(cause.message)) {
      return problemOf('READ_MODELS_UNREACHABLE', { asked: 'for-an-answer' });
    }
    if (typeof systemCode !== 'string') continue;
    // SQLite's extended codes begin with the plain one: SQLITE_IOERR_WRITE.
    const known = BY_SYSTEM_CODE[systemCode] ?? BY_SYSTEM_CODE[systemCode.split('_').slice(0, 2).join('_')];
    if (known !== undefined) return problemOf(known);
  }
  return undefined;
}
