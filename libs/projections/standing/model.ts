/** The standing read models: what is kept of each participant, and what stands beside it. */
import type { CivilDate, Instant } from '#money/civil-date.js';

export const STANDING_MODELS = ['coverage', 'windows', 'worklist'] as const;
export type StandingModel = (typeof STANDING_MODELS)[number];

/** A participant's row: its view, or the refusal that stands in the view's place. */
export interface StandingRow {
  readonly model: StandingModel;
  readonly participantId: string;
  /** Position of the last event counted. */
  readonly position: number;
  /** Canonical JSON of the `RulesStamp`; null where the rules could not be told. */
  readonly rules: string | null;
  /** Canonical JSON of the view, without coordinates; null beside a refusal. */
  readonly view: string | null;
  /** SHA-256 of the view; null beside a refusal. */
  readonly digest: string | null;
  /** Canonical JSON of the refusal; null beside a view. */
  readonly refusal: string | null;
  /** Code of the refusal. */
  readonly refusalCode: string | null;
}

/** A participant set aside in one model, because its events or the view of them failed. */
export interface QuarantineRow {
  readonly model: StandingModel;
  readonly participantId: string;
  readonly code: string;
  readonly message: string;
  readonly eventId: string | null;
  readonly position: number;
  readonly since: Instant;
}

/** A participant-year that can still be corrected, and the last day on which it can. */
export interface WorklistEntry {
  readonly participantId: string;
  readonly incomeYear: number;
  readonly lastCorrectionYear: number;
  readonly closesOn: CivilDate;
  readonly income: string;
  readonly premium: string;
}

/** What a run found out about some participants: each stands in `rows` or in `quarantined`, for each model. */
export interface StandingRows {
  readonly rows: readonly StandingRow[];
  readonly quarantined: readonly QuarantineRow[];
  readonly worklist: readonly WorklistEntry[];
  readonly participants: number;
  readonly events: number;
}
