/** What the file system said no to, as a refusal that a person can act on. */
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';

const FAULTS: Readonly<Record<string, readonly [code: string, problem: string]>> = {
  ENOENT: ['NO_SUCH_FOLDER', 'it is not there, or the folder it should be in is not; make the folder first, or name another place'],
  ENOTDIR: ['NO_SUCH_FOLDER', 'a part of its path is a file, not a folder; name another place'],
  EEXIST: ['FILE_EXISTS', 'it is there already; name another file, or move that one away'],
  EISDIR: ['NO_SUCH_FILE', 'it is a folder; name a file'],
  EACCES: ['NOT_PERMITTED', 'this user has no right to it; change its rights, or name another place'],
  EPERM: ['NOT_PERMITTED', 'this user has no right to it; change its rights, or name another place'],
  EROFS: ['READ_ONLY_DISK', 'its disk can only be read; name another place'],
  ENOSPC: ['DISK_FULL', 'its disk is full; free space and repeat'],
  EDQUOT: ['DISK_FULL', 'its disk is full; free space and repeat'],
};

/** Undefined for any other error. */
export function fileFault(error: unknown): Refusal | undefined {
  const { code = '', syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  const [refused, problem] = FAULTS[code] ?? [];
  if (refused === undefined || syscall === undefined) return undefined;
  return refusal(refused, `${path ?? 'a file of this command'} cannot be used: ${problem}`, {
    cause: `${syscall}: ${code}`,
    ...(path === undefined ? {} : { file: path }),
  });
}
