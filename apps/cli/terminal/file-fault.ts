/** What the file system said no to, as a refusal that a person can act on. */
import { refusal, type Refusal } from '#ledger/kernel/refusal.js';
import type { CommandLineRefusals, FileFault } from '../refusals.js';

type FaultCode = { [C in keyof CommandLineRefusals]: FileFault extends CommandLineRefusals[C] ? C : never }[keyof CommandLineRefusals];

const FAULTS: Readonly<Record<string, readonly [code: FaultCode, fault: FileFault['fault']]>> = {
  EEXIST: ['FILE_EXISTS', 'exists'],
  EISDIR: ['NO_SUCH_FILE', 'folder'],
  EACCES: ['NOT_PERMITTED', 'not-permitted'],
  EPERM: ['NOT_PERMITTED', 'not-permitted'],
  EROFS: ['READ_ONLY_DISK', 'read-only'],
  ENOSPC: ['DISK_FULL', 'full'],
  EDQUOT: ['DISK_FULL', 'full'],
};

/** Undefined for any other error. */
export function fileFault(error: unknown): Refusal | undefined {
  const { code = '', syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall === undefined) return undefined;
  const of = { cause: `${syscall}: ${code}`, ...(path === undefined ? {} : { file: path }) };
  if (code === 'ENOENT') return refusal('NO_SUCH_FOLDER', { fault: 'absent', ...of });
  if (code === 'ENOTDIR') return refusal('NO_SUCH_FOLDER', { fault: 'part-is-a-file', ...of });
  const [refused, fault] = FAULTS[code] ?? [];
  return refused === undefined || fault === undefined ? undefined : refusal(refused, { fault, ...of });
}
