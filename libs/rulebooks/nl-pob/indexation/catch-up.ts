/** Restoring reductions and catching up missed indexation of the five years before (VIII). */
import { Decimal, ONE, ZERO } from '#money/decimal.js';

export interface RateOfYear {
  readonly year: number;
  readonly rate: Decimal;
}

export type CatchUpKind = 'reduction' | 'missed';

export interface CatchUpStep {
  readonly kind: CatchUpKind;
  readonly year: number;
  readonly wanted: Decimal;
  readonly applied: Decimal;
}

export interface IndexationCatchUp {
  readonly applied: readonly CatchUpStep[];
  readonly factor: Decimal;
}

const WINDOW_YEARS = 5;
/** VIII: at most a fifth of what is available. */
const SHARE_OF_AVAILABLE = 5;

/** VIII: a fifth of what stays above the indexation funding ratio after this year's indexation; for both steps (assumption). */
export function catchUpBudget(fundingRatio: Decimal, granted: Decimal, indexationFundingRatio: Decimal): Decimal {
  return Decimal.max(ZERO, fundingRatio.div(ONE.plus(granted)).minus(indexationFundingRatio)).div(SHARE_OF_AVAILABLE);
}

/** What undoes a reduction by c: 1/(1 − c) − 1. */
export function restoringRate(reduction: Decimal): Decimal {
  return ONE.div(ONE.minus(reduction)).minus(1);
}

export function isInWindow(ofYear: number, year: number): boolean {
  return ofYear >= year - WINDOW_YEARS && ofYear < year;
}

/**
 * VIII: first every reduction of the window, then, if the board so decides, missed indexation; the oldest first, as far as the
 * budget reaches. `wanted` of a reduction: `restoringRate`. What is not applied at all is left out and stops nothing.
 */
export function catchUpIndexation(
  year: number,
  budget: Decimal,
  wanted: { readonly reductions: readonly RateOfYear[]; readonly missed: readonly RateOfYear[] },
): IndexationCatchUp {
  const ofWindow = (kind: CatchUpKind, rates: readonly RateOfYear[]): readonly (RateOfYear & { readonly kind: CatchUpKind })[] =>
    rates
      .filter((one) => isInWindow(one.year, year))
      .sort((a, b) => a.year - b.year)
      .map((one) => ({ ...one, kind }));
  const most = ONE.plus(budget);
  let factor = ONE;
  const applied: CatchUpStep[] = [];
  for (const { kind, year: ofYear, rate } of [...ofWindow('reduction', wanted.reductions), ...ofWindow('missed', wanted.missed)]) {
    if (rate.lte(0) || factor.gte(most)) continue;
    const room = most.div(factor).minus(1);
    const isWhole = rate.lt(room);
    applied.push({ kind, year: ofYear, wanted: rate, applied: isWhole ? rate : room });
    // once the budget is spent the factor is the whole of it, with no digit of the division left over
    factor = isWhole ? factor.times(ONE.plus(rate)) : most;
  }
  return { applied, factor };
}
