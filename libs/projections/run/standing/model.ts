/** The standing models: views whose rows are kept, and what is kept of each subject. */
import type { Instant } from '#money/civil-date.js';
import type { ViewEntry } from '../../view.js';
import { STANDING_VIEWS } from '../../views/views.js';

/** Their names, in the order in which they are built. */
export const STANDING_MODELS: readonly string[] = STANDING_VIEWS.map(({ name }) => name);

/** A subject's row: its view, or the refusal that stands in the view's place. */
export interface StandingRow {
  readonly model: string;
  readonly subjectId: string;
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

/** A subject set aside in one model, because its events or the view of them failed. */
export interface QuarantineRow {
  readonly model: string;
  readonly subjectId: string;
  readonly code: string;
  readonly message: string;
  readonly eventId: string | null;
  readonly position: number;
  readonly since: Instant;
}

/** An entry of a model's own order, with the subject that it is of. */
export interface StandingEntry extends ViewEntry {
  readonly model: string;
  readonly subjectId: string;
}

/** A subject whose rows rest on the events of another one beside its own, as a model keeps it. */
export interface RestingRow {
  readonly model: string;
  readonly subjectId: string;
  /** Whose events, and which of them: `rights E1`. */
  readonly key: string;
}

/** What a run found out about some subjects: each stands in `rows` or in `quarantined`, for each model. */
export interface StandingRows {
  readonly rows: readonly StandingRow[];
  readonly quarantined: readonly QuarantineRow[];
  readonly entries: readonly StandingEntry[];
  readonly resting: readonly RestingRow[];
  readonly subjects: number;
  readonly events: number;
}
