/** What a completed transfer posts: values by largest remainder, rights at the conversion (section 5; assumptions). */
import { refuse } from '#ledger/kernel/refusal.js';
import { minorToDecimal } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import { allot, shareMinor } from '#money/largest-remainder.js';
import { roundPostedMinor } from '#money/rounding.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    NOT_CLEARED: { readonly state: string };
    NOTHING_POSTED: { readonly reason: Reason; readonly participants: readonly string[] };
  }
}

export interface TransferredValue {
  readonly id: string;
  readonly value: Decimal;
  /** EUR a year, unrounded. */
  readonly annualRight: Decimal;
}

export interface TransferPosting {
  /** What the sender closes and the receiver opens. */
  readonly valueMinor: number;
  readonly closedRightMinor: number;
  readonly openedRightMinor: number;
  /** The share was rounded up: one of the spare cents. */
  readonly extraCent: boolean;
}

type Reason = 'DUPLICATE' | 'NOT_ACCEPTED' | 'UNKNOWN_AT_SENDER' | 'NO_VALUE';

/** Either all postings or none. Refuses NOTHING_POSTED `{reason, participants}`, participants by id ascending. */
export function transferPostings(
  totalMinor: number,
  conversion: Decimal,
  participants: readonly TransferredValue[],
  receiverAccepted: readonly string[],
): ReadonlyMap<string, TransferPosting> {
  refuseUnposted(participants, receiverAccepted);
  const decimals = Math.max(...participants.map(({ value }) => value.decimalPlaces()));
  const keys = participants.map(({ id, value }) => ({ id, key: wholeNumber(value, decimals) }));
  const allotment = allot(totalMinor, keys);
  if (allotment === undefined) throw new Error('values above zero sum to zero');
  return new Map(
    participants.map(({ id, annualRight }, index) => {
      const { key } = keys[index] as { key: bigint };
      const valueMinor = shareMinor(allotment, id, key);
      const extraCent = BigInt(valueMinor) * allotment.keySum > BigInt(totalMinor) * key;
      const closedRightMinor = roundPostedMinor(annualRight);
      return [id, { valueMinor, closedRightMinor, openedRightMinor: roundPostedMinor(annualRight.times(conversion)), extraCent }];
    }),
  );
}

/**
 * posted(right · conversion), of the unrounded right (section 5); of the booked one where it is no other, or an older program kept none.
 */
export function openedRightMinor(bookedMinor: number, unrounded: string | undefined, conversion: string): number {
  const right = unrounded === undefined ? minorToDecimal(bookedMinor) : new Decimal(unrounded);
  return roundPostedMinor(right.times(conversion));
}

function refuseUnposted(participants: readonly TransferredValue[], receiverAccepted: readonly string[]): void {
  const ids = participants.map(({ id }) => id);
  const [sent, accepted] = [new Set(ids), new Set(receiverAccepted)];
  refuseAny('DUPLICATE', ids.length === sent.size ? [] : repeated(ids));
  refuseAny('NOT_ACCEPTED', ids.filter((id) => !accepted.has(id)));
  refuseAny('UNKNOWN_AT_SENDER', receiverAccepted.filter((id) => !sent.has(id)));
  refuseAny('NO_VALUE', participants.filter(({ value }) => value.lte(0)).map(({ id }) => id));
  if (ids.length === 0) nothingPosted('NO_VALUE', []);
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function refuseAny(reason: Reason, ids: readonly string[]): void {
  if (ids.length > 0) nothingPosted(reason, [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
}

function nothingPosted(reason: Reason, participants: readonly string[]): never {
  return refuse('NOTHING_POSTED', { reason, participants });
}

/** A decimal as a whole number of its smallest unit. */
function wholeNumber(value: Decimal, decimals: number): bigint {
  const [whole = '', fraction = ''] = value.toFixed().split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}
