/**
 * The series of ten equal, unconditional cuts that lifts the funding ratio to the minimum at once (nl-ftk section 2; CPB note,
 * section 2). Amounts as fractions of nothing smaller than a cent are not rounded: no payment is posted by it.
 */
import { type Decimal, ONE, ZERO, sum } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';

/** Cuts in a series; the first falls a year from now. */
const SERIES = 10;
/** Newton's steps come down by a tenth at least, and double their digits at the end. */
const MOST_STEPS = 2_000;

export interface TenCuts {
  readonly fundingRatio: Decimal;
  /** c: cut of each year. */
  readonly cut: Decimal;
  /** 1 − (1 − c)^10. */
  readonly cumulativeCut: Decimal;
  readonly liabilitiesAfter: Decimal;
  readonly fundingRatioAfter: Decimal;
}

/**
 * values[m]: present value of what is paid m years from now, earlier scheduled cuts taken off; their sum above 0. Refuses
 * CUT_NOT_POSSIBLE `{payableNow}` where what is paid now is as much as the assets allow in all.
 */
export function tenCuts(values: readonly Decimal[], assets: Decimal, mvev: Decimal): TenCuts {
  const liabilities = sum(values);
  const fundingRatio = assets.div(liabilities);
  const factor = fundingRatio.gte(mvev) ? ONE : factorOf(values, assets.div(mvev));
  const liabilitiesAfter = sum(values.map((value, m) => value.times(factor.pow(Math.min(m, SERIES)))));
  return {
    fundingRatio,
    cut: ONE.minus(factor),
    cumulativeCut: ONE.minus(factor.pow(SERIES)),
    liabilitiesAfter,
    fundingRatioAfter: assets.div(liabilitiesAfter),
  };
}

/** q = 1 − c with Σ values_m·q^min(m, 10) = target; the sum grows and bends upwards with q, so Newton comes down to it from 1. */
function factorOf(values: readonly Decimal[], target: Decimal): Decimal {
  const payableNow = values[0] ?? ZERO;
  if (payableNow.gte(target)) {
    refuse('CUT_NOT_POSSIBLE', { payableNow: payableNow.toFixed(), allowed: target.toFixed(2) });
  }
  const weights = Array.from({ length: SERIES + 1 }, () => ZERO);
  values.forEach((value, m) => (weights[Math.min(m, SERIES)] = (weights[Math.min(m, SERIES)] as Decimal).plus(value)));
  let factor = ONE;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let [value, slope] = [ZERO, ZERO];
    for (const weight of weights.toReversed()) {
      slope = slope.times(factor).plus(value);
      value = value.times(factor).plus(weight);
    }
    const next = factor.minus(value.minus(target).div(slope));
    if (!next.lt(factor)) break;
    factor = next;
  }
  return factor;
}
