/** pob.savings. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { formatMinor } from '#money/amount.js';
import { endOfYear, yearOf } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import { parametersOf, present, readDate, readDecimal, readList, readObject, seriesByPeriod } from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { missingParameter, type ParameterSet } from '../../frame/parameters/parameters.js';
import { SCHEME } from '../parameters.js';
import { savingsAccount, type SavingsEnd } from '../savings/savings-account.js';
import { FUND_RETURN } from '../savings/savings-rate.js';

export const savingsOperation: Operation = {
  name: 'pob.savings',
  article: 'regulations VI.6–VI.10',
  summary: "A conscientious objector's savings account: rate, interest and balance by year, and what it ends in",
  input: is.inputOf({
    birthDate: is.date,
    deposits: is.list(is.record({ date: is.date, amount: is.amount })),
    'fundReturns?': is.byPeriod('^[0-9]{4}$'),
    asOf: is.date,
    'end?': is.record({ type: is.oneOf('withdrawn', 'lapsed', 'death'), date: is.date }),
  }),
  output: is.record({
    payoutDate: is.date,
    years: is.list(is.record({ year: is.year, rate: is.exact, interestPosted: is.posted, balancePosted: is.posted })),
    outcome: is.oneOf('RUNNING', 'PAID', 'PAID_TO_HEIRS', 'VOIDED'),
    payoutPosted: is.posted,
    'voidedPosted?': is.posted,
    'premiumPosted?': is.posted,
  }),
  calculate: (input) => {
    const asOf = readDate(input, 'asOf');
    const deposits = readList(input, 'deposits').map((deposit) => ({
      date: readDate(deposit, 'date'),
      amountMinor: roundPostedMinor(readDecimal(deposit, 'amount')),
    }));
    const firstYear = Math.min(yearOf(asOf), ...deposits.map(({ date }) => yearOf(date)));
    const end = present(input, 'end') === undefined ? undefined : readEnd(readObject(input, 'end'));
    const account = savingsAccount(readReturns(input, firstYear), { birthDate: readDate(input, 'birthDate'), deposits, end }, asOf);
    return {
      payoutDate: account.payoutDate,
      years: account.years.map(({ year, rate, interestMinor, balanceMinor }) => ({
        year,
        rate: exactText(rate),
        interestPosted: formatMinor(interestMinor),
        balancePosted: formatMinor(balanceMinor),
      })),
      outcome: account.outcome,
      payoutPosted: formatMinor(account.payoutMinor),
      ...(account.outcome === 'VOIDED'
        ? { voidedPosted: formatMinor(account.voidedMinor), premiumPosted: formatMinor(account.premiumMinor) }
        : {}),
    };
  },
};

function readEnd(end: JsonObject): SavingsEnd {
  return { type: end['type'] as SavingsEnd['type'], date: readDate(end, 'date') };
}

function readReturns(input: JsonObject, firstYear: number): ParameterSet {
  if (present(input, 'fundReturns') === undefined) return missingParameter(SCHEME, FUND_RETURN, endOfYear(firstYear - 2));
  return parametersOf(SCHEME, {}, [], {}, { [FUND_RETURN]: seriesByPeriod(input, 'fundReturns') });
}
