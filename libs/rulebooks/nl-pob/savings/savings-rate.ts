/** Interest rate of a conscientious objector's savings account (VI.7). */
import { endOfYear } from '#money/civil-date.js';
import { Decimal } from '#money/decimal.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';

/** Average return of the fund's assets in a financial year, by 31 December. */
export const FUND_RETURN = 'fundReturn';

/** VI.7: the return of the second year before. */
const YEARS_BACK = 2;
/** VI.7: half a per cent less, then rounded down to a multiple of a quarter per cent. */
const LESS = new Decimal('0.005');
const STEP = new Decimal('0.0025');

/** VI.7, literally: rounded down, so that a low return gives a negative rate. */
export function savingsRate(parameters: ParameterSet, year: number): Decimal {
  const fundReturn = requireDecimal(parameters, FUND_RETURN, endOfYear(year - YEARS_BACK));
  return fundReturn.minus(LESS).div(STEP).floor().times(STEP);
}
