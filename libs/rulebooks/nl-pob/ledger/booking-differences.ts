/** What is expected less what is booked, by key, each difference at its original value date (correction policy 6 and 7). */
import { addMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { BookingDifference } from '../../frame/capabilities/pension-rights.js';

interface Booking<Key> {
  readonly key: Key;
  readonly on: CivilDate;
  readonly amountMinor: number;
}

/** In order of value date. A second run finds nothing. */
export function bookingDifferences<Key>(
  expected: readonly Booking<Key>[],
  booked: readonly Booking<Key>[],
  textOf: (key: Key) => string,
): readonly BookingDifference<Key>[] {
  const known = new Map<string, Booking<Key>>();
  for (const booking of booked) {
    const text = textOf(booking.key);
    const before = known.get(text);
    known.set(text, before === undefined ? booking : { ...before, amountMinor: addMinor(before.amountMinor, booking.amountMinor) });
  }
  const wanted = new Map(expected.map((booking) => [textOf(booking.key), booking]));
  return [...new Set([...wanted.keys(), ...known.keys()])]
    .flatMap((text) => {
      const [is, should] = [known.get(text), wanted.get(text)];
      const amountMinor = addMinor(should?.amountMinor ?? 0, -(is?.amountMinor ?? 0));
      const { key, on } = is ?? (should as Booking<Key>);
      return amountMinor === 0 ? [] : [{ key, on, amountMinor, first: is === undefined }];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
