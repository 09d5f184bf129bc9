/**
 * Entitlements compared with what is booked, per entitlement key: a first booking where there is none, an adjustment at
 * the original value date where the amount has moved. What stands already is left alone, so a second run posts nothing.
 */
import { addMinor, formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { DecidedParticipantEvent } from '#ledger/event.js';
import type { FundState } from '#ledger/fund/state.js';
import { entitlementKeyText, type BookedEntitlement, type ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from './parameters.js';
import type { Entitlement, Rulebook } from './rulebook.js';

/** Events to append, in order of value date; empty where the books are right, or the scheme derives no entitlements. */
export function reconcile(rulebook: Rulebook, state: ParticipantState, fund: FundState, parameters: ParameterSet): readonly DecidedParticipantEvent[] {
  const policy = rulebook.correctionPolicy;
  if (policy.kind !== 'as-if-original' || state.enrolment === undefined) return [];
  const events: DecidedParticipantEvent[] = [];
  const derived = new Set<string>();
  for (const entitlement of policy.derive(state, fund, parameters)) {
    const key = entitlementKeyText(entitlement.key);
    if (derived.has(key)) throw new Error(`the rulebook ${rulebook.id} derived ${key} twice`);
    derived.add(key);
    const booked = state.booked.get(key);
    if (booked === undefined) {
      if (entitlement.amountMinor !== 0) events.push(firstBooking(key, entitlement));
    } else if (booked.amountMinor !== entitlement.amountMinor) {
      events.push(adjustment(key, booked, entitlement.amountMinor, entitlement.effectiveDate, rulebook));
    }
  }
  for (const [key, booked] of state.booked) {
    if (!derived.has(key) && booked.amountMinor !== 0) events.push(adjustment(key, booked, 0, booked.effectiveDate, rulebook));
  }
  return events.sort((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0));
}

function firstBooking(key: string, { booking, effectiveDate }: Entitlement): DecidedParticipantEvent {
  return { ...booking, effectiveDate, key: `booked:${key}` } as DecidedParticipantEvent;
}

/** Numbered by the bookings before it, so that the same difference found twice is one event. */
function adjustment(key: string, booked: BookedEntitlement, afterMinor: number, effectiveDate: CivilDate, { currency }: Rulebook): DecidedParticipantEvent {
  return {
    type: 'AdjustmentPosted',
    effectiveDate,
    key: `adjusted:${key}:${booked.eventIds.length}`,
    data: {
      entitlement: booked.key,
      before: formatMinor(booked.amountMinor),
      after: formatMinor(afterMinor),
      amount: formatMinor(addMinor(afterMinor, -booked.amountMinor)),
      currency,
    },
  };
}
