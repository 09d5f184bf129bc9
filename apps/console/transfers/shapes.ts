/** What the API answers about collective transfers. */
import type { AnswerCoordinates } from '../api/shapes.js';

export type OwedWhat = 'board-response' | 'consent' | 'notice' | 'lapse' | 'acceptance' | 'completion';
export type TransferStatus =
  | 'DRAFT' | 'PROPOSED' | 'ASSESSED' | 'CONSULTED' | 'NOTIFIED' | 'CLEARED' | 'COMPLETED' | 'REJECTED' | 'PROHIBITED' | 'WITHDRAWN';

export interface Dossier {
  readonly transferId: string;
  readonly sender: { readonly fundId: string; readonly organ: string };
  readonly receiver: { readonly type: string; readonly name: string };
  readonly transferDate: string;
  readonly transferValue: string;
  readonly currency: string;
  readonly conversion: string;
  readonly state: TransferStatus;
  readonly reviewEnds: string | null;
  readonly latestNotice: string;
  readonly steps: readonly {
    readonly step: string;
    readonly on: string;
    readonly by: string;
    readonly positive: boolean | null;
    readonly reference: string;
    readonly document: { readonly name: string; readonly sha256: string } | null;
    readonly eventId: string;
    readonly state: TransferStatus;
  }[];
  readonly next: readonly { readonly step: string; readonly from: string; readonly until: string | null }[];
  readonly owed: readonly { readonly what: OwedWhat; readonly latest: string }[];
  readonly snapshot: {
    readonly digest: string;
    readonly takenOn: string;
    readonly participants: number;
    readonly values: string;
    readonly rights: string;
    /** Whose right has moved since; not told at coordinates, nor where it cannot be told. */
    readonly stale?: readonly string[];
  } | null;
}

export interface Equivalence extends AnswerCoordinates {
  readonly basis: string;
  readonly tolerance: { readonly individual: string; readonly collective: string; readonly group: string };
  readonly oldValue: string;
  readonly newValue: string;
  readonly collectiveRatio: string;
  readonly groupRatios: Readonly<Record<string, string>>;
  readonly spread: string;
  readonly individualFailures: readonly string[];
  readonly actuarialEquivalence: boolean;
  readonly collectiveEquivalence: boolean;
  readonly balance: boolean;
}

export interface TransferProof extends AnswerCoordinates {
  readonly participants: number;
  readonly closedValue: string;
  readonly openedValue: string;
  readonly net: string;
  readonly closedRights: string;
  readonly openedRights: string;
  readonly holds: boolean;
  readonly differences: readonly {
    readonly what: string;
    readonly participantId: string | null;
    readonly expected: string;
    readonly found: string;
  }[];
}
