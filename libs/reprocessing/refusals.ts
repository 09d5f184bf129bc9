/** What several kinds of work on a ledger refuse. */
import { refuse, type Refusals } from '#ledger/kernel/refusal.js';
import type { FailedSubject } from '#portfolio/fund-visitor.js';

/** How far it came, what stands, and whether it goes on from there. */
type Interruption =
  | { readonly during: 'balance' | 'closing' | 'due' | 'letters' | 'liabilities' | 'rebuild' | 'settling' | 'voluntary-premium' }
  /** `kept`: where what is computed is kept. */
  | { readonly during: 'study'; readonly kept?: string }
  | { readonly during: 'sweep'; readonly file: string }
  /** Before it was its turn. */
  | { readonly during: 'waiting'; readonly work: 'upload' | 'plan' | 'commit' | 'fan-out' | 'invoices' | 'interest' }
  /** By the end of the program, not by its own doing. */
  | { readonly during: 'commit'; readonly digest: string; readonly stage: 'cut'; readonly committedUpTo: string }
  | { readonly during: 'import'; readonly file: string; readonly rows: number }
  | { readonly during: 'plan'; readonly file: string; readonly done?: number; readonly of?: number; readonly who?: 'employer' }
  | { readonly during: 'commit'; readonly digest: string; readonly stage: 'checking' | 'reconciling' }
  | {
      readonly during: 'commit';
      readonly digest: string;
      readonly stage: 'writing';
      readonly done: number;
      readonly of: number;
      readonly who?: 'employer';
    }
  | { readonly during: 'fan-out' | 'preview'; readonly fundId: string; readonly participants: number }
  | { readonly during: 'interest'; readonly fundId: string; readonly employers: number }
  | { readonly during: 'invoices'; readonly fundId: string; readonly employers: number; readonly of: number };

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INTERRUPTED: Interruption;
    /** `reason`: the code of what one of them refuses. */
    PARTICIPANT_NOT_COUNTED: {
      readonly participantId: string;
      readonly reason: string;
      readonly wanted: 'right' | 'effect-of-change' | 'value-to-allot-by';
      readonly refusal: Refusal;
    };
    /** `batchId`: of what two persons ask for; without it, of a plan that is to be approved. */
    SAME_PERSON: { readonly plannedBy: string; readonly batchId?: string };
  }
}

/** For want of one participant nothing can be said of all. */
export function refuseNotCounted({ id, refusal }: FailedSubject, wanted: Refusals['PARTICIPANT_NOT_COUNTED']['wanted']): never {
  return refuse('PARTICIPANT_NOT_COUNTED', { participantId: id, reason: refusal.code, wanted, refusal });
}
