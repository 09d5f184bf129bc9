/** Largest remainder: shares add up to the cent, ties by id ascending, and each share follows from the threshold alone. */
import fc from 'fast-check';
import { allot, shareMinor, type AllotmentKey } from './largest-remainder.js';

const keysOf = (keys: Readonly<Record<string, number>>): readonly AllotmentKey[] =>
  Object.entries(keys).map(([id, key]) => ({ id, key: BigInt(key) }));

function shares(totalMinor: number, keys: readonly AllotmentKey[]): Readonly<Record<string, number>> {
  const allotment = allot(totalMinor, keys);
  if (allotment === undefined) throw new Error('no allotment');
  return Object.fromEntries(keys.map(({ id, key }) => [id, shareMinor(allotment, id, key)]));
}

it.each<[string, number, Record<string, number>, Record<string, number>]>([
  ['three equal keys, one spare cent: the first id has it', 100, { c: 1, a: 1, b: 1 }, { a: 34, b: 33, c: 33 }],
  ['two spare cents of equal keys: the first two ids', 101, { c: 1, b: 1, a: 1 }, { a: 34, b: 34, c: 33 }],
  // 60/11 = 5 rest 5, 30/11 = 2 rest 8, 20/11 = 1 rest 9: 8 of 10 are out, two go to the rests 9 and 8.
  ['the largest remainders, not the largest keys', 10, { a: 6, b: 3, c: 2 }, { a: 5, b: 3, c: 2 }],
  // 7·1/4 = 1 rest 3 for a and b, 7·2/4 = 3 rest 2 for c: 5 of 7 are out.
  ['equal remainders before a smaller one', 7, { b: 1, a: 1, c: 2 }, { a: 2, b: 2, c: 3 }],
  ['nothing to spare', 12, { a: 1, b: 2, c: 3 }, { a: 2, b: 4, c: 6 }],
  ['a key of zero has nothing, whatever its id', 5, { '0': 0, a: 1, b: 1 }, { '0': 0, a: 3, b: 2 }],
  ['nothing to split', 0, { a: 1, b: 2 }, { a: 0, b: 0 }],
  ['ids in order of their characters: 10 before 9', 1, { '9': 1, '10': 1 }, { '10': 1, '9': 0 }],
])('%s', (_what, total, keys, expected) => {
  expect(shares(total, keysOf(keys))).toEqual(expected);
});

it('writes the rule as a threshold: raised above 8/11, and at 8/11 up to the id b', () => {
  expect(allot(10, keysOf({ a: 6, b: 3, c: 2 }))).toEqual({ totalMinor: 10, keySum: 11n, raisedFrom: { remainder: 8n, lastId: 'b' } });
  expect(allot(12, keysOf({ a: 1, b: 2, c: 3 }))).toEqual({ totalMinor: 12, keySum: 6n });
});

it('has no answer where the keys sum to zero, and refuses negative numbers', () => {
  expect(allot(100, keysOf({ a: 0, b: 0 }))).toBeUndefined();
  expect(allot(100, [])).toBeUndefined();
  expect(() => allot(-1, keysOf({ a: 1 }))).toThrow('cannot allot -1');
  expect(() => allot(0.5, keysOf({ a: 1 }))).toThrow('cannot allot 0.5');
  expect(() => allot(1, keysOf({ a: -1, b: 5 }))).toThrow('negative');
});

/** The rule as a textbook has it: floors, then one each down the sorted remainders. */
function byTheBook(total: number, keys: readonly AllotmentKey[]): Readonly<Record<string, number>> {
  const keySum = keys.reduce((all, { key }) => all + key, 0n);
  const parts = keys.map(({ id, key }) => ({ id, floor: (BigInt(total) * key) / keySum, rest: (BigInt(total) * key) % keySum }));
  const spare = Number(BigInt(total) - parts.reduce((all, { floor }) => all + floor, 0n));
  const sorted = [...parts].sort((a, b) => (a.rest === b.rest ? (a.id < b.id ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  const raised = new Set(sorted.slice(0, spare).map(({ id }) => id));
  return Object.fromEntries(parts.map(({ id, floor }) => [id, Number(floor) + (raised.has(id) ? 1 : 0)]));
}

it('agrees with the textbook and adds up (property)', () => {
  const keys = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), key: fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 14n)) }),
    {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(fc.oneof(fc.nat(50), fc.nat(99_999_999_999)), keys, (total, some) => {
      fc.pre(some.some(({ key }) => key > 0n));
      const own = shares(total, some);
      expect(own).toEqual(byTheBook(total, some));
      expect(Object.values(own).reduce((all, share) => all + share, 0)).toBe(total);
    }),
    { numRuns: 3000 },
  );
});
