/** Yearly conditional indexation on 1 January (VIII). */
import { refuse } from '#ledger/kernel/refusal.js';
import { civilDate, startOfYear, type CivilDate } from '#money/civil-date.js';
import { Decimal, ONE, ZERO, exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { entryInForce, requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { bounds } from '../../frame/parameters/fault.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    BOARD_RATE_OUT_OF_BOUNDS: { readonly boardRate: string; readonly limit: string; readonly rule: BindingRule };
  }
}

/** VIII: no indexation up to and including this policy funding ratio. */
const THRESHOLD = new Decimal('1.1');

export type BindingRule = 'THRESHOLD_110' | 'RECOVERY_PLAN' | 'SUSTAINABLE' | 'AMBITION';

export interface IndexationBounds {
  /** Growth of consumer prices from September to September, never below zero (assumption). */
  readonly ambition: Decimal;
  readonly sustainable: Decimal;
  readonly maxRate: Decimal;
  readonly bindingRule: BindingRule;
}

/** VIII: ratio and prices count as of 30 September before the indexation. */
export function referenceDate(year: number): CivilDate {
  return civilDate(year - 1, 9, 30);
}

/**
 * How far the board may go on 1 January of a year (VIII). `policyRatio`: of the reference day. Refuses MISSING_PARAMETER, the first in the
 * order of section 7.
 */
export function indexationBounds(
  parameters: ParameterSet,
  year: number,
  policyRatio: (on: CivilDate) => Decimal = (on) => requireDecimal(parameters, 'policyFundingRatio', on),
): IndexationBounds {
  const on = referenceDate(year);
  const prices = positive('cpi', requireDecimal(parameters, 'cpi', on));
  const pricesBefore = positive('cpi', requireDecimal(parameters, 'cpi', referenceDate(year - 1)));
  const fundingRatio = policyRatio(on);
  const fullFrom = requireDecimal(parameters, 'indexationFundingRatio', on);
  const divisor = positive('sustainableDivisor', requireDecimal(parameters, 'sustainableDivisor', on));
  const isRecovering = entryInForce(parameters, 'recoveryLimit', on) !== undefined;
  const ambition = Decimal.max(ZERO, prices.div(pricesBefore).minus(1));
  if (fundingRatio.lte(THRESHOLD)) return { ambition, sustainable: ZERO, maxRate: ZERO, bindingRule: 'THRESHOLD_110' };
  const sustainable = fundingRatio.gt(fullFrom) ? ambition : Decimal.min(ambition, fundingRatio.minus(THRESHOLD).div(divisor));
  const recovery = isRecovering ? Decimal.max(ZERO, requireDecimal(parameters, 'recoveryLimit', on)) : undefined;
  if (recovery?.lt(sustainable) === true) return { ambition, sustainable, maxRate: recovery, bindingRule: 'RECOVERY_PLAN' };
  return { ambition, sustainable, maxRate: sustainable, bindingRule: sustainable.lt(ambition) ? 'SUSTAINABLE' : 'AMBITION' };
}

function positive(name: string, value: Decimal): Decimal {
  if (value.gt(0)) return value;
  return refuse('INVALID_INPUT', { field: name, value: value.toFixed(), ...bounds({ above: 0 }) });
}

/** VIII: the board decides how far. Refuses DECISION_REQUIRED `{date}` and BOARD_RATE_OUT_OF_BOUNDS `{limit, rule}`. */
export function grantedRate({ maxRate, bindingRule }: IndexationBounds, boardRate: Decimal | undefined, year: number): Decimal {
  if (boardRate === undefined) {
    const date = startOfYear(year);
    return refuse('DECISION_REQUIRED', { date });
  }
  // As the answers tell it, so that what they show can be granted.
  const [limit, rule] = [exactText(maxRate), bindingRule];
  if (boardRate.gte(0) && boardRate.lte(limit)) return boardRate;
  return refuse('BOARD_RATE_OUT_OF_BOUNDS', { boardRate: boardRate.toFixed(), limit, rule });
}

/** What indexation fell short of the ambition, as a rate on the rights after it (VIII: *inhaaltoeslagen*). */
export function missedRate(ambition: Decimal, granted: Decimal): Decimal {
  return ONE.plus(ambition).div(ONE.plus(granted)).minus(1);
}

export function indexedRight(annualRight: Decimal, granted: Decimal): string {
  return roundPosted(annualRight.times(ONE.plus(granted)));
}
