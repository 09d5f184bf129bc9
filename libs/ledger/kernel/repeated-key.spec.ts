import fc from 'fast-check';
import { repeatedKey } from './repeated-key.js';

it.each<[string, string | undefined]>([
  ['{"amount":"1.10","amount":"999.00"}', 'amount'],
  ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', undefined],
  ['{"a":{"b":1,"c":"}\\"","b":2}}', 'b'],
  ['[{"a":"a","b":"a"},["a","a"]]', undefined],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['"a"', undefined],
])('%s', (json, name) => {
  expect(repeatedKey(json)).toBe(name);
});

it('finds none in what JSON.stringify writes, and the one that is written twice (property)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, name) => {
      const json = JSON.stringify(value);
      expect(repeatedKey(json)).toBeUndefined();
      expect(repeatedKey(`{${JSON.stringify(name)}:${json},"other ${name.length}":[${json}],${JSON.stringify(name)}:1}`)).toBe(name);
    }),
    { numRuns: 1000 },
  );
});
