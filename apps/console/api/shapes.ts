/** What the API answers, as far as the screens read it; the OpenAPI document has all of it. */

export interface AnswerCoordinates {
  readonly asOf: string;
  readonly knownAt: string | number;
  readonly rulesKnownAt: string | null;
  readonly position: number;
  readonly rulebook: { readonly id: string; readonly version: string; readonly parameters: string } | null;
  readonly digest: string;
}

export interface Benefit {
  readonly benefit: string;
  readonly amount: string;
  readonly currency: string;
  readonly frequency: 'monthly' | 'yearly' | 'lump-sum';
  readonly basis: 'guaranteed' | 'accrued' | 'expected';
  readonly condition: string | null;
  readonly validUntil: string | null;
  readonly figure: string;
}

export interface Assumption {
  readonly name: string;
  readonly value: string;
  readonly from: string;
  readonly reference: string;
  readonly status: string;
}

export interface Coverage extends AnswerCoordinates {
  readonly participantId: string;
  readonly scheme: string;
  readonly value: string;
  readonly benefits: readonly Benefit[];
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
}

export interface AccountAnswer extends AnswerCoordinates {
  readonly participantId: string;
  readonly year: number;
  readonly opening: string;
  readonly lines: readonly { readonly kind: string; readonly amount: string }[];
  readonly closing: string;
}

export interface Source {
  readonly file: string;
  readonly line: number;
  readonly sha256: string;
}

export interface LedgerEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly effectiveDate: string;
  readonly recordedAt: string;
  readonly migratedAt?: string;
  readonly actor: string;
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly source?: Source;
  readonly data: Readonly<Record<string, unknown>>;
  readonly annulledBy?: string | null;
}

export interface HistoryAnswer extends AnswerCoordinates {
  readonly stream: string;
  readonly events: readonly LedgerEvent[];
}

export interface PointOfChange {
  readonly at: string;
  readonly cause: string;
  readonly events: readonly string[];
}

export interface Grid extends AnswerCoordinates {
  readonly participantId: string;
  readonly figure: string;
  readonly values: readonly string[];
  readonly known: readonly string[];
  readonly cells: readonly (readonly (string | null)[])[];
  readonly illustrative: readonly (readonly boolean[])[];
  readonly causes: { readonly values: readonly PointOfChange[]; readonly known: readonly PointOfChange[] };
  readonly refusals: readonly { readonly code: string; readonly message: string; readonly cells: number }[];
}

export interface CausingEvent {
  readonly id: string;
  readonly type: string;
  readonly effectiveDate: string;
  readonly recordedAt: string;
  readonly source: Source | null;
}

export interface MovedFigure {
  readonly figure: string;
  readonly from: string;
  readonly to: string;
  readonly movement: string;
  readonly causes: readonly { readonly cause: string; readonly amount: string; readonly events: readonly CausingEvent[] }[];
}

export interface Diff extends AnswerCoordinates {
  readonly participantId: string;
  readonly since: { readonly asOf: string; readonly knownAt: string | number };
  readonly moved: readonly MovedFigure[];
  readonly unmoved: readonly { readonly figure: string; readonly amount: string }[];
  readonly notes: readonly string[];
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly position: number;
}

export interface ListedParticipant {
  readonly participantId: string;
  readonly scheme: string;
  readonly fundId: string;
  readonly enrolledOn: string;
  readonly lastRecordedAt: string;
}
