/** Performance test over five calendar years (V.4.1 a; formula of Annex 1 of the exemption decree, external). */
import { refuse } from '#ledger/kernel/refusal.js';
import { Decimal, sum } from '#money/decimal.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    FIVE_YEARS_REQUIRED: { readonly years: readonly number[] };
  }
}

export interface PerformanceYear {
  readonly year: number;
  readonly actual: Decimal;
  readonly actualCost: Decimal;
  /** Of the benchmark (*normportefeuille*). */
  readonly norm: Decimal;
  readonly normCost: Decimal;
  /** Standard deviation that the decree gives the year; above 0. */
  readonly e: Decimal;
}

/** The fund's last test, as it is published. */
export const PERFORMANCE_TEST = 'performanceTest';

export const PERFORMANCE_YEARS = 5;

/** V.4.1 a: a considerable shortfall lies below this. */
export const PERFORMANCE_THRESHOLD = new Decimal('-1.28');

/** Strictly below: −1.28 itself opens nothing. */
export function isExemptionOpen(performanceTest: Decimal): boolean {
  return performanceTest.lt(PERFORMANCE_THRESHOLD);
}

/** z of a year: what was earned above the benchmark, both after costs, in deviations. */
export function yearScore({ actual, actualCost, norm, normCost, e }: PerformanceYear): Decimal {
  return actual.minus(actualCost).minus(norm.minus(normCost)).div(e);
}

/** P = Σ z/√5. */
export function performanceTest(scores: readonly Decimal[]): Decimal {
  return sum(scores).div(new Decimal(PERFORMANCE_YEARS).sqrt());
}

export function refuseUnlessFiveYears(years: readonly number[]): void {
  const consecutive = years.length === PERFORMANCE_YEARS && years.every((year, index) => year === (years[0] as number) + index);
  if (consecutive) return;
  refuse('FIVE_YEARS_REQUIRED', { years });
}
