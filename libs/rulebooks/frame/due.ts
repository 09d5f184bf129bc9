/** Everything that a fund's decisions give a participant and that is not recorded yet. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from './parameters/parameters.js';
import { reconcile } from './reconcile.js';
import type { Rulebook } from './rulebook.js';
import { sharesToState } from './stated-shares.js';

/** What a participant's fund goes by. */
export interface FundRules {
  readonly rulebook: Rulebook;
  /** All that the fund decided, whatever the coordinates. */
  readonly fund: FundState;
  readonly parameters: ParameterSet;
}

/** Entitlements to book or adjust, then shares to state. `events`: the participant's whole stream, `state` its fold. */
export function eventsDue({ rulebook, fund, parameters }: FundRules, state: ParticipantState, events: readonly RecordedEvent[], today: CivilDate): readonly DecidedParticipantEvent[] {
  return [...reconcile(rulebook, state, fund, parameters, today), ...sharesToState(rulebook, state, events, fund)];
}
