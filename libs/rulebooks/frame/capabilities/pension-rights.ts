/**
 * The capability of rights by tranche of accrual year, moved by a fund's decisions on indexation, reductions and catch-up, and of
 * savings in the place of premium. What is expected is compared with what is booked; a difference stands at its original date.
 */
import type { RightsDecision } from '#ledger/fund/policy/events.js';
import type { RightsKey } from '#ledger/participant/rights/booked-rights.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from '../parameters/parameters.js';
import type { Employment } from './invoicing.js';

export interface RightsBooking {
  readonly key: RightsKey;
  readonly on: CivilDate;
  /** EUR a year, minor units, signed. */
  readonly amountMinor: number;
}

export interface Tranche {
  readonly year: number;
  /** EUR a year, unrounded decimal text. */
  readonly right: string;
  /** Of one that came by transfer: the day. */
  readonly transferredOn?: CivilDate;
}

/** Rights that came with a group, as a tranche of the year in which they came; or all that there were, gone with one. */
export type RightsTransfer =
  | { readonly way: 'in'; readonly on: CivilDate; readonly right: string }
  | { readonly way: 'out'; readonly on: CivilDate };

export interface OwedCatchUp {
  readonly kind: 'reduction' | 'missed';
  readonly ofYear: number;
  /** Decimal text, what is still to be restored or caught up. */
  readonly rate: string;
  /** EUR a year, of the tranches that were there. */
  readonly rightBeforeMinor: number;
  readonly amountMinor: number;
  /** Last year whose decision may still grant it. */
  readonly lastDecision: number;
}

export interface PensionRights {
  readonly bookings: readonly RightsBooking[];
  readonly tranches: readonly Tranche[];
  readonly totalMinor: number;
  readonly owed: readonly OwedCatchUp[];
}

/** A difference between what is expected and what is booked, by key; `first`: nothing was booked. */
export interface BookingDifference<Key> {
  readonly key: Key;
  readonly on: CivilDate;
  readonly amountMinor: number;
  readonly first: boolean;
}

/** What a savings account books besides its deposits. */
export type SavingsKey =
  | { readonly kind: 'interest'; readonly year: number }
  | { readonly kind: 'payout'; readonly to: 'participant' | 'heirs' }
  | { readonly kind: 'void' };

export interface SavingsBooking {
  readonly key: SavingsKey;
  readonly on: CivilDate;
  readonly amountMinor: number;
  /** Of a void: the deposits, which count as premium. */
  readonly premiumMinor?: number;
  /** Of interest: decimal text. */
  readonly rate?: string;
}

export interface Saver {
  readonly birthDate: CivilDate;
  readonly deposits: readonly { readonly date: CivilDate; readonly amountMinor: number }[];
  readonly end: { readonly type: 'withdrawn' | 'lapsed' | 'death'; readonly date: CivilDate } | undefined;
}

export interface PensionRightsRules {
  /** What accrues in a year, unrounded, by the facts as now known; an estimate counts until delivery. */
  readonly accrual: (employments: readonly Employment[], year: number, through: string, parameters: ParameterSet) => string;
  readonly rights: (
    accruals: readonly Tranche[],
    decisions: readonly RightsDecision[],
    asOf: CivilDate,
    transfers?: readonly RightsTransfer[],
  ) => PensionRights;
  readonly rightsDifferences: (
    expected: readonly RightsBooking[],
    booked: readonly RightsBooking[],
  ) => readonly BookingDifference<RightsKey>[];
  /** The day on which savings are paid out to the saver. */
  readonly payoutOn: (birthDate: CivilDate) => CivilDate;
  readonly savings: (saver: Saver, asOf: CivilDate, parameters: ParameterSet) => readonly SavingsBooking[];
  readonly savingsDifferences: (
    expected: readonly SavingsBooking[],
    booked: readonly SavingsBooking[],
  ) => readonly BookingDifference<SavingsKey>[];
}
