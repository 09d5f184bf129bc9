/**
 * Entitlements compared with what is booked, per entitlement key: a first booking where there is none, an adjustment at
 * the original value date where the amount has moved. What stands already is left alone, so a second run posts nothing.
 */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { entitlementKeyText, type BookedEntitlement } from '#ledger/participant/entitlements/state.js';
import type { EntitlementKey } from '#ledger/participant/entitlements/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { ParameterSet } from './parameters/parameters.js';
import { leftOutBecause } from './parameters/recovery-policy.js';
import type { Entitlement } from './capabilities/corrections.js';
import type { Rulebook } from './rulebook.js';

/**
 * Events to append, in order of value date; empty where the books are right, or the scheme derives no entitlements. What was
 * credited too much may be left by the fund's recovery policy of `today`: then the adjustment is zero and says so.
 */
export function reconcile(
  rulebook: Rulebook,
  state: ParticipantState,
  fund: FundState,
  parameters: ParameterSet,
  today: CivilDate,
): readonly DecidedParticipantEvent[] {
  return entitlementsDue(rulebook, state, fund, parameters, today).map(({ event }) => event);
}

/** An entitlement of which something else is booked than the facts and decisions give; the event puts it right. */
export interface EntitlementDue {
  readonly key: EntitlementKey;
  readonly bookedMinor: number;
  readonly dueMinor: number;
  readonly event: DecidedParticipantEvent;
}

/** In order of value date. */
export function entitlementsDue(
  rulebook: Rulebook,
  state: ParticipantState,
  fund: FundState,
  parameters: ParameterSet,
  today: CivilDate,
): readonly EntitlementDue[] {
  const policy = rulebook.capabilities.corrections;
  if (policy?.kind !== 'as-if-original' || state.enrolment === undefined) return [];
  const found: EntitlementDue[] = [];
  const adjust = (key: string, booked: BookedEntitlement, derivedMinor: number): void => {
    const event = adjustment(key, booked, derivedMinor, { rulebook, parameters, today });
    if (event !== undefined) {
      found.push({ key: booked.key, bookedMinor: booked.amountMinor, dueMinor: amountMinor(event.data.after), event });
    }
  };
  const derived = new Set<string>();
  for (const entitlement of policy.derive(state, fund, parameters)) {
    const key = entitlementKeyText(entitlement.key);
    if (derived.has(key)) throw new Error(`the rulebook ${rulebook.id} derived ${key} twice`);
    derived.add(key);
    const booked = state.booked.get(key);
    if (booked === undefined) {
      if (entitlement.amountMinor !== 0) {
        found.push({ key: entitlement.key, bookedMinor: 0, dueMinor: entitlement.amountMinor, event: firstBooking(key, entitlement) });
      }
    } else {
      adjust(key, booked, entitlement.amountMinor);
    }
  }
  for (const [key, booked] of state.booked) if (!derived.has(key)) adjust(key, booked, 0);
  return found.sort(({ event: a }, { event: b }) => (a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0));
}

function firstBooking(key: string, { booking, effectiveDate }: Entitlement): DecidedParticipantEvent {
  return { ...booking, effectiveDate, key: `booked:${key}` } as DecidedParticipantEvent;
}

type Adjustment = Extract<DecidedParticipantEvent, { readonly type: 'AdjustmentPosted' }>;

interface Adjusting {
  readonly rulebook: Rulebook;
  readonly parameters: ParameterSet;
  readonly today: CivilDate;
}

/** Numbered by the bookings before it, so that the same difference found twice is one event. Undefined: the books are right. */
function adjustment(
  key: string,
  booked: BookedEntitlement,
  derivedMinor: number,
  { rulebook, parameters, today }: Adjusting,
): Adjustment | undefined {
  const { amountMinor: bookedMinor, effectiveDate, leftOutMinor, eventIds } = booked;
  const differenceMinor = addMinor(derivedMinor, -bookedMinor);
  const reason = leftOutBecause(parameters, { amountMinor: differenceMinor, year: yearOf(effectiveDate), decidedOn: today });
  const nowLeftMinor = reason === undefined ? 0 : differenceMinor;
  const postedMinor = addMinor(differenceMinor, -nowLeftMinor);
  if (postedMinor === 0 && nowLeftMinor === leftOutMinor) return undefined;
  return {
    type: 'AdjustmentPosted',
    effectiveDate,
    key: `adjusted:${key}:${eventIds.length}`,
    data: {
      entitlement: booked.key,
      before: formatMinor(bookedMinor),
      after: formatMinor(addMinor(bookedMinor, postedMinor)),
      amount: formatMinor(postedMinor),
      currency: rulebook.currency,
      ...(reason === undefined ? {} : { leftOut: { amount: formatMinor(nowLeftMinor), reason } }),
    },
  };
}
