/** What has been booked for each entitlement, as the events tell it. Amounts are whole minor units. */
import { addMinor, amountMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { Recorded } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import { move, type AccountLineKind, type AccountSlice } from '../account/account.js';
import type { EntitlementEventData, EntitlementKey, EntitlementKind } from './events.js';

/** What has been booked for one entitlement: the first booking and all adjustments since. */
export interface BookedEntitlement {
  readonly key: EntitlementKey;
  readonly amountMinor: number;
  /** Value date of the first booking, and of every adjustment. */
  readonly effectiveDate: CivilDate;
  /** Overpaid and left by the recovery policy, not positive. */
  readonly leftOutMinor: number;
  readonly eventIds: readonly string[];
}

/** The share in a year's special bonus provisions, as the fund stated it. */
export interface StatedShare {
  readonly eventId: string;
  readonly data: EntitlementEventData['SpecialBonusShareStated'];
}

export interface EntitlementsSlice {
  /** Entitlement key, as text → what is booked. */
  readonly booked: Map<string, BookedEntitlement>;
  /** In the order of their years; the last one is in force. */
  readonly specialBonus: StatedShare[];
}

export function initialEntitlements(): EntitlementsSlice {
  return { booked: new Map(), specialBonus: [] };
}

type Slice = EntitlementsSlice & AccountSlice;
type Booking = Recorded<EntitlementEventData, Exclude<keyof EntitlementEventData, 'SpecialBonusShareStated'>>;
type ByDecision = Exclude<Booking, { type: 'AdjustmentPosted' }>;

export const foldEntitlements: FoldInPlace<EntitlementEventData, Slice> = {
  InterestCredited: (slice, event) => book(slice, event, keyOf(event, 'interest', String(event.data.year)), amountMinor(event.data.amount)),
  BonusAllocated: (slice, event) => book(slice, event, keyOf(event, 'bonus', String(event.data.year)), amountMinor(event.data.amount)),
  // No part of the value.
  SpecialBonusShareStated: ({ specialBonus }, { id, data }) => {
    specialBonus.push({ eventId: id, data });
  },
  CostCharged: (slice, event) =>
    book(slice, event, keyOf(event, 'administration', String(event.data.year)), -amountMinor(event.data.amount)),
  RiskPremiumCharged: (slice, event) =>
    book(slice, event, keyOf(event, 'insurance', String(event.data.year)), -amountMinor(event.data.amount)),
  BenefitReduced: (slice, event) => book(slice, event, keyOf(event, 'deduction', event.data.period), -amountMinor(event.data.amount)),
  ReductionRestored: (slice, event) => book(slice, event, keyOf(event, 'deduction', event.data.period), amountMinor(event.data.amount)),
  AdjustmentPosted: (slice, event) => book(slice, event, event.data.entitlement, amountMinor(event.data.amount)),
};

/** Text form of an entitlement key, for maps and event keys. */
export function entitlementKeyText(key: EntitlementKey): string {
  return `${key.kind}:${key.period}:${key.decision}`;
}

/** Account line of an entitlement; a deduction is an adjustment of the value. */
export function lineOfEntitlement(kind: EntitlementKind): AccountLineKind {
  return kind === 'deduction' ? 'adjustments' : kind;
}

function keyOf(event: ByDecision, kind: EntitlementKind, period: string): EntitlementKey {
  return { decision: event.data.decision, kind, period };
}

function book(slice: Slice, event: Booking, key: EntitlementKey, signedMinor: number): void {
  const text = entitlementKeyText(key);
  const booked = slice.booked.get(text);
  slice.booked.set(text, {
    key,
    amountMinor: addMinor(booked?.amountMinor ?? 0, signedMinor),
    effectiveDate: booked?.effectiveDate ?? event.effectiveDate,
    leftOutMinor: event.type === 'AdjustmentPosted' && event.data.leftOut !== undefined ? amountMinor(event.data.leftOut.amount) : 0,
    eventIds: [...(booked?.eventIds ?? []), event.id],
  });
  const line = event.type === 'AdjustmentPosted' ? 'adjustments' : lineOfEntitlement(key.kind);
  move(slice, event, line, signedMinor, event.data.currency);
}
