/** The capability of changes: what a scheme's law says of changes of its calculation basis and of its terms. */
import type { ChangeKind } from '#ledger/fund/changes/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Decimal } from '#money/decimal.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** What one value pays on both bases. */
export interface PaidByValue {
  readonly ageMonths: number;
  readonly valueMinor: number;
  /** A month, for life, posted. */
  readonly monthlyOldMinor: number;
  readonly monthlyNewMinor: number;
  /** new / old − 1, unrounded. */
  readonly change: Decimal;
}

export interface ChangeRules {
  /** The parameters that a change of each kind publishes, and no others. */
  readonly parameters: { readonly [kind in ChangeKind]: readonly string[] };
  /** First day on which a row that begins on `from` is looked up; undefined where the calendar ends before. */
  readonly countsFrom: (from: CivilDate) => CivilDate | undefined;
  /** Of the parameters of both kinds those that are looked up once, on the value date; the others month by month. */
  readonly onValueDate: ReadonlySet<string>;
  /**
   * The value on the day (the state is folded up to it) as a pension for life from that day. Undefined without a value, after
   * a death, and beyond the last age. Refuses MISSING_PARAMETER.
   */
  readonly paidByValue: (state: ParticipantState, on: CivilDate, before: ParameterSet, after: ParameterSet) => PaidByValue | undefined;
}
