/** Section 6: the weights against the recursion, and the account to the øre. */
import fc from 'fast-check';
import { Decimal, ONE, ZERO } from '#money/decimal.js';
import { interestWeights, interestWeightsAt } from './annual-interest.js';
import { annualAccount } from './annual-account.js';

const cents = (least: number, most: number): fc.Arbitrary<Decimal> =>
  fc.integer({ min: least, max: most }).map((minor) => new Decimal(minor).div(100));
const months = fc.array(
  fc.record({ contribution: cents(0, 500_000), adminFee: cents(0, 10_000), premium: cents(0, 50_000), deduction: cents(0, 100_000) }),
  { minLength: 12, maxLength: 12 },
);
const rates = fc.array(fc.integer({ min: -20, max: 80 }).map((value) => new Decimal(value).div(1000)), { minLength: 12, maxLength: 12 });

it('interest is that of the months one by one; the account reconciles to the øre', () => {
  fc.assert(
    fc.property(
      cents(0, 100_000_000),
      months,
      rates,
      cents(0, 100_000),
      cents(0, 100_000),
      (opening, rows, yearRates, bonus, yearEndDeduction) => {
        let [value, interest] = [opening, ZERO];
        rows.forEach((row, index) => {
          const earned = value.times(
            ONE.plus(yearRates[index] as Decimal)
              .pow(ONE.div(12))
              .minus(1),
          );
          interest = interest.plus(earned);
          value = value.plus(earned).plus(row.contribution).minus(row.adminFee).minus(row.premium).minus(row.deduction);
        });
        const account = annualAccount({ opening, weights: interestWeights(yearRates), months: rows, bonus, yearEndDeduction });
        expect(account.interest.minus(interest).abs().lte('1e-25')).toBe(true);
        const movements = account.contributionsMinor - account.adminFeesMinor - account.premiumsMinor - account.deductionsMinor;
        const closing = opening
          .times(100)
          .plus(movements)
          .plus(account.interestMinor)
          .plus(account.bonusMinor)
          .minus(yearEndDeduction.times(100));
        expect(closing.toFixed()).toBe(String(account.closingMinor));
      },
    ),
    { numRuns: 200, seed: 19900 },
  );
});

it('a year at one rate is exact: 4 % is 0.04, not 0.0399…', () => {
  expect(interestWeightsAt(new Decimal('0.04'))[0]?.toFixed()).toBe('0.04');
  expect(interestWeightsAt(new Decimal('0.04'))[12]?.toFixed()).toBe('0');
});
