/**
 * The capability of collective value transfers: the dossier's steps, the snapshot of rights and whether it still holds, completion as
 * postings of all or none, and the proof that nothing was lost on the way. Plain data in and out.
 */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '../parameters/parameters.js';

export type Organ = 'accountabilityBody' | 'stakeholderBody';

export const TRANSFER_STATES = [
  'DRAFT', 'PROPOSED', 'ASSESSED', 'CONSULTED', 'NOTIFIED', 'CLEARED', 'COMPLETED', 'REJECTED', 'PROHIBITED', 'WITHDRAWN',
] as const;
export type TransferStatus = (typeof TRANSFER_STATES)[number];

/** Of a transfer to which nothing more happens. */
export const ENDED_STATES: ReadonlySet<TransferStatus> = new Set(['COMPLETED', 'REJECTED', 'PROHIBITED', 'WITHDRAWN']);

export interface TransferTerms {
  readonly organ: Organ;
  /** The scheme changes too: the works council has to consent. */
  readonly schemeChange: boolean;
  readonly transferDate: CivilDate;
  readonly reviewMonths: number;
}

/** What a proposal says of the parties; undefined and an empty text are absent. */
export interface ProposedTerms {
  readonly organ: string | undefined;
  readonly receiver: { readonly type: string | undefined; readonly ppiGround: string | undefined };
  readonly rightsType: string | undefined;
  readonly schemeChange: boolean;
  readonly transferDate: CivilDate;
}

/** Decimal text. */
export interface TransferTolerance {
  readonly individual: string;
  readonly collective: string;
  readonly group: string;
}

export interface EquivalenceRequest {
  readonly transferDate: CivilDate;
  /** Decimal text. */
  readonly transferValue: string;
  readonly tolerance: { readonly [test in keyof TransferTolerance]: string | undefined };
  readonly rows: readonly SnapshotRow[];
}

export interface TransferStatement {
  readonly annualRightBeforeMinor: number;
  readonly annualRightAfterMinor: number;
  readonly changeMinor: number;
  /** Decimal text; null where there was no right. */
  readonly changeShare: string | null;
  readonly valueMinor: number;
  /** Decimal text; null where nothing was paid. */
  readonly shareOfTransfer: string | null;
}

/** One step: its type, its day and its facts; null and an empty text are absent. */
export interface TransferStep {
  readonly type: string;
  readonly date: CivilDate;
  readonly facts: { readonly [fact: string]: JsonValue | undefined };
}

export interface TransferProcess {
  readonly state: TransferStatus;
  readonly lastDate: CivilDate | undefined;
  /** A negative advice that the board has not answered. */
  readonly openAdvice: boolean;
  readonly consent: boolean;
  readonly reviewEnds: CivilDate | undefined;
}

/** A step of the dossier; a snapshot of the rights is one of type `snapshot`, with its digest as fact `rightsSnapshot`. */
export interface TransferDossier {
  readonly terms: TransferTerms;
  readonly proposal: TransferStep;
  readonly steps: readonly TransferStep[];
}

export interface DossierProcess extends TransferProcess {
  /** State after the proposal and after each step. */
  readonly history: readonly TransferStatus[];
}

/** One row of a snapshot. Amounts and factors are decimal text. */
export interface SnapshotRow {
  readonly participantId: string;
  readonly group: string;
  readonly oldRight: string;
  readonly newRight: string;
  readonly factor: string;
  readonly value: string;
  readonly objected: boolean;
}

export interface SnapshotProblem {
  readonly code: 'NOT_IN_FUND' | 'OBJECTED' | 'DUPLICATE' | 'RIGHT_DIFFERS';
  readonly participantId: string;
  readonly ledger?: string;
  readonly file?: string;
}

/** Rights of the sender's participants on the transfer date as now known, what is due included, EUR a year, by participant. */
export type RightsNow = ReadonlyMap<string, string>;

export interface Completion {
  readonly dossier: TransferDossier;
  readonly on: CivilDate;
  readonly today: CivilDate;
  readonly transferValueMinor: number;
  /** Decimal text. */
  readonly conversion: string;
  readonly snapshot: readonly SnapshotRow[];
  readonly rightsNow: RightsNow;
  /** The same unrounded: what the receiver opens comes of them. */
  readonly rightsUnrounded: RightsNow;
  readonly accepted: readonly string[];
}

/** What leaves the sender and reaches the receiver for one participant, minor units. */
export interface TransferMovement {
  readonly participantId: string;
  readonly valueMinor: number;
  readonly closedRightMinor: number;
  readonly openedRightMinor: number;
  /** The share was rounded up: a spare cent. */
  readonly extraCent: boolean;
}

/** Value and right of one participant as booked at one side, minor units, positive. */
export interface MovedRight {
  readonly participantId: string;
  readonly valueMinor: number;
  readonly rightMinor: number;
  /** Of one taken out: the right unrounded, decimal text, where it is another than the booked one. */
  readonly unrounded?: string | undefined;
}

export interface ProofInput {
  readonly snapshot: readonly SnapshotRow[];
  /** Decimal text. */
  readonly conversion: string;
  /** Value and right taken out at the sender, positive. */
  readonly out: readonly MovedRight[];
  /** What came in; of a receiver outside this ledger its acceptances, without amounts. */
  readonly into:
    | { readonly side: 'ledger'; readonly rows: readonly MovedRight[] }
    | { readonly side: 'acceptance file'; readonly accepted: readonly string[] };
  /** Balances of fund:transfers, minor units, sender first. */
  readonly fundTransfersMinor: readonly number[];
}

export interface ProofDifference {
  readonly what: 'net' | 'fund:transfers' | 'out' | 'in' | 'right-out' | 'right-in';
  readonly participantId: string | null;
  readonly expected: string;
  readonly found: string;
}

export interface TransferProof {
  readonly participants: number;
  readonly closedValueMinor: number;
  readonly openedValueMinor: number;
  readonly netMinor: number;
  readonly closedRightsMinor: number;
  readonly openedRightsMinor: number;
  readonly receiverSide: 'ledger' | 'acceptance file';
  readonly holds: boolean;
  readonly differences: readonly ProofDifference[];
}

export interface NextStep {
  readonly step: string;
  readonly from: CivilDate;
  /** Null where nothing ends it. */
  readonly until: CivilDate | null;
}

export interface OwedStep {
  readonly what: 'board-response' | 'consent' | 'notice' | 'lapse' | 'acceptance' | 'completion';
  readonly latest: CivilDate;
}

export interface CollectiveTransferRules {
  /** Refuses MISSING_PARAMETER (the review's months), RECEIVER_NOT_ALLOWED and MISSING_FACT (the organ). */
  readonly terms: (proposed: ProposedTerms, parameters: ParameterSet) => TransferTerms;
  /** The last day on which the supervisor's review can begin in time. */
  readonly latestNotice: (terms: TransferTerms) => CivilDate;
  /** What transfer.equivalence answers. Refuses MISSING_PARAMETER (a tolerance) and NO_VALUE. */
  readonly equivalence: (request: EquivalenceRequest) => JsonObject;
  readonly statement: (moved: MovedRight, conversion: string, totalMinor: number) => TransferStatement;
  /** Refuses as transfer.process does, with the index of the step (the proposal is none). */
  readonly process: (dossier: TransferDossier) => DossierProcess;
  /** `isStale`: a right of the snapshot has moved since; what helps comes first, and what rests on the snapshot is left out. */
  readonly nextSteps: (dossier: TransferDossier, isStale?: boolean) => readonly NextStep[];
  /** What has to come, by when, for the transfer to be in time; `accepted`: the receiver has accepted everyone. */
  readonly owed: (dossier: TransferDossier, accepted: boolean) => readonly OwedStep[];
  readonly snapshotProblems: (rows: readonly SnapshotRow[], rightsNow: RightsNow) => readonly SnapshotProblem[];
  /** Participants whose right has moved since, ascending. */
  readonly stale: (snapshot: readonly SnapshotRow[], rightsNow: RightsNow) => readonly string[];
  /** Refuses SNAPSHOT_STALE where there are any, with what helps in that state: another snapshot, or after the notice another transfer. */
  readonly refuseStale: (stale: readonly string[], state: TransferStatus) => void;
  /** Refuses TRANSFER_DATE_IN_FUTURE, SNAPSHOT_STALE, what transfer.process and transfer.ledger refuse. */
  readonly complete: (completion: Completion) => readonly TransferMovement[];
  readonly proof: (input: ProofInput) => TransferProof;
}
