/** Exact decimals: plain notation in and out, forty digits between. */
import { Decimal, ONE, exactText, parseDecimal, sum, textNotAbove } from './decimal.js';

it.each(['0', '-0', '1000', '0.0475', '-12.5', '0.000000000000000000000000000001', '12345678901234567890.123456789'])(
  'reads %s',
  (text) => {
    expect(parseDecimal(text)?.toFixed()).toBe(text === '-0' ? '0' : text);
  },
);

it.each(['', ' 1', '1 ', '+1', '1e3', '1E-3', '.5', '5.', '01', '0x10', '1,5', '1_000', 'NaN', 'Infinity', '--1', '1.2.3', '٣'])(
  'refuses %j',
  (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  },
);

it('a tenth and two tenths are three tenths', () => {
  expect(sum(['0.1', '0.2'].map((text) => new Decimal(text))).toFixed()).toBe('0.3');
  expect(sum([]).toFixed()).toBe('0');
});

it('forty significant digits, ties away from zero', () => {
  // 2/3 = 0.666… : the fortieth six is followed by a six.
  expect(new Decimal(2).div(3).toFixed()).toBe(`0.${'6'.repeat(39)}7`);
  expect(new Decimal(-2).div(3).toFixed()).toBe(`-0.${'6'.repeat(39)}7`);
});

it('an answer has thirty significant digits, no trailing zeros and never an exponent', () => {
  expect(exactText(ONE.div(3))).toBe(`0.${'3'.repeat(30)}`);
  expect(exactText(new Decimal('1.500'))).toBe('1.5');
  expect(exactText(new Decimal(10).pow(25))).toBe(`1${'0'.repeat(25)}`);
  expect(exactText(new Decimal(10).pow(-25))).toBe(`0.${'0'.repeat(24)}1`);
});

it('tells what a limit allows, never above it', () => {
  expect(textNotAbove(new Decimal(2).div(3))).toBe(`0.${'6'.repeat(30)}`);
  expect(textNotAbove(new Decimal('1.500'))).toBe('1.5');
});
