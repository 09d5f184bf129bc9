/** Section 7: every result is accounted for, and shares add up to the øre. */
import fc from 'fast-check';
import { minorToDecimal } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import { allocatedOutcome } from './contribution-group.js';
import { emergencyRegulation } from './emergency.js';

const cents = (least: number, most: number): fc.Arbitrary<Decimal> =>
  fc.integer({ min: least, max: most }).map((minor) => minorToDecimal(minor));
const group = fc.record({
  id: fc.constant('interest'),
  openingBuffer: cents(0, 500_000),
  result: cents(-1_000_000, 1_000_000),
  plannedCredit: cents(0, 200_000),
  targetRate: fc.constant(() => new Decimal('0.05')),
  releaseShare: fc.integer({ min: 0, max: 100 }).map((percent) => () => new Decimal(percent).div(100)),
  participants: fc
    .array(cents(1, 1_000_000), { minLength: 1, maxLength: 9 })
    .map((values) => values.map((value, index) => ({ id: `p${index}`, value }))),
});
const total = (shares: ReadonlyMap<string, number> | undefined): number =>
  [...(shares?.values() ?? [])].reduce((sum, share) => sum + share, 0);

it('buffer, crediting and values bear or receive the whole result, by shares that add up', () => {
  fc.assert(
    fc.property(group, (one) => {
      const outcome = allocatedOutcome(one);
      const borne = outcome.creditReductionMinor + outcome.valueDeductionMinor - outcome.bonusMinor;
      expect(outcome.closingBuffer.minus(one.openingBuffer).minus(minorToDecimal(borne)).toFixed()).toBe(one.result.toFixed());
      expect(outcome.closingBuffer.gte(0)).toBe(true);
      expect([total(outcome.bonus), total(outcome.creditReduction), total(outcome.deduction)]).toEqual([
        outcome.bonusMinor,
        outcome.creditReductionMinor,
        outcome.valueDeductionMinor,
      ]);
    }),
    { numRuns: 300, seed: 19900 },
  );
});

it('an emergency and the year end together process the result of the year once', () => {
  fc.assert(
    fc.property(group, cents(-1_000_000, -1), (one, resultToDate) => {
      const values = one.participants.reduce((sum, { value }) => sum.plus(value), new Decimal(0));
      // A deficit beyond all values leaves nothing to allocate the rest by.
      fc.pre(resultToDate.neg().lt(values));
      const request = {
        date: '2022-03-09',
        decisionRef: 'board 1',
        reason: 'CLAIMS_SURGE',
        resultToDate,
        group: one,
        yearEndResult: one.result,
      };
      const { emergency, yearEnd } = emergencyRegulation(request);
      const posted = [emergency, yearEnd?.outcome].reduce(
        (sum, outcome) => sum + (outcome?.bonusMinor ?? 0) - (outcome?.creditReductionMinor ?? 0) - (outcome?.valueDeductionMinor ?? 0),
        0,
      );
      expect(yearEnd?.outcome.closingBuffer.minus(one.openingBuffer).plus(minorToDecimal(posted)).toFixed()).toBe(one.result.toFixed());
    }),
    { numRuns: 300, seed: 19900 },
  );
});
