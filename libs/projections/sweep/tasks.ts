/** What a worker can do with a portion of the portfolio: the job, and what it answers. Plain data, to pass between threads. */
import type { CarriedSums } from '../liabilities/sums.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { Coordinates } from '../coordinates.js';
import type { AccountSum } from '../trial-balance/accumulate.js';
import type { NotCounted } from '../trial-balance/view.js';
import type { AllotmentBases, AllotmentMoment } from '#rulebooks/frame/capabilities/results.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { ChangeAtAge, ChangeKind } from '#ledger/fund/changes/events.js';
import type { Publication } from '#ledger/fund/rules/events.js';
import type { StandingModel, StandingRows } from '../standing/model.js';

export type SweepModel = 'coverage' | 'windows' | 'account' | 'liabilities';
export type OutputFormat = 'csv' | 'ndjson' | 'parquet' | 'none';

/** What is asked beside the coordinates: the correction year of the windows, the year of the account. */
export interface SweepQuestion {
  readonly correctionYear?: number | undefined;
  readonly year?: number | undefined;
  /** Only participants of this fund. */
  readonly fundId?: string | undefined;
}

export interface SweepJob {
  readonly kind: 'sweep';
  readonly model: SweepModel;
  readonly question: SweepQuestion;
  readonly coordinates: Coordinates;
  readonly format: OutputFormat;
  readonly upTo: bigint;
}

export interface SweepResult {
  /** CSV or NDJSON lines as they stand in the file; for Parquet the columns as JSON. */
  readonly text: string;
  /** The answers' digests, 64 hex digits each, without anything between. */
  readonly digests: string;
  readonly answers: number;
  /** Participants whose scheme has no such answer, and those enrolled after the value date. */
  readonly notApplicable: number;
  readonly events: number;
  /** Lines of the rejects file. */
  readonly rejects: string;
  readonly rejected: number;
  /** Of liabilities. */
  readonly sums: CarriedSums;
}

export interface StandingJob {
  readonly kind: 'standing';
  readonly models: readonly StandingModel[];
  readonly asOf: CivilDate;
  readonly upTo: bigint;
  /** When a quarantine found by this job begins. */
  readonly since: Instant;
}

export interface TrialBalanceJob {
  readonly kind: 'trial-balance';
  readonly coordinates: Coordinates;
  /** Which streams this run reads. */
  readonly prefix: string;
  readonly fundId: string | undefined;
  readonly upTo: bigint;
}

export interface TrialBalanceResult {
  readonly sums: readonly AccountSum[];
  readonly events: number;
  readonly lastPosition: bigint;
  readonly notCounted: readonly NotCounted[];
}

/** What is due to a fund's participants and not booked, all facts and decisions counted. */
export interface EntitlementsJob {
  readonly kind: 'entitlements';
  readonly fundId: string;
  /** The day of the fan-out, for the fund's recovery policy. */
  readonly today: CivilDate;
  readonly upTo: bigint;
}

export interface EntitlementsResult {
  /** Only participants with something to book. */
  readonly due: readonly { readonly participantId: string; readonly revision: number; readonly events: readonly DecidedParticipantEvent[] }[];
  readonly participants: number;
  readonly events: number;
  readonly failed: readonly FailedParticipant[];
}

/** By what a group's result of the fund is allotted. */
export interface AllotmentBasesJob {
  readonly kind: 'allotment-bases';
  readonly fundId: string;
  readonly moment: AllotmentMoment;
  readonly upTo: bigint;
}

export interface AllotmentBasesResult {
  readonly ids: readonly string[];
  readonly bases: readonly AllotmentBases[];
  readonly events: number;
  readonly failed: readonly FailedParticipant[];
}

/** What a publication that changes the basis or the terms does on a day. */
export interface ChangeEffectJob {
  readonly kind: 'change-effect';
  readonly change: ChangeKind;
  readonly fundId: string;
  readonly on: CivilDate;
  readonly publication: Publication;
  readonly upTo: bigint;
}

export interface AgeSums {
  readonly fromAge: number;
  readonly participants: number;
  readonly valueMinor: number;
  readonly oldMinor: number;
  readonly newMinor: number;
}

export interface FigureSums {
  readonly figure: string;
  readonly beforeMinor: number;
  readonly afterMinor: number;
  readonly rising: number;
  readonly falling: number;
  readonly lapsing: number;
}

export interface ChangeEffectResult {
  readonly participants: number;
  /** Of a basis, by ten years of age. */
  readonly ages: readonly AgeSums[];
  readonly smallest: ChangeAtAge | undefined;
  readonly largest: ChangeAtAge | undefined;
  /** Of terms. */
  readonly figures: readonly FigureSums[];
  readonly events: number;
  readonly failed: readonly FailedParticipant[];
}

export interface FailedParticipant {
  readonly participantId: string;
  readonly code: string;
  readonly message: string;
}

export interface Results {
  entitlements: EntitlementsResult;
  'allotment-bases': AllotmentBasesResult;
  'change-effect': ChangeEffectResult;
  sweep: SweepResult;
  standing: StandingRows;
  'trial-balance': TrialBalanceResult;
}

export type Job = SweepJob | StandingJob | TrialBalanceJob | EntitlementsJob | AllotmentBasesJob | ChangeEffectJob;
export type JobKind = Job['kind'];
export type JobOf<Kind extends JobKind> = Extract<Job, { kind: Kind }>;
