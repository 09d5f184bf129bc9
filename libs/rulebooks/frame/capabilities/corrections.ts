/** The capability to say what follows from a corrected fact: settled at once, or all entitlements derived again. */
import type { CivilDate } from '#money/civil-date.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { Decided } from '#ledger/kernel/event.js';
import type { EntitlementKey } from '#ledger/participant/entitlements/events.js';
import type { IncomeEventData } from '#ledger/participant/incomes/events.js';
import type { SchemeFields } from '#ledger/schemes/incomes.js';
import type { IncomeVersion } from '#ledger/participant/incomes/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** A corrected income on its way into the journal. */
export interface IncomeCorrection {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly before: IncomeVersion;
  readonly afterMinor: number;
  /** What its scheme adds to it, as it stands after it. */
  readonly fieldsAfter: SchemeFields;
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
      ) => Pick<Decided<IncomeEventData>, 'type' | 'data'>;
    }
  | {
      readonly kind: 'as-if-original';
      /** All entitlements of a participant, by the facts in the state and the fund's decisions, in order of value date. */
      readonly derive: (state: ParticipantState, fund: FundState, parameters: ParameterSet) => readonly Entitlement[];
    };
