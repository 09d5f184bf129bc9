/** Performance, feasibility and discount as the books call their law (V.4, IX; X: exemption decree, Pension Act). */
import type { RightsDecision } from '#ledger/fund/policy/events.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { Decimal, exactText, ONE, sum } from '#money/decimal.js';
import type { AccountabilityRules, StatedDiscount } from '../../frame/capabilities/accountability.js';
import { requireDecimal } from '../../frame/parameters/parameters.js';
import { rightsDecisions } from '../../frame/rights-due.js';
import { isExemptionOpen, PERFORMANCE_THRESHOLD, PERFORMANCE_YEARS, performanceTest, yearScore } from '../exemptions/performance-test.js';
import { restoringRate } from '../indexation/catch-up.js';
import { discountFailures } from '../indexation/premium-discount.js';
import { accountabilityFigures } from './fund-figures.js';
import { standingRatio } from './ratios.js';

/** Pension Act 129: the indexation and the reductions of so many years. */
const YEARS_LOOKED_AT = 10;

export const ACCOUNTABILITY: AccountabilityRules = {
  score: ({ year, actual, actualCost, norm, normCost }, parameters) => {
    const e = requireDecimal(parameters, 'performanceE', endOfYear(year));
    const [made, cost, benchmark, benchmarkCost] = [actual, actualCost, norm, normCost].map((text) => new Decimal(text)) as [
      Decimal, Decimal, Decimal, Decimal,
    ];
    const z = yearScore({ year, actual: made, actualCost: cost, norm: benchmark, normCost: benchmarkCost, e });
    return { e: exactText(e), z: exactText(z) };
  },
  performanceTest: (scores, year) => {
    const years = Array.from({ length: PERFORMANCE_YEARS }, (_, index) => year - PERFORMANCE_YEARS + 1 + index);
    const found = years.map((one) => scores.find((score) => score.year === one)?.z);
    if (found.includes(undefined)) return undefined;
    const test = performanceTest(found.map((z) => new Decimal(z as string)));
    return {
      years,
      performanceTest: exactText(test),
      shifted: exactText(test.minus(PERFORMANCE_THRESHOLD)),
      exemptionOpen: isExemptionOpen(test),
    };
  },
  feasibility: (year, { expected, badWeather }, parameters) => {
    const on = endOfYear(year);
    const lower = requireDecimal(parameters, 'pensionResultLowerBound', on);
    const deviation = requireDecimal(parameters, 'badWeatherDeviationBound', on);
    // the bad-weather result may lie below the expected one by that share of it
    const badWeatherBound = ONE.minus(deviation).times(expected);
    return {
      bounds: { expected: exactText(lower), badWeather: exactText(badWeatherBound) },
      breached: [
        ...(new Decimal(expected).lt(lower) ? (['EXPECTED'] as const) : []),
        ...(new Decimal(badWeather).lt(badWeatherBound) ? (['BAD_WEATHER'] as const) : []),
      ],
    };
  },
  discount: (stated, fund, parameters) => {
    const policyFundingRatio = standingRatio('policy', stated.on, { fund, parameters });
    const requiredRatio = standingRatio('required', stated.on, { fund, parameters });
    const decisions = rightsDecisions(fund);
    return {
      policyFundingRatio: exactText(policyFundingRatio),
      requiredRatio: exactText(requiredRatio),
      failed: discountFailures({
        policyFundingRatio,
        requiredRatio,
        indexationTenYearsGranted: stated.indexationGranted && !isOwed(decisions, 'missed', stated),
        reductionsTenYearsRestored: stated.reductionsRestored && !isOwed(decisions, 'reduction', stated),
        futureIndexationExpected: stated.futureIndexation,
      }),
    };
  },
  figures: accountabilityFigures,
};

/** Whether something of the ten years before is left that was not given back, by the fund's own decisions. */
function isOwed(decisions: readonly RightsDecision[], kind: 'missed' | 'reduction', { on }: StatedDiscount): boolean {
  return decisions.some((decision) => {
    const year = yearOf(decision.on);
    if (decision.on > on || year <= yearOf(on) - YEARS_LOOKED_AT) return false;
    const wanted = wantedOf(decision, kind);
    const given = decisions.flatMap((one) =>
      one.kind === 'catch-up' && one.on <= on ? one.applied.filter((step) => step.kind === kind && step.ofYear === year) : [],
    );
    return wanted !== undefined && wanted.gt(sum(given.map(({ rate }) => new Decimal(rate))));
  });
}

function wantedOf(decision: RightsDecision, kind: 'missed' | 'reduction'): Decimal | undefined {
  if (kind === 'missed') return decision.kind === 'indexation' ? new Decimal(decision.missed) : undefined;
  return decision.kind === 'reduction' ? restoringRate(new Decimal(decision.rate)) : undefined;
}
