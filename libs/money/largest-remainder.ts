/**
 * Splits a total over keys so that the shares add up to the cent: each share is floored, the spare minor units go to the
 * largest remainders, ties by id ascending (dk-p90 section 1, assumption).
 *
 * The rule is written as a threshold so that one participant's share is a function of the decision and its own key:
 * a share is raised by one unit when its remainder is above `remainder`, or equal to it with an id up to `lastId`.
 */
export interface Allotment {
  /** Minor units to split, not negative. */
  readonly totalMinor: number;
  /** Sum of all keys, positive, as a whole number. */
  readonly keySum: bigint;
  /** Remainder (numerator over keySum) from which a share is raised; undefined: no share is raised. */
  readonly raisedFrom?: { readonly remainder: bigint; readonly lastId: string };
}

export interface AllotmentKey {
  readonly id: string;
  /** Whole number, not negative. */
  readonly key: bigint;
}

/** Fixes the threshold for all keys. Returns undefined where the keys sum to zero. */
export function allot(totalMinor: number, keys: readonly AllotmentKey[]): Allotment | undefined {
  if (!Number.isSafeInteger(totalMinor) || totalMinor < 0) throw new Error(`cannot allot ${totalMinor}`);
  let keySum = 0n;
  for (const { key } of keys) {
    if (key < 0n) throw new Error('an allotment key is negative');
    keySum += key;
  }
  if (keySum === 0n) return undefined;
  const total = BigInt(totalMinor);
  let spare = total;
  const remainders: { id: string; remainder: bigint }[] = [];
  for (const { id, key } of keys) {
    const product = total * key;
    spare -= product / keySum;
    if (product % keySum !== 0n) remainders.push({ id, remainder: product % keySum });
  }
  if (spare === 0n) return { totalMinor, keySum };
  remainders.sort((a, b) =>
    a.remainder === b.remainder ? (a.id < b.id ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  const last = remainders[Number(spare) - 1];
  if (last === undefined) throw new Error('more spare units than remainders');
  return { totalMinor, keySum, raisedFrom: { remainder: last.remainder, lastId: last.id } };
}

/** One share of an allotment, in minor units. */
export function shareMinor(allotment: Allotment, id: string, key: bigint): number {
  const product = BigInt(allotment.totalMinor) * key;
  const floor = product / allotment.keySum;
  const remainder = product % allotment.keySum;
  const from = allotment.raisedFrom;
  const raised =
    from !== undefined &&
    (remainder > from.remainder || (remainder === from.remainder && id <= from.lastId));
  return Number(floor) + (raised ? 1 : 0);
}
