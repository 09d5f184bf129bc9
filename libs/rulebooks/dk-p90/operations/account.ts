/** dk.annualAccount. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { formatMinor } from '#money/amount.js';
import type { Operation } from '../../frame/operation.js';
import { interestWeightsOf } from '../account/annual-interest.js';
import { NO_MOVEMENT, annualAccount, type AccountMonth } from '../account/annual-account.js';
import { invalid, present, readDecimal, readList, readYear } from '../../frame/operation-input.js';
import { actuarialText, decimalOrZero, readPeriod } from './read.js';
import { readParameters, withSeries } from './read-parameters.js';
import * as is from './schema.js';

export const annualAccountOperation: Operation = {
  name: 'dk.annualAccount',
  article: 'rulebook, sections 2 and 6; body',
  summary: 'Annual account (Regnskab for din pension): opening, movements, interest, closing, to the øre',
  input: is.inputOf({
    year: is.year,
    opening: is.decimal,
    'accountRate?': is.rate,
    'months?': is.list(
      is.record({
        month: is.either({ type: 'integer', minimum: 1, maximum: 12 }, is.period, { type: 'string', pattern: '^(0?[1-9]|1[0-2])$' }),
        'contribution?': is.decimal,
        'adminFee?': is.decimal,
        'premium?': is.decimal,
        'deduction?': is.decimal,
      }),
    ),
    'bonus?': is.decimal,
    'yearEndDeduction?': is.decimal,
  }),
  output: is.record({
    interest: is.exact,
    interestPosted: is.posted,
    contributionsPosted: is.posted,
    adminFeesPosted: is.posted,
    premiumsPosted: is.posted,
    deductionsPosted: is.posted,
    bonusPosted: is.posted,
    closingPosted: is.posted,
  }),
  calculate: (input) => {
    const year = readYear(input, 'year');
    const rate = present(input, 'accountRate');
    const parameters = readParameters(input);
    const account = annualAccount({
      opening: readDecimal(input, 'opening'),
      weights: interestWeightsOf(rate === undefined ? parameters : withSeries(parameters, 'accountRate', rate), year),
      months: monthsOf(input, year),
      bonus: decimalOrZero(input, 'bonus'),
      yearEndDeduction: decimalOrZero(input, 'yearEndDeduction'),
    });
    return {
      interest: actuarialText(account.interest),
      interestPosted: formatMinor(account.interestMinor),
      contributionsPosted: formatMinor(account.contributionsMinor),
      adminFeesPosted: formatMinor(account.adminFeesMinor),
      premiumsPosted: formatMinor(account.premiumsMinor),
      deductionsPosted: formatMinor(account.deductionsMinor),
      bonusPosted: formatMinor(account.bonusMinor),
      closingPosted: formatMinor(account.closingMinor),
    };
  },
};

/** January … December; months that are not given have no movement, rows for the same month are added. */
function monthsOf(input: JsonObject, year: number): readonly AccountMonth[] {
  const months = new Array<AccountMonth>(12).fill(NO_MOVEMENT);
  for (const row of readList(input, 'months')) {
    const month = monthOfYear(row, year);
    const before = months[month] as AccountMonth;
    months[month] = {
      contribution: before.contribution.plus(decimalOrZero(row, 'contribution')),
      adminFee: before.adminFee.plus(decimalOrZero(row, 'adminFee')),
      premium: before.premium.plus(decimalOrZero(row, 'premium')),
      deduction: before.deduction.plus(decimalOrZero(row, 'deduction')),
    };
  }
  return months;
}

/** 0 … 11 */
function monthOfYear(row: JsonObject, year: number): number {
  const month = present(row, 'month');
  if (typeof month === 'number') return month - 1;
  if (typeof month === 'string' && month.length <= 2) return Number(month) - 1;
  const index = readPeriod(row) - year * 12;
  return index >= 0 && index < 12 ? index : invalid('months.month', month, { fault: 'days', from: `${year}-01`, to: `${year}-12` });
}
