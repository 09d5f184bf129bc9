/** What a scheme's rulebook offers to the ledger: its law as pure functions over a participant's state. */
import type { CivilDate } from '#money/civil-date.js';
import type { Currency } from '#money/amount.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DeclaredSpecialBonus, FundState } from '#ledger/fund/state.js';
import type { Decimal } from '#money/decimal.js';
import type { AllotmentKey } from '#money/largest-remainder.js';
import type { AllotmentBase } from '#ledger/fund/events.js';
import type { Decided, DecidedFundEvent, DecidedParticipantEvent } from '#ledger/event.js';
import type { EntitlementKey, Sex } from '#ledger/participant/events.js';
import type { SchemeTerms } from '#ledger/participant/decide.js';
import type { AccountLineKind, IncomeVersion, ParticipantState } from '#ledger/participant/state.js';
import type { ChangeRules } from './changes.js';
import type { Figure } from './figure.js';
import type { Operation } from './operation.js';
import type { ParameterSet } from './parameters.js';

/** A parameter that a fund may publish, and the check of its values (a message, or undefined where the value is right). */
export interface PublishableParameter {
  readonly name: string;
  readonly unit: string;
  readonly check: (value: unknown) => string | undefined;
}

export interface Benefit {
  /** A name of CONTRACT's list, or the scheme's own, documented one. */
  readonly benefit: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly frequency: 'monthly' | 'yearly' | 'lump-sum';
  readonly basis: 'guaranteed' | 'accrued' | 'expected';
  readonly condition: string | null;
  readonly validUntil: CivilDate | null;
  /** Name for `accrual explain`. */
  readonly figure: string;
}

export interface Assumption {
  readonly name: string;
  readonly value: string;
  readonly from: CivilDate;
  readonly reference: string;
  readonly status: string;
}

/** What a funded pension rests on: index, conversion, and each income with the reason it counts or not. */
export interface FundedPensionDetail {
  /** At the end of this year. */
  readonly year: number;
  /** J_v, per thousand; null where no income counts. */
  readonly index: string | null;
  /** k(x, s); null where nothing is converted. */
  readonly conversion: string | null;
  readonly incomes: readonly {
    readonly year: number;
    readonly employerId: string;
    readonly amount: string;
    /** B_i: what of it counts. */
    readonly counted: string;
    readonly reason: string;
    /** Unrounded, a year; before the conversion where it is converted. */
    readonly pension: string;
    readonly converted: boolean;
  }[];
}

export interface CoverageView {
  readonly value: string;
  readonly benefits: readonly Benefit[];
  /** Only of a scheme that funds pensions from incomes. */
  readonly fundedPension?: FundedPensionDetail;
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
}

export interface AccountLine {
  readonly kind: AccountLineKind;
  readonly amount: string;
}

export interface AccountView {
  readonly year: number;
  readonly opening: string;
  readonly lines: readonly AccountLine[];
  readonly closing: string;
}

export interface WindowSettlement {
  readonly eventId: string;
  readonly kind: 'correction' | 'ordinary';
  readonly correctionYear: number;
  readonly incomeBefore: string;
  readonly incomeAfter: string;
  readonly premiumDelta: string;
  readonly premiumInterest: string;
  readonly smoothingDelta: string;
  readonly smoothingInterest: string;
  readonly total: string;
  readonly timeBarred: boolean;
  /** Article that bars it; null where it is settled. */
  readonly article: string | null;
  /**
   * Only where the fund's recovery policy leaves it: what would have been settled against the income settled last, and why
   * not. `standing`: no later correction of the same income has been settled since.
   */
  readonly leftOut?: { readonly premiumDelta: string; readonly premiumInterest: string; readonly smoothingDelta: string; readonly smoothingInterest: string; readonly total: string; readonly reason: string; readonly standing: boolean };
}

export interface WindowYear {
  readonly incomeYear: number;
  readonly status: 'open' | 'closed' | 'not-yet';
  readonly lastCorrectionYear: number;
  readonly closesOn: CivilDate;
  readonly income: { readonly reported: string; readonly current: string };
  readonly premium: string;
  readonly smoothingPart: string;
  readonly versions: readonly {
    readonly employerId: string;
    readonly amount: string;
    readonly recordedAt: string;
    readonly correctedOn: CivilDate | null;
    readonly eventId: string;
    readonly reason: string | null;
  }[];
  readonly settlements: readonly WindowSettlement[];
}

export interface WindowsView {
  readonly correctionYear: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  readonly years: readonly WindowYear[];
  readonly totals: {
    readonly premiumDelta: string;
    readonly premiumInterest: string;
    readonly smoothingDelta: string;
    readonly smoothingInterest: string;
    readonly total: string;
  };
}

/** A corrected income on its way into the journal. */
export interface IncomeCorrection {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly before: IncomeVersion;
  readonly afterMinor: number;
  readonly coverageAfter: IncomeVersion['coverage'];
  readonly correctedOn: CivilDate;
}

/** What follows from facts and decisions by rule, to be booked once and adjusted when it changes. */
export interface Entitlement {
  readonly key: EntitlementKey;
  /** Signed effect on the participant's value, minor units. */
  readonly amountMinor: number;
  /** Value date of the booking and of every later adjustment. */
  readonly effectiveDate: CivilDate;
  /** The event of the first booking; `AdjustmentPosted` follows for later differences. */
  readonly booking: Pick<DecidedParticipantEvent, 'type' | 'data'>;
}

/**
 * window-settlement: a corrected income is settled at once, inside a window (fi-kapl 2.4).
 * as-if-original: entitlements are derived again from all facts and compared with what is booked (dk-p90).
 */
export type CorrectionPolicy =
  | {
      readonly kind: 'window-settlement';
      /** The event that settles or bars the correction. `correction` is the id of the IncomeCorrected event. */
      readonly settle: (
        state: ParticipantState,
        correction: IncomeCorrection,
        correctionId: string,
        parameters: ParameterSet,
      ) => Pick<DecidedParticipantEvent, 'type' | 'data'>;
    }
  | {
      readonly kind: 'as-if-original';
      /** All entitlements of a participant, by the facts in the state and the fund's decisions, in order of value date. */
      readonly derive: (state: ParticipantState, fund: FundState, parameters: ParameterSet) => readonly Entitlement[];
    };

/** What a group's total can be allotted by, of one participant, minor units, none negative. */
export type AllotmentBases = { readonly [base in AllotmentBase]: number };

export type AllotmentMoment = { readonly kind: 'year-end'; readonly year: number } | { readonly kind: 'day'; readonly on: CivilDate };

/** A contribution group's result of a year. */
export interface ReportResult {
  readonly year: number;
  readonly group: string;
  /** Of the whole year, negative for a deficit. */
  readonly resultMinor: number;
  /** Only for a group's first result; later the buffer that the last one left. */
  readonly openingBufferMinor: number | undefined;
  /** What would be credited without a deficit. */
  readonly plannedCreditMinor: number;
  readonly reference: string;
}

export interface AllotShares {
  readonly year: number;
  readonly group: string;
  readonly by: AllotmentBase;
}

/** A deficit taken at once, within the year. */
export interface RegulateEmergency {
  readonly on: CivilDate;
  readonly group: string;
  /** Since the last result, negative. */
  readonly resultMinor: number;
  readonly openingBufferMinor: number | undefined;
  readonly reason: string;
  readonly reference: string;
}

/** A year's special bonus provisions. */
export interface ProvideSpecialBonus {
  readonly year: number;
  readonly poolMinor: number;
  readonly reference: string;
}

export type DecidedShares = Extract<Decided<'BonusDeclared'>, { type: 'BonusDeclared' }>;
/** The keys of all participants. */
export type KeysOf = (by: AllotmentBase) => readonly AllotmentKey[];

/** Results of contribution groups: what the fund reports, and what follows for all participants. */
export interface ResultDecisions {
  /** Undefined where the participant has none: not there yet. */
  readonly bases: (state: ParticipantState, fund: FundState, parameters: ParameterSet, moment: AllotmentMoment) => AllotmentBases | undefined;
  /** Undefined: reported before. */
  readonly reportResult: (command: ReportResult, fund: FundState, valueSumMinor: number, parameters: ParameterSet) => DecidedFundEvent | undefined;
  readonly allotShares: (command: AllotShares, fund: FundState, keysOf: KeysOf) => readonly DecidedShares[];
  readonly regulateEmergency: (
    command: RegulateEmergency,
    fund: FundState,
    valueSumMinor: number,
    keysOf: KeysOf,
    today: CivilDate,
    idOf: (key: string) => string,
  ) => readonly DecidedFundEvent[];
}

/** Reserves that stay the fund's own and are told to participants by their share. */
export interface SpecialBonusRules {
  /** Undefined: declared before. `keys`: the values of all participants at the year's end. */
  readonly declare: (command: ProvideSpecialBonus, fund: FundState, keys: readonly AllotmentKey[]) => DecidedFundEvent | undefined;
  /** The share of one participant of that value, minor units. */
  readonly shareMinor: (declared: DeclaredSpecialBonus, participantId: string, valueMinor: number) => number;
}

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
  readonly components: readonly { readonly formula: string; readonly name: string; readonly amount: string; readonly amountPosted: string }[];
  /** Null where a part is missing. */
  readonly total: string | null;
  readonly totalPosted: string | null;
  readonly missing: readonly string[];
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

/** Liabilities of a scheme that divides costs by them. */
export interface LiabilityRules {
  readonly participant: (state: ParticipantState, year: number, parameters: ParameterSet) => ParticipantLiabilities;
  readonly fund: (year: number, sums: LiabilitySums, parameters: ParameterSet) => FundLiabilities;
  /** The fund, or without it the liabilities, as a tree. */
  readonly explain: (year: number, sums: LiabilitySums, liabilities: FundLiabilities, fund: SmoothingFund | undefined, parameters: ParameterSet) => Figure;
  /** Which facts of its participants the ledger does not hold, in words. */
  readonly missingFacts: (sums: LiabilitySums) => readonly string[];
  readonly smoothingFund: (
    year: number,
    sums: LiabilitySums,
    liabilities: FundLiabilities,
    opening: { readonly previousFund: Decimal; readonly liabilitiesPrevious: Decimal },
    parameters: ParameterSet,
  ) => SmoothingFund;
}

export interface Rulebook {
  readonly id: string;
  /** Changes when the same coordinates would give another answer. */
  readonly version: string;
  readonly title: string;
  readonly currency: Currency;
  /** Which facts the scheme takes. */
  readonly facts: SchemeTerms['facts'];
  readonly official: ParameterSet;
  readonly publishable: readonly PublishableParameter[];
  readonly operations: readonly Operation[];
  readonly correctionPolicy: CorrectionPolicy;
  /** Absent: the scheme shares no results, and takes no decisions on interest, bonus or cuts. */
  readonly results?: ResultDecisions;
  /** Absent: the scheme has no such provisions. It shares results too: both go by the values. */
  readonly specialBonus?: SpecialBonusRules;
  /** Absent: the scheme has no basis and no terms that its fund may change. */
  readonly changes?: ChangeRules;
  /** Absent: the scheme keeps no liabilities by formula. */
  readonly liabilities?: LiabilityRules;
  readonly coverage: (state: ParticipantState, asOf: CivilDate, parameters: ParameterSet) => CoverageView;
  readonly account: (state: ParticipantState, year: number, parameters: ParameterSet) => AccountView;
  /** Refuses NOT_APPLICABLE where the scheme has no correction windows. `incomeYears`: only these; all without it. */
  readonly windows: (state: ParticipantState, correctionYear: number, asOf: CivilDate, parameters: ParameterSet, incomeYears?: ReadonlySet<number>) => WindowsView;
  /**
   * The figure of that name as a tree; undefined for a name of no figure, UNKNOWN_FIGURE refused where only its last part names none.
   * `events`: those the state is folded from.
   */
  readonly explain: (state: ParticipantState, figure: string, asOf: CivilDate, parameters: ParameterSet, events: readonly RecordedEvent[]) => Figure | undefined;
  /** Names that `explain` knows; a part in capitals stands for many (`account.YEAR.closing`). */
  readonly figureNames: (state: ParticipantState, asOf: CivilDate, parameters: ParameterSet) => readonly string[];
}
