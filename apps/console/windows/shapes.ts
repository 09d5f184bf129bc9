/** Correction windows, as the API answers them. */
import type { AnswerCoordinates, Page } from '../api/shapes.js';

type Sums = Readonly<Record<'premiumDelta' | 'premiumInterest' | 'smoothingDelta' | 'smoothingInterest' | 'total', string>>;

export interface WindowYear {
  readonly incomeYear: number;
  readonly status: 'open' | 'closed' | 'not-yet';
  readonly lastCorrectionYear: number;
  readonly closesOn: string;
  readonly income: { readonly reported: string; readonly current: string };
  readonly premium: string;
  readonly smoothingPart: string;
  readonly versions: readonly {
    readonly amount: string;
    readonly employerId: string;
    readonly recordedAt: string;
    readonly correctedOn: string | null;
    readonly eventId: string;
    readonly reason: string | null;
  }[];
  readonly settlements: readonly (Sums & {
    readonly eventId: string;
    readonly timeBarred: boolean;
    readonly article: string | null;
  })[];
}

export interface WindowsAnswer extends AnswerCoordinates {
  readonly correctionYear: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  readonly years: readonly WindowYear[];
  readonly totals: Sums;
}

/** A participant-year that can still be corrected. */
export interface OpenYear {
  readonly participantId: string;
  readonly incomeYear: number;
  readonly lastCorrectionYear: number;
  readonly closesOn: string;
  readonly reported: string;
  readonly income: string;
  readonly premium: string;
  readonly versions: number;
  readonly employers: readonly string[];
}

/** Kept for one day, which it says. */
export type OpenYears = Page<OpenYear> & { readonly asOf: string };
