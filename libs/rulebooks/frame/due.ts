/** Everything that a fund's decisions give a participant and that is not recorded yet. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ParameterSet } from './parameters/parameters.js';
import { reconcile } from './reconcile.js';
import { rightsDue, type RightsHolder } from './rights-due.js';
import { savingsDue } from './savings-due.js';
import type { Rulebook } from './rulebook.js';
import { sharesToState } from './stated-shares.js';

/** What a participant's fund goes by. */
export interface FundRules {
  readonly rulebook: Rulebook;
  /** All that the fund decided, whatever the coordinates. */
  readonly fund: FundState;
  readonly parameters: ParameterSet;
}

/** Whom something may be due to; `state`: the fold of its whole stream. */
export interface DueTo extends RightsHolder {
  readonly events: readonly RecordedEvent[];
}

/** Bookings due, then shares to state; of one who has gone over with a group the savings alone, which stay behind. */
export function eventsDue(rules: FundRules, { events, ...to }: DueTo, today: CivilDate): readonly DecidedParticipantEvent[] {
  const bookings = bookingsDue(rules, to, today);
  return to.state.goneOver !== undefined ? bookings : [...bookings, ...sharesToState(rules.rulebook, to.state, events, rules.fund)];
}

/**
 * Entitlements, rights and savings to book or adjust. Of one who has gone over with a group the savings alone: a collective transfer moves
 * rights, and an objector's account goes on at the sender until payout or death (assumption).
 */
export function bookingsDue(rules: FundRules, to: RightsHolder, today: CivilDate): readonly DecidedParticipantEvent[] {
  const { state } = to;
  if (state.goneOver !== undefined) return savingsDue(rules, to, today);
  return [
    ...reconcile(rules.rulebook, state, rules.fund, rules.parameters, today),
    ...rightsDue(rules, to, today),
    ...savingsDue(rules, to, today),
  ];
}
