import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { firstNotUtf8, utf8Fault } from './utf8.js';

it('the first byte that is not UTF-8 is found, whatever stands before it', () => {
  const at = (...bytes: readonly number[]) => firstNotUtf8(Uint8Array.from(bytes));
  expect(at(0x61, 0xe4, 0x62)).toBe(1);
  expect(at(0xc3, 0xa4, 0xe4)).toBe(2); // ä, then the ä of ISO 8859-1
  expect(at(0xef, 0xbf, 0xbd, 0xff)).toBe(3); // U+FFFD as it is meant
  expect(at(0xef, 0x41)).toBe(0); // begins as a longer one does
  expect(at(0xef, 0xbb, 0xbf, 0x61)).toBeUndefined(); // byte order mark
  expect(at(0x61, 0xc3)).toBe(1); // ends within a letter
});

it('agrees with the platform on what is UTF-8, and the bytes before the fault are (property)', () => {
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0xef, 0xbf, 0xbd, 0xc3, 0xa4, 0x61));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (numbers) => {
      const bytes = Uint8Array.from(numbers);
      const at = firstNotUtf8(bytes);
      expect(at === undefined).toBe(isUtf8(bytes));
      if (at !== undefined) expect(isUtf8(bytes.subarray(0, at))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('says the byte and its place', () => {
  expect(utf8Fault(Uint8Array.from([0x6d, 0xe4, 0x72]))).toEqual({ byte: 2, found: '0xE4' });
  expect(utf8Fault(Uint8Array.from([0x6d]))).toBeUndefined();
});
