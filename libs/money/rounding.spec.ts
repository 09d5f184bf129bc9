/** The one rounding of the ledger: half-up to 0.01, ties away from zero. */
import { Decimal } from './decimal.js';
import { roundPosted, roundPostedMinor } from './rounding.js';

it.each([
  // a tie goes away from zero, on both sides
  ['417.635', '417.64'],
  ['-417.635', '-417.64'],
  ['0.005', '0.01'],
  ['-0.005', '-0.01'],
  ['0.015', '0.02'],
  ['0.025', '0.03'],
  ['2.675', '2.68'],
  // below a tie, however little
  ['0.00499999999999999999999999999999999', '0.00'],
  ['-0.00499999999999999999999999999999999', '0.00'],
  ['1.0049', '1.00'],
  // above
  ['0.0050000000000000000000001', '0.01'],
  ['1.999', '2.00'],
  ['-117.807', '-117.81'],
  // carried over
  ['9.995', '10.00'],
  ['-999.995', '-1000.00'],
])('%s is posted as %s', (exact, posted) => {
  expect(roundPosted(new Decimal(exact))).toBe(posted);
});

it('has no minus before zero, and refuses what is beyond the exact range', () => {
  expect(Object.is(roundPostedMinor(new Decimal('-0.001')), 0)).toBe(true);
  expect(() => roundPostedMinor(new Decimal('1e15'))).toThrow('AMOUNT_OUT_OF_RANGE');
});
