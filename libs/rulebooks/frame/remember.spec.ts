import { lastAlone } from './remember.js';

it('the last question alone is answered from memory, by what makes two of its parts the same', () => {
  let computed = 0;
  const joined = lastAlone(
    (one: string, other: string) => one.toLowerCase() === other.toLowerCase(),
    (one: string, other: string): string => {
      computed += 1;
      return `${one} ${other}`;
    },
  );
  expect([joined('a', 'b'), joined('A', 'b'), computed]).toEqual(['a b', 'a b', 1]);
  // either part asks anew, and so does the first question once another was asked
  expect([joined('a', 'c'), joined('c', 'c'), joined('a', 'b'), computed]).toEqual(['a c', 'c c', 'a b', 4]);
});
