/** The capability of figures that explain themselves. */
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Figure } from '../figures/figure.js';
import type { ParameterSet } from '../parameters/parameters.js';

/** What a participant's figures are told from. */
export interface FigureSources {
  readonly state: ParticipantState;
  readonly asOf: CivilDate;
  readonly parameters: ParameterSet;
  /** Those the state is folded from. */
  readonly events: readonly RecordedEvent[];
  /** With the decisions that were known at the coordinates; made when it is asked for. */
  readonly fund: () => FundState;
}

export interface ParticipantFigures {
  /** The figure of that name as a tree; undefined for a name of no figure, UNKNOWN_FIGURE refused where only its last part names none. */
  readonly explain: (figure: string, sources: FigureSources) => Figure | undefined;
  /**
   * Whether a figure is of employers' books, which go on by what comes in about a participant's months here after it has gone over. No
   * other figure counts that.
   */
  readonly isOfEmployersBooks?: (figure: string) => boolean;
  /** Names that `explain` knows; a part in capitals stands for many (`account.YEAR.closing`). */
  readonly names: (state: ParticipantState, asOf: CivilDate, parameters: ParameterSet) => readonly string[];
}
