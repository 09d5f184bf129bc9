/** Amounts: text outside, whole minor units inside; nothing in between is guessed. */
import fc from 'fast-check';
import { addMinor, amountMinor, formatMinor, minorToDecimal, parseAmountMinor } from './amount.js';

it.each([
  ['0', 0], ['-0', 0], ['0.00', 0], ['-0.00', 0], ['1', 100], ['1.5', 150], ['1.05', 105], ['-1.05', -105], ['0.01', 1], ['-0.1', -10],
  ['999999999999.99', 99_999_999_999_999], ['-999999999999.99', -99_999_999_999_999],
])('%s is %d minor units', (text, minor) => {
  expect(Object.is(parseAmountMinor(text), minor)).toBe(true); // no minus before zero
  expect(Object.is(amountMinor(text), minor)).toBe(true);
});

it.each(['', '1.234', '1,00', '1e2', '.5', '5.', '01', '+1', ' 1', '1 ', '--1', '1000000000000', '1000000000000.00', 'NaN', '0x1', '1.-5'])(
  'refuses %j',
  (text) => {
    expect(parseAmountMinor(text)).toBeUndefined();
  },
);

it.each([
  [0, '0.00'],
  [-0, '0.00'],
  [1, '0.01'],
  [-1, '-0.01'],
  [10, '0.10'],
  [-99, '-0.99'],
  [100, '1.00'],
  [123_456, '1234.56'],
])('%d is written %s', (minor, text) => {
  expect(formatMinor(minor)).toBe(text);
});

it('what is written is read again (property)', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }), (minor) => {
      expect(amountMinor(formatMinor(minor))).toBe(minor);
      expect(minorToDecimal(minor).toFixed(2)).toBe(formatMinor(minor));
    }),
    { numRuns: 2000 },
  );
});

it('leaves the exact range with an error, never with a rounded number', () => {
  expect(() => formatMinor(0.5)).toThrow('not a whole number of minor units');
  expect(() => formatMinor(2 ** 53)).toThrow('AMOUNT_OUT_OF_RANGE {"amount":"90071992547409.92","most":"90071992547409.91"}');
  expect(() => addMinor(Number.MAX_SAFE_INTEGER, 1)).toThrow('AMOUNT_OUT_OF_RANGE');
  expect(() => addMinor(-Number.MAX_SAFE_INTEGER, -1)).toThrow('AMOUNT_OUT_OF_RANGE');
  expect(addMinor(Number.MAX_SAFE_INTEGER, -1)).toBe(Number.MAX_SAFE_INTEGER - 1);
});

it.each(['money', '', '-', '1.', '.5', '1.234', '1e2', '--1', '1.2.3', '90071992547409.92', ' 1'])(
  '%j is no amount of the ledger',
  (text) => {
    expect(() => amountMinor(text)).toThrow(`not an amount: ${JSON.stringify(text)}`);
  },
);
