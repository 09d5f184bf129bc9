/** A reprocessing and its plan, as the API answers them. */
export type Status = 'uploaded' | 'planning' | 'planned' | 'approved' | 'committing' | 'committed' | 'failed';

export interface Rows {
  readonly total: number;
  readonly accepted: number;
  readonly timeBarred: number;
  readonly noChange: number;
  readonly refused: number;
  readonly flagged: number;
}

export interface Reprocessing {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
  readonly status: Status;
  readonly progress: {
    readonly stage: 'reading' | 'planning' | 'committing' | 'reconciling';
    readonly done: number;
    readonly total: number;
    readonly rate: number;
  } | null;
  readonly digest: string | null;
  readonly plan: { readonly rows: Rows; readonly participants: number; readonly events: number; readonly hasRejects: boolean } | null;
  readonly plannedBy: string | null;
  readonly approvedBy: string | null;
  readonly commit: {
    readonly participants: number;
    readonly employers?: number;
    readonly events: number;
    readonly moved: readonly string[];
    readonly movedCount: number;
    readonly incomeYears: readonly {
      readonly year: number;
      readonly account: string;
      readonly commodity: string;
      readonly planned: string;
      readonly committed: string;
    }[];
  } | null;
  readonly problem: { readonly code: string; readonly detail: string; readonly status: number } | null;
  readonly links: Readonly<
    Record<'self' | 'events' | 'report' | 'movements' | 'rejects' | 'approval' | 'commit' | 'batch' | 'deletion', string | null>
  >;
}

export interface Flag {
  readonly code: string;
  readonly message: string;
}

export interface CurrencySummary {
  readonly currency: string;
  readonly participants: number;
  readonly total: string;
  readonly leftOut: string;
  readonly incomeYears: readonly {
    readonly incomeYear: number;
    readonly corrections: number;
    readonly timeBarred: number;
    readonly premiumDelta: string;
    readonly premiumInterest: string;
    readonly total: string;
  }[];
  readonly histogram: readonly { readonly from: string | null; readonly to: string | null; readonly participants: number }[];
  readonly largest: readonly { readonly participantId: string; readonly total: string }[];
  readonly closing: readonly { readonly incomeYear: number; readonly closesOn: string; readonly participants: number }[];
  /** Of a scheme that invoices employers. */
  readonly premiums?: readonly {
    readonly year: number;
    readonly status: PremiumStatus;
    readonly onFinal?: true;
    readonly amount: string;
  }[];
  readonly rights?: { readonly before: string; readonly after: string };
}

export type PremiumStatus = 'next-invoice' | 'awaits-4.9' | 'lapsed-2.11' | 'estimate' | 'kept';

export interface EmployersSummary {
  readonly currency: string;
  readonly employers: number;
  readonly total: string;
  readonly accounts: readonly { readonly account: string; readonly amount: string }[];
}

export interface EmployerMovement extends Pick<EmployersSummary, 'currency' | 'total' | 'accounts'> {
  readonly employerId: string;
  readonly events: readonly { readonly type: string; readonly count: number }[];
}

export interface PlanReport {
  readonly digest: string;
  readonly kind: string;
  readonly rows: Rows;
  readonly refusedByCode: Readonly<Record<string, number>>;
  readonly participants: number;
  /** Of a file about employers. */
  readonly employers?: number;
  readonly ofEmployers?: readonly EmployersSummary[];
  readonly events: number;
  readonly currencies: readonly CurrencySummary[];
  readonly flags: readonly (Flag & { readonly line: number })[];
  readonly patterns: readonly (Flag & { readonly fundId: string })[];
  readonly totals: Readonly<Record<string, { readonly rows: number; readonly amount: string }>>;
}

export interface Movement {
  readonly participantId: string;
  readonly currency: string;
  readonly total: string;
  readonly settlements: readonly {
    readonly incomeYear: number;
    readonly incomeBefore: string;
    readonly incomeAfter: string;
    readonly total: string;
    readonly timeBarred: boolean;
  }[];
  readonly coverage: Readonly<Record<string, { readonly before: string; readonly after: string }>>;
}
