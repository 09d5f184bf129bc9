/** The capability of correction windows: which income years a correction still moves, and what has been settled. */
import type { SettlementAmounts } from '#ledger/schemes/incomes.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from '../parameters/parameters.js';

export interface WindowSettlement extends SettlementAmounts {
  readonly eventId: string;
  readonly kind: 'correction' | 'ordinary';
  readonly correctionYear: number;
  readonly incomeBefore: string;
  readonly incomeAfter: string;
  readonly timeBarred: boolean;
  /** Article that bars it; null where it is settled. */
  readonly article: string | null;
  /**
   * Only where the fund's recovery policy leaves it: what would have been settled against the income settled last, and why
   * not. `standing`: no later correction of the same income has been settled since.
   */
  readonly leftOut?: SettlementAmounts & { readonly reason: string; readonly standing: boolean };
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
  readonly totals: SettlementAmounts;
}

/** `incomeYears`: only these; all without it. */
export type WindowsOf = (
  state: ParticipantState,
  correctionYear: number,
  asOf: CivilDate,
  parameters: ParameterSet,
  incomeYears?: ReadonlySet<number>,
) => WindowsView;
