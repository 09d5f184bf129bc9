/** Pension rights as they are booked, by what moved them: an accrual of a year, or a decision of the fund. */
import { addMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';

export const RIGHTS_KINDS = ['accrual', 'indexation', 'reduction', 'catch-up'] as const;
export const CATCH_UP_KINDS = ['reduction', 'missed'] as const;

/** One thing that moves a right, known by its decision, and for a catch-up by what it is for. */
export interface RightsKey {
  readonly kind: (typeof RIGHTS_KINDS)[number];
  /** Year of accrual; id of a decision. */
  readonly of: string;
  readonly catchUp?: { readonly kind: (typeof CATCH_UP_KINDS)[number]; readonly ofYear: number };
}

/** What has been booked under a key: the first booking and all adjustments since. */
export interface BookedRight {
  readonly key: RightsKey;
  /** Value date of the first booking, and of every adjustment. */
  readonly on: CivilDate;
  /** EUR a year, minor units, signed. */
  readonly amountMinor: number;
  /** Of it, by adjustments. */
  readonly adjustedMinor: number;
  /** Of an accrual: unrounded decimal text; undefined where an older program booked it. */
  readonly right: string | undefined;
  readonly eventIds: readonly string[];
}

/** Text form of a key, for maps and the keys of events. */
export function rightsKeyText({ kind, of, catchUp }: RightsKey): string {
  return `${kind}:${of}${catchUp === undefined ? '' : `:${catchUp.kind}:${catchUp.ofYear}`}`;
}

/** Adds a booking, or an adjustment, to what is booked under its key. */
export function bookRight(booked: Map<string, BookedRight>, one: Omit<BookedRight, 'eventIds' | 'adjustedMinor'>, eventId: string): void {
  const text = rightsKeyText(one.key);
  const before = booked.get(text);
  booked.set(text, {
    key: one.key,
    on: before?.on ?? one.on,
    amountMinor: addMinor(before?.amountMinor ?? 0, one.amountMinor),
    adjustedMinor: before === undefined ? 0 : addMinor(before.adjustedMinor, one.amountMinor),
    right: one.right,
    eventIds: [...(before?.eventIds ?? []), eventId],
  });
}
