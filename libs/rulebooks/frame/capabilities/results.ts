/** The capability of results of contribution groups, and of the fund's decisions on interest, bonus and cuts. */
import type { AllotmentKey } from '#money/largest-remainder.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Decided } from '#ledger/kernel/event.js';
import type { DecidedFundEvent, FundEventData } from '#ledger/fund/events.js';
import type { AllotmentBase } from '#ledger/fund/results/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../parameters/parameters.js';

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

export type DecidedShares = Decided<FundEventData, 'BonusDeclared'>;

/** The keys of all participants. */
export type KeysOf = (by: AllotmentBase) => readonly AllotmentKey[];

/** Results of contribution groups: what the fund reports, and what follows for all participants. */
export interface ResultDecisions {
  /** Undefined where the participant has none: not there yet. */
  readonly bases: (
    state: ParticipantState,
    fund: FundState,
    parameters: ParameterSet,
    moment: AllotmentMoment,
  ) => AllotmentBases | undefined;
  /** Undefined: reported before. */
  readonly reportResult: (
    command: ReportResult,
    fund: FundState,
    valueSumMinor: number,
    parameters: ParameterSet,
  ) => DecidedFundEvent | undefined;
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
