/** Accumulation across changes of a rate, as section 4 of the rulebook fi-kapl has it. */
import fc from 'fast-check';
import { accumulate, type RatePeriod } from './accumulation.js';
import { Decimal, ONE } from './decimal.js';

const rate = (from: string, to: string | undefined, yearly: string): RatePeriod => ({ from, to, rateAnnual: new Decimal(yearly) });
/** b1 of the decree: 4.75 % to the end of June 2005, 5.5 % from July on. */
const B1 = [rate('2005-01-01', '2005-06-30', '0.0475'), rate('2005-07-01', undefined, '0.055')];

function factor(rates: readonly RatePeriod[], from: string, to: string): Decimal {
  const result = accumulate(rates, from, to);
  if (result.status !== 'accumulated') throw new Error(result.status);
  return result.factor;
}

/** rate^(numerator/denominator), straight from the definition. */
const grown = (yearly: string, numerator: number, denominator: number): Decimal =>
  ONE.plus(yearly).pow(new Decimal(numerator).div(denominator));
const close = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lt('1e-36');

it('each half of 2005 is exactly a half: √(1.0475 · 1.055) = 1.05124331151', () => {
  // 1.0475 · 1.055 = 1.1051125; its root, by hand: 1.05124331151² = 1.10511250000…
  expect(factor(B1, '2005-01-01', '2006-01-01').toFixed(11)).toBe('1.05124331151');
  expect(close(factor(B1, '2005-01-01', '2006-01-01'), new Decimal('1.1051125').sqrt())).toBe(true);
});

it('counts days in the length of their month: 30 June to 2 July 2005 = 1.00027287061', () => {
  // a day of June is 1/30 of 1/12 year at 4.75 %, a day of July 1/31 of 1/12 at 5.5 %
  expect(factor(B1, '2005-06-30', '2005-07-02').toFixed(11)).toBe('1.00027287061');
  expect(close(factor(B1, '2005-06-30', '2005-07-02'), grown('0.0475', 1, 360).times(grown('0.055', 1, 372)))).toBe(true);
});

it('1 July to 1 July is a whole exponent: 1.055³ = 1.174241375', () => {
  expect(factor(B1, '2005-07-01', '2008-07-01').toFixed()).toBe('1.174241375');
});

it('stretches of one rate are added before the power is taken', () => {
  const there = [rate('2001-01-01', '2001-03-31', '0.05'), rate('2001-04-01', '2001-06-30', '0.04'), rate('2001-07-01', undefined, '0.05')];
  // three months and six months at 5 % are one stretch of ¾ year, whose power is taken once
  expect(factor(there, '2001-01-01', '2002-01-01').toFixed()).toBe(ONE.times(grown('0.05', 3, 4)).times(grown('0.04', 1, 4)).toFixed());
});

it('a day of February 2004 is a 29th of it, in 2005 a 28th, in 1900 a 28th', () => {
  const flat = [rate('1800-01-01', undefined, '0.06')];
  expect(close(factor(flat, '2004-02-01', '2004-02-15'), grown('0.06', 14, 29 * 12))).toBe(true);
  expect(close(factor(flat, '2005-02-01', '2005-02-15'), grown('0.06', 14, 28 * 12))).toBe(true);
  expect(close(factor(flat, '1900-02-01', '1900-02-15'), grown('0.06', 14, 28 * 12))).toBe(true);
});

it('equal days of equal months give equal factors in every year, leap years included', () => {
  const flat = [rate('1800-01-01', undefined, '0.06')];
  const expected = factor(flat, '2005-03-10', '2005-09-20').toFixed();
  for (const year of [1899, 1900, 1904, 2000, 2004, 2100]) expect(factor(flat, `${year}-03-10`, `${year}-09-20`).toFixed()).toBe(expected);
  expect(factor(flat, '2004-02-01', '2004-03-01').toFixed()).toBe(factor(flat, '2005-02-01', '2005-03-01').toFixed());
});

it('a negative rate and a rate of zero are rates', () => {
  expect(factor([rate('2001-01-01', undefined, '-0.5')], '2001-01-01', '2003-01-01').toFixed()).toBe('0.25');
  expect(factor([rate('2001-01-01', undefined, '0')], '2001-01-01', '2003-05-17').toFixed()).toBe('1');
});

it('names the first day without a rate, and dates out of order', () => {
  expect(accumulate(B1, '2004-12-31', '2005-02-01')).toEqual({ status: 'rate-missing', date: '2004-12-31' });
  expect(accumulate([rate('2005-01-01', '2005-06-30', '0.04')], '2005-03-01', '2005-07-02')).toEqual({
    status: 'rate-missing',
    date: '2005-07-01',
  });
  expect(accumulate([rate('2005-01-01', '2005-03-31', '0.04'), rate('2005-05-01', undefined, '0.04')], '2005-03-01', '2005-07-02')).toEqual(
    { status: 'rate-missing', date: '2005-04-01' },
  );
  expect(accumulate([], '2005-01-01', '2005-01-02')).toEqual({ status: 'rate-missing', date: '2005-01-01' });
  expect(accumulate(B1, '2005-02-02', '2005-02-01')).toEqual({ status: 'out-of-order' });
  // the last day of a rate counts in full
  expect(factor([rate('2005-01-01', '2005-06-30', '0.04')], '2005-06-30', '2005-07-01').gt(1)).toBe(true);
  expect(factor(B1, '2005-02-01', '2005-02-01').toFixed()).toBe('1');
});

it('is additive over any split, in whatever order the rates are given (property)', () => {
  const three = [...B1.slice(0, 1), rate('2005-07-01', '2007-02-13', '0.055'), rate('2007-02-14', undefined, '0.0475')];
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => new Date(Date.UTC(2005, 0, 1 + days)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, day, fc.shuffledSubarray(three, { minLength: 3 }), (a, b, c, rates) => {
      const [from, middle, to] = [a, b, c].sort() as [string, string, string];
      const whole = factor(rates, from, to);
      expect(close(whole, factor(three, from, middle).times(factor(three, middle, to)))).toBe(true);
    }),
    { numRuns: 1000 },
  );
}, 60_000);
