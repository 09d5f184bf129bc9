/** The closed form against the recursion of section 4, month by month. */
import fc from 'fast-check';
import { Decimal, ZERO } from '#money/decimal.js';
import { firstOfMonth, monthOf, yearOf } from '#money/civil-date.js';
import { givenParameters, layer, type GivenSeries } from '../../frame/parameters/parameters.js';
import { OFFICIAL } from '../parameters.js';
import { projectedValue } from './growth.js';

const START = 2022 * 12;
const cents = (most: number): fc.Arbitrary<Decimal> => fc.integer({ min: 0, max: most }).map((minor) => new Decimal(minor).div(100));
const thousandths = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((value) => new Decimal(value).div(1000).toFixed());

/** A value for each year from 2022 on; the last one stays. */
function yearly(values: readonly string[]): GivenSeries[string] {
  return values.map((value, index) => ({
    from: `${2022 + index}-01-01`,
    ...(index === values.length - 1 ? {} : { to: `${2022 + index}-12-31` }),
    value,
  }));
}

const at = (values: readonly string[], month: number): string =>
  values[Math.min(yearOf(firstOfMonth(month)) - 2022, values.length - 1)] as string;

it('equals the recursion to 12 digits, whatever falls to zero', () => {
  const years = { minLength: 1, maxLength: 8 };
  const inputs = fc.record({
    start: fc.integer({ min: START, max: START + 30 }),
    months: fc.integer({ min: 0, max: 130 }),
    value: cents(100_000_00),
    contribution: fc.oneof(fc.constant(ZERO), cents(1_000_00), cents(300_00)),
    rates: fc.array(thousandths(-50, 90), years),
    fees: fc.array(thousandths(-20_000, 400_000), years),
    wages: fc.array(thousandths(-300, 300), years),
  });
  fc.assert(
    fc.property(inputs, ({ start, months, value, contribution, rates, fees, wages }) => {
      const series = {
        basis: yearly(rates),
        adminFee: yearly(fees),
        riskPremium: yearly(['60']),
        groupPremium: yearly(['150']),
        wageGrowth: yearly(wages),
      };
      const parameters = layer(OFFICIAL, givenParameters(series));
      let [stepped, paid] = [value, contribution];
      for (let month = start; month < start + months; month += 1) {
        if (monthOf(firstOfMonth(month)) === 1) paid = paid.times(new Decimal(1).plus(at(wages, month)));
        const factor = new Decimal(1).plus(at(rates, month)).pow(new Decimal(1).div(12));
        const charges = new Decimal(at(fees, month)).plus(contribution.gt(0) ? 210 : 60);
        stepped = Decimal.max(0, stepped.times(factor).plus(paid).minus(charges));
      }
      const solved = projectedValue(parameters, 'basis', start, months, value, contribution);
      // An absolute part as well: near zero the closed form is a difference of large terms.
      expect(solved.minus(stepped).abs().lte(stepped.times('1e-25').plus('1e-25'))).toBe(true);
    }),
    { numRuns: 300, seed: 19900 },
  );
});

it('refuses a rate or a growth of wages of -100 %', () => {
  const set = (series: GivenSeries): ReturnType<typeof layer> =>
    layer(
      OFFICIAL,
      givenParameters({
        adminFee: yearly(['40']),
        riskPremium: yearly(['60']),
        groupPremium: yearly(['150']),
        wageGrowth: yearly(['0']),
        basis: yearly(['0.03']),
        ...series,
      }),
    );
  for (const series of [{ basis: yearly(['-1']) }, { wageGrowth: yearly(['-1']) }]) {
    expect(() => projectedValue(set(series), 'basis', START, 12, new Decimal(1000), new Decimal(2000))).toThrow('INVALID_PARAMETER');
  }
});
