import { grouped } from './grouped.js';

it.each([
  ['0.00', '0.00'],
  ['999.99', '999.99'],
  ['1000', '1 000'],
  ['-1000.5', '-1 000.5'],
  ['-999.00', '-999.00'],
  ['1234567.89', '1 234 567.89'],
  ['-123456', '-123 456'],
])('%s is written %s', (amount, written) => {
  expect(grouped(amount)).toBe(written);
});

it('any sign may stand between the digits', () => {
  expect(grouped('1234567.89', '.')).toBe('1.234.567.89');
});
