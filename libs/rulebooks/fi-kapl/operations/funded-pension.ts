/** fi.index, fi.oldAgePensionTaken and fi.fundedPension. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import type { Status1996 } from '../funded-pension/conversion.js';
import type { DisabilityPension, PensionIncome } from '../funded-pension/counted-income.js';
import { fundedPension } from '../funded-pension/funded-pension.js';
import { indexNumber } from '../funded-pension/index-number.js';
import { oldAgePensionTaken } from '../funded-pension/pension-taken.js';
import {
  invalid,
  readDay,
  readDecimal,
  readList,
  readOptionalDay,
  readOptionalDecimal,
  readOptionalYear,
  readYear,
} from '../../frame/operation-input.js';
import { actuarialText, readCoverage, readInsured, readParameters } from './read.js';
import * as is from './schema.js';

export const indexOperation: Operation = {
  name: 'fi.index',
  article: 'decree 800/2005, Annex 2.3 and 2.4',
  summary: 'Index J per thousand by birth year and year',
  input: is.inputOf({ birthYear: is.year, year: is.year }),
  output: is.record({ index: is.exact }),
  calculate: (input) => ({
    index: exactText(indexNumber(readParameters(input), readYear(input, 'birthYear'), readYear(input, 'year'))),
  }),
};

export const oldAgePensionTakenOperation: Operation = {
  name: 'fi.oldAgePensionTaken',
  article: 'decree 800/2005, Annex 1, 2.3',
  summary: 'Year an old-age pension counts as taken, and the index year before it',
  input: is.inputOf({ grantedOn: is.date, beginsOn: is.date }),
  output: is.record({ pensionTakenYear: is.year, indexYear: is.year }),
  calculate: (input) => ({ ...oldAgePensionTaken(readDay(input, 'grantedOn'), readDay(input, 'beginsOn')) }),
};

export const fundedPensionOperation: Operation = {
  name: 'fi.fundedPension',
  article: 'decree 800/2005, Annex 1, 2.3, funded pension',
  summary: 'Funded pension a year, with the incomes that count and the reasons of those that do not',
  input: is.inputOf({
    birthDate: is.date,
    sex: is.sex,
    year: is.year,
    incomes: is.list(
      is.record({ year: is.year, amount: is.amount, 'coverage?': is.coverage, 'disability?': is.flag, 'earnedBefore23?': is.amount }),
    ),
    'disabilityPensions?': is.list(
      is.record({
        decisionYear: is.year,
        beginsOn: is.date,
        incapacityOn: is.date,
        'endsOn?': { oneOf: [is.date, { type: 'null' }] },
        'earlierSameCause?': is.flag,
      }),
    ),
    'pensionTakenYear?': { oneOf: [is.year, { type: 'null' }] },
    'status1996?': { enum: ['active', 'pensioner'] },
  }),
  output: is.record({
    k: { oneOf: [is.exact, { type: 'null' }], description: 'null where it is not needed and no bases of 1996 are given' },
    bases: is.list(
      is.record({
        year: is.year,
        amount: is.exact,
        counted: is.flag,
        reason: { enum: ['counted', 'born-before-1912-07', 'apl-10b', 'disability', 'before-23', 'from-55', 'below-limit'] },
      }),
    ),
    fundedPension: is.exact,
    fundedPensionPosted: is.posted,
  }),
  calculate: (input) => {
    const funded = fundedPension(readParameters(input), {
      insured: readInsured(input),
      year: readYear(input, 'year'),
      incomes: readList(input, 'incomes').map(readPensionIncome),
      disabilityPensions: readList(input, 'disabilityPensions').map(readDisabilityPension),
      pensionTakenYear: readOptionalYear(input, 'pensionTakenYear'),
      status1996: input['status1996'] as Status1996 | undefined,
    });
    return {
      k: funded.k === undefined ? null : actuarialText(funded.k),
      bases: funded.bases.map((base) => ({ year: base.year, amount: exactText(base.amount), counted: base.counted, reason: base.reason })),
      fundedPension: funded.k === undefined ? exactText(funded.yearly) : actuarialText(funded.yearly),
      fundedPensionPosted: roundPosted(funded.yearly),
    };
  },
};

function readPensionIncome(income: JsonObject): PensionIncome {
  return {
    year: readYear(income, 'year'),
    amount: readDecimal(income, 'amount'),
    coverage: readCoverage(income),
    disability: income['disability'] === true,
    earnedBefore23: readOptionalDecimal(income, 'earnedBefore23'),
  };
}

function readDisabilityPension(pension: JsonObject): DisabilityPension {
  const read = {
    decisionYear: readYear(pension, 'decisionYear'),
    beginsOn: readDay(pension, 'beginsOn'),
    incapacityOn: readDay(pension, 'incapacityOn'),
    endsOn: readOptionalDay(pension, 'endsOn'),
    earlierSameCause: pension['earlierSameCause'] === true,
  };
  if (read.endsOn !== undefined && read.endsOn < read.beginsOn) {
    invalid('endsOn', read.endsOn, { fault: 'days', from: read.beginsOn });
  }
  return read;
}
