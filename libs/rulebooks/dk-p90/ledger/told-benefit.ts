/** What figures of a participant are made from, and a benefit that can tell how its amount came about. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { Figure } from '../../frame/figures/figure.js';
import type { Benefit } from '../../frame/capabilities/coverage.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';

export interface Sources {
  readonly state: ParticipantState;
  readonly parameters: ParameterSet;
  /** Those the state is folded from; only the telling looks at them, so that a view gives none. */
  readonly events: readonly RecordedEvent[];
}

export interface ToldBenefit {
  readonly benefit: Benefit;
  /** The tree of `benefit.amount`, under the benefit's figure name. */
  readonly tell: () => Figure;
}
