/** fi.fundRollForward. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { ZERO, exactText, type Decimal } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import { rollFundForward, YEAR_OF_EXCEPTION } from '../fund/roll-forward.js';
import { readDecimal, readOptionalDecimal, readYear } from '../../frame/operation-input.js';
import { readParameters } from './read.js';
import * as is from './schema.js';

export const fundRollForwardOperation: Operation = {
  name: 'fi.fundRollForward',
  article: 'decree 800/2005, Annex 1, 2.3, formula (3)',
  summary: 'Fund of the smoothing parts at the end of a year, or the claim where it would be below 0',
  input: is.inputOf({
    year: is.year,
    previousFund: is.decimal,
    smoothingSum: is.decimal,
    premiumSum: is.decimal,
    q: is.decimal,
    t: is.decimal,
    liabilitiesPrevious: is.decimal,
    liabilities: is.decimal,
    indexRaiseActive: is.decimal,
    indexRaisePensioners: is.decimal,
    'futureDisability?': is.decimal,
    'disabilityInPayment?': is.decimal,
  }),
  output: is.record({
    accumulation: is.exact,
    halfYear: is.exact,
    excessInterest: is.exact,
    fund: is.exact,
    claim: is.exact,
    fundPosted: is.posted,
    claimPosted: is.posted,
  }),
  calculate: (input) => {
    const year = readYear(input, 'year');
    const end = rollFundForward(readParameters(input), {
      year,
      previousFund: readDecimal(input, 'previousFund'),
      smoothingSum: readDecimal(input, 'smoothingSum'),
      premiumSum: readDecimal(input, 'premiumSum'),
      shareOfFund: readDecimal(input, 'q'),
      shareOfPremium: readDecimal(input, 't'),
      liabilitiesPrevious: readDecimal(input, 'liabilitiesPrevious'),
      liabilities: readDecimal(input, 'liabilities'),
      indexRaiseActive: readDecimal(input, 'indexRaiseActive'),
      indexRaisePensioners: readDecimal(input, 'indexRaisePensioners'),
      futureDisability: futureDisabilityOf(input, year),
    });
    return {
      accumulation: exactText(end.accumulation),
      halfYear: exactText(end.halfYear),
      excessInterest: exactText(end.excessInterest),
      fund: exactText(end.fund),
      claim: exactText(end.claim),
      fundPosted: roundPosted(end.fund),
      claimPosted: roundPosted(end.claim),
    };
  },
};

/** Formula (3) needs the value of formula (7) in 2005 only; `disabilityInPayment` is its older name here. */
function futureDisabilityOf(input: JsonObject, year: number): Decimal {
  const given = readOptionalDecimal(input, 'futureDisability') ?? readOptionalDecimal(input, 'disabilityInPayment');
  if (given !== undefined || year !== YEAR_OF_EXCEPTION) return given ?? ZERO;
  return refuse('MISSING_INPUT', { field: 'futureDisability', year });
}
