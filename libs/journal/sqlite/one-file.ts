/**
 * A journal is one file under one name. Its write-ahead log and its lock are found by that name, so a second name (a hard link, a
 * mount of the file alone) would give a second writer with a log of its own, and each would lose what the other wrote.
 */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from '#ledger/kernel/refusal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    JOURNAL_HAS_OTHER_NAMES:
      | { readonly because: 'hard-links'; readonly file: string; readonly links: number }
      | { readonly because: 'mounted-alone'; readonly file: string };
    JOURNAL_MOVED: { readonly file: string };
  }
}

/** The name that symbolic links lead to: two of them meet in one lock. */
export function realFile(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const folder = dirname(absolute);
  return existsSync(folder) ? join(realpathSync(folder), basename(absolute)) : absolute;
}

/** Device and inode: what the file is, whatever it is called. Undefined where there is none. */
export function fileIdentity(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`;
}

/**
 * Refuses JOURNAL_HAS_OTHER_NAMES for a file with hard links, or one that is mounted by itself. A file that is not there yet has one
 * name.
 */
export function expectOneName(file: string): void {
  const links = statSync(file, { throwIfNoEntry: false })?.nlink ?? 1;
  if (links > 1) {
    refuse('JOURNAL_HAS_OTHER_NAMES', { because: 'hard-links', file, links });
  }
  if (mountPoints().has(file)) {
    refuse('JOURNAL_HAS_OTHER_NAMES', { because: 'mounted-alone', file });
  }
}

/** Mount points as Linux lists them; none where it does not. A blank in a name stands there as an octal escape. */
function mountPoints(): ReadonlySet<string> {
  try {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
    return new Set(
      lines.map((line) =>
        (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
      ),
    );
  } catch {
    return new Set();
  }
}

/**
 * Asked before every write: the open file is still the one under its name, and has no other. Refuses JOURNAL_MOVED where it was moved,
 * replaced or removed meanwhile (what is written to it would be found by nobody), and as `expectOneName` does for a hard link.
 */
export function fileWatch(file: string): () => void {
  const opened = statSync(file);
  return () => {
    const now = statSync(file, { throwIfNoEntry: false });
    if (now?.ino !== opened.ino || now.dev !== opened.dev) {
      refuse('JOURNAL_MOVED', { file });
    }
    if (now.nlink > 1) expectOneName(file);
  };
}
