/** The year's result of a contribution group (kontributionsgruppe) and its smoothing buffer (section 7, appendix B). */
import { Decimal, ZERO } from '#money/decimal.js';
import { minorToDecimal } from '#money/amount.js';
import { roundPostedMinor } from '#money/rounding.js';

export interface GroupYear {
  /** DKK, not negative. */
  readonly openingBuffer: Decimal;
  /** DKK, negative for a deficit. */
  readonly result: Decimal;
  /** What would be credited without a deficit, DKK, not negative. */
  readonly plannedCredit: Decimal;
  /** Σ of the participants' values, DKK. */
  readonly valueSum: Decimal;
  /** Asked only where the result is not negative, so that a deficit needs neither. */
  readonly targetRate: () => Decimal;
  readonly releaseShare: () => Decimal;
}

export interface GroupOutcome {
  readonly bufferUsed: Decimal;
  readonly bonusMinor: number;
  readonly creditReductionMinor: number;
  readonly valueDeductionMinor: number;
  readonly closingBuffer: Decimal;
}

/** A surplus fills the buffer and releases a bonus; a deficit takes the buffer first, then crediting, last the value. */
export function groupOutcome(group: GroupYear): GroupOutcome {
  return group.result.lt(ZERO) ? deficit(group) : surplus(group);
}

function surplus({ openingBuffer, result, valueSum, targetRate, releaseShare }: GroupYear): GroupOutcome {
  const buffer = openingBuffer.plus(result);
  const excess = Decimal.max(ZERO, buffer.minus(targetRate().times(valueSum)));
  const bonusMinor = roundPostedMinor(releaseShare().times(excess));
  return {
    bufferUsed: ZERO,
    bonusMinor,
    creditReductionMinor: 0,
    valueDeductionMinor: 0,
    closingBuffer: buffer.minus(minorToDecimal(bonusMinor)),
  };
}

function deficit({ openingBuffer, result, plannedCredit }: GroupYear): GroupOutcome {
  const bufferUsed = Decimal.min(openingBuffer, result.neg());
  const rest = result.neg().minus(bufferUsed);
  const creditReductionMinor = roundPostedMinor(Decimal.min(rest, plannedCredit));
  return {
    bufferUsed,
    bonusMinor: 0,
    creditReductionMinor,
    valueDeductionMinor: roundPostedMinor(rest) - creditReductionMinor,
    closingBuffer: openingBuffer.minus(bufferUsed),
  };
}
