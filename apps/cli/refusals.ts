/** What the command line alone refuses, with the details of each code. The sentences stand in `words/english.ts`. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { SubjectKind } from '#ledger/subjects.js';

/** Options that do not go together. */
type Conflict =
  | {
      readonly because:
        | 'recorded-alone'
        | 'rate-or-group'
        | 'supposed-is-not-recorded'
        | 'fund-or-participant'
        | 'snapshot-is-of-now';
    }
  | { readonly because: 'of-other-models'; readonly option: string; readonly models: readonly string[]; readonly model: string }
  | { readonly because: 'fund-of-other-scheme'; readonly fundId: string; readonly scheme: string; readonly asked: string };

/** What the file system said no to. */
export interface FileFault {
  readonly fault: 'exists' | 'folder' | 'not-permitted' | 'read-only' | 'full';
  readonly file?: string;
  /** The call and what it answered: `open: ENOENT`. */
  readonly cause: string;
}

export interface CommandLineRefusals {
  AMBIGUOUS_EVENT: Partial<Record<`${SubjectKind}Id`, string>> & { readonly given: string; readonly eventIds: readonly string[] };
  /** `ofScheme`: the days from which the scheme changes in words. */
  CHANGE_NOT_NAMED: { readonly changes: readonly string[]; readonly ofScheme: readonly string[] };
  /** `events`: those that the journal has, where they are fewer than the checkpoint signs. */
  CHECKPOINT_BROKEN: { readonly size: number; readonly since: string; readonly events?: number };
  CONFLICTING_OPTIONS: Conflict;
  /** Without a fault: it is there, and no earlier output of the command. */
  FILE_EXISTS: { readonly file: string; readonly fault?: undefined } | FileFault;
  DISK_FULL: FileFault;
  FUND_NOT_NAMED: { readonly funds: readonly string[] };
  INVALID_ACTOR: { readonly refusal: Refusal };
  INVALID_REPORT: { readonly file: string };
  NO_FUND: { readonly fundId?: string };
  NO_SAMPLE: { readonly scheme: string; readonly known: readonly string[] };
  NO_SUCH_FILE:
    | { readonly file: string; readonly is: 'absent' | 'no-plain-file' | 'folder' }
    | { readonly file: string; readonly reason: string }
    | FileFault;
  NOT_PERMITTED: FileFault;
  READ_ONLY_DISK: FileFault;
  ROLES_ARE_ON: { readonly command: 'import'; readonly kind: string } | { readonly command: 'reprocess' };
  SAME_JOURNAL: { readonly from: string; readonly to: string };
  /** `text`: what to report. */
  UNEXPECTED_ERROR: { readonly text: string };
  UNSUPPORTED_OUTPUT: { readonly file: string };
  WRONG_USAGE: { readonly problem: string };
}

declare module '#ledger/kernel/refusal.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface SurfaceRefusals extends CommandLineRefusals {}
}
