/** The capability of liabilities by formula: what each participant adds to them, and what the fund completes them with. */
import type { Currency } from '#money/amount.js';
import type { Decimal } from '#money/decimal.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { Sex } from '#ledger/participant/enrolment/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Explained } from '../figures/explained.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** One pension's liability at the end of a year, unrounded decimals in the scheme's currency. */
export interface PensionLiability {
  /** Number of the formula. */
  readonly formula: string;
  readonly pensionYearly: string;
  /** What 1 a year of it is worth. */
  readonly factor: string;
  readonly liability: string;
  /** The part that the year's index raise adds. */
  readonly indexRaise: string;
}

/** What one participant adds to the liabilities of a fund at the end of a year; unrounded decimals. */
export interface ParticipantLiabilities {
  readonly year: number;
  readonly age: number;
  readonly sex: Sex;
  /** Mortality and interest that the factors rest on. */
  readonly basis: string;
  readonly fundedPension: string;
  readonly liabilities: readonly PensionLiability[];
  /** Income base by income year, each on its own bases. */
  readonly incomeBases: { readonly [incomeYear: string]: string };
  /** With what corrections settled in the year. */
  readonly premium: string;
  readonly smoothingPart: string;
  /** Corrections of earlier years' index raises that the division of this year settles, with interest to its opening. */
  readonly indexCorrection: string;
  readonly currency: Currency;
}

/** Sums over the participants of a fund. */
export interface LiabilitySums {
  readonly participants: number;
  readonly liabilities: ReadonlyMap<string, Decimal>;
  readonly indexRaises: ReadonlyMap<string, Decimal>;
  readonly incomeBases: ReadonlyMap<number, Decimal>;
  readonly premium: Decimal;
  readonly smoothingPart: Decimal;
  readonly indexCorrection: Decimal;
}

export interface FundLiabilities {
  readonly year: number;
  readonly components: readonly {
    readonly formula: string;
    readonly name: string;
    readonly amount: string;
    readonly amountPosted: string;
  }[];
  /** Null where a part is missing. */
  readonly total: string | null;
  readonly totalPosted: string | null;
  readonly missing: readonly MissingPart[];
}

/** A part that cannot be computed, and why. */
export interface MissingPart {
  readonly formula: string;
  readonly refusal: Refusal;
}

/** Pensions in payment that a formula would value and of which the ledger holds none. */
export interface MissingFact {
  readonly formula: string;
  readonly pensions: 'old-age' | 'disability' | 'early-retirement' | 'unemployment';
}

export interface SmoothingFund {
  readonly year: number;
  readonly previousFund: string;
  /** Taken from it at the opening. */
  readonly indexCorrection: string;
  readonly accumulation: string;
  readonly halfYear: string;
  readonly excessInterest: string;
  readonly fund: string;
  readonly claim: string;
  readonly fundPosted: string;
  readonly claimPosted: string;
}

/** What the fund opens with. */
export interface FundOpening {
  /** V^T_{v−1} and V^VIU_{v−1}. */
  readonly previousFund: Decimal;
  readonly liabilitiesPrevious: Decimal;
}

/** Liabilities of a scheme that divides costs by them. */
export interface LiabilityRules {
  readonly participant: (state: ParticipantState, year: number, parameters: ParameterSet) => ParticipantLiabilities;
  readonly fund: (year: number, sums: LiabilitySums, parameters: ParameterSet) => Explained<FundLiabilities>;
  readonly smoothingFund: (
    year: number,
    sums: LiabilitySums,
    liabilities: Explained<FundLiabilities>,
    opening: FundOpening,
    parameters: ParameterSet,
  ) => Explained<SmoothingFund>;
  /** Which facts of its participants the ledger does not hold. */
  readonly missingFacts: (sums: LiabilitySums) => readonly MissingFact[];
}
