/** What a transfer does to one participant (section 5). */
import { minorToDecimal } from '#money/amount.js';
import { exactText } from '#money/decimal.js';
import type { MovedRight, TransferStatement } from '../../frame/capabilities/collective-transfer.js';

/** `moved`: what was closed at the sender. */
export function statementOf(
  { valueMinor, rightMinor: before }: Omit<MovedRight, 'participantId'>,
  after: number,
  totalMinor: number,
): TransferStatement {
  return {
    annualRightBeforeMinor: before,
    annualRightAfterMinor: after,
    changeMinor: after - before,
    changeShare: before === 0 ? null : exactText(minorToDecimal(after).div(minorToDecimal(before)).minus(1)),
    valueMinor,
    shareOfTransfer: totalMinor === 0 ? null : exactText(minorToDecimal(valueMinor).div(minorToDecimal(totalMinor))),
  };
}
