/** The yearly decision stands twice, in decimals for the ledger and in doubles for the simulation: they must say the same. */
import fc from 'fast-check';
import { decideYear as decideInDoubles } from '#actuarial/alm/policy.js';
import type { FundingRegime } from '#actuarial/alm/parameters.js';
import { Decimal } from '#money/decimal.js';
import { inDoubles, regimeOf, type Regime } from '../regime.js';
import { decidePolicy } from './decide.js';

const decimal = (from: number, to: number, digits = 4): fc.Arbitrary<Decimal> =>
  fc.integer(
    { min: Math.round(from * 10 ** digits), max: Math.round(to * 10 ** digits) },
  ).map((value) => new Decimal(value).div(10 ** digits));

const regimes: fc.Arbitrary<Regime> = fc
  .record({
    base: fc.constantFrom('old' as const, 'new' as const),
    threshold: decimal(1, 1.15, 2),
    catchUpShare: decimal(0, 1, 1),
    mvevYears: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ base, ...set }) => ({ ...regimeOf(base), ...set }));

const inputs = fc.record({
  fundingRatio: fc.oneof(decimal(0.6, 1.7), fc.constantFrom('1.05', '1.1', '1.217', '1.266', '1.3').map((text) => new Decimal(text))),
  ambition: decimal(0, 0.04),
  backlog: decimal(0.9, 1.3),
  below: fc.integer({ min: 0, max: 7 }),
  planElapsed: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 20 })),
  growth: decimal(-0.02, 0.05),
});

it('on random inputs, the boundaries among them', () => {
  let decided = 0;
  fc.assert(
    fc.property(regimes, inputs, (regime, input) => {
      const exact = decidePolicy(regime, input);
      const doubles: FundingRegime = inDoubles(regime);
      const state = { below: input.below, planElapsed: input.planElapsed ?? -1, indexation: 0, catchUp: 0, tenCuts: false };
      decideInDoubles(
        doubles,
        state,
        input.fundingRatio.toNumber(),
        input.ambition.toNumber(),
        input.backlog.toNumber(),
        input.growth.toNumber(),
      );
      // Surpluses of a comparison that is exactly even differ by a rounding of doubles.
      expect(Math.abs(state.indexation - exact.indexation.toNumber())).toBeLessThan(1e-14);
      expect(Math.abs(state.catchUp - exact.catchUp.toNumber())).toBeLessThan(1e-14);
      expect([state.below, state.tenCuts]).toEqual([exact.below, exact.action === 'TEN_CUTS']);
      expect(state.planElapsed).toBe(exact.planElapsed ?? -1);
      decided += 1;
    }),
    { numRuns: 2_000 },
  );
  expect(decided).toBeGreaterThanOrEqual(2_000);
});

it('a fund that is exactly on its plan has no indexation, and one at its required capital the full one', () => {
  const old = regimeOf('old');
  const input = { ambition: new Decimal('0.02'), backlog: new Decimal(1), below: 0, planElapsed: 13, growth: new Decimal('0.03') };
  // 1.217/1.03 a year before the end of the plan: what it expects is the required capital, neither more nor less.
  const onPlan = decidePolicy(old, { ...input, fundingRatio: old.vev.div('1.03') });
  expect([onPlan.action, onPlan.indexation.toFixed()]).toEqual(['NONE', '0']);
  expect(decidePolicy(old, { ...input, fundingRatio: old.vev.div('1.03').times('1.03').toSignificantDigits(35) }).action).toBe('FULL');
});
